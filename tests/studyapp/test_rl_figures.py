"""What the rl shelf's figures draw agrees with linear algebra, torch, scipy and the demo's own world."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import numpy as np
import pytest
import torch
from scipy.integrate import quad
from scipy.stats import norm

from models.nets import gridworld
from studyapp.figures.rl import (
    cliff_ways,
    epsilon_and_softmax,
    falling_epsilon,
    noisy_maximum,
    one_backup,
    pushes_with_baseline,
    random_and_greedy,
    score_and_step,
    small_process,
    sweeps_of_values,
    table_update,
)
from studyapp.figures.small_world import MOVES, Cell, SmallWorld
from tests.studyapp.drawn_words import words


def solved(world: SmallWorld, chances: dict[Cell, list[float]]) -> dict[Cell, float]:
    """Return the values of a policy as the solution of its linear equations."""
    cells = world.cells()
    matrix, rewards = np.eye(len(cells)), np.zeros(len(cells))
    for row, cell in enumerate(cells):
        for move, chance in zip(MOVES, chances[cell], strict=True):
            step = world.step(cell, move)
            rewards[row] += chance * step.reward
            if not step.done:
                matrix[row, cells.index(step.cell)] -= chance * world.gamma
    return dict(zip(cells, np.linalg.solve(matrix, rewards).tolist(), strict=True))


def sure(moves: Mapping[Cell, tuple[int, ...]]) -> dict[Cell, list[float]]:
    """Return the probabilities of a policy that takes its moves equally often."""
    return {cell: [(move in taken) / len(taken) for move in range(4)] for cell, taken in moves.items()}


def test_the_random_policy_has_the_values_that_solve_its_equations() -> None:
    world = random_and_greedy.WORLD
    everywhere = dict.fromkeys(world.cells(), (0, 1, 2, 3))
    expected = solved(world, sure(everywhere))
    assert random_and_greedy.evaluated(everywhere) == pytest.approx(expected, abs=1e-8)
    assert world.settled(1.0) == pytest.approx(expected, abs=1e-8)


def test_one_improvement_of_the_random_policy_is_already_the_best_here() -> None:
    world = random_and_greedy.WORLD
    greedy = world.best_moves(world.settled(1.0))
    values = random_and_greedy.evaluated(greedy)
    assert values == pytest.approx(solved(world, sure(greedy)), abs=1e-8)
    assert values == pytest.approx(world.settled(0.0), abs=1e-8)
    assert all(values[cell] > old for cell, old in world.settled(1.0).items())


def test_sweeps_spread_one_cell_at_a_time_and_settle_after_six() -> None:
    world = random_and_greedy.WORLD
    positive = [sum(value > 0 for value in sweeps_of_values.after(count).values()) for count in (0, 1, 2)]
    assert positive == [0, 1, 3]
    assert sweeps_of_values.after(6) == pytest.approx(world.settled(0.0), abs=1e-9)
    assert sweeps_of_values.after(5) != pytest.approx(world.settled(0.0), abs=1e-3)


def test_the_process_with_a_battery_leads_on_with_probability_one() -> None:
    for action in ("work", "charge", "hurry"):
        texts = [edge.text for edge in small_process.GRAPH.edges if edge.start == action]
        assert sum(float(text.split(",")[0]) for text in texts) == pytest.approx(1)


def test_a_backup_is_the_mean_of_the_means_that_are_drawn() -> None:
    values = torch.tensor([[10.0, 0.0], [5.0, 0.0]])
    rewards = torch.tensor([[1.0, 1.0], [4.0, -6.0]])
    chances = torch.tensor([[0.5, 0.5], [0.8, 0.2]])
    actions = (chances * (rewards + 0.9 * values)).sum(1)
    assert [action.value for action in one_backup.ACTIONS] == pytest.approx(actions.tolist())
    assert one_backup.state_value() == pytest.approx(float(actions @ torch.tensor([0.6, 0.4])))
    assert "V(s) = 0.6 · 5.5 + 0.4 · 5.6 = 5.54" in words(one_backup.FIGURE)


def test_bars_of_exploring_are_the_probabilities_of_both_policies() -> None:
    values = torch.tensor(epsilon_and_softmax.VALUES)
    softmax = torch.softmax(values / epsilon_and_softmax.TAU, 0)
    assert epsilon_and_softmax.softmax(epsilon_and_softmax.VALUES, 0.5) == pytest.approx(softmax.tolist())
    assert epsilon_and_softmax.epsilon_greedy(epsilon_and_softmax.VALUES, 0.2) == pytest.approx(
        [0.85, 0.05, 0.05, 0.05]
    )
    for share in ("85 %", "5 %", "67 %", "30 %", "3 %", "0.02 %"):
        assert share in words(epsilon_and_softmax.FIGURE)


def test_epsilon_falls_by_amounts_or_by_factors() -> None:
    straight = np.interp(range(701), [0, 500, 700], [1, 0.05, 0.05])
    factors = np.maximum(0.05, 0.99 ** np.arange(701))
    assert [falling_epsilon.linear(episode) for episode in range(701)] == pytest.approx(straight.tolist())
    assert [falling_epsilon.exponential(episode) for episode in range(701)] == pytest.approx(factors.tolist())
    assert int(np.argmax(factors == 0.05)) == 299, "the floor is met after about 300 episodes"


def test_the_entry_that_is_written_is_the_demos_update() -> None:
    agent = gridworld.Agent([list(row) for row in table_update.ROWS.values()], Random(0))
    agent.learn_q(0, table_update.ACTION, gridworld.Step(1, table_update.REWARD, done=False), alpha=0.5, gamma=0.5)
    assert agent.q[0][table_update.ACTION] == table_update.NEW
    assert gridworld.MOVES == MOVES and table_update.ACTIONS == ("up", "right", "down", "left")


def test_the_cliff_is_that_of_the_demo() -> None:
    world = cliff_ways.WORLD
    assert gridworld.MAPS["cliff"] == world.rows
    demo = gridworld.GridWorld(world.rows, step_reward=world.step_reward, slip=0.0)
    for y, x in world.cells():
        for number, move in enumerate(MOVES):
            ours, theirs = world.step((y, x), move), demo.meant_step(12 * y + x, number)
            assert (ours.reward, ours.done) == (theirs.reward, theirs.done)
            assert ours.done or 12 * ours.cell[0] + ours.cell[1] == theirs.cell


def test_sarsa_keeps_away_from_the_edge_and_gets_more_while_exploring() -> None:
    world = cliff_ways.WORLD
    edge, safe = (cliff_ways.greedy(world.settled(epsilon)) for epsilon in (0.0, cliff_ways.EPSILON))
    assert len(cliff_ways.way(edge)) - 1 == 13
    assert len(cliff_ways.way(safe)) - 1 == 15
    for moves in (edge, safe):
        chances = {cell: [0.9 * (move == best) + 0.025 for move in range(4)] for cell, best in moves.items()}
        assert cliff_ways.brings(moves) == pytest.approx(solved(world, chances)[world.start], abs=1e-8)
    assert f"{cliff_ways.brings(safe):.2f}" in words(cliff_ways.FIGURE)
    assert cliff_ways.brings(safe) > cliff_ways.brings(edge) + 0.5


def test_the_largest_of_noisy_estimates_is_too_large_by_what_is_drawn() -> None:
    for count in (1, 2, 10, 20):
        expected, _ = quad(lambda x, n=count: x * n * norm.cdf(x) ** (n - 1) * norm.pdf(x), -8, 8)
        assert noisy_maximum.mean_of_largest(count) == pytest.approx(expected, abs=1e-6)
        assert count == 1 or f"{expected:.2f}" in noisy_maximum.FIGURE.alt


def test_a_step_of_reinforce_follows_autograd() -> None:
    theta = torch.tensor(score_and_step.THETA, requires_grad=True)
    (slopes,) = torch.autograd.grad(torch.log_softmax(theta, 0)[score_and_step.TAKEN], theta)
    assert score_and_step.score() == pytest.approx(slopes.tolist(), abs=1e-6)
    after = torch.softmax(theta.detach() + score_and_step.FACTOR * slopes, 0)
    assert score_and_step.softmax(score_and_step.moved()) == pytest.approx(after.tolist(), abs=1e-6)


def test_a_baseline_changes_single_steps_and_no_mean() -> None:
    chances, returns = np.array(pushes_with_baseline.CHANCES), np.array(pushes_with_baseline.RETURNS)
    baseline = pushes_with_baseline.usual()
    assert baseline == pytest.approx(10.2)
    for b in (0.0, baseline):
        steps = 0.1 * (returns - b)[:, None] * (np.eye(3) - chances)  # (action drawn, preference)
        assert pushes_with_baseline.pushes(b) == pytest.approx(np.diag(steps).tolist())
        assert pushes_with_baseline.mean_steps(b) == pytest.approx((chances @ steps).tolist())
    assert pushes_with_baseline.mean_steps(0.0) == pytest.approx(pushes_with_baseline.mean_steps(baseline))
