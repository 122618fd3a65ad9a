"""Losses for numbers over the error, and losses for classes over the probability of the true one."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

Function = Callable[[float], float]
STEPS = 240


@dataclass(frozen=True, slots=True)
class Panel:
    """One system of axes with its marks and its lines, each with a name."""

    title: str
    below: str
    x: Axis
    y: Axis
    marks: tuple[float, ...]
    levels: tuple[float, ...]
    lines: tuple[tuple[str, Function], ...]
    first: float


def huber(error: float) -> float:
    """Return the Huber loss with its bend at 1."""
    return error**2 / 2 if abs(error) <= 1 else abs(error) - 0.5


def surprise(probability: float) -> float:
    """Return the cross-entropy of one example, in nats."""
    return -math.log(probability)


def missed(probability: float) -> float:
    """Return the squared error of a probability that should be 1."""
    return (1 - probability) ** 2


WIDTH, HEIGHT = 640.0, 322.0
TOP, BOTTOM = 84.0, 270.0
PANELS = (
    Panel(
        "for numbers",
        "error: prediction − target",
        Axis(-3, 3, 30, 300),
        Axis(0, 4, BOTTOM, TOP),
        (-2, 0, 2),
        (0, 1, 2, 3, 4),
        (("squared", lambda error: error**2), ("absolute", abs), ("Huber", huber)),
        -3.0,
    ),
    Panel(
        "for classes",
        "probability given to the true class",
        Axis(0, 1, 370, 625),
        Axis(0, 4, BOTTOM, TOP),
        (0, 0.5, 1),
        (0, 1, 2, 3, 4),
        (("−ln p", surprise), ("(1 − p)²", missed)),
        0.005,
    ),
)


def draw(colours: Colours) -> str:
    """Return both panels, the lines named above."""
    canvas = Canvas(WIDTH, HEIGHT)
    for panel in PANELS:
        _axes(canvas, colours, panel)
        for index, (name, function) in enumerate(panel.lines):
            colour = colours.series[index]
            left = panel.x.start + index * 92
            canvas.line((left, 48), (left + 16, 48), colour, thick=3)
            canvas.text((left + 21, 52), name, colours.ink, size=13)
            canvas.curve(_points(panel, function), colour, thick=2.4)
    return canvas.svg()


def _points(panel: Panel, function: Function) -> list[tuple[float, float]]:
    spots = [panel.first + (panel.x.high - panel.first) * step / STEPS for step in range(STEPS + 1)]
    return [(panel.x(spot), panel.y(function(spot))) for spot in spots if function(spot) <= panel.y.high]


def _axes(canvas: Canvas, colours: Colours, panel: Panel) -> None:
    left, right = panel.x.start, panel.x.end
    canvas.text((left, 20), f"loss {panel.title}", colours.ink, bold=True)
    for level in panel.levels:
        canvas.line((left, panel.y(level)), (right, panel.y(level)), colours.line if level else colours.quiet)
        canvas.text((left - 8, panel.y(level) + 4), f"{level:g}", colours.quiet, size=SMALL_PX, anchor="end")
    for mark in panel.marks:
        told = f"{mark:g}".replace("-", "−")
        canvas.text((panel.x(mark), BOTTOM + 18), told, colours.quiet, size=SMALL_PX, anchor="middle")
    canvas.text(((left + right) / 2, HEIGHT - 10), panel.below, colours.quiet, size=SMALL_PX, anchor="middle")


FIGURE = Figure(
    id="losses-of-an-error",
    alt="Left the squared, absolute and Huber loss over the error: the squared one soon dwarfs the others. Right the "
    "cross-entropy over the probability of the true class: it rises without bound towards 0, where the squared error "
    "ends at 1.",
    draw=draw,
)
