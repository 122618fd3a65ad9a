"""How far apart the rates of two groups are while the threshold of one group moves: no place closes every gap."""

from __future__ import annotations

import math

from question_bank.fairness.rates import Rate
from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.ethics.base_rates_and_errors import BASE_RATES, NEGATIVE, POSITIVE, SPREAD, THRESHOLD
from studyapp.figures.figure import Colours, Figure

WIDTH, HEIGHT = 640.0, 348.0
X = Axis(0.2, 0.8, 58, 492)
Y = Axis(-0.8, 0.8, 292, 28)
COLOURS = {Rate.SELECTION: 0, Rate.TPR: 1, Rate.FPR: 3, Rate.PRECISION: 2}
POINTS = 150


def rates_at(threshold: float, base_rate: float) -> dict[Rate, float]:
    """Return the four rates of a group in which ``base_rate`` of the people are positive."""
    true, false = _above(threshold, POSITIVE), _above(threshold, NEGATIVE)
    selected = base_rate * true + (1 - base_rate) * false
    return {
        Rate.SELECTION: selected,
        Rate.TPR: true,
        Rate.FPR: false,
        Rate.PRECISION: base_rate * true / selected,
    }


def gap(which: Rate, threshold: float) -> float:
    """Return the rate of B with a threshold of its own minus that of A, whose threshold stays."""
    return rates_at(threshold, BASE_RATES["B"])[which] - rates_at(THRESHOLD, BASE_RATES["A"])[which]


def closed_at(which: Rate) -> float:
    """Return the threshold of B at which a rate is the same in both groups."""
    low, high = X.low, X.high
    sign = math.copysign(1, gap(which, low))
    for _ in range(50):
        middle = (low + high) / 2
        if gap(which, middle) * sign > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def draw(colours: Colours) -> str:
    """Return a curve a rate, with a dot where it is the same in both groups."""
    canvas = Canvas(WIDTH, HEIGHT)
    _axes(canvas, colours)
    thresholds = [X.low + (X.high - X.low) * index / POINTS for index in range(POINTS + 1)]
    for which, index in COLOURS.items():
        colour = colours.series[index]
        canvas.curve([(X(each), Y(gap(which, each))) for each in thresholds], colour, thick=2.4)
    for which, index in COLOURS.items():
        radius = 8.5 if which is Rate.TPR else 5.5  # two dots lie on one another
        canvas.circle((X(closed_at(which)), Y(0)), radius, colours.series[index], stroke=colours.surface, thick=1.5)
    _names(canvas, colours)
    return canvas.svg()


def _axes(canvas: Canvas, colours: Colours) -> None:
    for tenth in range(-8, 9, 2):
        value = tenth / 10
        canvas.line((X.start, Y(value)), (X.end, Y(value)), colours.line if tenth else colours.ink)
        sign = f"{value:+.1f}".replace("-", "−") if tenth else "0"
        canvas.text((X.start - 8, Y(value) + 4), sign, colours.quiet, size=SMALL_PX, anchor="end")
    for tenth in range(2, 9):
        canvas.text((X(tenth / 10), Y.start + 18), f"{tenth / 10:g}", colours.quiet, size=SMALL_PX, anchor="middle")
    canvas.line((X(THRESHOLD), Y.start), (X(THRESHOLD), Y.end), colours.quiet, dashes="5 3")
    canvas.text((X(THRESHOLD) + 7, Y.end + 18), "A's own threshold", colours.quiet, size=SMALL_PX)
    canvas.text(((X.start + X.end) / 2, HEIGHT - 14), "threshold of B", colours.ink, anchor="middle")
    canvas.text((X.start + 4, Y.end - 10), "rate of B minus rate of A", colours.ink)


def _names(canvas: Canvas, colours: Colours) -> None:
    """Write the names at the right ends of the curves, the highest first and never closer than a line."""
    bottom = 0.0
    for which in sorted(COLOURS, key=lambda each: -gap(each, X.high)):
        bottom = max(bottom + 18, Y(gap(which, X.high)) + 4)
        canvas.text((X.end + 8, bottom), which, colours.series[COLOURS[which]], size=13)


def _above(score: float, mean: float) -> float:
    """Return the share of a normal distribution above a score."""
    return math.erfc((score - mean) / (SPREAD * math.sqrt(2))) / 2


FIGURE = Figure(
    id="gaps-by-threshold",
    alt="Four gaps between two groups with different base rates against the threshold of group B. The gap in the "
    "selection rate closes at a low threshold, those in both error rates at A's own, that in precision at a high one: "
    "no threshold closes all of them.",
    draw=draw,
)
