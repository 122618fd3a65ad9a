r"""What learners get wrong with $\varepsilon$-greedy and softmax exploration."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from question_bank.gradients.asking import Slip
from question_bank.notation import decimal
from question_bank.rewards.exploration import epsilon_greedy, expected
from question_bank.rewards.softmax_policy import one_hot, softmax

GREEDY, SOFTMAX, ANNEALING, MISTAKES = "epsilon-greedy", "softmax", "annealing", "common-mistakes"
INCLUDED = "Exploring draws from all actions, the best one included, so it has two ways to be taken."


def of_best(epsilon: float, count: int, times: int = 1) -> Iterator[Slip]:
    """Yield the slips with the chance of the best action, or with how often it comes in so many steps."""
    e = decimal(epsilon)
    share = f"${e}/{count}$"
    for value, why, heading in (
        (1 - epsilon, f"{INCLUDED} Add the share {share} to $1 - {e}$.", MISTAKES),
        (epsilon / count, "This is the chance of each action that is not best.", GREEDY),
        (epsilon, rf"This is how often it explores. The best action is taken with $1 - {e}$ plus its share.", GREEDY),
        (1 / count, "This would be so if it always explored.", GREEDY),
        (
            1 - epsilon + epsilon / (count - 1),
            f"Exploring draws from all {count} actions, not only from those that are not best.",
            GREEDY,
        ),
        (1 - epsilon / count, f"The share {share} is added to $1 - {e}$; it is not all that is missing to 1.", GREEDY),
        (1.0, "Even the best action is left out now and then: exploring may draw another one.", GREEDY),
    ):
        yield Slip((times * value,), why, heading)


def of_other(epsilon: float, count: int) -> Iterator[Slip]:
    """Yield the slips with the chance of one action that is not best."""
    e = decimal(epsilon)
    why = f"Exploring draws from all {count} actions, the best one too: ${e}/{count}$, not ${e}/{count - 1}$."
    yield Slip((epsilon / (count - 1),), why, MISTAKES)
    why = f"This is how often it explores. Each of the {count} actions gets its share of that."
    yield Slip((epsilon,), why, GREEDY)
    yield Slip((1 / count,), f"That would be so if it always explored; it does so with ${e}$ only.", GREEDY)
    yield Slip((1 - epsilon + epsilon / count,), "This is the chance of the best action.", GREEDY)
    yield Slip(((1 - epsilon) / count,), f"The share of exploring is ${e}$; $1 - {e}$ goes to the best action.", GREEDY)
    yield Slip((0.0,), "It is not the best, but exploring may draw it.", GREEDY)


def of_any_other(epsilon: float, count: int) -> Iterator[Slip]:
    """Yield the slips with the chance that another action than the best one is taken."""
    e = decimal(epsilon)
    why = f"It explores with ${e}$, but then it may draw the best action: only {count - 1} of {count} draws are others."
    yield Slip((epsilon,), why, MISTAKES)
    yield Slip((epsilon / count,), f"This is one of the others; there are {count - 1}.", GREEDY)
    yield Slip((1 - epsilon,), "This is how often it does not explore.", GREEDY)
    yield Slip(
        (1 - epsilon + epsilon / count,), "This is the chance of the best action; asked for is the rest.", GREEDY
    )
    yield Slip(((count - 1) / count,), "This would be so if it always explored.", GREEDY)


def of_tied(epsilon: float, count: int, ties: int) -> Iterator[Slip]:
    """Yield the slips with the chance of one of several best actions."""
    e = decimal(epsilon)
    why = f"{ties} actions are best and share $1 - {e}$ among them."
    yield Slip((1 - epsilon + epsilon / count,), why, GREEDY)
    yield Slip(((1 - epsilon) / ties,), f"{INCLUDED} Add ${e}/{count}$.", MISTAKES)
    yield Slip((1 - epsilon,), f"{why} Each also has its share of exploring.", GREEDY)
    yield Slip((1 / ties,), f"That would be so for $\\varepsilon = 0$; here it explores with ${e}$.", GREEDY)
    yield Slip(
        ((1 - epsilon + epsilon / count) / ties,), f"Only $1 - {e}$ is shared; ${e}/{count}$ is its own.", GREEDY
    )
    yield Slip((epsilon / count,), "This is the chance of an action that is not best.", GREEDY)


def of_others_only(epsilon: float, count: int) -> Iterator[Slip]:
    """Yield the slips with the best action's chance where exploring draws from the others only."""
    e = decimal(epsilon)
    why = "Here exploring never draws the best action, so nothing is added."
    yield Slip((1 - epsilon + epsilon / count,), why, GREEDY)
    yield Slip((1 - epsilon + epsilon / (count - 1),), why, GREEDY)
    yield Slip((epsilon / (count - 1),), "This is the chance of each of the others.", GREEDY)
    yield Slip((1 / count,), "The best action is preferred; this would be an even draw.", GREEDY)
    yield Slip((epsilon,), f"It explores with ${e}$. The best action is taken when it does not.", GREEDY)


