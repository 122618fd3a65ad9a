"""The lengths of steps when gradients become ten times smaller: AdaGrad remembers, RMSProp forgets."""

from __future__ import annotations

from itertools import pairwise

from question_bank.drawings import Curves, Line
from question_bank.optimizers.rule import Rule, State, advance, started
from question_bank.optimizers.scaled import AdaGrad, RMSProp
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours, Figure

ETA, RHO, CHANGE, STEPS = 0.1, 0.9, 60, 120
BEFORE, AFTER = 1.0, 0.1
WIDTH = 640.0


def lengths(rule: Rule) -> list[float]:
    """Return the length of each step."""
    states: list[State] = [started(rule, 0.0)]
    for step in range(STEPS):
        states.append(advance(rule, states[-1], BEFORE if step < CHANGE else AFTER))
    return [abs(two.theta - one.theta) for one, two in pairwise(states)]


def draw(colours: Colours) -> str:
    """Return the lengths of both optimizers over the steps."""
    rules: tuple[tuple[str, Rule], ...] = (
        (f"RMSProp, ρ = {RHO:g}", RMSProp(ETA, RHO)),
        ("AdaGrad, never forgets", AdaGrad(ETA)),
    )
    lines = tuple(
        Line(name, tuple((float(step), length) for step, length in enumerate(lengths(rule), 1))) for name, rule in rules
    )
    return draw_curves(Curves(ALT, "step", "length of the step", lines), colours, WIDTH).svg()


ALT = (
    f"Lengths of steps with η = {ETA:g}; after step {CHANGE} the gradient is a tenth of what it was. RMSProp starts "
    f"with a step of {lengths(RMSProp(ETA, RHO))[0]:.2f}, settles near {ETA:g}, and after the change climbs back to "
    f"{lengths(RMSProp(ETA, RHO))[-1]:.2f}. AdaGrad's steps shrink from the start and after the change are close to "
    "nothing."
)
FIGURE = Figure(id="rmsprop-forgets", alt=ALT, draw=draw)
