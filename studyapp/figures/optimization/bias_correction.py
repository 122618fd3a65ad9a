"""Adam's step with and without bias correction, for a gradient that stays the same."""

from __future__ import annotations

import math

from question_bank.drawings import Curves, Line
from question_bank.optimizers.adam import Adam
from question_bank.optimizers.rule import State, advance, started
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours, Figure

RULE = Adam(eta=1.0, beta1=0.9, beta2=0.999)
STEPS = 300
WIDTH = 640.0


def lengths(*, corrected: bool) -> list[float]:
    """Return the length of each step in units of the learning rate."""
    state: State = started(RULE, 0.0)
    found = []
    for _ in range(STEPS):
        after = advance(RULE, state, 1.0)
        m, v = after.memory
        found.append(abs(after.theta - state.theta) if corrected else m / math.sqrt(v))
        state = after
    return found


def draw(colours: Colours) -> str:
    """Return both lengths over the steps."""
    lines = tuple(
        Line(name, tuple((float(step), length) for step, length in enumerate(lengths(corrected=corrected), 1)))
        for name, corrected in (("with the correction", True), ("without it", False))
    )
    return draw_curves(Curves(ALT, "step", "length of the step, in units of η", lines), colours, WIDTH).svg()


ALT = (
    f"Length of Adam's steps over {STEPS} steps of a constant gradient, in units of the learning rate. With bias "
    f"correction it is 1 from the first step on. Without it the first step is {lengths(corrected=False)[0]:.2f}, the "
    f"longest {max(lengths(corrected=False)):.1f}, and step {STEPS} still {lengths(corrected=False)[-1]:.1f}."
)
FIGURE = Figure(id="bias-correction", alt=ALT, draw=draw)