def of_one_of_the_others(epsilon: float, count: int) -> Iterator[Slip]:
    """Yield the slips with another action's chance where exploring draws from the others only."""
    e = decimal(epsilon)
    why = f"Here exploring draws from the {count - 1} others alone, so each gets ${e}/{count - 1}$."
    yield Slip((epsilon / count,), why, GREEDY)
    yield Slip((epsilon,), f"The {count - 1} others share ${e}$; they don't get it each.", GREEDY)
    yield Slip((1 / (count - 1),), f"That would be so if it always explored; it does so with ${e}$ only.", GREEDY)
    yield Slip((1 / count,), "This would be an even draw from all actions in every step.", GREEDY)
    yield Slip((1 - epsilon,), "This is the chance of the best action.", GREEDY)
    why = f"The share of exploring is ${e}$; $1 - {e}$ goes to the best action."
    yield Slip(((1 - epsilon) / (count - 1),), why, GREEDY)


def of_linear(start: float, end: float, at: tuple[int, int]) -> Iterator[Slip]:
    """Yield the slips with a linear fall; ``at`` are the step asked about and the one where the fall ends."""
    step, last = at
    share = step / last
    s, f = decimal(start), decimal(end)
    why = f"This falls to 0 at step {last:,}. Here it falls to ${f}$, by ${s} - {f} = {decimal(start - end)}$ in all."
    yield Slip((start * (1 - share),), why, ANNEALING)
    why = f"After {step:,} of {last:,} steps, that share of the way from ${s}$ down to ${f}$ is done, not still to go."
    yield Slip((end + (start - end) * share,), why, ANNEALING)
    yield Slip((end,), f"This is reached at step {last:,} only.", ANNEALING)
    yield Slip(((start + end) / 2,), f"This is the middle of the way; step {step:,} is not the middle.", ANNEALING)
    why = "This falls by the same factor in every step. Linear means by the same amount."
    yield Slip((start * (end / start) ** share,), why, ANNEALING)
    yield Slip((start,), "This is where it begins.", ANNEALING)
    yield Slip((start * share,), "This grows with the steps; exploring is to become rarer.", ANNEALING)


def of_exponential(start: float, decay: float, steps: int, least: float) -> Iterator[Slip]:
    """Yield the slips with a value that is multiplied by ``decay`` after every episode."""
    d, s = decimal(decay), decimal(start)
    why = f"That is one factor too few: after {steps} episodes it has been multiplied {steps} times."
    yield Slip((start * decay ** (steps - 1),), why, ANNEALING)
    yield Slip((start * decay ** (steps + 1),), f"That is one factor too many: there are {steps}.", ANNEALING)
    why = f"You multiplied by {steps} in place of raising to that power: ${d}^{{{steps}}}$."
    yield Slip((start * decay * steps,), why, ANNEALING)
    why = f"You took the same amount off each time. Each episode multiplies what is left by ${d}$."
    yield Slip((start * (1 - (1 - decay) * steps),), why, ANNEALING)
    yield Slip((start * decay,), f"This is after one episode. There are {steps}.", ANNEALING)
    yield Slip((least,), "This is the floor, which is not yet reached.", ANNEALING)
    why = f"The floor only stops the fall. Up to there it is ${s} \\cdot {d}^{{{steps}}}$, with nothing added."
    yield Slip((least + (start - least) * decay**steps,), why, ANNEALING)


