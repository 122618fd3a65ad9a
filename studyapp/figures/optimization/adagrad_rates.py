"""How AdaGrad's step shrinks for a weight with a gradient at every step and for one with a gradient now and then."""

from __future__ import annotations

import math

from question_bank.drawings import Curves, Line
from question_bank.optimizers.rule import State, advance, started
from question_bank.optimizers.scaled import AdaGrad
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours, Figure

ETA, STEPS = 0.1, 120
EVERY = {"at every step": 1, "at every 20th step": 20}
WIDTH = 640.0


def rates(every: int) -> list[float]:
    """Return what AdaGrad multiplies the gradient by at each step, for gradients of size 1 that come so often."""
    rule = AdaGrad(ETA)
    state: State = started(rule, 0.0)
    found = []
    for step in range(STEPS):
        state = advance(rule, state, 0.0 if step % every else 1.0)
        found.append(ETA / math.sqrt(state.memory[0]))
    return found


def draw(colours: Colours) -> str:
    """Return both rates over the steps."""
    lines = tuple(
        Line(f"gradient {name}", tuple((float(step), rate) for step, rate in enumerate(rates(every), 1)))
        for name, every in EVERY.items()
    )
    return draw_curves(Curves(ALT, "step", "η / √s, the rate of this weight", lines), colours, WIDTH).svg()


ALT = (
    f"Learning rates of two weights under AdaGrad with η = {ETA:g} over {STEPS} steps. That of the weight with a "
    f"gradient at every step falls at once, to {rates(1)[-1]:.3f}; that of the weight with one at every 20th step "
    f"falls in stairs, to {rates(20)[-1]:.3f}."
)
FIGURE = Figure(id="adagrad-rates", alt=ALT, draw=draw)
