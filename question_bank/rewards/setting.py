"""A world with its Q-table and rates, the steps an agent takes in it, and what a learner might look up instead."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from question_bank.exercise import DemoCase, Scalar
from question_bank.notation import decimal
from question_bank.rewards.q_table import WORLDS, Algorithm, QTable, Transition, World, draw_table
from question_bank.rewards.slips_of_updates import POLICY, STEP, Update

ALPHAS = (0.1, 0.2, 0.25, 0.4, 0.5)
GAMMAS = (0.5, 0.6, 0.75, 0.8, 0.9, 0.95)
STEPS = (
    (
        "In state *{state}* the agent takes *{action}*, receives $r = {reward}$ and comes to *{after}*",
        (", where it takes *{chosen}* next."),
    ),
    (
        "From *{state}*, *{action}* leads with the reward $r = {reward}$ to *{after}*",
        (", where the agent goes on with *{chosen}*."),
    ),
    (
        "One line of the log reads *{state}*, *{action}*, $r = {reward}$, *{after}*",
        (", and the next begins with *{after}*, *{chosen}*."),
    ),
)
AGAIN = (
    (
        "In the next episode the agent is in state *{state}* again, takes *{action}* again, receives $r = {reward}$ "
        "this "
        "time "
        "and "
        "comes to *{after}*"
    ),
    ", where it takes *{chosen}* next.",
)
LAST = (". That state is terminal.", ", where the episode ends.", ". There the episode is over.")


@dataclass(frozen=True, slots=True)
class Setting:
    """A world, its table and the rates, as drawn for one exercise."""

    world: World
    table: QTable
    algorithm: Algorithm
    alpha: float
    gamma: float

    def update(self, step: Transition) -> Update:
        """Return the numbers of the update that a step brings."""
        old = self.table.rows[step.state][step.action]
        return Update(old, step.reward, self.table.ahead(step, self.algorithm), self.alpha, self.gamma)

    def entry(self, step: Transition) -> str:
        """Return the entry that a step changes, as LaTeX."""
        return rf"Q(\text{{{self.world.states[step.state]}}}, \text{{{self.world.actions[step.action]}}})"

    def after(self, step: Transition) -> Setting:
        """Return the setting with the table as the step leaves it."""
        return self.with_entry(step, self.update(step).new)

    def with_entry(self, step: Transition, value: float) -> Setting:
        """Return the setting with another value in the entry that the step changes."""
        return replace(self, table=self.table.with_value(step.state, step.action, value))

    def markdown(self) -> str:
        """Return the table with its names."""
        return self.table.markdown(self.world.states, self.world.actions)

    def rates(self) -> str:
        """Say the learning rate and the discount factor."""
        alpha, gamma = decimal(self.alpha), decimal(self.gamma)
        return rf"The learning rate is $\alpha = {alpha}$, the discount factor $\gamma = {gamma}$."

    def demo(self) -> DemoCase:
        """Return the grid world with these rates and this algorithm."""
        knobs: dict[str, Scalar] = {"gamma": self.gamma, "learning_rate": self.alpha, "algorithm": self.algorithm}
        return DemoCase("q-learning-gridworld", knobs)


def draw_setting(rng: random.Random) -> Setting:
    """Return a world of three states with a full table."""
    world = rng.choice(WORLDS)
    algorithm: Algorithm = rng.choice(("sarsa", "q-learning"))
    return Setting(world, draw_table(rng, 3, len(world.actions)), algorithm, rng.choice(ALPHAS), rng.choice(GAMMAS))


def draw_reward(rng: random.Random) -> float:
    """Return a whole reward from -5 to 10, not 0."""
    return float(rng.choice([reward for reward in range(-5, 11) if reward]))


def exploring_step(rng: random.Random, setting: Setting, state: int, after: int) -> Transition:
    """Return a step whose next action is not the greedy one, so that SARSA and Q-learning differ."""
    row = setting.table.rows[after]
    chosen = rng.choice([action for action, value in enumerate(row) if value < max(row)])
    return Transition(state, rng.randrange(len(row)), draw_reward(rng), after, chosen)


def last_step(rng: random.Random, world: World) -> Transition:
    """Return a step into the last state of the world, which is terminal."""
    return Transition(
        rng.randrange(3), rng.randrange(len(world.actions)), draw_reward(rng), len(world.states) - 1, None
    )


def repeated(rng: random.Random, setting: Setting, first: Transition) -> Transition:
    """Return the same move once more, with a reward and a next action of its own."""
    return replace(exploring_step(rng, setting, first.state, first.after), action=first.action)


def step_back(rng: random.Random, setting: Setting, first: Transition) -> Transition:
    """Return the step back to where the first began; SARSA then meets the entry that has just changed."""
    assert first.chosen is not None, "nothing follows the last step"
    chosen = first.action if setting.algorithm == "sarsa" else rng.randrange(len(setting.world.actions))
    return Transition(first.after, first.chosen, draw_reward(rng), first.state, chosen)


def other_aheads(setting: Setting, step: Transition) -> list[tuple[float, str, str]]:
    """Return the values a learner might take for what lies ahead, with the way out and the heading that cures it."""
    states, rows = setting.world.states, setting.table.rows
    after, state = states[step.after], states[step.state]
    if step.chosen is None:
        why = (
            f"*{after}* is terminal: nothing comes after it, and the target is the reward alone, whatever its row says."
        )
        return [(max(rows[step.after]), why, "common-mistakes")]
    column = max(row[step.action] for row in rows)
    return [
        _swapped(setting, step.after, step.chosen),
        (
            max(rows[step.state]) if setting.algorithm == "q-learning" else rows[step.state][step.chosen],
            f"You read the row of *{state}*, where the step began. What lies ahead is in the row of *{after}*.",
            STEP,
        ),
        (column, f"You searched a column. The actions open in *{after}* stand side by side in its row.", STEP),
    ]


def told(rng: random.Random, setting: Setting, step: Transition, once_more: bool = False) -> str:
    """Return the step in words: state, action, reward, next state and, where there is one, the next action."""
    states, actions = setting.world.states, setting.world.actions
    begin, end = AGAIN if once_more else rng.choice(STEPS)
    names = {"state": states[step.state], "action": actions[step.action], "after": states[step.after]}
    if step.chosen is None:
        return (begin + rng.choice(LAST)).format(reward=decimal(step.reward), **names)
    return (begin + end).format(reward=decimal(step.reward), chosen=actions[step.chosen], **names)


def _swapped(setting: Setting, after: int, chosen: int) -> tuple[float, str, str]:
    """Return what the other of the two algorithms would look at."""
    row, taken = setting.table.rows[after], setting.world.actions[chosen]
    if setting.algorithm == "sarsa":
        why = (
            "You took the largest value of the row, as Q-learning does. SARSA takes that of the next action, "
            f"*{taken}*: ${decimal(row[chosen])}$."
        )
        return max(row), why, POLICY
    why = (
        f"You took the next action, *{taken}*, as SARSA does. Q-learning takes the largest value of the row: "
        f"${decimal(max(row))}$."
    )
    return row[chosen], why, POLICY
