"""What is left of the loss of a valley after a number of steps, for every learning rate."""

from __future__ import annotations

import math

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

FLAT, STEEP, STEPS = 1.0, 10.0, 20
LIMIT, BEST = 2 / STEEP, 2 / (STEEP + FLAT)
WIDTH, HEIGHT = 640.0, 300.0
X = Axis(-3, math.log10(0.4), 62, 620)  # powers of ten
Y = Axis(-4, 1, 244, 24)


def left(eta: float) -> float:
    """Return the loss after the steps as a share of that at the start, in the direction that is slower."""
    return max(abs(1 - eta * curvature) for curvature in (FLAT, STEEP)) ** (2 * STEPS)


def draw(colours: Colours) -> str:
    """Return the curve on two logarithmic axes, with the rate that is best and the range that diverges."""
    canvas = Canvas(WIDTH, HEIGHT)
    edge = X(math.log10(LIMIT))
    canvas.rect((edge, Y.end), (X.end - edge, Y.start - Y.end), colours.wrong, opacity=0.1)
    _axes(canvas, colours)
    powers = [-3 + step * (math.log10(0.4) + 3) / 600 for step in range(601)]
    shown = [(power, math.log10(left(10**power))) for power in powers]
    canvas.curve([(X(x), Y(y)) for x, y in shown if y <= Y.high], colours.series[0], thick=2.4)
    best = (X(math.log10(BEST)), Y(math.log10(left(BEST))))
    canvas.circle(best, 5, colours.right, stroke=colours.surface, thick=1.5)
    canvas.text((best[0] - 12, best[1] + 5), f"fastest: 2/(L + μ) = {BEST:.2g}", colours.right, size=13, anchor="end")
    canvas.line((edge, Y.start), (edge, Y.end), colours.wrong, thick=1.4, dashes="5 4")
    canvas.text((edge - 7, Y.end + 14), f"limit: 2/L = {LIMIT:g}", colours.wrong, size=13, anchor="end")
    canvas.text(((edge + X.end) / 2, Y.start - 14), "diverges", colours.wrong, size=13, anchor="middle")
    return canvas.svg()


def _axes(canvas: Canvas, colours: Colours) -> None:
    for power in range(-4, 2):
        canvas.line((X.start, Y(power)), (X.end, Y(power)), colours.quiet if power == 0 else colours.line)
        canvas.text((X.start - 8, Y(power) + 4), f"{10.0**power:g}", colours.quiet, size=SMALL_PX, anchor="end")
    for rate in (0.001, 0.003, 0.01, 0.03, 0.1, 0.3):
        place = X(math.log10(rate))
        canvas.line((place, Y.start), (place, Y.start + 4), colours.quiet)
        canvas.text((place, Y.start + 18), f"{rate:g}", colours.quiet, size=SMALL_PX, anchor="middle")
    canvas.text(
        ((X.start + X.end) / 2, HEIGHT - 10), "learning rate η, on a logarithmic scale", colours.ink, anchor="middle"
    )
    words = f"share of the loss left after {STEPS} steps, in the slower direction"
    canvas.text((X.start + 6, Y.end - 8), words, colours.ink)


FIGURE = Figure(
    id="learning-rate-range",
    alt=f"Loss after {STEPS} steps against the learning rate, both in powers of ten. It barely falls with small "
    f"rates, is lowest close below the limit of {LIMIT:g}, and shoots up right behind it.",
    draw=draw,
)
