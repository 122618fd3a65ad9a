"""A loss between two parabolas that touch it: one as steep as its largest curvature, one as flat as its smallest."""

from __future__ import annotations

import math

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas, Point
from studyapp.figures.figure import Colours, Figure

LARGEST, SMALLEST = 3.0, 0.5  # L and μ: the curvature below swings between them
PLACE = -1.9
WIDTH, HEIGHT = 640.0, 318.0
X = Axis(-3.2, 2.8, 16, 624)
Y = Axis(-3.6, 6.6, 290, 22)


def loss(x: float) -> float:
    """Return a loss whose second derivative is the mean of both curvatures plus half their difference times cos 2x."""
    mean, swing = (LARGEST + SMALLEST) / 2, (LARGEST - SMALLEST) / 2
    return mean * x**2 / 2 + swing * (1 - math.cos(2 * x)) / 4


def slope(x: float) -> float:
    """Return the derivative of the loss."""
    mean, swing = (LARGEST + SMALLEST) / 2, (LARGEST - SMALLEST) / 2
    return mean * x + swing * math.sin(2 * x) / 2


def parabola(x: float, curvature: float) -> float:
    """Return the parabola of a curvature that touches the loss at the place."""
    step = x - PLACE
    return loss(PLACE) + slope(PLACE) * step + curvature * step**2 / 2


def arrival() -> float:
    """Return where a step of 1/L leads: to the minimum of the steep parabola."""
    return PLACE - slope(PLACE) / LARGEST


def draw(colours: Colours) -> str:
    """Return the three curves, and the step to the minimum of the upper one."""
    canvas = Canvas(WIDTH, HEIGHT)
    spots = [X.low + (X.high - X.low) * part / 300 for part in range(301)]
    for curvature, colour in ((LARGEST, colours.series[1]), (SMALLEST, colours.series[2])):
        canvas.curve(_inside([(x, parabola(x, curvature)) for x in spots]), colour, thick=2, dashes="6 4")
    canvas.curve(_inside([(x, loss(x)) for x in spots]), colours.series[0], thick=2.8)
    here, there = (X(PLACE), Y(loss(PLACE))), (X(arrival()), Y(loss(arrival())))
    low = (X(arrival()), Y(parabola(arrival(), LARGEST)))
    canvas.line(low, there, colours.quiet, thick=1.4, dashes="3 3")
    for place in (here, there):
        canvas.circle(place, 5, colours.ink, stroke=colours.surface, thick=1.4)
    canvas.circle(low, 5, colours.series[1], stroke=colours.surface, thick=1.4)
    _words(canvas, colours, (here, there, low))
    return canvas.svg()


def _inside(points: list[Point]) -> list[Point]:
    return [(X(x), Y(y)) for x, y in points if Y.low <= y <= Y.high]


def _words(canvas: Canvas, colours: Colours, places: tuple[Point, Point, Point]) -> None:
    here, there, low = places
    canvas.text((here[0] - 10, here[1] + 18), "here they touch", colours.ink, anchor="end")
    canvas.text((there[0] - 10, there[1] + 18), "after a step with η = 1/L", colours.ink, anchor="end")
    canvas.text((low[0], low[1] - 26), "its lowest point", colours.series[1], size=13, anchor="middle")
    for line, words in enumerate(("curvature L:", "never below", "the loss")):
        canvas.text((X(0.9), Y(5.9) + 18 * line), words, colours.series[1], size=13)
    canvas.text((X(2.7), Y(2.0)), "the loss", colours.series[0], size=13, anchor="end")
    canvas.text((X(2.7), Y(-1.7)), "curvature μ: never above it", colours.series[2], size=13, anchor="end")
    canvas.text((X.start, HEIGHT - 6), "θ from left to right, the loss upwards", colours.quiet, size=SMALL_PX)


FIGURE = Figure(
    id="between-parabolas",
    alt="A wavy bowl and two parabolas that touch it at one point. The steep one, with the largest curvature L, lies "
    "above the bowl everywhere, the flat one with the smallest curvature μ below it. A step of 1/L leads to the lowest "
    "point of the steep one, and there the bowl is lower still.",
    draw=draw,
)
