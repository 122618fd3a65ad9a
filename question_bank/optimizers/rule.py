"""What an optimizer is: a state, a rule that moves it along a gradient, and what learners get wrong about the rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from question_bank.numerals import shown
from question_bank.slips import Cells, Slip

EPSILON = 1e-8  # outside the root, as torch has it
ONE_STEP = "one-step"
MISTAKES = "common-mistakes"
PLAIN_TOPIC = "optimization.batch-minibatch-sgd"


@dataclass(frozen=True, slots=True)
class State:
    r"""A parameter $\theta$, what the optimizer remembers beside it, and how many steps it has made."""

    theta: float
    memory: Cells = ()
    steps: int = 0


class Rule(Protocol):
    """An update rule with its settings. Texts are LaTeX without dollars unless they are sentences."""

    @property
    def eta(self) -> float:
        """Return the learning rate."""

    @property
    def name(self) -> str:
        """Return what it is called in a sentence."""

    @property
    def topic(self) -> str:
        """Return the topic that explains it."""

    @property
    def symbols(self) -> tuple[str, ...]:
        """Return the letters of what is remembered."""

    @property
    def disputed(self) -> bool:
        """Tell whether texts differ on the rule, so that a question has to print it."""

    def formula(self) -> tuple[str, ...]:
        """Return the rule in letters, a line each."""

    def settings(self) -> tuple[str, ...]:
        r"""Return the settings, such as \eta = 0.1."""

    def place(self, state: State) -> float:
        """Return where the gradient is taken."""

    def remember(self, state: State, gradient: float) -> Cells:
        """Return what is remembered after this gradient."""

    def arrive(self, state: State, gradient: float, memory: Cells) -> float:
        """Return the new parameter, from the state before and what is remembered after this gradient."""

    def memory_work(self, state: State, gradient: float) -> str:
        """Return how the memory comes about, with numbers: a sentence."""

    def arrival_work(self, state: State, gradient: float, memory: Cells) -> str:
        """Return how the new parameter comes about, with numbers: a sentence."""

    def memory_slips(self, state: State, gradient: float) -> Iterator[Slip]:
        """Yield the slips with what is remembered."""

    def slips(self, state: State, gradient: float) -> Iterator[Slip]:
        """Yield the slips with the new parameter."""


def advance(rule: Rule, state: State, gradient: float) -> State:
    """Return the state after one step."""
    memory = rule.remember(state, gradient)
    return State(rule.arrive(state, gradient, memory), memory, state.steps + 1)


def started(rule: Rule, theta: float) -> State:
    """Return the state before the first step: nothing is remembered yet."""
    return State(theta, (0.0,) * len(rule.symbols))


def away(rule: Rule, state: State, gradient: float) -> Slip:
    """Return the step in the wrong direction, which most rules share."""
    new = advance(rule, state, gradient).theta
    why = f"The sign slipped. The step goes against the gradient ${shown(gradient)}$, so it is subtracted."
    return Slip((2 * state.theta - new,), why, rule.topic, MISTAKES)


def bare(rule: Rule, state: State, gradient: float) -> Slip:
    """Return what plain gradient descent would do in place of the rule."""
    why = (
        rf"This is the plain step $\theta - \eta g$. {rule.name} does something with the gradient before it takes "
        "the step."
    )
    return Slip((state.theta - rule.eta * gradient,), why, rule.topic, ONE_STEP)
