"""The parameters of a small network layer by layer, for pictures of two sizes."""

from __future__ import annotations

from question_bank.convolution.sweeps import Sweep
from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

CONVS = (("conv1", 1, 6), ("conv2", 6, 16))  # name, channels in, filters; 5 × 5, each followed by 2 × 2 pooling
KERNEL, POOL = Sweep(5), Sweep(2, 2)
UNITS = (120, 84, 10)
SIDES = (32, 64)
WIDTH, HEIGHT = 640.0, 296.0
LEFT, TOP, ROW, BAR = 76.0, 44.0, 48.0, 15.0
SCALE = Axis(0, 330_000, LEFT, 560)


def counts(side: int) -> dict[str, int]:
    """Return how many parameters each layer learns when the pictures have such a side."""
    found = {}
    for name, channels, filters in CONVS:
        found[name] = (KERNEL.kernel**2 * channels + 1) * filters
        side = POOL.places(KERNEL.places(side))
    given = CONVS[-1][2] * side * side
    for number, units in enumerate(UNITS, 1):
        found[f"dense{number}"] = (given + 1) * units
        given = units
    return found


def draw(colours: Colours) -> str:
    """Return two bars for each layer."""
    canvas = Canvas(WIDTH, HEIGHT)
    small, large = (counts(side) for side in SIDES)
    left = LEFT
    for side, colour in zip(SIDES, colours.series, strict=False):
        canvas.rect((left, 12), (14, 14), colour, corner_radius=2)
        total = f"pictures of {side} × {side}: {sum(counts(side).values()):,} parameters"
        canvas.text((left + 20, 24), total, colours.ink, size=SMALL_PX)
        left += 286
    for row, name in enumerate(small):
        top = TOP + row * ROW
        canvas.text((LEFT - 10, top + BAR + 5), name, colours.ink, anchor="end")
        for place, count in enumerate((small[name], large[name])):
            at = (LEFT, top + place * (BAR + 2))
            canvas.rect(at, (max(SCALE(count) - LEFT, 1.5), BAR), colours.series[place], corner_radius=2)
            canvas.text((SCALE(count) + 8, at[1] + 12), f"{count:,}", colours.quiet, size=SMALL_PX)
    canvas.line((LEFT, TOP - 6), (LEFT, TOP + len(small) * ROW - 8), colours.line)
    return canvas.svg()


FIGURE = Figure(
    id="where-parameters-are",
    alt="Bars of a network with two convolutions and three dense layers. The convolutions learn little and the same "
    "for both picture sizes; the first dense layer learns most, and several times as much when the side doubles.",
    draw=draw,
)
