"""The maps of a small classic network: their sides shrink and their number grows, until a row of numbers is left."""

from __future__ import annotations

from question_bank.convolution.sweeps import Sweep
from studyapp.figures.canvas import SMALL_PX, Canvas, mixed
from studyapp.figures.figure import Colours, Figure

SIDE, CHANNELS = 32, 1
STAGES = (
    ("conv 5", Sweep(5), 6),
    ("pool 2", Sweep(2, 2), None),
    ("conv 5", Sweep(5), 16),
    ("pool 2", Sweep(2, 2), None),
)
UNITS = (120, 84, 10)
WIDTH, HEIGHT = 640.0, 232.0
PIXEL, OFFSET, GAP, UNIT, BASE = 2.7, 3.0, 24.0, 0.95, 172.0
LEFT, DENSE_LEFT, DENSE_GAP, BAR = 10.0, 478.0, 56.0, 12.0


def shapes() -> list[tuple[int, int]]:
    """Return how many maps there are and how long their sides, from the picture to the last pooling."""
    found = [(CHANNELS, SIDE)]
    for _, sweep, filters in STAGES:
        channels, side = found[-1]
        found.append((filters or channels, sweep.places(side)))
    return found


def draw(colours: Colours) -> str:
    """Return the stacks of maps from left to right, and the dense layers as bars."""
    canvas, left = Canvas(WIDTH, HEIGHT), LEFT
    names = ("picture", *(name for name, _, _ in STAGES))
    for number, ((channels, side), name) in enumerate(zip(shapes(), names, strict=True)):
        width = side * PIXEL + (channels - 1) * OFFSET
        fill = mixed(colours.surface, colours.series[0 if name.startswith("conv") else 2 if number else 7], 0.45)
        for index in reversed(range(channels)):
            at = (left + index * OFFSET, BASE - side * PIXEL - index * OFFSET)
            canvas.rect(at, (side * PIXEL, side * PIXEL), fill, stroke=colours.surface)
        _label(canvas, colours, left + width / 2, name, (f"{channels} map{'s' * (channels > 1)}", f"{side} × {side}"))
        left += width + GAP
    for number, units in enumerate(UNITS):
        middle = DENSE_LEFT + (number + 0.5) * DENSE_GAP
        height = units * UNIT
        fill = mixed(colours.surface, colours.series[1], 0.6)
        canvas.rect((middle - BAR / 2, BASE - height), (BAR, height), fill)
        _label(canvas, colours, middle, "dense", (str(units),))
    return canvas.svg()


def _label(canvas: Canvas, colours: Colours, middle: float, name: str, lines: tuple[str, ...]) -> None:
    canvas.text((middle, 20), name, colours.ink, size=SMALL_PX, anchor="middle", bold=True)
    canvas.lines((middle, BASE + 22), lines, colours.quiet, anchor="middle")


FIGURE = Figure(
    id="lenet-shapes",
    alt="A picture of 32 × 32 becomes 6 maps of 28 × 28, then 14 × 14 after pooling, 16 maps of 10 × 10, then 5 × 5, "
    "and after flattening 120, 84 and 10 numbers.",
    draw=draw,
)
