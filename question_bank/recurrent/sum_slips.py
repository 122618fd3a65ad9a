"""What learners get wrong about the sums inside gates, and about the function that makes a gate of a sum."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from question_bank.gradients.functions import sigmoid
from question_bank.recurrent.cells import Sums
from question_bank.recurrent.layout import Layout

Function = Callable[[float], float]


def sum_slips(layout: Layout, step: int, other_state: str = "") -> Iterator[tuple[Sums, str]]:
    """Yield what goes wrong with the sums inside; ``other_state`` is a state that is mistaken for h."""
    h = f"${layout.symbol('h', step - 1)}$"
    yield Sums(with_bias=False), "You left out the bias. Every sum inside has one."
    yield Sums(with_state=False), f"You left out {h}. Every gate looks at the input and at the hidden state before."
    yield Sums(with_input=False), f"You left out the input, ${layout.symbol('x', step)}$."
    if layout.units > 1:
        yield Sums(turned=True), f"You took the weights of {h} by columns. Row 1 belongs to unit 1: row times vector."
    else:
        yield Sums(swapped=True), f"The weights are swapped: one belongs to the input, the other to {h}."
    if other_state:
        c = f"${layout.symbol(other_state, step - 1)}$"
        yield (
            Sums(state=other_state),
            f"You fed {c} back. The gates look at the hidden state {h}, not at the cell state.",
        )


def gate_functions() -> Iterator[tuple[Function, str]]:
    """Yield wrong functions for a gate, with the reason."""
    yield lambda a: a, "These are the sums inside. A gate still goes through the sigmoid."
    yield math.tanh, "A gate goes through the sigmoid, not tanh, so that it lies between 0 and 1."
    sign = r"Mind the sign: $\sigma(a) = 1/(1 + e^{-a})$ is above 0.5 where the sum $a$ is positive."
    yield lambda a: sigmoid(-a), sign


def candidate_functions() -> Iterator[tuple[Function, str]]:
    """Yield wrong functions for a candidate, with the reason."""
    yield sigmoid, "You took the sigmoid. The candidate goes through tanh, so that it may be negative."
    yield lambda a: a, "This is the sum inside. It still goes through tanh."
    yield lambda a: math.tanh(-a), "The sign of the sum is turned round: tanh has the sign of its sum."
