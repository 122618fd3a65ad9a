"""A recurrent cell of one unit, folded and unrolled; an input of 1 at the first step echoes in its states."""

from __future__ import annotations

import math

from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure

INPUT_WEIGHT, STATE_WEIGHT, BIAS = 1.0, 0.8, 0.0
INPUTS = (1.0, 0.0, 0.0, 0.0)
SUBSCRIPTS = "₀₁₂₃₄"
WIDTH, HEIGHT = 640.0, 278.0
FOLDED, FIRST, GAP = 72.0, 252.0, 108.0
BOX: Point = (62.0, 48.0)
TOP, LINE, BELOW = 44.0, 126.0, 206.0


def states() -> list[float]:
    """Return the hidden state before the first step and after every step."""
    found = [0.0]
    for x in INPUTS:
        found.append(math.tanh(INPUT_WEIGHT * x + STATE_WEIGHT * found[-1] + BIAS))
    return found


def draw(colours: Colours) -> str:
    """Return the cell with its loop, and to the right of it the same cell once a step."""
    canvas = Canvas(WIDTH, HEIGHT)
    _cell(canvas, colours, FOLDED, ("xₜ", "hₜ"))
    _loop(canvas, colours)
    canvas.text((142, LINE + 7), "=", colours.ink, size=22, anchor="middle")
    values = states()
    for step, x in enumerate(INPUTS, 1):
        place = FIRST + (step - 1) * GAP
        _cell(canvas, colours, place, (f"x{SUBSCRIPTS[step]} = {x:g}", f"h{SUBSCRIPTS[step]} = {values[step]:.3f}"))
        start = place - GAP + BOX[0] / 2 if step > 1 else place - BOX[0] / 2 - 34
        canvas.arrow((start + 2, LINE), (place - BOX[0] / 2 - 2, LINE), colours.accent, thick=2.2)
    canvas.text((FIRST - BOX[0] / 2 - 6, LINE - 10), "h₀ = 0", colours.ink, size=13, anchor="end")
    weights = f"every box holds the same weights: hₜ = tanh({INPUT_WEIGHT:g}·xₜ + {STATE_WEIGHT:g}·hₜ₋₁)"
    canvas.text((FIRST + 1.5 * GAP, HEIGHT - 10), weights, colours.ink, size=13, anchor="middle")
    canvas.text((FOLDED, HEIGHT - 10), "folded", colours.quiet, size=SMALL_PX, anchor="middle")
    return canvas.svg()


def _cell(canvas: Canvas, colours: Colours, x: float, told: tuple[str, str]) -> None:
    corner = (x - BOX[0] / 2, LINE - BOX[1] / 2)
    ground = mixed(colours.surface, colours.series[0], 0.18)
    canvas.rect(corner, BOX, ground, stroke=colours.series[0], thick=1.6, corner_radius=8)
    canvas.text((x, LINE + 5), "RNN", colours.ink, anchor="middle", bold=True)
    canvas.arrow((x, BELOW - 18), (x, LINE + BOX[1] / 2 + 2), colours.quiet)
    canvas.arrow((x, LINE - BOX[1] / 2 - 2), (x, TOP + 10), colours.quiet)
    canvas.text((x, BELOW), told[0], colours.ink, anchor="middle")
    canvas.text((x, TOP), told[1], colours.ink, anchor="middle", bold=True)


def _loop(canvas: Canvas, colours: Colours) -> None:
    """Draw the way on which the folded cell gets its own state back."""
    right, left, high = FOLDED + BOX[0] / 2, FOLDED - BOX[0] / 2, LINE - BOX[1] / 2 - 18
    way = [(right + 2, LINE), (right + 18, LINE), (right + 18, high), (left - 18, high), (left - 18, LINE)]
    canvas.curve(way, colours.accent, thick=2.2)
    canvas.arrow(way[-1], (left - 2, LINE), colours.accent, thick=2.2)


FIGURE = Figure(
    id="rnn-unrolled",
    alt="Left a cell whose state loops back into it, right the same cell four times in a row. Each takes one input and "
    f"the state of the cell before. After an input of 1 and then zeros the state fades from {states()[1]:.3f} to "
    f"{states()[4]:.3f}.",
    draw=draw,
)
