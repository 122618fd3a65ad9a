"""The grid world against gymnasium's, and the agent's arithmetic against fractions."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction

import gymnasium
import numpy as np
import pytest
from gymnasium.envs.toy_text import CliffWalkingEnv
from hypothesis import given
from hypothesis import strategies as st

from models.nets.gridworld import ACTIONS, MAPS, Agent, GridWorld, Step, shortest_way, steps_along_arrows


def world(name: str, slip: float = 0.0) -> GridWorld:
    return GridWorld(MAPS[name], step_reward=-0.1, slip=slip)


def agent_with(q: list[list[float]], seed: int = 0) -> Agent:
    return Agent(q, random.Random(seed))


# ---------------------------------------------------------------- the world


@pytest.mark.parametrize("name", MAPS)
def test_each_map_is_a_rectangle_with_one_start_and_one_goal(name: str) -> None:
    rows = MAPS[name]
    assert len({len(row) for row in rows}) == 1
    assert Counter("".join(rows))["S"] == Counter("".join(rows))["G"] == 1
    assert set("".join(rows)) <= set("SGC#.")


def test_the_cliff_is_gymnasiums_cliff() -> None:
    env = gymnasium.make("CliffWalking-v1").unwrapped
    assert isinstance(env, CliffWalkingEnv)
    ours = world("cliff")
    for cell, kind in enumerate(ours.cells):
        if kind in "CG":
            continue
        for action in ACTIONS:
            [(_, reached, reward, done)] = env.P[cell][action]
            theirs = 10.0 if done else (-10.0 if reward == -100 else -0.1)
            assert ours.meant_step(cell, action) == (int(reached), theirs, done)


@pytest.mark.parametrize(("name", "steps"), [("open", 7), ("walls", 12), ("cliff", 13)])
def test_the_shortest_way_is_as_long_as_counted_on_paper(name: str, steps: int) -> None:
    assert shortest_way(world(name)) == steps


def test_a_wall_and_an_edge_leave_the_agent_where_it_is() -> None:
    walls = world("walls")
    assert walls.meant_step(2, 1) == (2, -0.1, False)
    assert walls.meant_step(0, 0) == (0, -0.1, False)
    assert walls.meant_step(0, 3) == (0, -0.1, False)
    assert walls.meant_step(0, 2) == (8, -0.1, False)


def test_slipping_goes_to_either_side_as_often_as_it_says_and_never_back() -> None:
    slippery, dice, middle = world("open", slip=0.3), random.Random(1), 8 * 3 + 3
    reached = Counter(slippery.step(middle, 0, dice).cell for _ in range(20_000))
    assert set(reached) == {middle - 8, middle - 1, middle + 1}
    assert reached[middle - 8] / 20_000 == pytest.approx(0.7, abs=0.015)
    assert reached[middle - 1] / 20_000 == pytest.approx(0.15, abs=0.015)


# ---------------------------------------------------------------- the agent

values = st.lists(st.integers(-40, 40), min_size=4, max_size=4)
shares = st.sampled_from([Fraction(each, 8) for each in range(9)])


@given(here=values, there=values, alpha=shares, gamma=shares, reward=st.integers(-10, 10), done=st.booleans())
def test_both_updates_are_those_of_the_textbook(
    here: list[int], there: list[int], *, alpha: Fraction, gamma: Fraction, reward: int, done: bool
) -> None:
    step = Step(1, float(reward), done)
    for next_action in (None, 0, 3):  # None is Q-learning
        future = max(there) if next_action is None else there[next_action]
        target = reward + (0 if done else gamma * future)
        agent = agent_with([[float(each) for each in here], [float(each) for each in there]])
        rates = {"alpha": float(alpha), "gamma": float(gamma)}
        if next_action is None:
            error = agent.learn_q(0, 2, step, **rates)
        else:
            error = agent.learn_sarsa(0, 2, step, next_action, **rates)
        assert error == float(target - here[2])
        assert agent.q[0][2] == float(here[2] + alpha * (target - here[2]))
        assert agent.q[0][:2] == here[:2]
        assert agent.q[1] == there


@pytest.mark.parametrize("epsilon", [0.0, 0.1, 1.0])
def test_the_best_action_is_chosen_with_one_minus_epsilon_and_a_share_of_epsilon(epsilon: float) -> None:
    agent = agent_with([[0.0, 2.0, 1.0, 0.0]])
    chosen = Counter(agent.choose(0, epsilon) for _ in range(20_000))
    for action in ACTIONS:
        expected = epsilon / 4 + (1 - epsilon) * (action == 1)
        assert chosen[action] / 20_000 == pytest.approx(expected, abs=0.012)


def test_among_equals_the_dice_choose() -> None:
    agent = agent_with([[1.0, 0.0, 1.0, 1.0]])
    assert {agent.best(0) for _ in range(100)} == {0, 2, 3}


def test_arrows_that_lead_in_circles_never_arrive() -> None:
    open_world = world("open")
    circling = agent_with([[0.0] * 4 for _ in open_world.cells])
    assert steps_along_arrows(open_world, circling) is None  # all arrows point up
    right = np.zeros((6, 8, 4))
    right[..., 1] = 1.0
    right[:, 6, 2] = 2.0
    assert steps_along_arrows(open_world, agent_with(right.reshape(48, 4).tolist())) == 7
