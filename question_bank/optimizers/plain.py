"""Stochastic gradient descent: no memory at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from question_bank.numerals import held, result, shown
from question_bank.optimizers.rule import MISTAKES, ONE_STEP, PLAIN_TOPIC, State, away
from question_bank.slips import Cells, Slip


@dataclass(frozen=True, slots=True)
class Plain:
    r"""$\theta \leftarrow \theta - \eta g$."""

    eta: float
    name: ClassVar[str] = "plain SGD"
    symbols: ClassVar[tuple[str, ...]] = ()
    topic: ClassVar[str] = PLAIN_TOPIC
    disputed: ClassVar[bool] = False

    def formula(self) -> tuple[str, ...]:
        """Return the rule in letters, a line each."""
        return (r"\theta \leftarrow \theta - \eta\,g",)

    def settings(self) -> tuple[str, ...]:
        """Return the settings."""
        return (rf"\eta = {shown(self.eta)}",)

    def place(self, state: State) -> float:
        """Return where the gradient is taken."""
        return state.theta

    def remember(self, state: State, gradient: float) -> Cells:
        """Return nothing: each step starts afresh."""
        return ()

    def arrive(self, state: State, gradient: float, memory: Cells) -> float:
        """Return the new parameter."""
        return state.theta - self.eta * gradient

    def memory_work(self, state: State, gradient: float) -> str:
        """Return nothing to work out."""
        return ""

    def arrival_work(self, state: State, gradient: float, memory: Cells) -> str:
        """Return the step with numbers."""
        new = self.arrive(state, gradient, memory)
        return rf"$\theta = {shown(state.theta)} - {shown(self.eta)} \cdot {held(gradient)} {result(new)}$."

    def memory_slips(self, state: State, gradient: float) -> Iterator[Slip]:
        """Yield nothing."""
        yield from ()

    def slips(self, state: State, gradient: float) -> Iterator[Slip]:
        """Yield the slips with the new parameter."""
        theta, eta = state.theta, self.eta
        yield away(self, state, gradient)
        why = f"The learning rate got lost: ${shown(eta)}$ times the gradient is subtracted."
        yield Slip((theta - gradient,), why, self.topic, ONE_STEP)
        why = r"This is the change alone. The parameter itself is still missing: $\theta - \eta g$."
        yield Slip((-eta * gradient,), why, self.topic, ONE_STEP)
        why = r"The learning rate belongs to the gradient, not to the parameter: $\theta - \eta g$."
        yield Slip((eta * theta - gradient,), why, self.topic, MISTAKES)
        why = r"You multiplied the whole difference by the learning rate. It belongs to the gradient only."
        yield Slip((eta * (theta - gradient),), why, self.topic, MISTAKES)
