"""How the precision of the same model falls with the share of positives."""

from __future__ import annotations

import math

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

RECALL = 0.9
SPECIFICITIES = (0.99, 0.95, 0.9)
BASE_RATES = (0.001, 0.01, 0.1, 0.5)  # those that are marked
WIDTH, HEIGHT = 640.0, 300.0
X = Axis(math.log10(BASE_RATES[0]), math.log10(BASE_RATES[-1]), 60, 470)
Y = Axis(0, 1, 240, 40)
STEPS = 80
DASHES = ("", "8 5", "2 4")


def precision(base_rate: float, specificity: float) -> float:
    """Return the share of right alarms when such a share of all is positive."""
    found, alarmed = base_rate * RECALL, (1 - base_rate) * (1 - specificity)
    return found / (found + alarmed)


def draw(colours: Colours) -> str:
    """Return a curve for each specificity."""
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.text((8, 20), f"precision, at a recall of {RECALL:.0%}".replace("%", " %"), colours.quiet, size=SMALL_PX)
    for share in (0, 0.25, 0.5, 0.75, 1):
        canvas.line((X.start, Y(share)), (X.end, Y(share)), colours.line)
        canvas.text((X.start - 8, Y(share) + 4.5), f"{share:g}", colours.quiet, size=SMALL_PX, anchor="end")
    for base_rate in BASE_RATES:
        at = X(math.log10(base_rate))
        canvas.line((at, Y.start), (at, Y.start + 5), colours.quiet)
        canvas.text((at, Y.start + 20), f"{base_rate * 100:g} %", colours.quiet, size=SMALL_PX, anchor="middle")
    middle = (X.start + X.end) / 2
    canvas.text((middle, HEIGHT - 12), "share of positives among all", colours.quiet, size=SMALL_PX, anchor="middle")
    for number, specificity in enumerate(SPECIFICITIES):
        _draw_curve(canvas, colours, number, specificity)
    return canvas.svg()


def _draw_curve(canvas: Canvas, colours: Colours, number: int, specificity: float) -> None:
    places = [X.low + (X.high - X.low) * step / STEPS for step in range(STEPS + 1)]
    points = [(X(place), Y(precision(10**place, specificity))) for place in places]
    colour = colours.series[number]
    canvas.curve(points, colour, dashes=DASHES[number])
    y = 44 + number * 22 + 4.5
    canvas.line(points[-1], (X.end + 16, y - 4.5), colour, thick=1)
    canvas.text((X.end + 20, y), f"specificity {specificity:.0%}".replace("%", " %"), colours.ink, size=SMALL_PX)


FIGURE = Figure(
    id="precision-of-the-rare",
    alt="Precision against the share of positives, at a recall of 90 % and three specificities. With half of all "
    "positive it is 0.9 or more; with one in a thousand it is below 0.1 even at a specificity of 99 %.",
    draw=draw,
)
