"""One line of a log whose numbers give away which method has learnt from it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace

from question_bank.exercise import Part
from question_bank.notation import bracketed, decimal, equals
from question_bank.rewards.exploration import epsilon_greedy, expected
from question_bank.rewards.learning_methods import TARGET
from question_bank.rewards.options import Cure, Option, choice
from question_bank.rewards.q_table import QTable, Transition, moved
from question_bank.rewards.setting import Setting, draw_setting, exploring_step, told

SARSA, Q_LEARNING, MEAN, SAME = "SARSA", "Q-learning", "expected SARSA", "SARSA or Q-learning, which agree here"
SORTS = (SARSA, Q_LEARNING, MEAN, SAME)
EPSILONS = (0.1, 0.2, 0.3, 0.4, 0.6)
ALPHAS = (0.2, 0.25, 0.4, 0.5)  # not small, since the rounded change is divided by it
APART = 0.15  # between targets that are told apart by their numbers


@dataclass(frozen=True, slots=True)
class Log:
    """A step, the learning rate, how often the agent explores, and which method has learnt from the step."""

    setting: Setting
    step: Transition
    alpha: float
    epsilon: float
    sort: str

    @property
    def old(self) -> float:
        """Return the value before."""
        return self.setting.table.rows[self.step.state][self.step.action]

    @property
    def new(self) -> float:
        """Return the value after."""
        return moved(self.old, self.target, self.alpha)

    @property
    def target(self) -> float:
        """Return the target that was used."""
        return self.targets()[SARSA if self.sort == SAME else self.sort]

    def aheads(self) -> Mapping[str, float]:
        """Return what lies ahead as each method sees it."""
        row, chosen = self.setting.table.rows[self.step.after], self.step.chosen
        assert chosen is not None, "nothing follows the last step"
        return {
            SARSA: row[chosen],
            Q_LEARNING: max(row),
            MEAN: expected(epsilon_greedy(row, self.epsilon), row),
        }

    def targets(self) -> dict[str, float]:
        """Return the target of each method."""
        gamma, reward = self.setting.gamma, self.step.reward
        return {name: reward + gamma * ahead for name, ahead in self.aheads().items()}

    def tells(self) -> bool:
        """Tell whether the numbers show what they are to show."""
        sarsa, q_learning, mean = self.targets().values()
        apart = [abs(mean - sarsa), abs(mean - q_learning)]
        return min(apart if self.sort == SAME else [*apart, abs(sarsa - q_learning)]) >= APART

    def written(self, rng: random.Random) -> str:
        """Return the log in words, with the next state's row."""
        setting, state = self.setting, self.step.after
        names = setting.world.states[state : state + 1]
        row = QTable(setting.table.rows[state : state + 1]).markdown(names, setting.world.actions)
        exact = abs(self.new - round(self.new, 3)) < 1e-9
        return (
            f"The row of the next state is\n\n{row}\n\n{told(rng, setting, self.step)} With the learning rate "
            rf"$\alpha = {decimal(self.alpha)}$ and the discount factor $\gamma = {decimal(setting.gamma)}$, "
            f"${setting.entry(self.step)}$ changes from ${decimal(self.old)}$ to ${decimal(self.new, 3)}$"
            f"{'' if exact else ', rounded to 3 decimals'}."
        )

    def compared(self) -> str:
        """Return all three targets with their numbers, and which of them it was."""
        start = rf"{decimal(self.step.reward)} + {decimal(self.setting.gamma)} \cdot "
        targets = self.targets()
        lines = [
            f"{name}: ${start}{bracketed(ahead)} {equals(targets[name])}$" for name, ahead in self.aheads().items()
        ]
        return f"The three targets are, for {'; for '.join(lines)}. So it was {self.sort}."


def draw_log(rng: random.Random) -> Log:
    """Return a log; in one of four the next action is the best one, and two methods agree."""
    setting = draw_setting(rng)
    step, sort = exploring_step(rng, setting, *rng.sample(range(3), 2)), rng.choice(SORTS)
    if sort == SAME:
        row = setting.table.rows[step.after]
        step = replace(step, chosen=row.index(max(row)))
    return Log(setting, step, rng.choice(ALPHAS), rng.choice(EPSILONS), sort)


def which(rng: random.Random, log: Log, topic: str) -> Part:
    """Return the question which method it was."""
    number = f"${decimal(log.target, 3)}$"
    whys = {
        SARSA: f"SARSA would have used the value of the next action, and that does not lead to {number}.",
        Q_LEARNING: f"Q-learning would have used the largest value of the row, and that does not lead to {number}.",
        MEAN: f"The mean of the row, weighed by the probabilities, does not lead to {number}.",
        SAME: "The next action is not the best of its row, so the two targets differ here.",
    }
    if log.sort == SAME:
        why = (
            "The next action is the best of its row, so both methods have this target: the line can't tell them apart."
        )
        whys |= {SARSA: why, Q_LEARNING: why}
    options = [Option(name, "" if name == log.sort else why) for name, why in whys.items()]
    return choice(rng, "Which method has made this update?", options, Cure(topic, TARGET))
