"""One step of REINFORCE: the probabilities before it, the gradient of the log-probability, the probabilities after."""

from __future__ import annotations

import math
from collections.abc import Sequence

from studyapp.figures.canvas import Axis, Canvas
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.words import with_minus

ACTIONS = ("left", "stay", "right")
THETA = (0.8, 0.2, -0.2)
TAKEN = 1
FACTOR = 1.2  # the learning rate times the return
WIDTH, HEIGHT = 640.0, 268.0
HEIGHTS = Axis(0, 1, 140, 24)
BAR, STEP, PANEL = 40.0, 56.0, 220.0


def softmax(theta: Sequence[float]) -> tuple[float, ...]:
    """Return the probabilities that belong to preferences."""
    powers = [math.exp(value) for value in theta]
    return tuple(power / sum(powers) for power in powers)


def score() -> tuple[float, ...]:
    """Return the gradient of the logarithm of the probability of the action taken: its 1, minus all probabilities."""
    return tuple((index == TAKEN) - chance for index, chance in enumerate(softmax(THETA)))


def moved() -> tuple[float, ...]:
    """Return the preferences after the step."""
    return tuple(value + FACTOR * slope for value, slope in zip(THETA, score(), strict=True))


def draw(colours: Colours) -> str:
    """Return three panels of bars: before, gradient, after; the action taken stands out."""
    canvas = Canvas(WIDTH, HEIGHT)
    panels = (
        ("π before", softmax(THETA), "{:.2f}"),
        (f"∇ log π({ACTIONS[TAKEN]})", score(), "{:+.2f}"),
        ("π after", softmax(moved()), "{:.2f}"),
    )
    for index, (name, heights, form) in enumerate(panels):
        left = 16 + index * PANEL
        canvas.text((left + 76, 20), name, colours.ink, anchor="middle", bold=True)
        canvas.line((left - 8, HEIGHTS(0)), (left + 160, HEIGHTS(0)), colours.quiet)
        for number, height in enumerate(heights):
            colour = colours.series[1] if number == TAKEN else colours.series[0]
            x, tip = left + number * STEP, HEIGHTS(height)
            canvas.rect((x, HEIGHTS(0)), (BAR, tip - HEIGHTS(0)), colour)
            words = with_minus(form.format(height))
            canvas.text((x + BAR / 2, tip + (17 if height < 0 else -6)), words, colours.ink, anchor="middle", size=13)
            canvas.text((x + BAR / 2, 240), ACTIONS[number], colours.ink, anchor="middle")
    for left in (184.0, 404.0):
        canvas.arrow((left, 108), (left + 26, 108), colours.quiet, thick=2, head=8)
    words = f"{ACTIONS[TAKEN]} was taken; each preference moves by α G = {FACTOR:g} times its entry of the gradient"
    canvas.text((WIDTH / 2, HEIGHT - 6), words, colours.quiet, anchor="middle", size=13)
    return canvas.svg()


FIGURE = Figure(
    id="score-and-step",
    alt="Bars of a policy over three actions. The action taken has a positive entry in the gradient, one minus its "
    "probability; the others have minus their probability. After a step with a positive return it is more likely, the "
    "others less.",
    draw=draw,
)
