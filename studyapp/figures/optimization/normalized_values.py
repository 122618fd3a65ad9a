"""A batch of five values: as it comes in, normalized, and scaled and shifted."""

from __future__ import annotations

import math

from question_bank.normalization.batch import Feature
from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

BATCH = Feature((12.0, 16.0, 10.0, 4.0, 8.0))
GAMMA, BETA = 3.0, 5.0
X = Axis(-4, 18, 24, 616)
ROWS = (("the batch", 62.0), ("normalised", 154.0), (f"times γ = {GAMMA:g}, plus β = {BETA:g}", 246.0))
WIDTH, HEIGHT = 640.0, 292.0


def rows() -> tuple[tuple[float, ...], ...]:
    """Return the values of the three lines."""
    return BATCH.values, BATCH.out(), BATCH.out(GAMMA, BETA)


def draw(colours: Colours) -> str:
    """Return three number lines, with what becomes of each value."""
    canvas = Canvas(WIDTH, HEIGHT)
    found = rows()
    for (_, top), (_, bottom), upper, lower in zip(ROWS, ROWS[1:], found, found[1:], strict=False):
        for start, end in zip(upper, lower, strict=True):
            canvas.line((X(start), top), (X(end), bottom), colours.line, thick=1.4)
    for (name, height), values in zip(ROWS, found, strict=True):
        _number_line(canvas, colours, name, height, values)
    canvas.text((X.start, HEIGHT - 6), "thick: from mean − σ to mean + σ", colours.quiet, size=SMALL_PX)
    return canvas.svg()


def _number_line(canvas: Canvas, colours: Colours, name: str, height: float, values: tuple[float, ...]) -> None:
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
    canvas.line((X.start, height), (X.end, height), colours.quiet)
    for mark in range(-4, 19, 2):
        canvas.line((X(mark), height), (X(mark), height + 4), colours.quiet)
        canvas.text((X(mark), height + 18), f"{mark}".replace("-", "−"), colours.quiet, size=SMALL_PX, anchor="middle")
    canvas.line((X(mean - spread), height), (X(mean + spread), height), colours.series[1], thick=5)
    for value in values:
        canvas.circle((X(value), height), 5, colours.series[0], stroke=colours.surface, thick=1.2)
    told = f"{name}: mean {mean:g}, σ = {spread:g}".replace("-", "−")
    canvas.text((X.end, height - 24), told, colours.ink, anchor="end")


FIGURE = Figure(
    id="normalized-values",
    alt="Five values of a batch on a number line, once as they come in, once normalised to mean 0 and standard "
    f"deviation 1, once multiplied by {GAMMA:g} and shifted by {BETA:g}: then mean and standard deviation are those "
    "two. Their order and relative distances stay.",
    draw=draw,
)
