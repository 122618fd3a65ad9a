"""A kernel over a padded input, and the one output cell it makes there."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Canvas, mixed
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.grid import convolved, draw_cells, draw_frame, padded

INPUT = ((1, 1, 0, 0, 2), (1, 2, 2, 0, 0), (0, 2, 3, 1, 0), (0, 0, 1, 2, 1), (2, 0, 0, 1, 1))
KERNEL = ((1, 0, -1), (2, 0, -2), (1, 0, -1))
ROW, COLUMN = 1, 3  # of the output cell that is shown
WIDTH, HEIGHT = 640.0, 306.0
CELL = 30.0
TOP = 46.0
LEFTS = (8.0, 290.0, 466.0)


def draw(colours: Colours) -> str:
    """Return input, kernel and output side by side, and the sum below."""
    canvas = Canvas(WIDTH, HEIGHT)
    around, output = padded(INPUT, 1), convolved(INPUT, KERNEL, padding=1)
    kernel_top, output_top = TOP + 2 * CELL, TOP + CELL
    draw_cells(canvas, (LEFTS[0], TOP), around, CELL, colours, border=1)
    draw_cells(
        canvas, (LEFTS[1], kernel_top), KERNEL, CELL, colours, fill=mixed(colours.raised, colours.series[1], 0.3)
    )
    draw_cells(canvas, (LEFTS[2], output_top), output, CELL, colours)
    draw_frame(canvas, (LEFTS[0], TOP), (COLUMN, ROW, 3, 3), CELL, colours.series[1])
    draw_frame(canvas, (LEFTS[2], output_top), (COLUMN, ROW, 1, 1), CELL, colours.series[1])
    _titles(canvas, colours, len(around), len(output))
    middle = TOP + 3.5 * CELL
    canvas.text((258, middle + 6), "∗", colours.quiet, size=22, anchor="middle")
    canvas.arrow((398, middle), (448, middle), colours.quiet)
    terms = _terms(around)
    canvas.text((LEFTS[2] - 60, HEIGHT - 14), "weights of 0 are left out", colours.quiet, size=SMALL_PX)
    canvas.text((LEFTS[0], HEIGHT - 14), f"{terms} = {output[ROW][COLUMN]:g}".replace("-", "−"), colours.ink, size=13.5)
    return canvas.svg()


def _titles(canvas: Canvas, colours: Colours, around: int, side: int) -> None:
    titles = (
        ("input 5 × 5", f"with padding 1: {around} × {around}", 3.5),
        ("kernel 3 × 3", "nine weights, shared", 1.5),
        (f"output {side} × {side}", "one number a window", 2.5),
    )
    for left, (title, below, cells) in zip(LEFTS, titles, strict=True):
        middle = left + cells * CELL
        canvas.text((middle, 16), title, colours.ink, anchor="middle", bold=True)
        canvas.text((middle, 33), below, colours.quiet, size=SMALL_PX, anchor="middle")


def _terms(around: list[list[float]]) -> str:
    """Return the products in the framed window whose weight is not 0, as a sum."""
    pairs = [(KERNEL[i][j], around[ROW + i][COLUMN + j]) for i in range(3) for j in range(3) if KERNEL[i][j]]
    return " + ".join(f"{weight if weight > 0 else f'({weight})'}·{value:g}" for weight, value in pairs)


FIGURE = Figure(
    id="convolution-window",
    alt="A 3 × 3 kernel lies on a window of a 5 × 5 input with one ring of zeros; the products add up to one cell of "
    "the 5 × 5 output.",
    draw=draw,
)
