"""The agent finds what value iteration finds, its record is kept right, and its predictions depend on the run."""

from __future__ import annotations

from functools import cache
from itertools import islice, pairwise
from statistics import mean

import numpy as np
import pytest
from numpy.typing import NDArray

from models.demo import Moment
from models.demos.rl.q_learning_gridworld import DEMO, Config
from models.knobs import KnobValue, with_values
from models.nets.gridworld import MAPS
from models.training import RunResult, judged, run

SEEDS = (0, 1, 2, 3)


@cache
def outcome(steps: int, **values: KnobValue) -> RunResult:
    """Return what a run comes to; several tests look at the same one."""
    return run(DEMO, with_values(Config(), values), "cpu", steps=steps)


def optimal_values(name: str, *, gamma: float, step_reward: float, slip: float) -> NDArray[np.float64]:
    """Return the best expected return from each cell, by value iteration on a model written for this test alone."""
    grid = np.array([list(row) for row in MAPS[name]])
    moves = np.array([(-1, 0), (0, 1), (1, 0), (0, -1)])
    start = tuple(np.argwhere(grid == "S")[0])
    rows, columns = np.indices(grid.shape)
    best = np.zeros(grid.shape)
    for _ in range(100):
        worth = []  # of each action, if nothing slips
        for down, right in moves:
            to = np.clip(rows + down, 0, len(grid) - 1), np.clip(columns + right, 0, grid.shape[1] - 1)
            beyond = np.where(grid[to] == "#", best, best[to])
            falling = np.where(grid[to] == "C", -10 + gamma * best[start], step_reward + gamma * beyond)
            worth.append(np.where(grid[to] == "G", 10.0, falling))
        straight = np.array(worth)
        slipped = (np.roll(straight, 1, axis=0) + np.roll(straight, -1, axis=0)) / 2
        q = (1 - slip) * straight + slip * slipped
        best = np.where((grid == "S") | (grid == "."), q.max(axis=0), 0.0)
    best[(grid == "#") | (grid == "C")] = np.nan
    return best


# ---------------------------------------------------------------- it learns


@pytest.mark.parametrize("name", MAPS)
def test_q_learning_finds_the_optimal_values_of_every_cell_whatever_it_does_meanwhile(name: str) -> None:
    found = outcome(60_000, map=name, epsilon=1.0, learning_rate=1.0, steps_per_frame=10_000).pictures["values"]
    best = optimal_values(name, gamma=0.9, step_reward=-0.1, slip=0.0)
    np.testing.assert_allclose(np.asarray(found), best, atol=1e-5)


def test_where_it_slips_a_small_learning_rate_finds_the_expected_values() -> None:
    values: dict[str, KnobValue] = {"map": "open", "slip": 0.3, "epsilon": 1.0, "gamma": 0.8}
    found = outcome(300_000, **values, learning_rate=0.02, steps_per_frame=10_000).pictures["values"]
    best = optimal_values("open", gamma=0.8, step_reward=-0.1, slip=0.3)
    assert np.nanmax(np.abs(np.asarray(found) - best)) < 0.5
    assert np.nanmean(np.abs(np.asarray(found) - best)) < 0.15


@pytest.mark.parametrize("seed", SEEDS)
def test_it_beats_an_agent_that_only_wanders(seed: int) -> None:
    learner = outcome(20_000, seed=seed).moments[-1].scalars
    wanderer = outcome(20_000, seed=seed, epsilon=1.0).moments[-1].scalars
    assert learner["mean_return"] > 1.5 > 0 > wanderer["mean_return"]
    assert learner["mean_steps"] < 16 < 100 < wanderer["mean_steps"]


@pytest.mark.parametrize("seed", SEEDS)
def test_on_the_cliff_sarsa_earns_more_while_it_learns_than_q_learning(seed: int) -> None:
    def late_return(algorithm: str) -> float:
        moments = outcome(40_000, map="cliff", algorithm=algorithm, learning_rate=0.1, seed=seed).moments
        return mean(moment.scalars["mean_return"] for moment in moments if moment.step >= 20_000)

    assert late_return("sarsa") > late_return("q-learning")


# ---------------------------------------------------------------- its record


def test_the_scalars_are_those_of_the_episodes_that_ended() -> None:
    moments = outcome(3_000, steps_per_frame=1, map="open").moments
    ends = [
        (earlier, later)
        for earlier, later in pairwise(moments)
        if later.scalars.get("mean_steps") != earlier.scalars.get("mean_steps")
    ]
    assert "episode_return" not in moments[0].scalars
    lengths = [int(later.scalars["episode_steps"]) for _, later in ends]
    assert lengths[0] == ends[0][1].step
    for _, end in ends[:40]:
        steps, earned = int(end.scalars["episode_steps"]), end.scalars["episode_return"]
        wandered = sum(-0.1 * 0.9**k for k in range(steps))
        arrived = sum(-0.1 * 0.9**k for k in range(steps - 1)) + 10 * 0.9 ** (steps - 1)
        assert earned == pytest.approx(arrived if steps < 200 else wandered)


