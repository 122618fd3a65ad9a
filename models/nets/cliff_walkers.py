"""SARSA and Q-learning beside a cliff, many agents of each at once: every line below moves all of them one step.

The cells are numbered row by row: S = 36 and G = 47 are the ends of the lowest row, the cliff lies between them. A step
earns -1; one into the cliff earns -100 and leads back to S. An episode ends at G.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

HEIGHT, WIDTH = 4, 12
CELLS, START, GOAL = HEIGHT * WIDTH, 36, 47
CLIFF = tuple(range(START + 1, GOAL))
MOVES = ((-1, 0), (0, 1), (1, 0), (0, -1))  # up, right, down, left; (rows, columns), rows grow downwards
STEP_REWARD, FALL_REWARD = -1.0, -100.0
EPISODE_LIMIT = 200  # steps; then the agent is put back to S
GIVEN_UP = 2 * CELLS  # steps: the best actions lead in circles
SARSA, Q_LEARNING = 0, 1
ALGORITHMS = ("SARSA", "Q-learning")


def world() -> tuple[Ints, Floats]:
    """Return where each action leads and what it earns: both (cells, actions)."""
    leads, rewards = np.zeros((CELLS, 4), np.int64), np.full((CELLS, 4), STEP_REWARD)
    for cell in range(CELLS):
        for action, (down, right) in enumerate(MOVES):
            row = min(max(cell // WIDTH + down, 0), HEIGHT - 1)
            column = min(max(cell % WIDTH + right, 0), WIDTH - 1)
            reached = row * WIDTH + column
            if reached in CLIFF:
                leads[cell, action], rewards[cell, action] = START, FALL_REWARD
            else:
                leads[cell, action] = reached
    return leads, rewards


class Walkers:
    """So many runs of both algorithms; each pair of a run meets the same dice."""

    def __init__(self, runs: int, seed: int) -> None:
        self.runs = runs
        self.q = np.zeros((2 * runs, CELLS, 4))  # first all SARSA agents, then all Q-learners
        self._dice = np.random.default_rng(seed)
        self._leads, self._rewards = world()
        self._agents = np.arange(2 * runs)
        self._on_policy = self._agents < runs

    def episode(self, *, alpha: float, epsilon: float, gamma: float) -> tuple[Floats, Ints, Floats]:
        """Let every agent live one episode; return returns and falls, both (2, runs), and visits, (2, cells)."""
        cell = np.full(2 * self.runs, START)
        action = self._choose(cell, epsilon)
        alive = np.ones(2 * self.runs, bool)
        returns, falls = np.zeros(2 * self.runs), np.zeros(2 * self.runs, np.int64)
        visits = np.zeros(2 * CELLS)
        for _ in range(EPISODE_LIMIT):
            reward, following = self._rewards[cell, action], self._leads[cell, action]
            next_action = self._choose(following, epsilon)
            self._learn((cell, action), (following, next_action), reward, alpha=alpha * alive, gamma=gamma)
            returns += reward * alive
            falls += (reward == FALL_REWARD) & alive
            visits += np.bincount(cell + CELLS * ~self._on_policy, alive, minlength=2 * CELLS)
            cell, action = following, next_action
            alive = alive & (cell != GOAL)  # who has arrived only waits for the others
            if not alive.any():
                break
        return returns.reshape(2, -1), falls.reshape(2, -1), visits.reshape(2, -1)

    def _learn(
        self, now: tuple[Ints, Ints], following: tuple[Ints, Ints], reward: Floats, *, alpha: Floats, gamma: float
    ) -> None:
        cell, next_action = following
        row = self.q[self._agents, cell]  # (agents, actions): what each believes of the next cell
        taken = row[self._agents, next_action]
        future = np.where(self._on_policy, taken, row.max(axis=1))  # all that differs between the two
        target = reward + gamma * np.where(cell == GOAL, 0.0, future)  # nothing comes after the goal
        old = self.q[self._agents, *now]
        self.q[self._agents, *now] = old + alpha * (target - old)

    def _choose(self, cell: Ints, epsilon: float) -> Ints:
        """Return any action with probability epsilon, else the best one; among equals the dice choose."""
        dice = np.concatenate([self._dice.random((self.runs, 5))] * 2)  # one says whether to explore, four choose
        row = self.q[self._agents, cell]
        open_to = (row == row.max(axis=1, keepdims=True)) | (dice[:, :1] < epsilon)
        chosen: Ints = np.where(open_to, dice[:, 1:], -1.0).argmax(axis=1)
        return chosen

    def greedy(self) -> tuple[Ints, Floats]:
        """Return how many steps the best actions need from S to G, -1 if they never arrive, and what they earn."""
        cell = np.full(2 * self.runs, START)
        steps, earned = np.zeros(2 * self.runs, np.int64), np.zeros(2 * self.runs)
        for _ in range(GIVEN_UP):
            alive = cell != GOAL
            if not alive.any():
                break
            action = self.q[self._agents, cell].argmax(axis=1)
            earned += self._rewards[cell, action] * alive
            steps += alive
            cell = np.where(alive, self._leads[cell, action], cell)
        return np.where(cell == GOAL, steps, -1).reshape(2, -1), earned.reshape(2, -1)
