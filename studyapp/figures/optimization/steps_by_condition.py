"""How many steps gradient descent takes, without and with momentum, as the condition number grows."""

from __future__ import annotations

import math
from functools import cache

from question_bank.optimizers.momentum import Momentum
from question_bank.optimizers.plain import Plain
from question_bank.optimizers.rule import Rule, State, advance, started
from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

SHARE = 1e-6  # of the loss at the start
CONDITIONS = (2, 5, 10, 20, 50, 100, 200, 500, 1000)
WRITTEN = (10, 100, 1000)
WIDTH, HEIGHT = 640.0, 318.0
X = Axis(math.log10(CONDITIONS[0]), math.log10(CONDITIONS[-1]), 62, 520)
Y = Axis(0.5, 4, 254, 30)


def best_plain(kappa: float) -> Rule:
    """Return gradient descent with the best rate for curvatures from 1 to kappa."""
    return Plain(2 / (kappa + 1))


def best_momentum(kappa: float) -> Rule:
    """Return momentum with Polyak's settings, the best for curvatures from 1 to kappa."""
    root = math.sqrt(kappa)
    return Momentum(4 / (root + 1) ** 2, ((root - 1) / (root + 1)) ** 2)


@cache
def steps(kappa: float, *, momentum: bool) -> int:
    """Return after how many steps the loss is at most the share; both directions begin with half of it."""
    rule = best_momentum(kappa) if momentum else best_plain(kappa)
    curvatures = (1.0, float(kappa))
    states: list[State] = [started(rule, 1 / math.sqrt(curvature)) for curvature in curvatures]
    left = 1.0
    while left > SHARE:
        pairs = zip(states, curvatures, strict=True)
        states = [advance(rule, state, curvature * state.theta) for state, curvature in pairs]
        left = sum(curvature * state.theta**2 for state, curvature in zip(states, curvatures, strict=True)) / 2
    return states[0].steps


def draw(colours: Colours) -> str:
    """Return both numbers of steps on logarithmic axes, some of them written out."""
    canvas = Canvas(WIDTH, HEIGHT)
    _axes(canvas, colours)
    kinds = (("plain, best rate", False, -10.0), ("with momentum", True, 20.0))
    for (name, momentum, shift), colour in zip(kinds, (colours.series[1], colours.series[0]), strict=True):
        counts = {kappa: steps(kappa, momentum=momentum) for kappa in CONDITIONS}
        places = {kappa: (X(math.log10(kappa)), Y(math.log10(number))) for kappa, number in counts.items()}
        canvas.curve(places.values(), colour, thick=2.2)
        for kappa, (x, y) in places.items():
            canvas.circle((x, y), 3.6, colour)
            if kappa in WRITTEN:
                canvas.text((x - 2, y + shift), f"{counts[kappa]:,}", colours.ink, size=13, anchor="middle", bold=True)
        end = places[CONDITIONS[-1]]
        canvas.text((end[0] + 14, end[1] + 5), name, colour, size=13)
    return canvas.svg()


def _axes(canvas: Canvas, colours: Colours) -> None:
    for power in range(1, 5):
        canvas.line((X.start, Y(power)), (X.end, Y(power)), colours.line)
        canvas.text((X.start - 8, Y(power) + 4), f"{10**power:,}", colours.quiet, size=SMALL_PX, anchor="end")
    canvas.line((X.start, Y.start), (X.end, Y.start), colours.quiet)
    for kappa in CONDITIONS:
        place = X(math.log10(kappa))
        canvas.line((place, Y.start), (place, Y.start + 4), colours.quiet)
        canvas.text((place, Y.start + 18), f"{kappa:,}", colours.quiet, size=SMALL_PX, anchor="middle")
    words = "condition number κ, on a logarithmic scale"
    canvas.text(((X.start + X.end) / 2, HEIGHT - 22), words, colours.ink, size=13, anchor="middle")
    canvas.text((4, 16), "steps until a millionth of the loss is left, on a logarithmic scale", colours.ink, size=13)


FIGURE = Figure(
    id="steps-by-condition",
    alt="Steps until a millionth of the loss is left, against the condition number, both on logarithmic scales. "
    "Ten times the condition number takes plain descent about ten times the steps, but momentum only three to four "
    "times: 35 and 15 at 10; 346 and 56 at 100; 3,454 and 198 at 1,000.",
    draw=draw,
)
