"""One query of an attention head: scores become weights, and the output lies among the values."""

from __future__ import annotations

from question_bank.attention.heads import Head
from studyapp.figures.canvas import SMALL_PX, Axis, Canvas, mixed
from studyapp.figures.figure import Colours, Figure

HEAD = Head(
    tokens=("dog", "barked", "it"),
    queries=((2.0, 0.0, 1.0, 1.0),),
    keys=((2.0, 1.0, 0.0, 1.0), (0.0, 1.0, 1.0, 1.0), (1.0, 0.0, 0.0, 1.0)),
    values=((4.0, 3.0), (0.0, 4.0), (1.0, 0.0)),
    visible=(3,),
)
SHEET = HEAD.sheet()
SCORES, WEIGHTS, OUTPUT = (SHEET.values(HEAD.names(letter)[0]) for letter in "sao")
WIDTH, HEIGHT = 640.0, 290.0
ROW, FIRST = 62.0, 78.0
SCORE, BAR, LONGEST = 120.0, 160.0, 130.0
ACROSS, UP = Axis(-0.5, 4.5, 376, 632), Axis(-0.6, 4.8, 258, 44)


def draw(colours: Colours) -> str:
    """Return scores and weights on the left, the plane of the values on the right."""
    canvas = Canvas(WIDTH, HEIGHT)
    for x, title, anchor in ((8, "key of", "start"), (SCORE, "score", "end"), (BAR, "weight", "start")):
        canvas.text((x, 26), title, colours.ink, anchor=anchor, bold=True)
    for place, (token, score, weight) in enumerate(zip(HEAD.tokens, SCORES, WEIGHTS, strict=True)):
        y, colour = FIRST + place * ROW, colours.series[place]
        canvas.text((8, y), token, colours.ink)
        canvas.text((SCORE, y), f"{score:.2f}", colours.ink, anchor="end")
        canvas.rect((BAR, y - 16), (LONGEST * weight, 22), colour)
        canvas.text((BAR + LONGEST * weight + 8, y), f"{weight:.3f}", colours.ink)
    words = "softmax: positive, and they add up to 1"
    canvas.text((8, FIRST + 2.75 * ROW), words, colours.quiet, size=SMALL_PX)
    _plane(canvas, colours)
    return canvas.svg()


def _plane(canvas: Canvas, colours: Colours) -> None:
    places = [(ACROSS(x), UP(y)) for x, y in HEAD.values]
    output = (ACROSS(OUTPUT[0]), UP(OUTPUT[1]))
    canvas.text((ACROSS.start, 26), "values, and what comes out", colours.ink, bold=True)
    canvas.line((ACROSS.start, UP(0)), (ACROSS.end, UP(0)), colours.line)
    canvas.line((ACROSS(0), UP.start), (ACROSS(0), UP.end), colours.line)
    canvas.area(places, mixed(colours.surface, colours.raised, 0.9), stroke=colours.line)
    for place, (at, weight) in enumerate(zip(places, WEIGHTS, strict=True)):
        canvas.line(output, at, colours.series[place], thick=1 + 6 * weight)
        canvas.circle(at, 6, colours.series[place])
    canvas.circle(output, 7, colours.surface, stroke=colours.ink, thick=2.5)
    for (x, y), token, value in zip(places, HEAD.tokens, HEAD.values, strict=True):
        below = value[1] < 2
        words = f"{token} ({value[0]:g}, {value[1]:g})"
        anchor = "end" if value[0] > 3 else "start"
        canvas.text((x + (12 if below else 6), y + (18 if below else -13)), words, colours.ink, size=13, anchor=anchor)
    words = f"({OUTPUT[0]:.2f}, {OUTPUT[1]:.2f})"
    canvas.text((output[0] + 4, output[1] + 24), words, colours.ink, bold=True)


FIGURE = Figure(
    id="weighted-values",
    alt=f"The query of “it” has the scores {SCORES[0]:.2f}, {SCORES[1]:.2f} and {SCORES[2]:.2f} with three keys; "
    f"softmax makes the weights {WEIGHTS[0]:.3f}, {WEIGHTS[1]:.3f} and {WEIGHTS[2]:.3f}. The output lies inside the "
    "triangle of the three values, near the one with the largest weight.",
    draw=draw,
)
