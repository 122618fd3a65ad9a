"""What the training loops share: seeded weights, running means, giving up, and looking back."""

from __future__ import annotations

import math

import pytest
import torch

from models.demo import Moment
from models.loop import SMOOTHING, RunningMean, diverged, finite, first_at, reached_at, seeded

MOMENTS = [Moment(0, {"loss": 3.0}), Moment(10, {"loss": 2.0}), Moment(20, {"loss": 1.0, "accuracy": 0.5})]


def test_what_is_built_depends_on_the_seed_alone_and_leaves_the_dice_as_they_were() -> None:
    torch.manual_seed(5)
    untouched = torch.rand(3)
    torch.manual_seed(5)
    first, again, other = (seeded(seed, lambda: torch.rand(4)) for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)
    assert torch.equal(torch.rand(3), untouched)


def test_a_running_mean_forgets_by_a_fixed_share_each_step() -> None:
    mean = RunningMean(torch.tensor(0.0))
    for _ in range(30):
        mean.update(torch.tensor(1.0, requires_grad=True))
    assert mean.read() == pytest.approx(1 - (1 - SMOOTHING) ** 30, rel=1e-5)


def test_a_running_mean_without_a_start_begins_with_the_first_value() -> None:
    mean = RunningMean()
    assert math.isnan(mean.read())
    mean.update(torch.tensor(2.0, requires_grad=True))
    assert mean.read() == 2


@pytest.mark.parametrize("loss", [0.0, 2.3, 7.0, 100.0])
def test_a_loss_that_may_still_come_back_ends_no_run(loss: float) -> None:
    assert diverged(loss, 2.3, 0.1) == ""


@pytest.mark.parametrize(("loss", "said"), [(math.nan, "all numbers"), (math.inf, "all numbers"), (4e4, "40,000")])
def test_a_loss_that_exploded_is_explained_with_the_rate_to_try(loss: float, said: str) -> None:
    reason = diverged(loss, 2.3, 0.5)
    assert said in reason
    assert "learning rate of 0.5" in reason
    assert "0.05" in reason


def test_scalars_that_are_no_numbers_are_left_out() -> None:
    assert finite({"a": 1.0, "b": math.nan, "c": -math.inf}) == {"a": 1.0}


@pytest.mark.parametrize(("step", "loss"), [(0, 3.0), (5, 2.0), (10, 2.0), (20, 1.0), (99, 1.0)])
def test_a_scalar_is_looked_up_at_or_after_a_step_or_at_the_end(step: int, loss: float) -> None:
    assert first_at(MOMENTS, "loss", step) == loss


def test_a_scalar_that_was_not_measured_is_nan() -> None:
    assert math.isnan(first_at(MOMENTS, "accuracy", 10))


def test_when_something_was_reached_is_its_first_step_or_never() -> None:
    assert reached_at(MOMENTS, lambda moment: moment.scalars["loss"] < 2.5) == 10
    assert reached_at(MOMENTS, lambda moment: moment.scalars["loss"] < 0.5) == math.inf
