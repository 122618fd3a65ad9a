r"""A softmax policy, $\pi(a) = e^{\theta_a} / \sum_b e^{\theta_b}$, and a step that moves its preferences."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from question_bank.notation import bracketed, decimal, equals
from question_bank.wording import listed

TASKS = (
    ("A vending robot decides what to offer first.", ("tea", "soup", "fruit")),
    ("An agent stands at a crossing of a maze.", ("left", "ahead", "right")),
    ("A program chooses how to open a board game.", ("attack", "defend")),
    ("A drone decides how to react to a gust of wind.", ("climb", "sink", "hover")),
    ("A heating controller acts once an hour.", ("heat", "pause")),
    ("A music player chooses what comes next.", ("jazz", "rock", "folk")),
    ("A ferry decides whether to sail.", ("stay", "cross")),
    ("A tutoring program picks the next task.", ("easy", "medium", "hard")),
    ("A traffic light decides which way is green.", ("north", "east")),
    ("A robot arm grasps a cup.", ("top", "side", "handle")),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """A story, its actions, a preference for each, and the index of the action that was taken."""

    story: str
    actions: tuple[str, ...]
    theta: tuple[float, ...]
    taken: int

    @property
    def action(self) -> str:
        """Return the action taken, as it stands in a sentence."""
        return f"*{self.actions[self.taken]}*"

    def labels(self, symbol: str) -> tuple[str, ...]:
        """Return a symbol for each action, as LaTeX in Markdown."""
        return tuple(rf"${symbol}{{\text{{{action}}}}}$" for action in self.actions)

    def preferences(self) -> str:
        """Say the preferences in a sentence."""
        cells = zip(self.actions, self.theta, strict=True)
        return listed([rf"$\theta_{{\text{{{action}}}}} = {decimal(value)}$" for action, value in cells])

    def chance(self) -> str:
        """Return the probability of the action taken, as LaTeX."""
        return rf"\pi(\text{{{self.actions[self.taken]}}})"


def draw_policy(rng: random.Random) -> Policy:
    """Return a policy of two or three actions whose preferences differ."""
    story, actions = rng.choice(TASKS)
    theta = tuple(number / 5 for number in rng.sample(range(-6, 9), len(actions)))
    return Policy(story, actions, theta, rng.randrange(len(actions)))


def softmax(theta: Sequence[float]) -> tuple[float, ...]:
    """Return the probabilities that preferences lead to; raises OverflowError for huge ones."""
    powers = [math.exp(value) for value in theta]
    total = sum(powers)
    return tuple(power / total for power in powers)


def one_hot(count: int, index: int) -> tuple[float, ...]:
    """Return 1 at the index and 0 elsewhere."""
    return tuple(float(place == index) for place in range(count))


def softmax_told(theta: Sequence[float], name: str = "preference") -> tuple[str, str]:
    """Return the powers and the probabilities, each with their numbers; ``name`` is what is raised to."""
    powers = [math.exp(value) for value in theta]
    total = sum(powers)
    raised = ", ".join(rf"$e^{{{decimal(value)}}} {equals(power)}$" for value, power in zip(theta, powers, strict=True))
    shares = ", ".join(f"${decimal(power)} / {decimal(total)} {equals(power / total)}$" for power in powers)
    return (
        rf"Raise $e$ to each {name}: {raised}. The sum is ${decimal(total)}$.",
        f"Divide each by the sum: {shares}.",
    )


def step_told(policy: Policy, factor: float, probabilities: Sequence[float]) -> str:
    """Return how each preference moves by ``factor`` times the gradient of the log-probability."""
    moves = []
    for index, (value, chance) in enumerate(zip(policy.theta, probabilities, strict=True)):
        hot = int(index == policy.taken)
        new = value + factor * (hot - chance)
        moves.append(
            rf"${decimal(value)} + {bracketed(factor)} \cdot ({hot} - {decimal(chance)}) {equals(new)}$ for "
            f"*{policy.actions[index]}*"
        )
    return listed(moves)
