"""Weights whose gradients cancel decay with AdamW all alike; with the penalty in Adam's gradient they don't."""

from __future__ import annotations

from functools import cache

from question_bank.drawings import Curves, Line
from question_bank.optimizers.adam import Adam
from question_bank.optimizers.rule import Rule, State, advance, started
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours, Figure

ETA, BETAS, LAMBDA = 0.01, (0.9, 0.999), 0.1
STEPS, START = 1000, 1.0
SIZES = (10.0, 3.0, 0.3)
WIDTH = 640.0


@cache
def way(size: float, *, decoupled: bool) -> tuple[float, ...]:
    """Return a weight before and after every step; its gradients have one size and take turns in sign."""
    rule: Rule = Adam(ETA, *BETAS, decay=LAMBDA if decoupled else 0.0)
    state: State = started(rule, START)
    found = [state.theta]
    for step in range(STEPS):
        penalty = 0.0 if decoupled else LAMBDA * state.theta
        state = advance(rule, state, (-size if step % 2 else size) + penalty)
        found.append(state.theta)
    return tuple(found)


def draw(colours: Colours) -> str:
    """Return the weights over the steps; AdamW's are all alike, so that one line stands for them."""
    ways = [(f"penalty, gradients ±{size:g}", way(size, decoupled=False)) for size in SIZES]
    ways.insert(2, ("AdamW, any size", way(SIZES[0], decoupled=True)))
    lines = tuple(
        Line(name, tuple((float(step), theta) for step, theta in enumerate(found) if step % 4 == 0))
        for name, found in ways
    )
    return draw_curves(Curves(ALT, "step", "weight", lines), colours, WIDTH).svg()


ALT = (
    "Weights that start at 1 and whose gradients cancel, over 1000 steps. With AdamW all of them decay to 0.36. With "
    "the penalty inside Adam's gradient it depends on the size of the gradients: 0.89 for gradients of ±10, 0.70 for "
    "gradients of ±3, 0.03 for gradients of ±0.3."
)
FIGURE = Figure(id="decoupled-decay", alt=ALT, draw=draw)
