"""Finding values and policies by computing alone, in a world whose rules are known: backups, sweeps, improvement."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.nets.gridworld import ACTIONS, MAPS, GridWorld

Values = NDArray[np.float64]

# Every number is a reward and an end. From S0 up to S1 costs 1, from S1 right to S4 too; the other moves are free.
TREASURE = (
    ("-5", "0", ""),
    ("S1", "S4", "10"),
    ("S0", "", ""),
    ("S2", "7", ""),
    ("3", "", ""),
)
TREASURE_MOVES = {"S0": {0: -1.0, 2: 0.0}, "S1": {0: 0.0, 1: -1.0}, "S2": {1: 0.0, 2: 0.0}, "S4": {0: 0.0, 1: 0.0}}


@dataclass(frozen=True, slots=True)
class Process:
    """A decision process: each action has three outcomes, straight on and slipping to either side.

    Cells that hold no state, or a state in which everything ends, are never backed up: their value stays 0.
    """

    shape: tuple[int, int]
    marks: tuple[str, ...]  # one a cell
    start: int
    states: tuple[int, ...]  # the cells to back up, in the order of a sweep
    chance: Values  # (3,) of each outcome
    after: NDArray[np.int64]  # (cells, actions, 3) the cell that an outcome leads to
    reward: Values  # (cells, actions, 3) what it pays
    allowed: NDArray[np.bool_]  # (cells, actions)

    def worth(self, values: Values, gamma: float) -> Values:
        """Return what each action is worth if these values come after it: (cells, actions), -inf if not allowed."""
        ahead = self.reward + gamma * values[self.after]  # (cells, actions, 3)
        worth: Values = np.where(self.allowed, ahead @ self.chance, -np.inf)  # the mean over what may happen
        return worth

    def worth_in(self, state: int, values: Values, gamma: float) -> Values:
        """Return the same for one state alone: (actions,)."""
        ahead = self.reward[state] + gamma * values[self.after[state]]  # (actions, 3)
        worth: Values = np.where(self.allowed[state], ahead @ self.chance, -np.inf)
        return worth

    def nothing(self) -> Values:
        """Return a value of 0 for each cell."""
        return np.zeros(len(self.marks))

    def random_policy(self) -> Values:
        """Return the policy that takes each allowed action equally often: (cells, actions)."""
        policy: Values = self.allowed / np.maximum(self.allowed.sum(axis=1, keepdims=True), 1)
        return policy


def best(worth: Values) -> Values:
    """Return the value of acting greedily: the largest worth. This is the backup of value iteration."""
    return np.asarray(worth.max(axis=-1))


def mean(worth: Values, policy: Values) -> Values:
    """Return the value of acting by a policy: the mean worth. This is the backup of policy evaluation."""
    return np.asarray((np.where(policy > 0, worth, 0.0) * policy).sum(axis=-1))


def improved(process: Process, policy: Values, values: Values, gamma: float) -> Values:
    """Return the policy that is greedy by these values; where the old one is as good, it stays."""
    worth = process.worth(values, gamma)
    better = policy.copy()
    for state in process.states:
        if worth[state].max() > mean(worth[state], policy[state]) + 1e-9:
            better[state] = np.eye(len(ACTIONS))[worth[state].argmax()]
    return better


def value_of(process: Process, policy: Values, gamma: float) -> Values:
    """Return the exact values of a policy: the solution of its linear equations, V = r + gamma * P V."""
    states = np.array(process.states)
    weight = policy[states][..., None] * process.chance  # (states, actions, 3): how likely each outcome is
    reward = (weight * process.reward[states]).sum(axis=(1, 2))
    leads = np.zeros((len(states), len(process.marks)))  # P
    rows = np.arange(len(states))[:, None, None]
    np.add.at(leads, (np.broadcast_to(rows, weight.shape), process.after[states]), weight)
    values = process.nothing()
    values[states] = np.linalg.solve(np.eye(len(states)) - gamma * leads[:, states], reward)
    return values


def optimum(process: Process, gamma: float) -> Values:
    """Return V*, the values of the best policy, by policy iteration with exact evaluations."""
    policy = process.random_policy()
    while True:
        values = value_of(process, policy, gamma)
        better = improved(process, policy, values, gamma)
        if np.array_equal(better, policy):
            return values
        policy = better


# ---------------------------------------------------------------- the worlds


def grid_process(rows: tuple[str, ...], *, step_reward: float, slip: float) -> Process:
    """Return a grid world as a decision process: G pays 10 and ends, a fall costs 10 and leads back to S."""
    world = GridWorld(rows, step_reward=step_reward, slip=slip)
    after = np.zeros((len(world.cells), 4, 3), np.int64)
    reward = np.zeros((len(world.cells), 4, 3))
    for cell in range(len(world.cells)):
        for action in ACTIONS:
            for outcome, turn in enumerate((0, 1, 3)):
                step = world.meant_step(cell, (action + turn) % 4)
                after[cell, action, outcome], reward[cell, action, outcome] = step.cell, step.reward
    states = tuple(cell for cell, kind in enumerate(world.cells) if kind in "S.")
    marks = tuple({"S": "S", "G": "G", "C": "-10", "#": "#", ".": ""}[kind] for kind in world.cells)
    chance = np.array([1 - slip, slip / 2, slip / 2])
    return Process(
        (world.height, world.width), marks, world.start, states, chance, after, reward, np.ones(after.shape[:2], bool)
    )


def treasure_process(*, slip: float) -> Process:
    """Return the treasure graph: in each state there are two ways on, and slipping takes the other one."""
    marks = tuple(mark or "#" for row in TREASURE for mark in row)
    width = len(TREASURE[0])
    after = np.zeros((len(marks), 4, 3), np.int64)
    reward, allowed = np.zeros(after.shape), np.zeros(after.shape[:2], bool)
    for name, moves in TREASURE_MOVES.items():
        cell = marks.index(name)
        for action in moves:
            allowed[cell, action] = True
            (other,) = moves.keys() - {action}
            for outcome, move in enumerate((action, other, other)):
                reached = cell + (-width, 1, width, -1)[move]
                ends = 0.0 if marks[reached] in TREASURE_MOVES else float(marks[reached])
                after[cell, action, outcome], reward[cell, action, outcome] = reached, moves[move] + ends
    states = tuple(marks.index(name) for name in TREASURE_MOVES)
    chance = np.array([1 - slip, slip / 2, slip / 2])
    return Process((len(TREASURE), width), marks, marks.index("S0"), states, chance, after, reward, allowed)


def maze(seed: int) -> tuple[str, ...]:
    """Return a map of 6 x 8 cells with 12 walls thrown by the dice; G can be reached from every free cell."""
    dice = random.Random(seed)
    while True:
        start, goal, *walls = dice.sample(range(48), 14)
        cells = ["#" if cell in walls else "." for cell in range(48)]
        cells[start], cells[goal] = "S", "G"
        rows = tuple("".join(cells[row : row + 8]) for row in range(0, 48, 8))
        if abs(start % 8 - goal % 8) >= 4 and _all_reach(rows):
            return rows


def _all_reach(rows: tuple[str, ...]) -> bool:
    """Tell whether every free cell can be reached from S, and so G from every free cell."""
    world = GridWorld(rows, step_reward=0.0, slip=0.0)
    reached, edge = {world.start}, {world.start}
    while edge:
        edge = {world.meant_step(cell, action).cell for cell in edge for action in ACTIONS} - reached
        reached |= edge
    return len(reached) == sum(kind != "#" for kind in world.cells)


def process_of(name: str, *, seed: int, step_reward: float, slip: float) -> Process:
    """Return one of the worlds: a map of the grid world, "maze" (thrown by the seed) or "treasure"."""
    if name == "treasure":
        return treasure_process(slip=slip)
    return grid_process(maze(seed) if name == "maze" else MAPS[name], step_reward=step_reward, slip=slip)
