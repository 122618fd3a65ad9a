"""A layer's filters: each has a slice for every channel that comes in and one bias, and gives one map."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure

KERNEL, CHANNELS, FILTERS = 3, 3, 8
SHOWN = 3  # filters that are drawn; the rest is told
WIDTH, HEIGHT = 640.0, 290.0
TOP, ROW, CELL, MAP = 58.0, 66.0, 15.0, 42.0
INPUT, SLICES, MAPS = 30.0, 196.0, 520.0
SLICE_GAP, OFFSET = 14.0, 16.0


def parameters() -> int:
    """Return how many numbers the layer learns."""
    return (KERNEL * KERNEL * CHANNELS + 1) * FILTERS


def draw(colours: Colours) -> str:
    """Return input, filters and maps side by side, and the count below."""
    canvas = Canvas(WIDTH, HEIGHT)
    _draw_input(canvas, colours)
    for number in range(SHOWN):
        _draw_filter(canvas, colours, number, TOP + number * ROW)
    middle = SLICES + _slices_px() / 2 + 28
    titles = ((INPUT + 52, f"{CHANNELS} channels in"), (middle, "each filter: a slice a channel, a bias"))
    for at, title in (*titles, (MAPS + MAP / 2, f"{FILTERS} maps out")):
        canvas.text((at, 20), title, colours.ink, anchor="middle", bold=True)
    for at in (middle, MAPS + MAP / 2):
        canvas.text(
            (at, TOP + SHOWN * ROW + 2), f"and {FILTERS - SHOWN} more", colours.quiet, size=SMALL_PX, anchor="middle"
        )
    sum_ = f"({KERNEL}·{KERNEL}·{CHANNELS} + 1)·{FILTERS} = {parameters()} parameters"
    canvas.text((INPUT, HEIGHT - 8), sum_, colours.ink)
    return canvas.svg()


def _slices_px() -> float:
    return CHANNELS * KERNEL * CELL + (CHANNELS - 1) * SLICE_GAP


def _ground(colours: Colours, channel: int) -> str:
    return mixed(colours.surface, colours.series[channel], 0.4)


def _draw_input(canvas: Canvas, colours: Colours) -> None:
    for channel in reversed(range(CHANNELS)):
        at = (INPUT + channel * OFFSET, TOP + 46 + (CHANNELS - 1 - channel) * OFFSET)
        canvas.rect(at, (72, 72), _ground(colours, channel), stroke=colours.surface, thick=2)


def _draw_filter(canvas: Canvas, colours: Colours, number: int, top: float) -> None:
    side = KERNEL * CELL
    for channel in range(CHANNELS):
        _draw_slice(canvas, (SLICES + channel * (side + SLICE_GAP), top), _ground(colours, channel), colours)
        if channel:
            plus = SLICES + channel * (side + SLICE_GAP) - SLICE_GAP / 2
            canvas.text((plus, top + side / 2 + 5), "+", colours.quiet, anchor="middle")
    bias = (SLICES + _slices_px() + 34, top + side / 2)
    canvas.text((bias[0] - 20, bias[1] + 5), "+", colours.quiet, anchor="middle")
    canvas.rect((bias[0] - CELL / 2, bias[1] - CELL / 2), (CELL, CELL), colours.raised, stroke=colours.quiet)
    canvas.text((bias[0] + 14, bias[1] + 5), "bias", colours.quiet, size=SMALL_PX)
    canvas.arrow((bias[0] + 52, bias[1]), (MAPS - 12, bias[1]), colours.quiet)
    canvas.rect((MAPS, top + (side - MAP) / 2), (MAP, MAP), mixed(colours.raised, colours.accent, 0.25 + 0.1 * number))


def _draw_slice(canvas: Canvas, corner: Point, fill: str, colours: Colours) -> None:
    for cell in range(KERNEL * KERNEL):
        at = (corner[0] + cell % KERNEL * CELL, corner[1] + cell // KERNEL * CELL)
        canvas.rect(at, (CELL, CELL), fill, stroke=mixed(colours.line, colours.quiet, 0.4))


FIGURE = Figure(
    id="filter-weights",
    alt="A picture with 3 channels meets 8 filters. Each filter has a 3 × 3 slice for every channel and one bias, and "
    "gives one map: 28 numbers a filter, 224 in all.",
    draw=draw,
)
