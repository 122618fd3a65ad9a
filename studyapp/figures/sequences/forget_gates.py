"""What is left of a cell state after many steps with the same forget gate."""

from __future__ import annotations

import math

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

GATES = (0.99, 0.9, 0.5)
STEPS = 100
WIDTH, HEIGHT = 640.0, 270.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 620.0, 34.0, 218.0
X, Y = Axis(0, STEPS, LEFT, RIGHT), Axis(0, 1, BOTTOM, TOP)


def half_life(gate: float) -> float:
    """Return after how many steps half of the state is left."""
    return math.log(0.5) / math.log(gate)


def draw(colours: Colours) -> str:
    """Return the share kept over the steps, and where half of it is left."""
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.text((8, 16), "share of the cell state that is left, if nothing is written", colours.ink, bold=True)
    for level in (0.0, 0.5, 1.0):
        canvas.line((LEFT, Y(level)), (RIGHT, Y(level)), colours.line if level else colours.quiet)
        canvas.text((LEFT - 8, Y(level) + 4), f"{level:g}", colours.quiet, size=SMALL_PX, anchor="end")
    for step in range(0, STEPS + 1, 20):
        canvas.text((X(step), BOTTOM + 18), f"{step}", colours.quiet, size=SMALL_PX, anchor="middle")
    canvas.text(((LEFT + RIGHT) / 2, HEIGHT - 8), "steps", colours.quiet, size=SMALL_PX, anchor="middle")
    for index, gate in enumerate(GATES):
        _line(canvas, colours, gate, colours.series[index])
    return canvas.svg()


def _line(canvas: Canvas, colours: Colours, gate: float, colour: str) -> None:
    canvas.curve([(X(step / 2), Y(gate ** (step / 2))) for step in range(2 * STEPS + 1)], colour, thick=2.4)
    half = (X(half_life(gate)), Y(0.5))
    canvas.circle(half, 5, colour, stroke=colours.surface, thick=1.5)
    row = Y(0.36) + 20 * GATES.index(gate)
    canvas.line((X(38), row - 5), (X(38) + 26, row - 5), colour, thick=3)
    words = f"f = {gate:g}: half is left after {half_life(gate):.2g} steps".replace("after 1 steps", "after 1 step")
    canvas.text((X(38) + 36, row), words, colours.ink, size=13)


FIGURE = Figure(
    id="forget-gates",
    alt="What is left of a cell state over 100 steps with a constant forget gate. With 0.5 half is gone after one "
    "step, with 0.9 after about 7, with 0.99 after about 69.",
    draw=draw,
)
