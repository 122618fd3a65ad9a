"""What learners get wrong with softmax policies and a step of REINFORCE."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from question_bank.gradients.asking import Slip
from question_bank.notation import decimal
from question_bank.rewards.softmax_policy import Policy, one_hot, softmax

SCORE, SOFTMAX, STEP, BASELINE = "gradient-of-the-log", "softmax-policy", "reinforce", "baseline"
MISTAKES = "common-mistakes"


def of_gradient(policy: Policy, chances: Sequence[float]) -> Iterator[Slip]:
    r"""Yield the slips with $\nabla_\theta \log \pi(a)$."""
    hot, own = one_hot(len(chances), policy.taken), chances[policy.taken]
    right = _minus(hot, chances)
    why = f"The sign is turned round: it is 1 minus the probability for {policy.action}, 0 minus it for the others."
    yield Slip(_times(-1, right), why, MISTAKES)
    why = rf"This is the gradient of $\pi$ itself. For $\log \pi$, divide by ${policy.chance()} = {decimal(own)}$."
    yield Slip(_times(own, right), why, SCORE)
    why = f"The action taken lacks its 1: its entry is $1 - {decimal(own)} = {decimal(1 - own)}$."
    yield Slip(_times(-1, chances), why, SCORE)
    why = (
        "You left out that the other preferences stand in the denominator of the softmax: each of them has the entry "
        "$0 - \\pi$."
    )
    yield Slip(tuple(value * place for value, place in zip(right, hot, strict=True)), why, SCORE)
    why = (
        f"The derivative of the logarithm alone is $1/{decimal(own)}$. The chain rule goes on from $\\pi$ to the "
        "preferences."
    )
    yield Slip(tuple(place / own for place in hot), why, SCORE)
    why = "Each entry has the action's own 1 or 0: only the action that was taken gets $1 - \\pi$."
    yield Slip(_minus((1.0,) * len(chances), chances), why, SCORE)
    yield Slip(tuple(map(math.log, chances)), "These are the logarithms. Asked for are their slopes.", SCORE)


def of_probabilities(theta: Sequence[float]) -> Iterator[Slip]:
    """Yield the slips with the softmax of all preferences."""
    powers = tuple(map(math.exp, theta))
    yield Slip(powers, "These are the powers of $e$. Divide each by their sum, so that all add up to 1.", SOFTMAX)
    why = "The preferences got a minus sign: here the largest preference has the largest probability."
    yield Slip(softmax([-value for value in theta]), why, SOFTMAX)
    if abs(sum(theta)) > 0.01:
        why = "You divided the preferences by their sum. They go into the exponential function first."
        yield Slip(tuple(value / sum(theta) for value in theta), why, SOFTMAX)
    why = "This treats each action alone, with a sigmoid. The softmax shares 1 among all actions."
    yield Slip(tuple(power / (1 + power) for power in powers), why, SOFTMAX)
    why = "You raised 2 to the preferences. The softmax raises $e$."
    yield Slip(softmax([value * math.log(2) for value in theta]), why, SOFTMAX)
    yield Slip((1 / len(theta),) * len(theta), "Equal shares would come from equal preferences; these differ.", SOFTMAX)
    greedy = one_hot(len(theta), list(theta).index(max(theta)))
    yield Slip(greedy, "This is the greedy policy. A softmax gives every action a chance.", SOFTMAX)


def of_step(policy: Policy, chances: Sequence[float], alpha: float, advantage: float) -> Iterator[Slip]:
    """Yield the slips with the new preferences, where ``advantage`` is what the gradient is multiplied by."""
    score = _minus(one_hot(len(chances), policy.taken), chances)
    moved = _mover(policy.theta)
    why = "This goes downhill. REINFORCE climbs: the change is added, since the return is to grow."
    yield Slip(moved(-alpha * advantage, score), why, MISTAKES)
    why = f"The learning rate $\\alpha = {decimal(alpha)}$ is missing: only that share of the change is made."
    yield Slip(moved(advantage, score), why, STEP)
    why = "You moved along the gradient of $\\pi$. REINFORCE moves along that of $\\log \\pi$."
    yield Slip(moved(alpha * advantage * chances[policy.taken], score), why, SCORE)
    why = f"Only {policy.action} was moved. The other preferences move too, by their $0 - \\pi$ each."
    yield Slip(moved(alpha * advantage, one_hot(len(chances), policy.taken)), why, SCORE)
    why = f"All preferences were moved by $-\\pi$. The action taken, {policy.action}, has $1 - \\pi$."
    yield Slip(moved(alpha * advantage, _times(-1, chances)), why, SCORE)
    why = "This is the change alone. It is added to the old preferences."
    yield Slip(_times(alpha * advantage, score), why, STEP)
    why = "The step has the gradient alone; it is still to be multiplied by what the episode brought."
    yield Slip(moved(alpha, score), why, STEP)


def of_baseline(policy: Policy, chances: Sequence[float], alpha: float, reached: tuple[float, float]) -> Iterator[Slip]:
    """Yield the slips with the baseline in the new preferences; ``reached`` are the return and the baseline."""
    score = _minus(one_hot(len(chances), policy.taken), chances)
    moved, (total, baseline) = _mover(policy.theta), reached
    why = f"The baseline is missing: the factor is $G - b$, not $G = {decimal(total)}$."
    yield Slip(moved(alpha * total, score), why, BASELINE)
    why = f"The baseline is subtracted, not added: $G - b$ with $b = {decimal(baseline)}$."
    yield Slip(moved(alpha * (total + baseline), score), why, BASELINE)
    why = "The sign of the factor is turned round: it is the return minus the baseline."
    yield Slip(moved(alpha * (baseline - total), score), why, BASELINE)


def of_return(rewards: Sequence[float], gamma: float, baseline: float) -> Iterator[Slip]:
    """Yield the slips with the return at the first step."""
    total = sum(gamma**step * reward for step, reward in enumerate(rewards))
    g = decimal(gamma)
    why = f"You added the rewards as they are. The second one counts ${g}$ times, the third ${g}^2$ times."
    yield Slip((sum(rewards),), why, STEP)
    yield Slip((gamma * total,), "The first reward comes at once and counts in full.", MISTAKES)
    why = "This is the first reward alone. The return is the sum of all that follow, discounted."
    yield Slip((rewards[0],), why, STEP)
    why = "You subtracted the baseline already. It belongs to the step, not to the return."
    yield Slip((total - baseline,), why, BASELINE)
    why = f"All later rewards got the same factor; the third is two steps away and counts ${g}^2$ times."
    yield Slip((rewards[0] + gamma * sum(rewards[1:]),), why, STEP)
    yield Slip((total / len(rewards),), "This is a mean per step. The return is the sum.", STEP)


def of_new_chance(new: Sequence[float], old: Sequence[float], taken: int) -> Iterator[Slip]:
    """Yield the slips with the probability of the action taken after the step, from the right preferences."""
    chances = softmax(old)
    yield Slip((chances[taken],), "This is its probability before the step.", STEP)
    why = "This is its new preference. The softmax turns preferences into probabilities."
    yield Slip((new[taken],), why, SOFTMAX)
    why = "Only its own preference was exchanged. The others have moved as well, and they stand in the sum."
    mixed = softmax([new[taken] if index == taken else value for index, value in enumerate(old)])
    yield Slip((mixed[taken],), why, SOFTMAX)
    yield Slip((math.exp(new[taken]),), "Divide this by the sum over all actions.", SOFTMAX)
    why = "You added the change of the preference to the probability. Put the new preferences into the softmax."
    yield Slip((chances[taken] + new[taken] - old[taken],), why, SOFTMAX)
    yield Slip((1 - softmax(new)[taken],), "This is the probability of all other actions together.", SOFTMAX)


def _mover(theta: Sequence[float]) -> Callable[[float, Sequence[float]], tuple[float, ...]]:
    def moved(factor: float, direction: Sequence[float]) -> tuple[float, ...]:
        return tuple(value + factor * part for value, part in zip(theta, direction, strict=True))

    return moved


def _minus(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    return tuple(a - b for a, b in zip(one, other, strict=True))


def _times(factor: float, values: Sequence[float]) -> tuple[float, ...]:
    return tuple(factor * value for value in values)
