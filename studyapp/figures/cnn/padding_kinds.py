"""Valid, same and full padding along one side, with every place of the kernel."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Canvas
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.strip import Strip, draw_strip

SIDE, KERNEL = 6, 3
WIDTH, HEIGHT = 640.0, 272.0
CELL, PANEL = 30.0, 88.0
LEFT, FIRST_TOP, RIGHT = 238.0, 14.0, 508.0
KINDS = (
    ("valid", "the kernel stays inside", 0),
    ("same", "it may hang over by half", (KERNEL - 1) // 2),
    ("full", "one pixel is enough", KERNEL - 1),
)


def draw(colours: Colours) -> str:
    """Return three rows of pixels, one below the other."""
    canvas = Canvas(WIDTH, HEIGHT)
    for number, (name, meaning, zeros) in enumerate(KINDS):
        top = FIRST_TOP + number * PANEL
        strip = Strip(SIDE, KERNEL, 1, zeros, zeros)
        canvas.text((8, top + 18), name, colours.ink, size=15, bold=True)
        canvas.text((8, top + 37), meaning, colours.quiet, size=SMALL_PX)
        draw_strip(canvas, (LEFT, top), strip, CELL, colours)
        canvas.text((RIGHT, top + 18), f"{len(strip.starts)} places", colours.ink, bold=True)
        sum_ = f"{SIDE} + 2·{zeros} − {KERNEL} + 1"
        canvas.text((RIGHT, top + 37), sum_, colours.quiet, size=SMALL_PX)
    return canvas.svg()


FIGURE = Figure(
    id="padding-kinds",
    alt="Six pixels under a kernel of 3: without zeros it has 4 places, with one zero at each end 6, and with two at "
    "each end 8.",
    draw=draw,
)
