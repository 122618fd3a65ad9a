"""The maps of a small U-Net: down the left side, up the right side, with a copy handed across on every level."""

from __future__ import annotations

from question_bank.convolution.sweeps import Sweep
from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure

SIDE, CHANNELS, LEVELS = 96, 16, 4
POOL, UP = Sweep(2, 2), Sweep(2, 2)
WIDTH, HEIGHT = 640.0, 400.0
TOPS = (40.0, 166.0, 250.0, 320.0)
LEFTS = (104.0, 160.0, 210.0, 312.5)  # of the maps on the way down; the way up mirrors them
PIXEL, OFFSET, SHEETS = 0.75, 3.0, 3


def grown(side: int, sweep: Sweep) -> int:
    """Return the side that a transposed convolution makes of a side: that of the map the sweep came from."""
    return (side - 1) * sweep.stride - 2 * sweep.padding + sweep.reach


def down() -> list[tuple[int, int]]:
    """Return how many maps there are and how long their sides on the way down, the bottom last."""
    found = [(CHANNELS, SIDE)]
    for _ in range(LEVELS - 1):
        channels, side = found[-1]
        found.append((2 * channels, POOL.places(side)))
    return found


def up() -> list[tuple[int, int]]:
    """Return how many maps there are and how long their sides after each step up, the lowest first."""
    channels, side = down()[-1]
    found = []
    for _ in range(LEVELS - 1):
        channels, side = channels // 2, grown(side, UP)
        found.append((channels, side))
    return found


def draw(colours: Colours) -> str:
    """Return the U with its shapes, and what the arrows mean."""
    canvas = Canvas(WIDTH, HEIGHT)
    left, right = down(), [*reversed(up())]
    for level, (channels, side) in enumerate(left):
        _stack(canvas, colours, (LEFTS[level], TOPS[level]), side, colours.series[0])
        at, anchor = (LEFTS[level] - 10, TOPS[level]), "end"
        if level == LEVELS - 1:
            at, anchor = (WIDTH / 2, TOPS[level] + _px(side) + 4), "middle"
        _shape(canvas, colours, at, (f"{channels} maps", f"{side} × {side}"), anchor)
    for level, (channels, side) in enumerate(right):
        begin = WIDTH - LEFTS[level] - _px(side)
        _stack(canvas, colours, (begin, TOPS[level]), side, colours.series[2])
        lines = (f"{channels} + {left[level][0]} maps", f"become {channels}", f"{side} × {side}")
        _shape(canvas, colours, (begin + _px(side) + 10, TOPS[level]), lines, "start")
        _copy(canvas, colours, level, begin)
    _draw_steps(canvas, colours)
    canvas.text((20, 20), "contracting path", colours.ink, bold=True)
    canvas.text((WIDTH - 20, 20), "expanding path", colours.ink, bold=True, anchor="end")
    down_by = f"down: pooling {POOL.kernel} × {POOL.kernel}, stride {POOL.stride}"
    up_by = f"up: transposed convolution {UP.kernel} × {UP.kernel}, stride {UP.stride}"
    canvas.text((20, HEIGHT - 8), down_by, colours.quiet, size=SMALL_PX)
    canvas.text((WIDTH - 20, HEIGHT - 8), up_by, colours.quiet, size=SMALL_PX, anchor="end")
    return canvas.svg()


def _px(side: int) -> float:
    return side * PIXEL + (SHEETS - 1) * OFFSET


def _stack(canvas: Canvas, colours: Colours, corner: Point, side: int, colour: str) -> None:
    for sheet in reversed(range(SHEETS)):
        at = (corner[0] + sheet * OFFSET, corner[1] + (SHEETS - 1 - sheet) * OFFSET)
        canvas.rect(at, (side * PIXEL, side * PIXEL), mixed(colours.surface, colour, 0.45), stroke=colours.surface)


def _shape(canvas: Canvas, colours: Colours, at: Point, lines: tuple[str, ...], anchor: str) -> None:
    canvas.lines((at[0], at[1] + SMALL_PX), lines, colours.ink, anchor=anchor)


def _copy(canvas: Canvas, colours: Colours, level: int, end: float) -> None:
    side = down()[level][1]
    y = TOPS[level] + _px(side) / 2
    canvas.line((LEFTS[level] + _px(side) + 6, y), (end - 14, y), colours.series[1], thick=2, dashes="6 4")
    canvas.arrow((end - 14, y), (end - 5, y), colours.series[1], thick=2)
    if level == 0:
        canvas.text(
            (WIDTH / 2, y - 8), "skip connection: a copy, put beside", colours.quiet, size=SMALL_PX, anchor="middle"
        )


def _draw_steps(canvas: Canvas, colours: Colours) -> None:
    sides = [side for _, side in down()]
    for level in range(LEVELS - 1):
        below = TOPS[level] + _px(sides[level]) + 3
        start = (LEFTS[level] + _px(sides[level]) / 2, below)
        end = (LEFTS[level + 1] + _px(sides[level + 1]) / 2 - 4, TOPS[level + 1] - 3)
        canvas.arrow(start, end, colours.quiet)
        canvas.arrow((WIDTH - end[0], end[1]), (WIDTH - start[0], start[1]), colours.quiet)


FIGURE = Figure(
    id="u-net-shapes",
    alt="A U of maps: 16 of 96 × 96 shrink over 32 of 48 × 48 and 64 of 24 × 24 to 128 of 12 × 12 and grow back to "
    "96 × 96; on every level the maps of the way down are put beside those that come up.",
    draw=draw,
)
