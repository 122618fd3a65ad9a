"""Nesterov's momentum, as the paper's look ahead and as torch rewrites it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from question_bank.numerals import held, result, shown
from question_bank.optimizers.rule import MISTAKES, ONE_STEP, State, away, bare
from question_bank.slips import Cells, Slip


@dataclass(frozen=True, slots=True)
class Nesterov:
    r"""The gradient is taken at $\theta - \mu v$, where the velocity alone would lead; $\eta$ is inside $v$."""

    eta: float
    mu: float
    name: ClassVar[str] = "Nesterov momentum"
    symbols: ClassVar[tuple[str, ...]] = ("v",)
    topic: ClassVar[str] = "optimization.nesterov"
    disputed: ClassVar[bool] = True

    def formula(self) -> tuple[str, ...]:
        """Return the rule in letters, a line each."""
        return (
            r"g \leftarrow f'(\theta - \mu\,v)",
            r"v \leftarrow \mu\,v + \eta\,g",
            r"\theta \leftarrow \theta - v",
        )

    def settings(self) -> tuple[str, ...]:
        """Return the settings."""
        return (rf"\eta = {shown(self.eta)}", rf"\mu = {shown(self.mu)}")

    def place(self, state: State) -> float:
        """Return the point ahead, where the gradient is taken."""
        return state.theta - self.mu * state.memory[0]

    def remember(self, state: State, gradient: float) -> Cells:
        """Return the new velocity."""
        return (self.mu * state.memory[0] + self.eta * gradient,)

    def arrive(self, state: State, gradient: float, memory: Cells) -> float:
        """Return the new parameter."""
        return state.theta - memory[0]

    def memory_work(self, state: State, gradient: float) -> str:
        """Return the new velocity with numbers."""
        (velocity,) = self.remember(state, gradient)
        step = rf"{shown(self.eta)} \cdot {held(gradient)}"
        return rf"$v = {shown(self.mu)} \cdot {held(state.memory[0])} + {step} {result(velocity)}$."

    def arrival_work(self, state: State, gradient: float, memory: Cells) -> str:
        """Return the new parameter with numbers."""
        new = self.arrive(state, gradient, memory)
        return rf"$\theta = {shown(state.theta)} - {held(memory[0])} {result(new)}$."

    def memory_slips(self, state: State, gradient: float) -> Iterator[Slip]:
        """Yield the slips with the velocity."""
        (old,), eta, mu = state.memory, self.eta, self.mu
        if old:
            why = f"The old velocity lost its factor: it counts ${shown(mu)}$ times."
            yield Slip((old + eta * gradient,), why, self.topic, ONE_STEP)
            yield Slip((eta * gradient,), "The old velocity got lost.", self.topic, ONE_STEP)
        why = "In this convention the learning rate stands inside the velocity."
        yield Slip((mu * old + gradient,), why, self.topic, "conventions")
        why = r"The gradient is added to the velocity; the minus comes with the step of $\theta$."
        yield Slip((mu * old - eta * gradient,), why, self.topic, MISTAKES)
        why = r"You averaged, with $1 - \mu$ before the gradient. In this convention it counts in full."
        yield Slip((mu * old + (1 - mu) * eta * gradient,), why, self.topic, "conventions")
        why = rf"$\mu = {shown(mu)}$ belongs to the old velocity, not to the new gradient."
        yield Slip((old + mu * eta * gradient,), why, self.topic, MISTAKES)

    def slips(self, state: State, gradient: float) -> Iterator[Slip]:
        """Yield the slips with the new parameter."""
        theta, eta, mu, (old,) = state.theta, self.eta, self.mu, state.memory
        yield away(self, state, gradient)
        yield bare(self, state, gradient)
        if old:
            why = r"You stepped from the point ahead. Only the gradient is taken there; the step starts at $\theta$."
            yield Slip((theta - mu * old - (mu * old + eta * gradient),), why, self.topic, MISTAKES)
            why = f"The old velocity lost its factor: it counts ${shown(mu)}$ times."
            yield Slip((theta - old - eta * gradient,), why, self.topic, ONE_STEP)
        why = "The learning rate was left out of the velocity."
        yield Slip((theta - mu * old - gradient,), why, self.topic, "conventions")
        why = r"You averaged, with $1 - \mu$ before the gradient. In this convention it counts in full."
        yield Slip((theta - mu * old - (1 - mu) * eta * gradient,), why, self.topic, "conventions")
        why = (
            r"This is torch's form, whose parameter is the point ahead $\theta - \mu v$. The rule above keeps "
            r"$\theta$ itself."
        )
        yield Slip((theta - (1 + mu) * (mu * old + eta * gradient),), why, self.topic, "conventions")


@dataclass(frozen=True, slots=True)
class NesterovOfTorch:
    r"""The same method told in the points ahead: $\theta \leftarrow \theta - \eta(g + \mu v)$, gradient at $\theta$."""

    eta: float
    mu: float
    name: ClassVar[str] = "Nesterov momentum as PyTorch has it"
    symbols: ClassVar[tuple[str, ...]] = ("v",)
    topic: ClassVar[str] = "optimization.nesterov"
    disputed: ClassVar[bool] = True

    def formula(self) -> tuple[str, ...]:
        """Return the rule in letters, a line each."""
        return (r"v \leftarrow \mu\,v + g", r"\theta \leftarrow \theta - \eta\,(g + \mu\,v)")

    def settings(self) -> tuple[str, ...]:
        """Return the settings."""
        return (rf"\eta = {shown(self.eta)}", rf"\mu = {shown(self.mu)}")

    def place(self, state: State) -> float:
        """Return where the gradient is taken."""
        return state.theta

    def remember(self, state: State, gradient: float) -> Cells:
        """Return the new velocity."""
        return (self.mu * state.memory[0] + gradient,)

    def arrive(self, state: State, gradient: float, memory: Cells) -> float:
        """Return the new parameter."""
        return state.theta - self.eta * (gradient + self.mu * memory[0])

    def memory_work(self, state: State, gradient: float) -> str:
        """Return the new velocity with numbers."""
        (velocity,) = self.remember(state, gradient)
        return rf"$v = {shown(self.mu)} \cdot {held(state.memory[0])} + {held(gradient)} {result(velocity)}$."

    def arrival_work(self, state: State, gradient: float, memory: Cells) -> str:
        """Return the new parameter with numbers."""
        inner = rf"({shown(gradient)} + {shown(self.mu)} \cdot {held(memory[0])})"
        new = self.arrive(state, gradient, memory)
        return rf"$\theta = {shown(state.theta)} - {shown(self.eta)} \cdot {inner} {result(new)}$."

    def memory_slips(self, state: State, gradient: float) -> Iterator[Slip]:
        """Yield the slips with the velocity."""
        (old,), eta, mu = state.memory, self.eta, self.mu
        if old:
            why = f"The old velocity lost its factor: it counts ${shown(mu)}$ times."
            yield Slip((old + gradient,), why, self.topic, ONE_STEP)
            yield Slip((gradient,), "The old velocity got lost.", self.topic, ONE_STEP)
        why = r"The learning rate comes in with the step of $\theta$, not in the velocity."
        yield Slip((mu * old + eta * gradient,), why, self.topic, "conventions")
        why = r"The gradient is added to the velocity; the minus comes with the step of $\theta$."
        yield Slip((mu * old - gradient,), why, self.topic, MISTAKES)
        why = r"You averaged, with $1 - \mu$ before the gradient. In this convention it counts in full."
        yield Slip((mu * old + (1 - mu) * gradient,), why, self.topic, "conventions")

    def slips(self, state: State, gradient: float) -> Iterator[Slip]:
        """Yield the slips with the new parameter."""
        theta, eta, mu, (old,) = state.theta, self.eta, self.mu, state.memory
        new = mu * old + gradient
        yield away(self, state, gradient)
        yield bare(self, state, gradient)
        why = r"This is the step of plain momentum, $\theta - \eta v$. Nesterov's takes $g + \mu v$."
        yield Slip((theta - eta * new,), why, self.topic, ONE_STEP)
        if old:
            why = rf"You used the old velocity in the step. It is renewed first: $v = {shown(new)}$."
            yield Slip((theta - eta * (gradient + mu * old),), why, self.topic, MISTAKES)
        why = rf"The new velocity lost its factor: the step takes $g + {shown(mu)}\,v$."
        yield Slip((theta - eta * (gradient + new),), why, self.topic, ONE_STEP)
        why = "The learning rate got lost."
        yield Slip((theta - (gradient + mu * new),), why, self.topic, "conventions")