def test_an_episode_is_given_up_after_200_steps() -> None:
    moments = outcome(600, steps_per_frame=200, map="cliff", epsilon=1.0, seed=1).moments
    assert [moment.scalars.get("episode_steps") for moment in moments] == [None, 200, 200, 200]


def test_pictures_show_walls_without_value_and_no_arrow_where_nothing_is_known() -> None:
    first = next(DEMO.train(Config(), "cpu")).pictures()
    grid = np.array([list(row) for row in MAPS["walls"]])
    np.testing.assert_array_equal(np.isnan(np.asarray(first["values"])), grid == "#")
    assert (np.asarray(first["arrows"]) == -1).all()
    assert first["marks"] == tuple({"S": "S", "G": "G"}.get(cell, "") for cell in grid.flat)
    np.testing.assert_array_equal(first["agent"], np.argwhere(grid == "S")[0])


def test_the_arrows_learnt_are_drawn() -> None:
    shown = outcome(20_000, map="cliff", steps_per_frame=5_000).pictures
    arrows = np.asarray(shown["arrows"])
    assert arrows[3, 0] == 0  # away from the cliff
    assert arrows[2, 11] == 2  # down to the goal
    assert (arrows[3, 1:] == -1).all()
    assert "-10" in shown["marks"]


def test_exploration_turned_off_while_it_runs_leaves_only_the_best_way() -> None:
    generator = DEMO.train(Config(steps_per_frame=20_000), "cpu")
    frames = [next(generator), generator.send(None), generator.send(Config(steps_per_frame=2_000, epsilon=0.0))]
    assert frames[1].scalars["mean_steps"] > 12
    assert frames[2].scalars["mean_steps"] == 12 == frames[2].scalars["greedy_steps"]


# ---------------------------------------------------------------- it diverges, and is predicted


@pytest.mark.parametrize("seed", SEEDS)
def test_an_alpha_above_2_diverges_and_says_what_to_change(seed: int) -> None:
    result = outcome(20_000, learning_rate=2.2, seed=seed)
    assert "Set alpha to 1 or less." in result.diverged
    assert np.isfinite(list(result.moments[-1].scalars.values())).all()


def test_a_run_diverges_at_the_same_step_however_often_it_is_drawn() -> None:
    assert outcome(20_000, learning_rate=2.2).steps == outcome(20_000, learning_rate=2.2, steps_per_frame=1).steps


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("values", "truths"),
    [
        ({}, (0, 0, 1)),
        ({"algorithm": "sarsa"}, (0, 1, 1)),
        ({"epsilon": 0.0}, (0, 1, 0)),
        ({"epsilon": 1.0}, (0, 0, 2)),
        ({"gamma": 0.0}, (2, 1, 2)),
        ({"map": "cliff", "algorithm": "sarsa", "learning_rate": 0.1}, (1, None, 1)),
    ],
)
def test_predictions_come_true_according_to_the_knobs(
    seed: int, values: dict[str, KnobValue], truths: tuple[int | None, ...]
) -> None:
    config = with_values(Config(seed=seed), values)
    moments = outcome(20_000, seed=seed, **values).moments
    for truth, expected in zip(judged(DEMO, config, moments), truths, strict=True):
        assert expected is None or truth == expected  # None: either way, depending on the seed


def test_each_option_of_the_second_prediction_can_come_true() -> None:
    config = Config()
    _, belief, _ = DEMO.predictions
    lasts = [Moment(20_000, {"value_of_start": value, "mean_return": 1.0}) for value in (1.5, 1.1, 0.5)]
    assert [belief.truth(config, [last]) for last in lasts] == [0, 1, 2]


def test_an_agent_that_is_never_curious_keeps_to_a_longer_way_on_some_seeds() -> None:
    preset = next(each for each in DEMO.presets if each.name == "Never curious")
    lengths = [outcome(20_000, seed=seed, **preset.values).moments[-1].scalars["greedy_steps"] for seed in range(6)]
    assert max(lengths) > 7
    assert min(lengths) >= 7


def test_frames_stop_coming_after_divergence() -> None:
    frames = list(islice(DEMO.train(Config(learning_rate=2.5), "cpu"), 1000))
    assert [bool(frame.diverged) for frame in frames] == [False] * (len(frames) - 1) + [True]
