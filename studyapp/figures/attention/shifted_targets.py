"""What a causal language model reads and predicts in training: all places at once, each from what came before."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Canvas, mixed
from studyapp.figures.figure import Colours, Figure

READ = ("⟨start⟩", "time", "goes", "by")
PREDICTED = ("time", "goes", "by", "⟨end⟩")
WIDTH, HEIGHT = 640.0, 240.0
LEFT, STEP, BOX = 120.0, 132.0, (100.0, 36.0)
ABOVE, BELOW = 34.0, 168.0
LIT = 2  # the place whose view is drawn in full


def draw(colours: Colours) -> str:
    """Return both rows, with a line from every token to the places that may see it."""
    canvas = Canvas(WIDTH, HEIGHT)
    for place in range(len(READ)):
        for seen in range(place + 1):
            lit = place == LIT
            start, end = (_middle(seen), BELOW), (_middle(place), ABOVE + BOX[1])
            colour = colours.series[1] if lit else mixed(colours.line, colours.quiet, 0.3)
            canvas.line(start, end, colour, thick=2.4 if lit else 1.2)
    for top, tokens, name in ((ABOVE, PREDICTED, "predicts"), (BELOW, READ, "reads")):
        canvas.text((8, top + 23), name, colours.ink, bold=True)
        for place, token in enumerate(tokens):
            edge = colours.series[1] if (place == LIT if top == ABOVE else place <= LIT) else colours.quiet
            canvas.rect(
                (_middle(place) - BOX[0] / 2, top), BOX, colours.raised, stroke=edge, corner_radius=7, thick=1.6
            )
            canvas.text((_middle(place), top + 23), token, colours.ink, anchor="middle")
    words = "the target is the input moved by one; all four losses come from one pass"
    canvas.text((LEFT - 50 + 20, HEIGHT - 8), words, colours.quiet, size=SMALL_PX)
    return canvas.svg()


def _middle(place: int) -> float:
    return LEFT + BOX[0] / 2 + place * STEP


FIGURE = Figure(
    id="shifted-targets",
    alt="Four places in training. The model reads start, time, goes, by and predicts time, goes, by, end. Each place "
    "is joined to itself and to those before it: “by” is predicted from start, time and goes, and never sees itself.",
    draw=draw,
)
