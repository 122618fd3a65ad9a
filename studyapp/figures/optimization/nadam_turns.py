"""What Adam and Nadam put above the fraction when the gradient turns round."""

from __future__ import annotations

from question_bank.drawings import Curves, Line
from question_bank.optimizers.adam import Adam
from question_bank.optimizers.rule import State, advance, started
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours, Figure

BETA, TURN, STEPS = 0.9, 12, 30
WIDTH = 640.0


def directions(*, ahead: bool) -> list[float]:
    """Return the corrected average of every step; the gradient is 1, and −1 after the turn."""
    rule = Adam(eta=0.1, beta1=BETA, beta2=0.999, ahead=ahead)
    state: State = started(rule, 0.0)
    found = []
    for gradient in gradients():
        memory = rule.remember(state, gradient)
        found.append(rule.corrected(state, gradient, memory)[0])
        state = advance(rule, state, gradient)
    return found


def gradients() -> list[float]:
    """Return the gradient of every step."""
    return [1.0] * TURN + [-1.0] * (STEPS - TURN)


def crossing(values: list[float]) -> int:
    """Return the first step, counted from 1, whose value is below 0."""
    return next(step for step, value in enumerate(values, 1) if value < 0)


def draw(colours: Colours) -> str:
    """Return both averages over the steps, with the gradient they follow."""
    turn = TURN + 0.5
    lines = (
        Line("the gradient", ((1.0, 1.0), (turn, 1.0), (turn, -1.0), (float(STEPS), -1.0)), dashed=True),
        Line("Adam's average", tuple((float(step), value) for step, value in enumerate(directions(ahead=False), 1))),
        Line("Nadam's average", tuple((float(step), value) for step, value in enumerate(directions(ahead=True), 1))),
    )
    return draw_curves(Curves(ALT, "step", "corrected average of the gradients", lines), colours, WIDTH).svg()


ALT = (
    f"The gradient is 1 for {TURN} steps and then −1. Adam's corrected average follows slowly and is below 0 from "
    f"step {crossing(directions(ahead=False))} on, Nadam's from step {crossing(directions(ahead=True))} on. At the "
    f"first step Nadam's is {directions(ahead=True)[0]:.2f}, Adam's {directions(ahead=False)[0]:.2f}."
)
FIGURE = Figure(id="nadam-turns", alt=ALT, draw=draw)
