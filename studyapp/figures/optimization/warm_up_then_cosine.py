"""A warm-up and the cosine after it."""

from __future__ import annotations

from question_bank.schedules.shapes import WarmUpThenCosine
from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

SHAPE = WarmUpThenCosine(peak=0.1, warm=200, total=1000)
WIDTH, HEIGHT = 640.0, 256.0
X = Axis(0, SHAPE.total, 62, 620)
Y = Axis(0, SHAPE.peak, 212, 34)


def draw(colours: Colours) -> str:
    """Return the rate over the steps, with its two pieces named."""
    canvas = Canvas(WIDTH, HEIGHT)
    edge, middle = X(SHAPE.warm), (SHAPE.warm + SHAPE.total) // 2
    canvas.rect((X.start, Y.end), (edge - X.start, Y.start - Y.end), colours.series[1], opacity=0.12)
    _axes(canvas, colours, middle)
    canvas.curve([(X(t), Y(SHAPE.at(t))) for t in range(0, SHAPE.total + 1, 5)], colours.series[0], thick=2.6)
    for t in (SHAPE.warm, middle):
        canvas.circle((X(t), Y(SHAPE.at(t))), 4.5, colours.surface, stroke=colours.series[0], thick=2)
    canvas.text((edge, Y.end - 12), f"peak at step {SHAPE.warm}: here the cosine begins", colours.ink)
    canvas.text((X(middle) + 14, Y(SHAPE.at(middle)) - 26), f"half the peak at step {middle},", colours.ink)
    canvas.text((X(middle) + 14, Y(SHAPE.at(middle)) - 8), "the middle of the cosine", colours.ink)
    canvas.text((X(SHAPE.total / 2), HEIGHT - 8), "step", colours.quiet, size=SMALL_PX, anchor="middle")
    canvas.text((4, 14), "learning rate", colours.quiet, size=SMALL_PX)
    return canvas.svg()


def _axes(canvas: Canvas, colours: Colours, middle: int) -> None:
    for share in (0.0, 0.5, 1.0):
        rate = SHAPE.peak * share
        canvas.line((X.start, Y(rate)), (X.end, Y(rate)), colours.line if share else colours.quiet)
        canvas.text((X.start - 8, Y(rate) + 4), f"{rate:g}", colours.quiet, size=SMALL_PX, anchor="end")
    for t in (0, SHAPE.warm, middle, SHAPE.total):
        canvas.line((X(t), Y.start), (X(t), Y.start + 5), colours.quiet)
        canvas.text((X(t), Y.start + 19), str(t), colours.quiet, size=SMALL_PX, anchor="middle")
    canvas.text((X(SHAPE.warm) - 6, Y.start - 8), "warm-up", colours.ink, size=13, anchor="end")


FIGURE = Figure(
    id="warm-up-then-cosine",
    alt=f"The learning rate rises in a straight line from 0 to {SHAPE.peak:g} at step {SHAPE.warm}, then half a period "
    f"of a cosine leads it down to 0 at step {SHAPE.total}. Half the peak is reached at step "
    f"{(SHAPE.warm + SHAPE.total) // 2}, the middle of the cosine.",
    draw=draw,
)
