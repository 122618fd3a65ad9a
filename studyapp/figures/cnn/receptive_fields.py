"""What one unit of the second layer sees of the input: with plain kernels, after a stride, and with dilation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from question_bank.convolution.sweeps import Sweep
from question_bank.fields.stack import field
from studyapp.figures.canvas import SMALL_PX, Canvas
from studyapp.figures.figure import Colours, Figure

PIXELS = 9
WIDTH, HEIGHT = 640.0, 252.0
PANEL, CELL, DOT = WIDTH / 3, 21.0, 5.0
BOTTOM, LEVEL = 186.0, 56.0


@dataclass(frozen=True, slots=True)
class Case:
    """Two layers, and what is special about them."""

    title: str
    below: str
    layers: tuple[Sweep, Sweep]


CASES = (
    Case("two kernels of 3", "stride 1", (Sweep(3), Sweep(3))),
    Case("a stride below", "stride 2, then 1", (Sweep(3, 2), Sweep(3))),
    Case("dilation", "dilation 1, then 2", (Sweep(3), Sweep(3, dilation=2))),
)


def centres(layers: Sequence[Sweep]) -> list[list[int]]:
    """Return over which pixel each unit stands, level by level; the pixels themselves come first."""
    found = [list(range(PIXELS))]
    for layer in layers:
        below = found[-1]
        starts = range(0, len(below) - layer.reach + 1, layer.stride)
        found.append([below[start + layer.reach // 2] for start in starts])
    return found


def seen(layers: Sequence[Sweep], unit: int) -> list[set[int]]:
    """Return which units of every level, pixels first, a unit of the last one depends on."""
    found = [{unit}]
    for layer in reversed(layers):
        taps = range(0, layer.reach, layer.dilation)
        found.append({above * layer.stride + tap for above in found[-1] for tap in taps})
    return found[::-1]


def draw(colours: Colours) -> str:
    """Return three panels side by side."""
    canvas = Canvas(WIDTH, HEIGHT)
    for number, case in enumerate(CASES):
        _draw_case(canvas, colours, case, number * PANEL + PANEL / 2)
    return canvas.svg()


def _draw_case(canvas: Canvas, colours: Colours, case: Case, middle: float) -> None:
    levels = centres(case.layers)
    reached = seen(case.layers, len(levels[-1]) // 2)
    left = middle - (PIXELS - 1) * CELL / 2
    canvas.text((middle, 18), case.title, colours.ink, anchor="middle", bold=True)
    canvas.text((middle, 36), case.below, colours.quiet, size=SMALL_PX, anchor="middle")
    for level, layer in enumerate(case.layers, 1):
        for unit, centre in enumerate(levels[level]):
            lit = unit in reached[level]
            for tap in range(0, layer.reach, layer.dilation):
                start = (left + centre * CELL, BOTTOM - level * LEVEL)
                end = (left + levels[level - 1][unit * layer.stride + tap] * CELL, BOTTOM - (level - 1) * LEVEL)
                if lit:
                    canvas.line(start, end, colours.series[1], thick=1.4)
    for level, units in enumerate(levels):
        for unit, centre in enumerate(units):
            _draw_unit(canvas, colours, left + centre * CELL, level, lit=unit in reached[level])
    size = field(case.layers)
    canvas.text((middle, BOTTOM + 40), f"sees {size} pixels", colours.ink, anchor="middle", bold=True)


def _draw_unit(canvas: Canvas, colours: Colours, x: float, level: int, *, lit: bool) -> None:
    fill, y = colours.series[1] if lit else colours.raised, BOTTOM - level * LEVEL
    edge = colours.series[1] if lit else colours.quiet
    if level:
        canvas.circle((x, y), DOT, fill, stroke=edge)
    else:
        canvas.rect((x - 8, y - 8), (16, 16), fill, stroke=edge)


FIGURE = Figure(
    id="receptive-fields",
    alt="Two layers with kernels of 3 over nine pixels. With stride 1 a unit of the second sees 5 pixels; with stride "
    "2 in the first layer 7; with dilation 2 in the second layer 7 as well.",
    draw=draw,
)
