"""Merges learnt from a tiny text, and an unseen word going through them in their order."""

from __future__ import annotations

from question_bank.merges.bpe import Corpus, Pair, Tokens, commonest, counted, letters, merged, merged_everywhere
from studyapp.figures.canvas import SMALL_PX, Canvas, mixed
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.words import text_width

TEXT = (("rain", 4), ("train", 5), ("trainer", 6), ("grains", 3))
WORD = "trains"
STEPS = 6
WIDTH, HEIGHT = 640.0, 330.0
TOP, ROW = 66.0, 36.0
MERGES, TOKENS, LARGEST = 20.0, 286.0, 24.0


def training() -> list[tuple[Pair, int]]:
    """Return the merges in the order of training, each with how often its pair stood in the text."""
    corpus: Corpus = tuple((letters(word), count) for word, count in TEXT)
    found: list[tuple[Pair, int]] = []
    for _ in range(STEPS):
        pairs = counted(corpus)
        pair = commonest(pairs)
        if pair is None:
            break
        found.append((pair, pairs[pair]))
        corpus = merged_everywhere(corpus, pair)
    return found


def draw(colours: Colours) -> str:
    """Return one row a merge: the pair with its count on the left, the word after it on the right."""
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.text((MERGES, 16), "learnt from the text", colours.ink, bold=True)
    text = ", ".join(f"{word} {count}×" for word, count in TEXT)
    canvas.text((MERGES, 36), text, colours.quiet, size=SMALL_PX)
    canvas.text((TOKENS, 16), f"the new word “{WORD}”", colours.ink, bold=True)
    tokens = letters(WORD)
    _tokens(canvas, colours, 0, tokens, tokens)
    canvas.text((MERGES, TOP + 17), "no merge yet", colours.quiet, size=13)
    for number, (pair, count) in enumerate(training(), 1):
        after = merged(tokens, pair)
        y = TOP + number * ROW + 17
        told = f"{number}.  {pair[0]} + {pair[1]} → {pair[0]}{pair[1]}"
        canvas.text((MERGES, y), told, colours.ink, bold=after != tokens)
        canvas.text((TOKENS - 40, y), f"{count}×", colours.quiet, size=SMALL_PX, anchor="end")
        _tokens(canvas, colours, number, after, tokens)
        tokens = after
    return canvas.svg()


def _tokens(canvas: Canvas, colours: Colours, row: int, tokens: Tokens, before: Tokens) -> None:
    left, y = TOKENS, TOP + row * ROW
    for token in tokens:
        width = max(text_width(token, 14) + 14, LARGEST)
        new = token not in before
        ground = mixed(colours.surface, colours.series[1 if new else 0], 0.3 if new else 0.14)
        canvas.rect((left, y), (width, 26), ground, stroke=colours.series[1 if new else 0], corner_radius=5)
        canvas.text((left + width / 2, y + 18), token, colours.ink, anchor="middle", bold=new)
        left += width + 5
    words = f"{len(tokens)} tokens" + ("" if tokens != before or row == 0 else ", pair not there")
    canvas.text((left + 8, y + 18), words, colours.quiet, size=SMALL_PX)


FIGURE = Figure(
    id="merges-in-order",
    alt="Six merges learnt from four words, the most frequent pair first, and beside each what it makes of a new word. "
    "Seven symbols become fewer tokens merge by merge; a merge whose pair is not there changes nothing.",
    draw=draw,
)
