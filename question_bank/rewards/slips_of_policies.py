"""What learners get wrong when one policy acts and another one is evaluated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from question_bank.gradients.asking import Slip
from question_bank.notation import decimal
from question_bank.rewards.exploration import epsilon_greedy, expected
from question_bank.rewards.learning_methods import EXPECTED, MISTAKES, SAMPLING, TARGET
from question_bank.rewards.q_table import Transition
from question_bank.rewards.setting import Setting


def of_recovered(old: float, new: float, alpha: float) -> Iterator[Slip]:
    """Yield the slips with the target that an update went towards."""
    change, a = new - old, decimal(alpha)
    why = f"This is the change divided by $\\alpha$, which is the TD error. Add the old value ${decimal(old)}$."
    yield Slip((change / alpha,), why, TARGET)
    yield Slip((change,), f"This is the change. It is ${a}$ times the way to the target.", TARGET)
    yield Slip((new,), f"This is the new value. It lies ${a}$ of the way from the old value to the target.", TARGET)
    why = f"You multiplied by $\\alpha = {a}$ once more. The whole way is longer than the step: divide."
    yield Slip((old + alpha * change,), why, TARGET)
    yield Slip((new + change,), "This goes the same step once more. The whole way is $1/\\alpha$ steps long.", TARGET)
    yield Slip((old - change / alpha,), "The sign slipped: the target lies where the value moves to.", MISTAKES)
    yield Slip((new / alpha,), "You divided the new value. Only the change is $\\alpha$ times the way.", TARGET)


def of_both_targets(setting: Setting, step: Transition) -> Iterator[Slip]:
    """Yield the slips with the targets of SARSA and Q-learning, in this order."""
    assert step.chosen is not None, "a last step has one target only"
    row, gamma, r = setting.table.rows[step.after], setting.gamma, step.reward
    taken, best = row[step.chosen], max(row)
    why = "The two are exchanged: SARSA takes the value of the next action, Q-learning the largest one."
    yield Slip((r + gamma * best, r + gamma * taken), why, TARGET)
    why = f"The values ahead lost their factor $\\gamma = {decimal(gamma)}$."
    yield Slip((r + taken, r + best), why, MISTAKES)
    yield Slip((gamma * (r + taken), gamma * (r + best)), "The reward comes at once and is not discounted.", MISTAKES)
    own = setting.table.rows[step.state]
    why = "You read the row of the state where the step began. What lies ahead is in the row of the next state."
    yield Slip((r + gamma * own[step.chosen], r + gamma * max(own)), why, TARGET)
    yield Slip((taken, best), "These are the values ahead. The reward and the factor $\\gamma$ are missing.", TARGET)


def of_mean_ahead(row: Sequence[float], epsilons: tuple[float, float], taken: int) -> Iterator[Slip]:
    """Yield the slips with the mean of a row under a policy; ``epsilons`` are its own and that of the other policy."""
    own, other = epsilons
    e = decimal(own)
    why = f"This is the mean by the other policy. Here $\\varepsilon = {e}$ counts."
    yield Slip((expected(epsilon_greedy(row, other), row),), why, EXPECTED)
    yield Slip((max(row),), "This is the largest value, as in Q-learning. Here all values are weighed.", EXPECTED)
    yield Slip((row[taken],), "This is the value of the next action, as in SARSA. Here all are weighed.", EXPECTED)
    yield Slip((sum(row) / len(row),), "This is the plain mean. Weigh each value by its probability.", EXPECTED)
    others = (sum(row) - max(row)) / (len(row) - 1)
    why = "Exploring draws from all actions, the best one too; you gave the others all of it."
    yield Slip(((1 - own) * max(row) + own * others,), why, MISTAKES)
    yield Slip(((1 - own) * max(row),), "What is drawn when it explores has a value too.", EXPECTED)


def of_expected_target(reward: float, gamma: float, mean: float) -> Iterator[Slip]:
    """Yield the slips with the target of expected SARSA, given the right mean ahead."""
    why = f"The mean ahead lost its factor $\\gamma = {decimal(gamma)}$."
    yield Slip((reward + mean,), why, MISTAKES)
    yield Slip((gamma * (reward + mean),), "The reward comes at once and is not discounted.", MISTAKES)
    yield Slip((gamma * mean,), f"The reward ${decimal(reward)}$ is missing.", EXPECTED)
    yield Slip((mean,), "This is the mean ahead. The reward and the factor $\\gamma$ are missing.", EXPECTED)
    yield Slip((reward - gamma * mean,), "What lies ahead is added.", MISTAKES)


def of_ratio(chances: tuple[float, float], epsilons: tuple[float, float], *, greedy: bool) -> Iterator[Slip]:
    """Yield the slips with a ratio; both pairs are those of the policy asked about and of the one that acts."""
    (target, acting), (epsilon, other) = chances, epsilons
    why = r"The ratio is upside down: the policy asked about stands above, $\pi / b$."
    yield Slip((acting / target,), why, SAMPLING)
    yield Slip((target,), r"This is $\pi(a \mid s)$ alone; divide it by $b(a \mid s)$.", SAMPLING)
    yield Slip((acting,), r"This is $b(a \mid s)$, by which $\pi(a \mid s)$ is divided.", SAMPLING)
    yield Slip((target - acting,), "This is the difference. The weight is a ratio.", SAMPLING)
    if greedy:
        why = "The best action may be drawn when exploring as well: add its share to both probabilities."
        yield Slip(((1 - epsilon) / (1 - other),), why, MISTAKES)
        yield Slip(
            (epsilon / other,), "The action is the best one in its row, so it has more than its share.", SAMPLING
        )
    else:
        why = "The action is not the best one in its row; both policies take it only when they explore."
        yield Slip(((1 - epsilon) / (1 - other),), why, SAMPLING)
    yield Slip((1.0,), "This would be so if both policies took the action equally often.", SAMPLING)
