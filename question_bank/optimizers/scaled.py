"""AdaGrad and RMSProp: each step is divided by the root of a record of squared gradients."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from question_bank.numerals import held, result, shown, squared
from question_bank.optimizers.rule import EPSILON, MISTAKES, ONE_STEP, State, away, bare
from question_bank.slips import Cells, Slip

STEP = r"\theta \leftarrow \theta - \eta\,\frac{g}{\sqrt{s} + \varepsilon}"


@dataclass(frozen=True, slots=True)
class AdaGrad:
    r"""$s$ is the sum of all squared gradients so far, so the steps only ever get shorter."""

    eta: float
    name: ClassVar[str] = "AdaGrad"
    symbols: ClassVar[tuple[str, ...]] = ("s",)
    topic: ClassVar[str] = "optimization.adagrad"
    disputed: ClassVar[bool] = False

    def formula(self) -> tuple[str, ...]:
        """Return the rule in letters, a line each."""
        return (r"s \leftarrow s + g^2", STEP)

    def settings(self) -> tuple[str, ...]:
        """Return the settings."""
        return (rf"\eta = {shown(self.eta)}",)

    def place(self, state: State) -> float:
        """Return where the gradient is taken."""
        return state.theta

    def remember(self, state: State, gradient: float) -> Cells:
        """Return the new sum of squares."""
        return (state.memory[0] + gradient**2,)

    def arrive(self, state: State, gradient: float, memory: Cells) -> float:
        """Return the new parameter."""
        return _scaled_step(self.eta, state.theta, gradient, memory[0])

    def memory_work(self, state: State, gradient: float) -> str:
        """Return the new sum with numbers."""
        (total,) = self.remember(state, gradient)
        return rf"$s = {shown(state.memory[0])} + {squared(gradient)} {result(total)}$."

    def arrival_work(self, state: State, gradient: float, memory: Cells) -> str:
        """Return the new parameter with numbers."""
        return _step_work(self.eta, state.theta, gradient, memory[0])

    def memory_slips(self, state: State, gradient: float) -> Iterator[Slip]:
        """Yield the slips with the sum of squares."""
        (old,) = state.memory
        yield Slip((old + abs(gradient),), "The gradient is squared before it is added.", self.topic, ONE_STEP)
        why = "The old sum got lost: AdaGrad adds up all squared gradients since the start."
        yield Slip((gradient**2,), why, self.topic, ONE_STEP)
        why = "You averaged. AdaGrad adds; a running average is what RMSProp keeps."
        yield Slip((0.9 * old + 0.1 * gradient**2,), why, self.topic, ONE_STEP)
        yield Slip(((old + gradient) ** 2,), "Square the gradient first, then add.", self.topic, MISTAKES)
        why = r"This is $\sqrt{s}$. Asked for is $s$ itself."
        yield Slip((math.sqrt(old + gradient**2),), why, self.topic, MISTAKES)
        why = "The learning rate has no place in the sum of squares."
        yield Slip((old + self.eta * gradient**2,), why, self.topic, MISTAKES)

    def slips(self, state: State, gradient: float) -> Iterator[Slip]:
        """Yield the slips with the new parameter."""
        theta, eta, (old,) = state.theta, self.eta, state.memory
        total = old + gradient**2
        yield away(self, state, gradient)
        yield bare(self, state, gradient)
        why = rf"The root got lost: the gradient is divided by $\sqrt{{{shown(total)}}}$."
        yield Slip((theta - eta * gradient / total,), why, self.topic, ONE_STEP)
        if old:
            why = f"You divided by the root of the old sum. The new gradient joins it first: $s = {shown(total)}$."
            yield Slip((_scaled_step(eta, theta, gradient, old),), why, self.topic, MISTAKES)
            why = f"The old sum ${shown(old)}$ got lost, so that only the sign of the gradient was left."
            yield Slip((theta - math.copysign(eta, gradient),), why, self.topic, ONE_STEP)
        why = "The learning rate got lost."
        yield Slip((_scaled_step(1.0, theta, gradient, total),), why, self.topic, MISTAKES)
        why = "The gradient got lost above the root: it stands there, and in the sum below it."
        yield Slip((theta - eta / math.sqrt(total),), why, self.topic, MISTAKES)


@dataclass(frozen=True, slots=True)
class RMSProp:
    r"""$s$ is a running average of the squared gradients with the share $\rho$ of the past."""

    eta: float
    rho: float
    name: ClassVar[str] = "RMSProp"
    symbols: ClassVar[tuple[str, ...]] = ("s",)
    topic: ClassVar[str] = "optimization.rmsprop"
    disputed: ClassVar[bool] = False

    def formula(self) -> tuple[str, ...]:
        """Return the rule in letters, a line each."""
        return (r"s \leftarrow \rho\,s + (1 - \rho)\,g^2", STEP)

    def settings(self) -> tuple[str, ...]:
        """Return the settings."""
        return (rf"\eta = {shown(self.eta)}", rf"\rho = {shown(self.rho)}")

    def place(self, state: State) -> float:
        """Return where the gradient is taken."""
        return state.theta

    def remember(self, state: State, gradient: float) -> Cells:
        """Return the new average of squares."""
        return (self.rho * state.memory[0] + (1 - self.rho) * gradient**2,)

    def arrive(self, state: State, gradient: float, memory: Cells) -> float:
        """Return the new parameter."""
        return _scaled_step(self.eta, state.theta, gradient, memory[0])

    def memory_work(self, state: State, gradient: float) -> str:
        """Return the new average with numbers."""
        (mean,) = self.remember(state, gradient)
        past = rf"{shown(self.rho)} \cdot {shown(state.memory[0])}"
        return rf"$s = {past} + {shown(1 - self.rho)} \cdot {squared(gradient)} {result(mean)}$."

    def arrival_work(self, state: State, gradient: float, memory: Cells) -> str:
        """Return the new parameter with numbers."""
        return _step_work(self.eta, state.theta, gradient, memory[0])

    def memory_slips(self, state: State, gradient: float) -> Iterator[Slip]:
        """Yield the slips with the running average."""
        (old,), rho = state.memory, self.rho
        why = rf"$\rho$ and $1 - \rho$ are swapped: the past counts ${shown(rho)}$, the new square ${shown(1 - rho)}$."
        yield Slip(((1 - rho) * old + rho * gradient**2,), why, self.topic, MISTAKES)
        why = "You added the square in full, as AdaGrad does. RMSProp averages."
        yield Slip((old + gradient**2,), why, self.topic, ONE_STEP)
        why = "The gradient is squared before it is averaged."
        yield Slip((rho * old + (1 - rho) * abs(gradient),), why, self.topic, ONE_STEP)
        why = rf"The factor $1 - \rho = {shown(1 - rho)}$ of the new square got lost."
        yield Slip((rho * old + gradient**2,), why, self.topic, ONE_STEP)
        why = r"This is $\sqrt{s}$. Asked for is $s$ itself."
        yield Slip((math.sqrt(rho * old + (1 - rho) * gradient**2),), why, self.topic, MISTAKES)

    def slips(self, state: State, gradient: float) -> Iterator[Slip]:
        """Yield the slips with the new parameter."""
        theta, eta, rho, (old,) = state.theta, self.eta, self.rho, state.memory
        mean = rho * old + (1 - rho) * gradient**2
        yield away(self, state, gradient)
        yield bare(self, state, gradient)
        why = rf"The root got lost: the gradient is divided by $\sqrt{{{shown(mean)}}}$."
        yield Slip((theta - eta * gradient / mean,), why, self.topic, ONE_STEP)
        why = rf"$\rho$ and $1 - \rho$ are swapped: the past counts ${shown(rho)}$, the new square ${shown(1 - rho)}$."
        swapped = (1 - rho) * old + rho * gradient**2
        yield Slip((_scaled_step(eta, theta, gradient, swapped),), why, self.topic, MISTAKES)
        why = "You added the square in full, as AdaGrad does. RMSProp averages."
        yield Slip((_scaled_step(eta, theta, gradient, old + gradient**2),), why, self.topic, ONE_STEP)
        if old:
            why = f"You divided by the root of the old average. The new gradient joins it first: $s = {shown(mean)}$."
            yield Slip((_scaled_step(eta, theta, gradient, old),), why, self.topic, MISTAKES)
        why = "The learning rate got lost."
        yield Slip((_scaled_step(1.0, theta, gradient, mean),), why, self.topic, MISTAKES)


def _scaled_step(eta: float, theta: float, gradient: float, squares: float) -> float:
    return theta - eta * gradient / (math.sqrt(squares) + EPSILON)


def _step_work(eta: float, theta: float, gradient: float, squares: float) -> str:
    root = math.sqrt(squares)
    return (
        rf"$\sqrt{{s}} {result(root)}$, so $\theta = {shown(theta)} - {shown(eta)} \cdot {held(gradient)} / "
        rf"{shown(root)} {result(_scaled_step(eta, theta, gradient, squares))}$."
    )
