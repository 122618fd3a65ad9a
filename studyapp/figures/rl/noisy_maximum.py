"""How much too large the largest of several noisy estimates is, though each alone is right on average."""

from __future__ import annotations

import math

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

MOST = 20
WIDTH, HEIGHT = 640.0, 256.0
X, Y = Axis(0.5, MOST + 0.5, 50, 470), Axis(0, 2, 204, 20)
REACH, PIECES = 8.0, 1600  # the integral runs over so many standard deviations to both sides


def mean_of_largest(count: int) -> float:
    """Return the mean of the largest of some independent standard normal numbers, by the rule of midpoints."""
    width = 2 * REACH / PIECES
    places = (-REACH + (piece + 0.5) * width for piece in range(PIECES))
    return sum(x * count * _below(x) ** (count - 1) * _density(x) * width for x in places)


def _density(x: float) -> float:
    return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)


def _below(x: float) -> float:
    """Return how likely one number is to lie below x."""
    return (1 + math.erf(x / math.sqrt(2))) / 2


def draw(colours: Colours) -> str:
    """Return the mean of the largest estimate over the number of actions, and that of a second, independent one."""
    canvas = Canvas(WIDTH, HEIGHT)
    for level in (0.0, 0.5, 1.0, 1.5, 2.0):
        canvas.line((X.start, Y(level)), (X.end, Y(level)), colours.line if level else colours.quiet)
        canvas.text((X.start - 8, Y(level) + 4), f"{level:g}", colours.quiet, size=SMALL_PX, anchor="end")
    for count in (1, 5, 10, 15, 20):
        canvas.text((X(count), Y(0) + 18), str(count), colours.quiet, size=SMALL_PX, anchor="middle")
    for count in range(1, MOST + 1):
        canvas.circle((X(count), Y(mean_of_largest(count))), 4, colours.series[1])
        canvas.circle((X(count), Y(0)), 4, colours.series[0])
    canvas.lines(
        (X.end + 8, Y(mean_of_largest(MOST)) + 4), ("choose and value", "by the same numbers"), colours.series[1]
    )
    canvas.lines((X.end + 8, Y(0) - 12), ("choose by one set,", "value by another"), colours.series[0])
    canvas.text((X(10.5), HEIGHT - 8), "number of actions, all worth 0", colours.ink, anchor="middle")
    canvas.text((X.start + 6, Y(2) + 16), "mean estimate for the action chosen", colours.ink)
    return canvas.svg()


FIGURE = Figure(
    id="noisy-maximum",
    alt="All actions are worth 0 and each estimate errs with standard deviation 1. The largest one is 0.56 too large "
    "on average with 2 actions, 1.54 with 10 and 1.87 with 20. The action chosen by it, valued by other estimates, has "
    "the right mean 0.",
    draw=draw,
)
