"""What padding and stride do to the size of the output."""

from __future__ import annotations

from dataclasses import dataclass

from studyapp.figures.canvas import SMALL_PX, Canvas, mixed
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.grid import draw_frame, output_side

SIDE, KERNEL = 5, 3
WIDTH, HEIGHT = 640.0, 330.0
CELL = 21.0
PANEL = WIDTH / 3
TOP = 58.0


@dataclass(frozen=True, slots=True)
class Case:
    """One way to slide the kernel."""

    title: str
    below: str
    padding: int
    stride: int


CASES = (
    Case("valid", "no padding, stride 1", 0, 1),
    Case("same", "padding 1, stride 1", 1, 1),
    Case("stride 2", "padding 1, stride 2", 1, 2),
)


def draw(colours: Colours) -> str:
    """Return three inputs with their first two windows, and the outputs below."""
    canvas = Canvas(WIDTH, HEIGHT)
    for index, case in enumerate(CASES):
        _panel(canvas, colours, index * PANEL + PANEL / 2, case)
    return canvas.svg()


def _panel(canvas: Canvas, colours: Colours, middle: float, case: Case) -> None:
    out = output_side(SIDE, KERNEL, stride=case.stride, padding=case.padding)
    canvas.text((middle, 18), case.title, colours.ink, size=15, anchor="middle", bold=True)
    canvas.text((middle, 36), case.below, colours.quiet, size=SMALL_PX, anchor="middle")
    corner = (middle - SIDE * CELL / 2, TOP + CELL)
    outside = (corner[0] - case.padding * CELL, corner[1] - case.padding * CELL)
    _grid(canvas, outside, SIDE + 2 * case.padding, "none", _faint(colours), dashes="2 3")
    _grid(canvas, corner, SIDE, colours.raised, _faint(colours))
    draw_frame(canvas, outside, (case.stride, 0, KERNEL, KERNEL), CELL, mixed(colours.series[1], colours.surface, 0.45))
    draw_frame(canvas, outside, (0, 0, KERNEL, KERNEL), CELL, colours.series[1])
    below = TOP + (SIDE + 2) * CELL
    canvas.arrow((middle, below + 4), (middle, below + 24), colours.quiet)
    result = (middle - out * CELL / 2 * 0.6, below + 30)
    _grid(canvas, result, out, mixed(colours.raised, colours.series[0], 0.45), colours.surface, cell_px=CELL * 0.6)
    sum_ = f"⌊({SIDE} + 2·{case.padding} − {KERNEL}) / {case.stride}⌋ + 1 = {out}"
    canvas.text((middle, HEIGHT - 10), sum_, colours.ink, size=13.5, anchor="middle")


def _faint(colours: Colours) -> str:
    return mixed(colours.line, colours.quiet, 0.25)


def _grid(
    canvas: Canvas,
    corner: tuple[float, float],
    side: int,
    fill: str,
    stroke: str,
    *,
    dashes: str = "",
    cell_px: float = CELL,
) -> None:
    for row in range(side):
        for column in range(side):
            place = (corner[0] + column * cell_px, corner[1] + row * cell_px)
            canvas.rect(place, (cell_px, cell_px), fill, stroke=stroke, dashes=dashes)


FIGURE = Figure(
    id="padding-and-stride",
    alt="A 3 × 3 kernel on a 5 × 5 input: without padding the output is 3 × 3, with padding 1 it stays 5 × 5, and with "
    "stride 2 it is 3 × 3 again.",
    draw=draw,
)
