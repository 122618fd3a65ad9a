"""Where the zeros of same stand: an odd one out, a stride in Keras, and what PyTorch makes of the same stride."""

from __future__ import annotations

from question_bank.paddings.axis import Axis
from studyapp.figures.canvas import SMALL_PX, Canvas
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.strip import Strip, draw_strip

SIDE = 6
EVEN, STRIDED = Axis(SIDE, 4), Axis(SIDE, 3, 2)
GIVEN = 1  # zeros on each side that PyTorch is told
WIDTH, HEIGHT = 640.0, 276.0
CELL, PANEL = 30.0, 92.0
LEFT, FIRST_TOP, RIGHT = 244.0, 14.0, 510.0
CASES = (
    ("same, even kernel", "kernel 4, stride 1", Strip(SIDE, EVEN.kernel, 1, *EVEN.split)),
    ("same in Keras", "kernel 3, stride 2", Strip(SIDE, STRIDED.kernel, STRIDED.stride, *STRIDED.split)),
    ("padding=1 in PyTorch", "kernel 3, stride 2", Strip(SIDE, STRIDED.kernel, STRIDED.stride, GIVEN, GIVEN)),
)


def draw(colours: Colours) -> str:
    """Return three rows of pixels with their zeros, one below the other."""
    canvas = Canvas(WIDTH, HEIGHT)
    for number, (name, settings, strip) in enumerate(CASES):
        top = FIRST_TOP + number * PANEL
        canvas.text((8, top + 18), name, colours.ink, bold=True)
        canvas.text((8, top + 37), settings, colours.quiet, size=SMALL_PX)
        draw_strip(canvas, (LEFT, top), strip, CELL, colours)
        canvas.text((RIGHT, top + 18), f"{len(strip.starts)} places", colours.ink, bold=True)
        zeros = f"zeros: {strip.before} and {strip.after}"
        canvas.text((RIGHT, top + 37), zeros, colours.quiet, size=SMALL_PX)
    return canvas.svg()


FIGURE = Figure(
    id="same-at-the-ends",
    alt="Six pixels: a kernel of 4 gets one zero before and two after. With stride 2, Keras adds one zero after and "
    "PyTorch's padding of 1 one at each end: three places both times, but shifted by a pixel.",
    draw=draw,
)
