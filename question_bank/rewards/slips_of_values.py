"""What learners get wrong with the values of states and actions in a small decision process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from question_bank.gradients.asking import Slip
from question_bank.notation import decimal
from question_bank.rewards.processes import Arrow, Process, solved

VALUE, LOOPS, ACTIONS = "state-value", "solving-for-the-values", "action-values"
MISTAKES = "common-mistakes"
Wrong = Callable[[Arrow, float], float]


def of_chain(process: Process, rewards: Sequence[float], before: float) -> Iterator[Slip]:
    """Yield the slips with the first value of a chain; ``before`` is the reward that came before these."""
    gamma, g = process.gamma, decimal(process.gamma)
    right = _discounted(rewards, gamma)
    why = f"You added the rewards as they are. The second one counts $\\gamma = {g}$ times, the next ${g}^2$ times."
    yield Slip((sum(rewards),), why, VALUE)
    yield Slip((gamma * right,), "The first reward comes with the first step and counts in full.", MISTAKES)
    why = "The reward before this state belongs to the past: the value counts what comes after."
    yield Slip((before + gamma * right,), why, MISTAKES)
    why = "This is the value of the next state. The reward on the way there is missing, and so is a factor $\\gamma$."
    yield Slip((_discounted(rewards[1:], gamma),), why, VALUE)
    why = "The reward of the last step is missing. The terminal state is worth 0, but coming there brings its reward."
    yield Slip((_discounted(rewards[:-1], gamma),), why, MISTAKES)
    why = f"All later rewards got the same factor; each step further adds one more factor ${g}$."
    yield Slip((rewards[0] + gamma * sum(rewards[1:]),), why, VALUE)
    yield Slip((rewards[0],), "This is the first reward alone; the value counts all that follow as well.", VALUE)


def of_backup(process: Process, state: str, ahead: Mapping[str, float]) -> Iterator[Slip]:
    """Yield the slips with one state's value, given the right values of the states after it."""
    gamma, arrows = process.gamma, process.out(state)

    def mean(wrong: Wrong, weights: Sequence[float] | None = None) -> tuple[float]:
        chances = weights or [arrow.chance for arrow in arrows]
        pairs = zip(chances, arrows, strict=True)
        return (sum(chance * wrong(arrow, ahead[arrow.end]) for chance, arrow in pairs),)

    worth = process.worth
    why = f"The values ahead lost their factor $\\gamma = {decimal(gamma)}$."
    yield Slip(mean(lambda arrow, value: arrow.reward + value), why, MISTAKES)
    why = "The rewards come at once and are not discounted; only the values ahead are."
    yield Slip(mean(lambda arrow, value: gamma * (arrow.reward + value)), why, MISTAKES)
    why = "These are the rewards of the next step alone. What lies ahead counts too."
    yield Slip(mean(lambda arrow, value: arrow.reward), why, VALUE)
    why = "The rewards on the arrows are missing: each way is worth its reward and what lies ahead."
    yield Slip(mean(lambda arrow, value: gamma * value), why, VALUE)
    if len(arrows) == 2:
        why = "You added both ways in full. Weigh each one by its probability."
        yield Slip(mean(worth, (1.0, 1.0)), why, VALUE)
        yield Slip(mean(worth, (0.5, 0.5)), "The two ways are not equally likely: read their probabilities.", VALUE)
        swapped = (arrows[1].chance, arrows[0].chance)
        yield Slip(mean(worth, swapped), "The two probabilities are exchanged.", VALUE)
        best = max(worth(arrow, ahead[arrow.end]) for arrow in arrows)
        yield Slip((best,), "This is the better one of both ways. A value is the mean over what happens.", VALUE)
    else:
        (arrow,) = arrows
        yield Slip((arrow.reward + ahead[arrow.end] / gamma,), "You divided by $\\gamma$; it multiplies.", MISTAKES)


def of_loop(process: Process, states: Sequence[str]) -> Iterator[Slip]:
    """Yield the slips with the values of two states that lead to each other."""
    gamma = process.gamma
    why = f"This follows with $\\gamma = 1$: the values ahead lost their factor ${decimal(gamma)}$."
    yield Slip(solved(process, states, gamma=1.0), why, MISTAKES)
    zero = dict.fromkeys(process.places, 0.0)
    once = _swept(process, zero, states)
    why = "These are the mean rewards of one step. Each value also counts what lies ahead."
    yield Slip(tuple(once[state] for state in states), why, VALUE)
    twice = _swept(process, once, states)
    why = "This is what two sweeps from 0 lead to. The values solve both equations at once."
    yield Slip(tuple(twice[state] for state in states), why, LOOPS)
    why = "The arrows of a state are not equally likely: read their probabilities."
    yield Slip(solved(process, states, gamma=gamma, even=True), why, VALUE)
    right = solved(process, states, gamma=gamma)
    yield Slip(tuple(gamma * value for value in right), "The rewards were discounted too; they come at once.", MISTAKES)
    yield Slip(right[::-1], "The two values are exchanged.", LOOPS)


def of_actions(process: Process, ahead: Mapping[str, float]) -> Iterator[Slip]:
    """Yield the slips with the values of all actions, in the order of their arrows."""
    gamma, arrows = process.gamma, process.arrows

    def each(wrong: Wrong) -> tuple[float, ...]:
        return tuple(wrong(arrow, ahead[arrow.end]) for arrow in arrows)

    why = "An action value asks what follows once the action is taken, so its own probability is no factor."
    yield Slip(each(lambda arrow, value: arrow.chance * process.worth(arrow, value)), why, ACTIONS)
    why = f"The values ahead lost their factor $\\gamma = {decimal(gamma)}$."
    yield Slip(each(lambda arrow, value: arrow.reward + value), why, MISTAKES)
    yield Slip(each(lambda arrow, value: arrow.reward), "These are the rewards; what lies ahead is missing.", ACTIONS)
    why = "What lies ahead is the value of the state that is reached, not of the one that is left."
    yield Slip(each(lambda arrow, value: arrow.reward + gamma * ahead[arrow.start]), why, ACTIONS)
    why = "The rewards come at once and are not discounted."
    yield Slip(each(lambda arrow, value: gamma * (arrow.reward + value)), why, MISTAKES)
    yield Slip(each(lambda arrow, value: gamma * value), "The rewards on the arrows are missing.", ACTIONS)


def _swept(process: Process, values: Mapping[str, float], states: Sequence[str]) -> dict[str, float]:
    """Return the values after all states were backed up once, from the values before."""
    new = dict(values)
    for state in states:
        new[state] = sum(each.chance * process.worth(each, values[each.end]) for each in process.out(state))
    return new


def _discounted(rewards: Sequence[float], gamma: float) -> float:
    return sum(gamma**step * reward for step, reward in enumerate(rewards))
