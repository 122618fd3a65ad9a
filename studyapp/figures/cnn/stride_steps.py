"""One row of pixels swept with four strides: fewer places, and pixels that none of them covers."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Canvas
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.strip import Strip, draw_strip

SIDE, KERNEL = 10, 3
STRIDES = (1, 2, 3, 4)
WIDTH, HEIGHT = 640.0, 276.0
CELL = 28.0
LEFT, FIRST_TOP, RIGHT, GAP = 108.0, 12.0, 410.0, 24.0


def draw(colours: Colours) -> str:
    """Return the same row four times, one below the other."""
    canvas, top = Canvas(WIDTH, HEIGHT), FIRST_TOP
    for stride in STRIDES:
        strip = Strip(SIDE, KERNEL, stride)
        canvas.text((8, top + 19), f"stride {stride}", colours.ink, bold=True)
        end = draw_strip(canvas, (LEFT, top), strip, CELL, colours)
        sum_ = f"⌊({SIDE} − {KERNEL}) / {stride}⌋ + 1 = {len(strip.starts)}"
        canvas.text((RIGHT, top + 19), sum_, colours.ink)
        if strip.unseen:
            unseen = "1 pixel is" if len(strip.unseen) == 1 else f"{len(strip.unseen)} pixels are"
            canvas.text((RIGHT, top + 37), f"{unseen} never seen", colours.quiet, size=SMALL_PX)
        top = max(end, top + 40) + GAP
    return canvas.svg()


FIGURE = Figure(
    id="stride-steps",
    alt="Ten pixels under a kernel of 3: with strides 1, 2, 3 and 4 it has 8, 4, 3 and 2 places, and 0, 1, 1 and 4 "
    "pixels are never seen: those left over at the end and, with stride 4, one between two places.",
    draw=draw,
)
