"""Exact values against sweeps, against a model written for another test, and against numbers worked out on paper."""

from __future__ import annotations

import numpy as np
import pytest

from models.nets.gridworld import MAPS
from models.nets.value_iteration import Process, Values, best, improved, maze, mean, optimum, process_of, value_of
from tests.models.demos.test_q_learning_gridworld import optimal_values

WORLDS = (*MAPS, "maze", "treasure")


def world(name: str, slip: float = 0.1, step_reward: float = -0.1, seed: int = 0) -> Process:
    return process_of(name, seed=seed, step_reward=step_reward, slip=slip)


def at(process: Process, values: Values, mark: str) -> float:
    return float(values[process.marks.index(mark)])


def test_the_treasure_graph_has_the_values_worked_out_on_paper() -> None:
    graph = world("treasure", slip=0.0)
    ours = optimum(graph, 1.0)
    assert [at(graph, ours, mark) for mark in ("S4", "S1", "S2", "S0")] == pytest.approx([10, 9, 7, 8])
    dice = value_of(graph, graph.random_policy(), 1.0)
    assert [at(graph, dice, mark) for mark in ("S4", "S1", "S2", "S0")] == pytest.approx([5, -0.5, 5, 1.75])


def test_a_slip_in_the_treasure_graph_takes_the_other_way() -> None:
    graph = world("treasure", slip=0.2)
    assert at(graph, optimum(graph, 1.0), "S4") == pytest.approx(0.8 * 10)
    assert at(graph, optimum(graph, 1.0), "S1") == pytest.approx(0.8 * (-1 + 8) + 0.2 * -5)


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize(("gamma", "slip", "step_reward"), [(0.9, 0.0, -0.1), (0.8, 0.3, -0.5), (0.5, 0.6, 0.0)])
def test_the_best_values_of_the_maps_are_those_of_another_model(
    name: str, gamma: float, slip: float, step_reward: float
) -> None:
    process = world(name, slip, step_reward)
    theirs = optimal_values(name, gamma=gamma, step_reward=step_reward, slip=slip)
    ours = optimum(process, gamma).reshape(process.shape)
    np.testing.assert_allclose(np.where(np.isnan(theirs), 0, ours), np.nan_to_num(theirs), atol=1e-3)


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("gamma", [0.0, 0.9, 0.97])
def test_sweeps_end_at_the_exact_values_of_a_policy_and_of_the_best_one(name: str, gamma: float) -> None:
    process = world(name)
    policy, states = process.random_policy(), list(process.states)
    swept, greedy = process.nothing(), process.nothing()
    for _ in range(700):
        swept[states] = mean(process.worth(swept, gamma), policy)[states]
        greedy[states] = best(process.worth(greedy, gamma))[states]
    np.testing.assert_allclose(swept, value_of(process, policy, gamma), atol=1e-5)
    np.testing.assert_allclose(greedy, optimum(process, gamma), atol=1e-5)


def test_no_improvement_makes_any_state_worse() -> None:
    for seed in range(20):
        process = world("maze", slip=0.3, seed=seed)
        policy = process.random_policy()
        values = value_of(process, policy, 0.95)
        better = value_of(process, improved(process, policy, values, 0.95), 0.95)
        assert (better >= values - 1e-9).all()
        assert better[process.start] > values[process.start] + 0.1


def test_the_worth_in_one_state_is_that_of_the_whole_table() -> None:
    process = world("walls", slip=0.3)
    values = optimum(process, 0.9)
    for state in process.states:
        np.testing.assert_allclose(process.worth_in(state, values, 0.9), process.worth(values, 0.9)[state])


def test_a_maze_has_twelve_walls_and_a_way_from_each_free_cell() -> None:
    for seed in range(200):
        process = world("maze", seed=seed)
        assert process.marks.count("#") == 12
        assert len(process.states) == 35
        assert (optimum(process, 0.99)[list(process.states)] > 0).all()
    assert len({maze(seed) for seed in range(200)}) == 200