def of_chances(values: Sequence[float], epsilon: float) -> Iterator[Slip]:
    """Yield the slips with the probabilities of all actions."""
    count, e = len(values), decimal(epsilon)
    best = one_hot(count, list(values).index(max(values)))
    why = f"Exploring draws from all {count} actions, the best one too: each gets ${e}/{count}$."
    yield Slip(tuple(1 - epsilon if hot else epsilon / (count - 1) for hot in best), why, MISTAKES)
    why = "These are the shares of exploring alone. The best action has $1 - \\varepsilon$ more."
    yield Slip((epsilon / count,) * count, why, GREEDY)
    why = f"Together these are more than 1: the others share ${e}$, they don't get it each."
    yield Slip(tuple(1 - epsilon if hot else epsilon for hot in best), why, GREEDY)
    yield Slip(best, f"This is the greedy policy; here it explores with ${e}$.", GREEDY)
    yield Slip((1 / count,) * count, "This would be so if it always explored.", GREEDY)
    why = f"$\\varepsilon = {e}$ is how often it explores, not how often it takes the best action."
    yield Slip(epsilon_greedy(values, 1 - epsilon), why, GREEDY)


def of_expected(values: Sequence[float], chances: Sequence[float], epsilon: float) -> Iterator[Slip]:
    r"""Yield the slips with the expected value of an $\varepsilon$-greedy action."""
    top, count = max(values), len(values)
    mean = sum(values) / count
    yield Slip((top,), "This is the value of the best action; exploring costs something.", GREEDY)
    yield Slip((mean,), "This is the plain mean. Weigh each value by its probability.", GREEDY)
    yield Slip(((1 - epsilon) * top,), "What is drawn when it explores has a value too.", GREEDY)
    others = (sum(values) - top) / (count - 1)
    why = "You left the best action out of exploring. It may be drawn there as well."
    yield Slip(((1 - epsilon) * top + epsilon * others,), why, MISTAKES)
    yield Slip((sum(values),), "This is the sum without weights. Weigh each value by its probability.", GREEDY)
    yield Slip((expected(chances, values) / count,), "The probabilities are the weights; no division follows.", GREEDY)
    why = "The weights are exchanged: the best action gets the larger one."
    yield Slip((epsilon * top + (1 - epsilon) * mean,), why, GREEDY)


def of_softmax(values: Sequence[float], tau: float) -> Iterator[Slip]:
    """Yield the slips with a softmax of values at a temperature."""
    powers = tuple(math.exp(value / tau) for value in values)
    yield Slip(powers, "Divide these powers by their sum, so that all add up to 1.", SOFTMAX)
    why = "The temperature divides the values; you multiplied by it."
    yield Slip(softmax([value * tau for value in values]), why, SOFTMAX)
    why = f"The temperature $\\tau = {decimal(tau)}$ is missing: divide the values by it first."
    yield Slip(softmax(values), why, SOFTMAX)
    yield Slip(softmax([-value / tau for value in values]), "The sign slipped: larger values are likelier.", SOFTMAX)
    why = "You divided the values by their sum. They go through the exponential function first."
    yield Slip(tuple(value / sum(values) for value in values), why, SOFTMAX)
    yield Slip((1 / len(values),) * len(values), "Equal shares come from equal values or a huge temperature.", SOFTMAX)


def of_softmax_expected(values: Sequence[float], tau: float, rival: float) -> Iterator[Slip]:
    r"""Yield the slips with the expected value of a softmax action; ``rival`` is the $\varepsilon$-greedy one's."""
    powers = [math.exp(value / tau) for value in values]
    yield Slip((rival,), r"This is the expected value of the $\varepsilon$-greedy action.", SOFTMAX)
    yield Slip((max(values),), "This is the value of the best action. The others are drawn too.", SOFTMAX)
    yield Slip((sum(values) / len(values),), "This is the plain mean. Weigh each value by its probability.", SOFTMAX)
    why = "The weights must add up to 1: use the probabilities, not the powers of $e$."
    yield Slip((expected(powers, values),), why, SOFTMAX)
    own = expected(softmax([value / tau for value in values]), values)
    yield Slip((own / tau,), "Only the weights are made with the temperature. The values stay as they are.", SOFTMAX)
