"""What learners get wrong about returns: the value each slip leads to, and the way out with this exercise's numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from question_bank.answers import Number
from question_bank.exercise import Misconception
from question_bank.notation import bracketed, decimal
from question_bank.rewards.stream import Stream, discounted_return, power

TOPIC = "rl.returns"


class Slip(NamedTuple):
    """A wrong value, the reason for it, and the heading of the note that cures it."""

    value: float
    why: str
    heading: str


def misconceptions(spec: Number, slips: Iterable[Slip]) -> tuple[Misconception, ...]:
    """Return the slips, as a learner would type them, that are neither right nor the same as an earlier one."""
    kept: list[Slip] = []
    for slip in slips:
        if all(_differ(spec, slip.value, other) for other in (spec.value, *(earlier.value for earlier in kept))):
            kept.append(slip)
    return tuple(Misconception(decimal(slip.value, 6), slip.why, TOPIC, slip.heading) for slip in kept)


def tell_apart(value: float, slips: Iterable[Slip]) -> int:
    """Count the slips that lead to values clearly different from ``value`` and from one another."""
    kept = [value]
    for slip in slips:
        if all(abs(slip.value - other) > 0.02 + 4e-3 * abs(other) for other in kept):
            kept.append(slip.value)
    return len(kept) - 1


def _differ(spec: Number, one: float, other: float) -> bool:
    # Twice the tolerance, so that neither is right where the other is the answer, rounding included.
    return abs(one - other) > 2 * max(spec.absolute, spec.relative * max(abs(one), abs(other)))


def of_finite(rewards: tuple[float, ...], gamma: float) -> Iterator[Slip]:
    """Yield the slips with an episode that ends."""
    first, g = decimal(rewards[0]), decimal(gamma)
    right = discounted_return(rewards, gamma)
    yield Slip(
        sum(rewards),
        f"You added the rewards as they are, which is the return for $\\gamma = 1$. With $\\gamma = {g}$ the second "
        f"reward counts ${g}$ times, the third ${g}^2$ times, and so on.",
        "return",
    )
    yield Slip(
        gamma * right,
        f"You discounted the first reward too. It comes at once: ${first}$ counts in full, and only the second is "
        f"multiplied by ${g}$.",
        "common-mistakes",
    )
    yield Slip(
        rewards[0] + sum(rewards[1:2]) + sum(gamma**step * reward for step, reward in enumerate(rewards) if step >= 2),
        "The second reward lost its factor. The powers of $\\gamma$ run 0, 1, 2, ...: the second reward counts "
        f"${g}$ times.",
        "common-mistakes",
    )
    yield Slip(
        gamma * sum(rewards),
        f"You multiplied the whole sum by ${g}$ once. Each reward has its own power of $\\gamma$, one more for every "
        "step it is away.",
        "return",
    )
    yield Slip(
        rewards[0] + gamma * sum(rewards[1:]),
        f"All later rewards got the same factor ${g}$. The third is two steps away and gets ${g}^2$, the next ${g}^3$.",
        "return",
    )
    yield Slip(
        discounted_return(rewards[::-1], gamma),
        "You discounted in the wrong direction, the last reward least. What lies further ahead counts less.",
        "return",
    )
    yield Slip(
        discounted_return(rewards[1:], gamma),
        f"You left out the first reward: the sum starts with $R_1 = {first}$, what the first action brings.",
        "common-mistakes",
    )


def of_constant(reward: float, gamma: float, step: int) -> Iterator[Slip]:
    """Yield the slips with the return at ``step`` of the same reward for ever."""
    r, g = decimal(reward), decimal(gamma)
    right = reward / (1 - gamma)
    yield Slip(
        gamma * right,
        f"This is ${g} \\cdot {bracketed(reward)} / (1 - {g})$: the first reward of the sum was discounted. It "
        "counts in full, so the sum $1 + \\gamma + \\gamma^2 + \\dots = 1/(1 - \\gamma)$ stands alone.",
        "forever",
    )
    yield Slip(
        reward * (1 - gamma),
        f"You multiplied by $1 - \\gamma$ instead of dividing. The first reward alone is ${r}$ already, and the "
        "others add to it.",
        "forever",
    )
    yield Slip(
        reward / gamma,
        f"You divided by $\\gamma$. The geometric series gives $1/(1 - \\gamma) = 1/{decimal(1 - gamma)}$.",
        "forever",
    )
    yield Slip(
        reward / (1 + gamma),
        "The sign in the denominator is a minus: $1 + \\gamma + \\gamma^2 + \\dots = 1/(1 - \\gamma)$.",
        "forever",
    )
    if step:
        yield Slip(
            gamma**step * right,
            f"You discounted to time 0. $G_{{{step}}}$ is measured from time {step} on, and the future looks the "
            "same from every step.",
            "return",
        )


def of_stream(stream: Stream, gamma: float) -> Iterator[Slip]:
    """Yield the slips with some rewards first and a constant one for ever after."""
    steps, tail = len(stream.first), stream.forever / (1 - gamma)
    head, g = discounted_return(stream.first, gamma), decimal(gamma)
    yield Slip(
        head + tail,
        f"The constant rewards begin {steps} {'step' if steps == 1 else 'steps'} later, so their worth "
        f"${decimal(stream.forever)}/(1 - {g})$ still has to be multiplied by ${power(g, steps)}$.",
        "forever",
    )
    yield Slip(
        head + gamma ** (steps + 1) * tail,
        f"One power too many: the first of the constant rewards is $R_{{{steps + 1}}}$, and its power of $\\gamma$ "
        f"is {steps}.",
        "forever",
    )
    yield Slip(
        head + gamma**steps * stream.forever,
        f"You counted the constant reward once. It comes for ever: replace it by ${decimal(stream.forever)}/(1 - "
        f"{g})$.",
        "forever",
    )
    yield Slip(
        sum(stream.first) + gamma**steps * tail,
        "The part that goes on for ever is right, but the rewards before it have to be discounted as well, from the "
        "second on.",
        "return",
    )
    yield Slip(
        gamma * stream.value(gamma),
        "You discounted the first reward too. The reward $R_1$ counts in full.",
        "common-mistakes",
    )
