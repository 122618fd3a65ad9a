"""The cliff against gymnasium's, both updates against fractions, and the dice."""

from __future__ import annotations

import random
from fractions import Fraction

import gymnasium
import numpy as np
import pytest
from gymnasium.envs.toy_text import CliffWalkingEnv

from models.nets.cliff_walkers import CELLS, CLIFF, GOAL, START, Walkers, world


def test_the_cliff_is_gymnasiums_cliff() -> None:
    env = gymnasium.make("CliffWalking-v1").unwrapped
    assert isinstance(env, CliffWalkingEnv)
    leads, rewards = world()
    for cell in set(range(CELLS)) - {*CLIFF, GOAL}:
        for action in range(4):
            [(_, reached, reward, done)] = env.P[cell][action]
            assert (leads[cell, action], rewards[cell, action]) == (reached, reward)
            assert done == (reached == GOAL)


@pytest.mark.parametrize("gamma", [Fraction(1), Fraction(3, 4)])
def test_both_updates_are_those_of_the_textbook(gamma: Fraction) -> None:
    dice = random.Random(3)
    for _ in range(200):
        walkers = Walkers(1, seed=0)
        walkers.q[:] = np.array([[[dice.randint(-40, 40) for _ in range(4)] for _ in range(CELLS)]] * 2)
        before = walkers.q.copy()
        cell, action, after, following = (dice.randrange(end) for end in (CELLS, 4, CELLS, 4))
        after = GOAL if dice.random() < 0.2 else after
        walkers._learn(
            (np.full(2, cell), np.full(2, action)),
            (np.full(2, after), np.full(2, following)),
            np.full(2, -1.0),
            alpha=np.full(2, 0.25),
            gamma=float(gamma),
        )
        row = [Fraction(int(value)) for value in before[0, after]]
        for agent, future in enumerate((row[following], max(row))):  # SARSA, Q-learning
            old = Fraction(int(before[agent, cell, action]))
            target = -1 + (0 if after == GOAL else gamma * future)
            assert walkers.q[agent, cell, action] == float(old + Fraction(1, 4) * (target - old))
        before[:, cell, action] = walkers.q[:, cell, action]
        np.testing.assert_array_equal(walkers.q, before)


@pytest.mark.parametrize("epsilon", [0.0, 0.3, 1.0])
def test_the_best_action_is_chosen_with_one_minus_epsilon_and_a_share_of_epsilon(epsilon: float) -> None:
    walkers = Walkers(10_000, seed=0)
    walkers.q[:, START] = [0.0, 2.0, 1.0, 2.0]  # two are best: the dice choose
    shares = np.bincount(walkers._choose(np.full(20_000, START), epsilon), minlength=4) / 20_000
    np.testing.assert_allclose(shares, epsilon / 4 + (1 - epsilon) * np.array([0, 0.5, 0, 0.5]), atol=0.02)


def test_the_greedy_way_is_walked_without_learning() -> None:
    walkers = Walkers(1, seed=0)
    walkers.q[:, START, 0] = 1.0  # up, then right, then down
    walkers.q[:, 24:36, 1] = 1.0
    walkers.q[:, 35, 2] = 2.0
    walkers.q[1] = 0.0  # everything looks alike: up, and up again
    steps, earned = walkers.greedy()
    assert steps.tolist() == [[13], [-1]]
    assert earned.tolist() == [[-13.0], [-96.0]]


def test_the_agents_that_arrive_count_their_steps_and_falls() -> None:
    walkers = Walkers(5, seed=1)
    for _ in range(40):
        returns, falls, visits = walkers.episode(alpha=0.5, epsilon=0.1, gamma=1.0)
        assert visits.sum(axis=1) == pytest.approx(-(returns + 99 * falls).sum(axis=1))
        assert visits[:, [GOAL, *CLIFF]].sum() == 0
