"""The same action values explored in two ways: epsilon-greedy treats all but the best alike, the softmax does not."""

from __future__ import annotations

import math
from collections.abc import Sequence

from studyapp.figures.canvas import Axis, Canvas
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.words import with_minus

VALUES = (2.0, 1.6, 0.5, -2.0)
EPSILON, TAU = 0.2, 0.5
WIDTH, HEIGHT = 640.0, 258.0
HEIGHTS = Axis(0, 1, 204, 40)
BAR, PANEL = 44.0, 330.0


def epsilon_greedy(values: Sequence[float], epsilon: float) -> tuple[float, ...]:
    """Return the probabilities: everyone's share of exploring, and all the rest for the best."""
    share = epsilon / len(values)
    return tuple(1 - epsilon + share if value == max(values) else share for value in values)


def softmax(values: Sequence[float], tau: float) -> tuple[float, ...]:
    """Return the probabilities in proportion to the powers of e."""
    powers = [math.exp(value / tau) for value in values]
    return tuple(power / sum(powers) for power in powers)


def draw(colours: Colours) -> str:
    """Return two panels of bars, one bar an action with its value below it."""
    canvas = Canvas(WIDTH, HEIGHT)
    panels = (
        (f"ε-greedy, ε = {EPSILON:g}", epsilon_greedy(VALUES, EPSILON), colours.series[0]),
        (f"softmax, τ = {TAU:g}", softmax(VALUES, TAU), colours.series[1]),
    )
    for index, (name, chances, colour) in enumerate(panels):
        left = 20 + index * PANEL
        canvas.text((left + 135, 18), name, colours.ink, anchor="middle", bold=True)
        canvas.line((left, HEIGHTS(0)), (left + 270, HEIGHTS(0)), colours.quiet)
        for number, (chance, value) in enumerate(zip(chances, VALUES, strict=True)):
            x = left + 12 + number * 66
            canvas.rect((x, HEIGHTS(chance)), (BAR, HEIGHTS(0) - HEIGHTS(chance)), colour)
            canvas.text((x + BAR / 2, HEIGHTS(chance) - 6), _percent(chance), colours.ink, anchor="middle", size=13)
            canvas.text((x + BAR / 2, HEIGHTS(0) + 19), with_minus(f"{value:g}"), colours.ink, anchor="middle")
    words = "above: probability of each action; below: its value Q(a)"
    canvas.text((WIDTH / 2, HEIGHT - 6), words, colours.quiet, anchor="middle", size=13)
    return canvas.svg()


def _percent(chance: float) -> str:
    return f"{100 * chance:.0f} %" if chance >= 0.01 else f"{100 * chance:.2f} %"


FIGURE = Figure(
    id="epsilon-and-softmax",
    alt="Probabilities of four actions with the values 2, 1.6, 0.5 and −2. Epsilon-greedy with 0.2 gives the best one "
    "85 % and each other 5 %, the worst like the second best. A softmax gives 67, 30 and 3 % and the worst one almost "
    "nothing.",
    draw=draw,
)
