"""Four activation functions, and below the same inputs their slopes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from question_bank.gradients.functions import sigmoid
from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

Function = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Shown:
    """A function with its slope; ``colour`` is a place in the theme's series."""

    name: str
    value: Function
    slope: Function
    colour: int

    @property
    def steepest(self) -> float:
        """Return the largest slope over the inputs that are drawn."""
        return max(self.slope(x) for x in _inputs())


LEFT, RIGHT = -4.0, 4.0
STEPS = 400  # even, so that 0 is among the inputs
SHOWN = (
    Shown("sigmoid", sigmoid, lambda x: sigmoid(x) * (1 - sigmoid(x)), 0),
    Shown("tanh", math.tanh, lambda x: 1 - math.tanh(x) ** 2, 1),
    Shown("ReLU", lambda x: max(x, 0.0), lambda x: float(x > 0), 2),
    Shown("swish", lambda x: x * sigmoid(x), lambda x: sigmoid(x) * (1 + x * (1 - sigmoid(x))), 3),
)
WIDTH, HEIGHT = 640.0, 352.0
TOP, BOTTOM = 84.0, 312.0


@dataclass(frozen=True, slots=True)
class Panel:
    """One system of axes; lines are drawn at the ``levels``."""

    title: str
    x: Axis
    y: Axis
    levels: tuple[float, ...]


VALUES = Panel("value f(z)", Axis(LEFT, RIGHT, 34, 306), Axis(-1.2, 2.2, BOTTOM, TOP), (-1.0, 0.0, 1.0, 2.0))
SLOPES = Panel("slope f′(z)", Axis(LEFT, RIGHT, 366, 636), Axis(-0.2, 1.15, BOTTOM, TOP), (0.0, 0.25, 0.5, 1.0))


def draw(colours: Colours) -> str:
    """Return the functions on the left and their slopes on the right, named above."""
    canvas = Canvas(WIDTH, HEIGHT)
    _names(canvas, colours)
    for panel in (VALUES, SLOPES):
        _axes(canvas, colours, panel)
    for shown in SHOWN:
        colour = colours.series[shown.colour]
        _curve(canvas, VALUES, shown.value, colour)
        if shown.name == "ReLU":
            _jump(canvas, colour)
        else:
            _curve(canvas, SLOPES, shown.slope, colour)
    return canvas.svg()


def _names(canvas: Canvas, colours: Colours) -> None:
    for index, shown in enumerate(SHOWN):
        left = 34.0 + index * 155
        canvas.line((left, 16), (left + 24, 16), colours.series[shown.colour], thick=3)
        canvas.text((left + 32, 20), shown.name, colours.ink, bold=True)
        canvas.text((left + 32, 37), f"slope at most {shown.steepest:.3g}", colours.quiet, size=SMALL_PX)


def _axes(canvas: Canvas, colours: Colours, panel: Panel) -> None:
    left, right, height = panel.x.start, panel.x.end, panel.y
    for level in panel.levels:
        canvas.line((left, height(level)), (right, height(level)), colours.quiet if level == 0 else colours.line)
        words = f"{level:g}".replace("-", "−")
        canvas.text((left - 6, height(level) + 4), words, colours.quiet, size=SMALL_PX, anchor="end")
    canvas.line((panel.x(0), TOP), (panel.x(0), BOTTOM), colours.line)
    for mark in (-4, -2, 0, 2, 4):
        place = min(max(panel.x(mark), left + 8), right - 8)
        canvas.text((place, BOTTOM + 17), f"{mark}".replace("-", "−"), colours.quiet, size=SMALL_PX, anchor="middle")
    middle = (left + right) / 2
    canvas.text((middle, HEIGHT - 6), "z: the sum inside the unit", colours.quiet, size=SMALL_PX, anchor="middle")
    canvas.text((left, TOP - 14), panel.title, colours.ink, bold=True)


def _curve(canvas: Canvas, panel: Panel, function: Function, colour: str) -> None:
    points = ((z, function(z)) for z in _inputs())
    canvas.curve([(panel.x(z), panel.y(value)) for z, value in points if value <= panel.y.high], colour)


def _jump(canvas: Canvas, colour: str) -> None:
    """Draw the slope of ReLU: two flat pieces with a jump between them."""
    x, y = SLOPES.x, SLOPES.y
    canvas.line((x(LEFT), y(0)), (x(0), y(0)), colour, thick=2)
    canvas.line((x(0), y(1)), (x(RIGHT), y(1)), colour, thick=2)
    canvas.line((x(0), y(0)), (x(0), y(1)), colour, dashes="2 4")


def _inputs() -> Iterator[float]:
    return (LEFT + (RIGHT - LEFT) * step / STEPS for step in range(STEPS + 1))


FIGURE = Figure(
    id="activations-and-slopes",
    alt="Sigmoid, tanh, ReLU and swish with their slopes for sums from −4 to 4. The slope of the sigmoid is never "
    "above 0.25, that of tanh reaches 1 at 0 only; both vanish at the ends. ReLU has slope 0, then 1.",
    draw=draw,
)
