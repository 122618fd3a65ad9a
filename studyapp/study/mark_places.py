"""Finds a mark's words again in a note that may have been rewritten since.

First the exact words, the occurrence whose surroundings fit best; then the stretch whose words are nearly the same, or
that stands between the same neighbours. What is not found is said to be lost, never put in a wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from studyapp.study.marks import Anchor, Mark, MarkKind, NoteText, Placed, Span

LONG_QUOTE = 32
"""So many characters are hardly ever the same by chance: they are found whatever stands around them."""

SAME_SURROUNDINGS = 0.5
FEWEST_ALIKE = 6  # words; fewer that are much the same may stand anywhere
ALIKE = 0.6  # the share of words that has to be the same
ALIKE_BETWEEN = 0.3  # where the neighbours on both sides are the same
_FEWEST_NEIGHBOURS = 3  # words in a row that tell a neighbour
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text, in small letters, and where each stands."""

    words: list[str]
    spans: list[tuple[int, int]]

    @staticmethod
    def of(text: str) -> _Words:
        found = list(_WORD.finditer(text))
        return _Words([each.group().casefold() for each in found], [each.span() for each in found])


def placed_marks(marks: Iterable[Mark], note: NoteText) -> list[Placed]:
    """Return where the marks of a note stand now."""
    return [Placed(mark, find(mark, note)) for mark in marks]


def find(mark: Mark, note: NoteText) -> Span | None:
    """Return where a mark stands now, None when it can't be told."""
    if mark.kind is MarkKind.HIGHLIGHT:
        return _find_exact(mark.anchor, note) or _find_alike(mark.anchor, note.text)
    return _find_heading(mark.anchor, note)


def _find_heading(anchor: Anchor, note: NoteText) -> Span | None:
    texts = {text: start for _, text, start in reversed(note.headings)}
    same_slug = [(text, start) for slug, text, start in note.headings if slug == anchor.heading]
    close = get_close_matches(anchor.quote, texts, n=1, cutoff=ALIKE)
    if same_slug:
        text, start = same_slug[0]
    elif close:
        text, start = close[0], texts[close[0]]
    else:
        return None
    return Span(start, start + len(text))


def _find_exact(anchor: Anchor, note: NoteText) -> Span | None:
    """Return the occurrence of the very words that fits best; short words need surroundings that fit at all."""
    starts = [found.start() for found in re.finditer(re.escape(anchor.quote), note.text)]
    if not starts:
        return None

    def fit(start: int) -> tuple[float, bool]:
        return _surroundings(anchor, note.text, start), note.heading_at(start) == anchor.heading

    best = max(starts, key=fit)
    if len(anchor.quote) < LONG_QUOTE and fit(best)[0] < SAME_SURROUNDINGS:
        return None
    return Span(best, best + len(anchor.quote))


def _surroundings(anchor: Anchor, text: str, start: int) -> float:
    """Return how much of the quote's neighbours is the same here, the better side of both, in [0, 1]."""
    end = start + len(anchor.quote)
    before = text[max(start - len(anchor.before), 0) : start]
    after = text[end : end + len(anchor.after)]
    sides = [(anchor.before, before), (anchor.after, after)]
    if any(old and old == new for old, new in sides):
        return 1.0
    return max(SequenceMatcher(None, old, new, autojunk=False).ratio() for old, new in sides)


def _find_alike(anchor: Anchor, text: str) -> Span | None:
    """Return the stretch whose words are most like the quote's, if they are like enough."""
    here, quote = _Words.of(text), _Words.of(anchor.quote).words
    if not quote:
        return None
    stretches = _around(here.words, quote) if len(quote) >= FEWEST_ALIKE else ()
    found = [(_likeness(here.words[first:last], quote), first, last) for first, last in stretches]
    likeness, first, last = max(found, default=(0.0, 0, 0))
    if likeness < ALIKE:
        first, last = _between(here.words, anchor, len(quote))
        likeness = _likeness(here.words[first:last], quote)
        if likeness < ALIKE_BETWEEN:
            return None
    return Span(here.spans[first][0], here.spans[last - 1][1])


def _around(words: Sequence[str], quote: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretch from the first to the last word shared, around each long run of the same words."""
    runs = SequenceMatcher(None, words, quote, autojunk=False)
    reach = len(quote) + len(quote) // 2 + 2
    searched = 0
    while searched < len(words):
        run = runs.find_longest_match(searched, len(words), 0, len(quote))
        if not run.size:
            return
        low, high = max(run.a - reach, 0), min(run.a + run.size + reach, len(words))
        shared = SequenceMatcher(None, words[low:high], quote, autojunk=False).get_matching_blocks()[:-1]
        yield low + shared[0].a, low + shared[-1].a + shared[-1].size
        searched = run.a + run.size


def _between(words: Sequence[str], anchor: Anchor, length: int) -> tuple[int, int]:
    """Return the stretch between the same neighbours, (0, 0) where there is none of about that length."""
    before, after = _Words.of(anchor.before).words[1:], _Words.of(anchor.after).words[:-1]  # the outer may be cut
    left = SequenceMatcher(None, words, before, autojunk=False).find_longest_match()
    first = left.a + left.size
    right = SequenceMatcher(None, words[first:], after, autojunk=False).find_longest_match()
    last = first + right.a
    told = min(left.size, right.size) >= _FEWEST_NEIGHBOURS and left.b + left.size == len(before) and right.b == 0
    return (first, last) if told and first < last <= first + 2 * length + 2 else (0, 0)


def _likeness(words: Sequence[str], quote: Sequence[str]) -> float:
    return SequenceMatcher(None, words, quote, autojunk=False).ratio() if words else 0.0
