"""A small world of cells, and an agent that learns in it from its own steps: Q-learning and SARSA in plain Python."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

ACTIONS = (0, 1, 2, 3)  # up, right, down, left
MOVES = ((-1, 0), (0, 1), (1, 0), (0, -1))  # (rows, columns); rows grow downwards

# S start, G goal, # wall, C cliff: whoever steps over the edge is back at S.
MAPS: Mapping[str, tuple[str, ...]] = {
    "open": (
        "........",
        "........",
        "S.......",
        "......G.",
        "........",
        "........",
    ),
    "walls": (
        "S..#....",
        "...#....",
        "...#.##.",
        ".......#",
        ".###.#..",
        "...#.#.G",
    ),
    "cliff": (
        "............",
        "............",
        "............",
        "SCCCCCCCCCCG",
    ),
}

GOAL_REWARD = 10.0
FALL_REWARD = -10.0


class Step(NamedTuple):
    """What the world answers to an action."""

    cell: int
    reward: float
    done: bool


class GridWorld:
    """A map whose cells are numbered row by row.

    Every step earns ``step_reward``, but the step onto G earns 10 and a fall -10. Walls and edges leave the agent
    where it is. With probability ``slip`` a move goes to the left or the right of where it was meant to go.
    """

    def __init__(self, rows: tuple[str, ...], *, step_reward: float, slip: float) -> None:
        self.height, self.width = len(rows), len(rows[0])
        self.cells = "".join(rows)
        self.start = self.cells.index("S")
        self.goal = self.cells.index("G")
        self.slip = slip
        self._steps = [
            [self._meant_step(cell, action, step_reward) for action in ACTIONS] for cell in range(len(self.cells))
        ]

    def step(self, cell: int, action: int, dice: random.Random) -> Step:
        """Return where the action leads, the dice having a say when the ground is slippery."""
        if self.slip and dice.random() < self.slip:
            action = (action + dice.choice((-1, 1))) % 4
        return self._steps[cell][action]

    def meant_step(self, cell: int, action: int) -> Step:
        """Return where the action leads when nothing slips."""
        return self._steps[cell][action]

    def _meant_step(self, cell: int, action: int, step_reward: float) -> Step:
        row, column = divmod(cell, self.width)
        row = min(max(row + MOVES[action][0], 0), self.height - 1)
        column = min(max(column + MOVES[action][1], 0), self.width - 1)
        reached = row * self.width + column
        match self.cells[reached]:
            case "#":
                return Step(cell, step_reward, done=False)
            case "C":
                return Step(self.start, FALL_REWARD, done=False)
            case "G":
                return Step(reached, GOAL_REWARD, done=True)
            case _:
                return Step(reached, step_reward, done=False)


@dataclass(frozen=True, slots=True)
class Agent:
    """What the agent believes: ``q[cell][action]``, the return it expects from there on. It begins with zeros."""

    q: list[list[float]]
    dice: random.Random

    def best(self, cell: int) -> int:
        """Return the action that promises most; the dice choose among equals."""
        values = self.q[cell]
        most = max(values)
        equals = [action for action in ACTIONS if values[action] == most]
        return equals[0] if len(equals) == 1 else self.dice.choice(equals)

    def choose(self, cell: int, epsilon: float) -> int:
        """Return any action with probability epsilon (explore), else the best one (exploit)."""
        if self.dice.random() < epsilon:
            return self.dice.choice(ACTIONS)
        return self.best(cell)

    def learn_q(self, cell: int, action: int, step: Step, *, alpha: float, gamma: float) -> float:
        """Learn as if the best action came next, taken or not (off-policy); return the TD error."""
        future = 0.0 if step.done else max(self.q[step.cell])  # nothing comes after the goal
        td_error = step.reward + gamma * future - self.q[cell][action]
        self.q[cell][action] += alpha * td_error
        return td_error

    def learn_sarsa(self, cell: int, action: int, step: Step, next_action: int, *, alpha: float, gamma: float) -> float:
        """Learn from the action that really comes next, explorations included (on-policy); return the TD error."""
        future = 0.0 if step.done else self.q[step.cell][next_action]  # all that differs from Q-learning
        td_error = step.reward + gamma * future - self.q[cell][action]
        self.q[cell][action] += alpha * td_error
        return td_error


def steps_along_arrows(world: GridWorld, agent: Agent) -> int | None:
    """Return how many steps lead from S to G if the best action is always taken; None if they never do."""
    cell = world.start
    for taken in range(1, len(world.cells) + 1):
        values = agent.q[cell]
        cell, _, done = world.meant_step(cell, values.index(max(values)))
        if done:
            return taken
    return None  # more steps than cells: it walks in circles


def shortest_way(world: GridWorld) -> int:
    """Return the fewest steps from S to G, found by searching all cells in order of their distance."""
    reached, seen, steps = {world.start}, {world.start}, 0
    while world.goal not in reached:
        reached = {world.meant_step(cell, action).cell for cell in reached for action in ACTIONS} - seen
        seen |= reached
        steps += 1
    return steps
