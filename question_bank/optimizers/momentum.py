"""Gradient descent with a velocity, in the two conventions that books and libraries use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from question_bank.numerals import held, result, shown
from question_bank.optimizers.rule import MISTAKES, ONE_STEP, State, advance, away
from question_bank.slips import Cells, Slip


@dataclass(frozen=True, slots=True)
class Momentum:
    r"""torch's form $v \leftarrow \mu v + g$, $\theta \leftarrow \theta - \eta v$, or with $\eta$ inside $v$."""

    eta: float
    mu: float
    inside: bool = False
    decay: float = 0.0
    symbols: ClassVar[tuple[str, ...]] = ("v",)
    topic: ClassVar[str] = "optimization.momentum"
    disputed: ClassVar[bool] = True

    @property
    def name(self) -> str:
        """Return what it is called in a sentence."""
        return "SGD with momentum and weight decay" if self.decay else "SGD with momentum"

    def formula(self) -> tuple[str, ...]:
        """Return the rule in letters, a line each."""
        pull = "g" + r" + \lambda\,\theta" * (self.decay > 0)
        if self.inside:
            return (
                rf"v \leftarrow \mu\,v + \eta\,{f'({pull})' if self.decay else pull}",
                r"\theta \leftarrow \theta - v",
            )
        return (rf"v \leftarrow \mu\,v + {pull}", r"\theta \leftarrow \theta - \eta\,v")

    def settings(self) -> tuple[str, ...]:
        """Return the settings."""
        decay = (rf"\lambda = {shown(self.decay)}",) if self.decay else ()
        return (rf"\eta = {shown(self.eta)}", rf"\mu = {shown(self.mu)}", *decay)

    def place(self, state: State) -> float:
        """Return where the gradient is taken."""
        return state.theta

    def remember(self, state: State, gradient: float) -> Cells:
        """Return the new velocity."""
        return (self.mu * state.memory[0] + self._scale() * self._pull(state, gradient),)

    def arrive(self, state: State, gradient: float, memory: Cells) -> float:
        """Return the new parameter."""
        return state.theta - self._rate() * memory[0]

    def memory_work(self, state: State, gradient: float) -> str:
        """Return the new velocity with numbers."""
        pull = shown(gradient) if self.inside else held(gradient)
        if self.decay:
            pull += rf" + {shown(self.decay)} \cdot {held(state.theta)}"
        if self.inside:
            pull = rf"{shown(self.eta)} \cdot " + (f"({pull})" if self.decay else held(gradient))
        (velocity,) = self.remember(state, gradient)
        return rf"$v = {shown(self.mu)} \cdot {held(state.memory[0])} + {pull} {result(velocity)}$."

    def arrival_work(self, state: State, gradient: float, memory: Cells) -> str:
        """Return the new parameter with numbers."""
        rate = "" if self.inside else rf"{shown(self.eta)} \cdot "
        new = self.arrive(state, gradient, memory)
        return rf"$\theta = {shown(state.theta)} - {rate}{held(memory[0])} {result(new)}$."

    def memory_slips(self, state: State, gradient: float) -> Iterator[Slip]:
        """Yield the slips with the velocity."""
        (old,), scale, pull, mu = state.memory, self._scale(), self._pull(state, gradient), shown(self.mu)
        if self.decay:
            why = rf"The weight decay got lost: $\lambda\theta = {shown(self.decay * state.theta)}$ joins the gradient."
            yield Slip((self.mu * old + scale * gradient,), why, self.topic, "weight-decay")
        if old:
            why = rf"The old velocity lost its factor: it counts ${mu}$ times."
            yield Slip((old + scale * pull,), why, self.topic, ONE_STEP)
            why = "The old velocity got lost. Momentum keeps most of it."
            yield Slip((scale * pull,), why, self.topic, ONE_STEP)
        why = r"You averaged, with $1 - \mu$ before the gradient. In this convention the gradient counts in full."
        yield Slip((self.mu * old + scale * (1 - self.mu) * pull,), why, self.topic, "conventions")
        why = r"The gradient is added to the velocity; the minus comes with the step of $\theta$."
        yield Slip((self.mu * old - scale * pull,), why, self.topic, MISTAKES)
        where = "inside the velocity" if self.inside else r"in the step of $\theta$, not in the velocity"
        why = rf"In this convention the learning rate stands {where}."
        yield Slip((self.mu * old + (1 if self.inside else self.eta) * pull,), why, self.topic, "conventions")
        why = rf"$\mu = {mu}$ belongs to the old velocity, not to the new gradient."
        yield Slip((old + self.mu * scale * pull,), why, self.topic, MISTAKES)

    def slips(self, state: State, gradient: float) -> Iterator[Slip]:
        """Yield the slips with the new parameter."""
        theta, eta, (old,), pull = state.theta, self.eta, state.memory, self._pull(state, gradient)
        unit = old / eta if self.inside else old  # the velocity as torch has it
        yield away(self, state, gradient)
        if self.decay:
            why = rf"The weight decay got lost: $\lambda\theta = {shown(self.decay * theta)}$ joins the gradient."
            yield Slip((advance(replace(self, decay=0.0), state, gradient).theta,), why, self.topic, "weight-decay")
        why = r"The momentum got lost: this is the plain step $\theta - \eta g$, without the old velocity."
        yield Slip((theta - eta * pull,), why, self.topic, ONE_STEP)
        why = rf"The old velocity lost its factor: it counts ${shown(self.mu)}$ times."
        yield Slip((theta - eta * (unit + pull),), why, self.topic, ONE_STEP)
        why = r"You averaged, with $1 - \mu$ before the gradient. In this convention the gradient counts in full."
        yield Slip((theta - eta * (self.mu * unit + (1 - self.mu) * pull),), why, self.topic, "conventions")
        why = "The learning rate got lost." if not self.inside else "The learning rate was left out of the velocity."
        yield Slip((theta - (self.mu * old + pull),), why, self.topic, "conventions")
        why = "This is Nesterov's step, which lets the new velocity act once more. Plain momentum stops at $v$."
        yield Slip((theta - eta * (self.mu * (self.mu * unit + pull) + pull),), why, self.topic, ONE_STEP)
        if self.inside:
            why = r"The learning rate is inside the velocity already; you multiplied by it once more."
            yield Slip((theta - eta * (self.mu * old + eta * pull),), why, self.topic, "conventions")
        elif old:
            why = r"The old velocity was taken for one with the learning rate inside. Here $\eta$ multiplies all of it."
            yield Slip((theta - self.mu * old - eta * pull,), why, self.topic, "conventions")

    def _scale(self) -> float:
        return self.eta if self.inside else 1.0

    def _rate(self) -> float:
        return 1.0 if self.inside else self.eta

    def _pull(self, state: State, gradient: float) -> float:
        return gradient + self.decay * state.theta
