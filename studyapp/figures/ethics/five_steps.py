"""The five steps of a decision, what each leaves on the table, and the two ways back."""

from __future__ import annotations

from question_bank.scenarios.framework import STEPS
from studyapp.figures.canvas import SMALL_PX, Canvas, mixed
from studyapp.figures.figure import Colours, Figure

WIDTH, HEIGHT = 640.0, 292.0
BOX, APART, TOP = (112.0, 86.0), 132.0, 76.0
NAMES = (
    ("identify the", "ethical issue"),
    ("get the facts",),
    ("evaluate the", "alternatives"),
    ("choose", "an option", "and test it"),
    ("implement it", "and reflect on", "the outcome"),
)
RESULTS = (
    ("one sentence:", "what stands", "against what"),
    ("who is touched,", "who is silent,", "what is unknown,", "which options"),
    ("a table: options", "down, lenses", "across"),
    ("one option with", "conditions that", "stood the test"),
    ("what happened,", "at an agreed", "date, by an", "agreed measure"),
)


def draw(colours: Colours) -> str:
    """Return a row of boxes with what each step leaves below it, and arrows back above."""
    canvas = Canvas(WIDTH, HEIGHT)
    middles = [index * APART + BOX[0] / 2 for index in range(len(STEPS))]
    for index, middle in enumerate(middles):
        _step(canvas, colours, index, middle)
        if index:
            y = TOP + BOX[1] / 2
            canvas.arrow((middle - APART + BOX[0] / 2 + 2, y), (middle - BOX[0] / 2 - 2, y), colours.quiet)
    _back(canvas, colours, (middles[3], middles[2]), TOP - 28, "it fails the test")
    _back(canvas, colours, (middles[4], middles[0]), TOP - 56, "what was learnt opens the question again")
    return canvas.svg()


def _step(canvas: Canvas, colours: Colours, index: int, middle: float) -> None:
    colour, words = colours.series[0], NAMES[index]
    corner = (middle - BOX[0] / 2 + 0.75, TOP)
    canvas.rect(corner, (BOX[0] - 1.5, BOX[1]), mixed(colours.surface, colour, 0.1), stroke=colour, corner_radius=8)
    canvas.text((middle, TOP + 19), str(index + 1), colour, anchor="middle", bold=True)
    canvas.lines((middle, TOP + 58 - 9 * (len(words) - 1)), words, colours.ink, size=13, anchor="middle")
    canvas.line((middle, TOP + BOX[1]), (middle, TOP + BOX[1] + 14), colours.line, thick=1.5)
    canvas.text((middle, TOP + BOX[1] + 31), "you have then", colours.quiet, size=11.5, anchor="middle")
    canvas.lines((middle, TOP + BOX[1] + 51), RESULTS[index], colours.ink, size=SMALL_PX, anchor="middle")


def _back(canvas: Canvas, colours: Colours, ends: tuple[float, float], y: float, words: str) -> None:
    """Draw an arrow that leaves one box upwards and comes down on an earlier one; the ends are a little apart."""
    start, end = ends[0] + 12, ends[1] - 12 if ends[1] < 100 else ends[1] + 12
    canvas.curve([(start, TOP), (start, y), (end, y)], colours.partly, thick=1.5, dashes="5 3")
    canvas.arrow((end, y), (end, TOP - 2), colours.partly)
    canvas.text(((start + end) / 2, y - 7), words, colours.ink, size=SMALL_PX, anchor="middle")


FIGURE = Figure(
    id="five-steps-of-a-decision",
    alt="Five boxes in a row: identify the ethical issue, get the facts, evaluate the alternatives, choose an option "
    "and test it, implement it and reflect on the outcome. An arrow leads back from a failed test to the alternatives, "
    "another from the outcome to the issue.",
    draw=draw,
)
