"""One step of TD(0): a table of state values and a move from one state to the next."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from question_bank.notation import bracketed, decimal, equals
from question_bank.rewards.q_table import WORLDS
from question_bank.rewards.setting import ALPHAS, GAMMAS, draw_reward
from question_bank.rewards.slips_of_updates import Update

MOVES = (
    "In state *{state}* the agent receives $r = {reward}$ and comes to *{after}*.",
    "The next step starts in state *{state}*, brings $r = {reward}$ and leads to *{after}*.",
    "Now the agent leaves *{state}*, is given $r = {reward}$ and finds itself in *{after}*.",
)
PURPOSES = (
    "TD(0) estimates what each state is worth under its present policy. The estimates so far:",
    "Its policy is fixed, and TD(0) learns the value of each state. The table at this moment:",
    "With TD(0) it learns how good each state is. So far it has",
)


@dataclass(frozen=True, slots=True)
class StateStep:
    """A move from ``state`` to ``after``; ``other`` is a state that has nothing to do with it."""

    story: str
    values: Mapping[str, float]
    state: str
    after: str
    other: str
    update: Update

    def prompt(self, rng: random.Random) -> str:
        """Return the story, the table and the move."""
        rows = "\n".join(f"| {name} | ${decimal(value)}$ |" for name, value in self.values.items())
        move = rng.choice(MOVES).format(state=self.state, after=self.after, reward=decimal(self.update.reward))
        rates = (
            rf"The learning rate is $\alpha = {decimal(self.update.alpha)}$, the discount factor $\gamma = "
            rf"{decimal(self.update.gamma)}$."
        )
        return f"{self.story} {rng.choice(PURPOSES)}\n\n| state | $V$ |\n|:--|--:|\n{rows}\n\n{move} {rates}"

    def solution(self) -> tuple[str, str, str]:
        """Return the target, the error and the new value, one step each."""
        u = self.update
        return (
            (
                rf"The target is what the step has shown: the reward and, discounted, the value of the state it "
                rf"leads to. Here $r + \gamma V(\text{{{self.after}}}) = {u.target_formula()} {equals(u.target)}$."
            ),
            (
                rf"The TD error is target minus old estimate: $\delta = {decimal(u.target)} - {bracketed(u.old)} "
                rf"{equals(u.error)}$."
            ),
            (
                rf"The estimate goes the share $\alpha$ of the way: $V(\text{{{self.state}}}) = {decimal(u.old)} + "
                rf"{decimal(u.alpha)} \cdot {bracketed(u.error)} {equals(u.new)}$."
            ),
        )


def draw_state_step(rng: random.Random) -> StateStep:
    """Return a step between two of three states, with values of one decimal."""
    world = rng.choice(WORLDS)
    values = dict(zip(world.states, rng.sample([tenth / 10 for tenth in range(-30, 81) if tenth], 3), strict=True))
    state, after, other = rng.sample(world.states, 3)
    update = Update(values[state], draw_reward(rng), values[after], rng.choice(ALPHAS), rng.choice(GAMMAS))
    return StateStep(world.story, values, state, after, other, update)
