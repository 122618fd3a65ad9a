"""Depth hurts the plain net and not the residual one; with one block they are about equal."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from models.demo import Moment
from models.demos.cnn.resnet_against_plain import DEMO, NAMES, Config
from models.knobs import KnobValue, with_values
from models.training import RunResult, judged, run

PLAIN, RESIDUAL = (f"{name}, training loss" for name in NAMES)


@cache
def outcome(steps: int, **values: KnobValue) -> RunResult:
    """Return what a run comes to; several tests look at the same one."""
    return run(DEMO, with_values(Config(), {"steps_per_frame": 20, **values}), "cpu", steps=steps)


def test_with_eight_blocks_the_residual_net_learns_and_the_plain_one_falls_behind() -> None:
    result = outcome(60, blocks=8)
    start, end = result.moments[0].scalars, result.moments[-1].scalars
    assert end[RESIDUAL] < start[RESIDUAL] / 2.5
    assert end[PLAIN] > 1.7 * end[RESIDUAL]
    assert end["residual, training accuracy"] > 0.6 > 0.3 > start["residual, training accuracy"]


def test_with_one_block_both_are_about_equal() -> None:
    end = outcome(60, blocks=1).moments[-1].scalars
    assert 2 / 3 < end[PLAIN] / end[RESIDUAL] < 1.5


def test_every_block_is_on_view() -> None:
    pictures = outcome(20, blocks=3).pictures
    for name in NAMES:
        assert np.asarray(pictures[f"{name} maps"]).shape == (3, 8, 8)
    assert np.asarray(pictures["gradients"]).shape == np.asarray(pictures["moved"]).shape == (3, 3)
    assert (np.asarray(pictures["gradients"])[1:] > 0).all()


def test_a_run_that_breaks_says_which_net_it_was() -> None:
    diverged = outcome(20, blocks=2, norm=False, learning_rate=10.0, seed=2).diverged
    assert diverged.startswith(("The plain net broke. The loss", "The residual net broke. The loss"))
    assert "smaller learning rate" in diverged


EIGHTY_PERCENT = float(np.float32(144) / np.float32(180))  # 0.8000000119, as the net counts


def moment(plain: float, residual: float, accuracy: float) -> Moment:
    return Moment(200, {PLAIN: plain, RESIDUAL: residual, "plain, test accuracy": accuracy})


@pytest.mark.parametrize(
    ("last", "truths"),
    [
        (moment(1, 0.2, 0.4), (0, 0)),
        (moment(0.5, 0.45, 0.7), (1, 1)),
        (moment(1, 1, EIGHTY_PERCENT), (1, 1)),
        (moment(0.1, 0.2, 0.9), (2, 2)),
    ],
)
def test_predictions_are_judged_by_losses_and_accuracy(last: Moment, truths: tuple[int, ...]) -> None:
    assert judged(DEMO, Config(), [Moment(0, {}), last]) == truths
