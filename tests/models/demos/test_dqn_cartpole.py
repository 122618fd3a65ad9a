"""The network learns to balance, its values run away without a target network, and a cut-off isn't an end."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from models.demo import Moment
from models.demos.rl.dqn_cartpole import DEMO, LIMIT, Config, bound, epsilon_at, train
from models.knobs import KnobValue, with_values
from models.training import RunResult, judged, run

SMALL: dict[str, KnobValue] = {"hidden": 64, "batch_size": 64, "decay_steps": 500, "steps_per_frame": 50}


@cache
def outcome(steps: int, **values: KnobValue) -> RunResult:
    """Return what a run comes to; several tests look at the same one."""
    return run(DEMO, with_values(Config(), {**SMALL, **values}), "cpu", steps=steps)


def test_it_learns_to_balance_far_longer_than_random_pushes_do() -> None:
    random = outcome(200, epsilon=1.0, learning_rate=1e-5, batch_size=8).moments[-1].scalars["return"]
    learnt = outcome(1000).moments[-1].scalars
    assert 15 < random < 30
    assert learnt["return"] > 2.5 * random
    assert 0 < learnt["value"] < learnt["bound"] == pytest.approx(100)


def test_without_a_target_network_the_values_leave_their_bound_and_the_run_says_so() -> None:
    result = outcome(1000, target_network=False, learning_rate=0.003)
    assert "no return can exceed 1 / (1 - gamma) = 100" in result.diverged
    assert result.moments[-1].scalars["value"] > 100 * result.moments[-1].scalars["bound"]
    assert np.isfinite(list(result.moments[-1].scalars.values())).all()


def test_a_memory_no_larger_than_a_batch_still_lets_it_learn() -> None:
    assert "loss" in outcome(50, carts=100, memory=1024, batch_size=1024).moments[-1].scalars


def test_pictures_show_the_first_cart_and_the_better_push() -> None:
    pictures = outcome(1000).pictures
    values, force = (np.asarray(pictures[name], np.float64) for name in ("values", "force"))
    assert force[0] == (1 if values[1] > values[0] else -1)
    visited = np.asarray(pictures["visited"], np.float64)
    assert visited.shape == (16, 3)
    cart = np.asarray(pictures["cart"], np.float64)
    assert np.degrees(cart[2]) == pytest.approx(visited[0, 0], abs=1e-4)
    assert visited[0, 2] == (force[0] + 1) / 2


def test_a_pole_that_leans_and_falls_to_the_right_is_pushed_to_the_right_once_it_has_learnt() -> None:
    better = np.asarray(outcome(1000).pictures["advantage"], np.float64)
    assert better[30, 30] > 0 > better[10, 10]


def test_epsilon_falls_in_a_straight_line_and_stays() -> None:
    config = Config(epsilon=0.2, decay_steps=100)
    assert [epsilon_at(config, step) for step in (0, 50, 100, 500)] == pytest.approx([1, 0.6, 0.2, 0.2])


def test_an_episode_is_cut_off_after_200_steps() -> None:
    lengths = [moment.scalars.get("return", 0.0) for moment in outcome(1000).moments]
    assert max(lengths) <= LIMIT


def test_the_bound_follows_gamma_while_it_runs() -> None:
    generator = train(Config(), "cpu")
    assert next(generator).scalars["bound"] == pytest.approx(100)
    assert generator.send(Config(gamma=0.9)).scalars["bound"] == pytest.approx(10)
    generator.close()
    assert bound(0.5) == sum(0.5**step for step in range(60))


def moments(*values: tuple[int, float, float]) -> list[Moment]:
    """Return moments of (step, return, value) under a bound of 100."""
    return [Moment(step, {"return": mean, "value": value, "bound": 100.0}) for step, mean, value in values]


@pytest.mark.parametrize(
    ("values", "truths"),
    [
        ([(0, 20, 0), (1400, 185, 30), (2000, 190, 40), (2500, 190, 45)], (0, 0)),
        ([(0, 20, 0), (1400, 150, 30), (2000, 170, 70), (2500, 190, 80)], (1, 1)),
        ([(0, 20, 0), (1400, 50, 300), (2000, 9, 900), (2500, 9, 990)], (2, 2)),
    ],
)
def test_predictions_are_judged_by_returns_and_values(
    values: list[tuple[int, float, float]], truths: tuple[int, ...]
) -> None:
    assert judged(DEMO, Config(), moments(*values)) == truths
