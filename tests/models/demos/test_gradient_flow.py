"""The chain learns where gradients keep their size, and only guesses where they vanish."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from models.demo import Moment
from models.demos.foundations.gradient_flow import DEMO, FIRST, LAST, Config, histograms, norms
from models.knobs import KnobValue, with_values
from models.training import RunResult, judged, run
from tests.models.demos.presets import preset

ACCURACY = "accuracy on fresh points"


@cache
def outcome(steps: int, **values: KnobValue) -> RunResult:
    """Return what a run comes to; several tests look at the same one."""
    return run(DEMO, with_values(Config(), {"steps_per_frame": 50, **values}), "cpu", steps=steps)


def test_with_a_level_gradient_it_learns_to_tell_nearly_all_fresh_points_apart() -> None:
    result = outcome(300)
    start, end = result.moments[0].scalars, result.moments[-1].scalars
    assert start[ACCURACY] < 0.75
    assert end[ACCURACY] > 0.98
    assert 0.1 < start[FIRST] / start[LAST] < 10


@pytest.mark.parametrize(("name", "share"), [("Vanishing", 1e-14), ("ReLU alone", 1e-4)])
def test_where_gradients_vanish_it_guesses(name: str, share: float) -> None:
    result = outcome(100, **preset(DEMO, name))
    assert result.moments[0].scalars[FIRST] < share * result.moments[0].scalars[LAST]
    assert result.moments[-1].scalars[ACCURACY] == 0.5
    gradients = np.asarray(result.pictures["gradients"])
    assert (np.diff(np.log10(gradients[1, [6, 10, 14, 19]])) > 0.5).all()


@pytest.mark.parametrize("name", ["Batch normalization", "Skip connections"])
def test_the_remedies_let_it_learn(name: str) -> None:
    assert outcome(200, **preset(DEMO, name)).moments[-1].scalars[ACCURACY] > 0.93


@pytest.mark.parametrize(
    "values", [preset(DEMO, "Exploding"), {**preset(DEMO, "Skip connections"), "learning_rate": 0.1}]
)
def test_values_that_explode_break_the_run_with_a_sentence(values: dict[str, KnobValue]) -> None:
    result = outcome(100, **values)
    assert result.steps < 100
    assert "explode" in result.diverged or "learning rate" in result.diverged


def test_saturation_is_seen_and_the_pictures_have_a_row_for_each_layer() -> None:
    wild, usual = outcome(50, activation="tanh", scale=3.0), outcome(50, activation="tanh", initialization="Xavier")
    shut = [np.asarray(result.pictures["shut"]).mean() for result in (wild, usual)]
    assert shut[0] > 0.3 > 0.1 > shut[1]
    assert np.asarray(usual.pictures["history"]).shape == (20, 6)  # step 0 and every 10th to step 50
    assert np.asarray(usual.pictures["values"]).sum(axis=1) == pytest.approx(np.ones(20), abs=1e-5)


def moment(step: int, first: float, last: float, accuracy: float) -> Moment:
    return Moment(step, {FIRST: first, LAST: last, ACCURACY: accuracy})


@pytest.mark.parametrize(
    ("moments", "truths"),
    [
        ([moment(0, 1e-9, 1, 0.5), moment(300, 1, 1, 0.55)], (0, 0)),
        ([moment(0, 0.5, 1, 0.5), moment(300, 1, 1, 0.9)], (1, 1)),
        ([moment(0, 30, 1, 0.5), moment(300, 1, 1, 0.97)], (2, 2)),
        ([moment(0, 1, 1, 0.5), moment(10, 1, 1, 0.5)], (1, 3)),
    ],
)
def test_predictions_are_judged_by_gradient_and_accuracy(moments: list[Moment], truths: tuple[int, ...]) -> None:
    assert judged(DEMO, Config(), moments, ended=True) == truths


def test_gradients_keep_falling_in_a_straight_line_through_thirty_sigmoids() -> None:
    deep = preset(DEMO, "Vanishing", depth=30)
    gradients = np.asarray(outcome(0, **deep).pictures["gradients"])[1]
    assert 1e-28 < gradients[0] < 1e-22
    falls = np.diff(np.log10(gradients[:20]))
    assert ((falls > 0.4) & (falls < 1.4)).all()


def test_gradients_whose_squares_are_beyond_all_numbers_have_a_length() -> None:
    result = outcome(20, activation="linear", scale=3.0, depth=50)
    assert 1e19 < result.moments[0].scalars[FIRST] < 1e38
    assert "inf" not in result.diverged
    assert "e+" in result.diverged


@given(seed=st.integers(0, 2**31), power=st.integers(-36, 36))
def test_lengths_are_those_of_numpy_in_double_numbers(seed: int, power: int) -> None:
    numbers = (np.random.default_rng(seed).normal(0, 1, (2, 5, 4)) * 10.0**power).astype(np.float32)
    lengths = norms([torch.from_numpy(each) for each in numbers]).numpy()
    np.testing.assert_allclose(lengths, np.linalg.norm(numbers.astype(np.float64).reshape(2, -1), axis=1), rtol=1e-5)
    assert norms([torch.zeros(3)]).item() == 0
    assert norms([torch.tensor([1.0, np.inf])]).isinf().all()


@given(seed=st.integers(0, 2**31), spread=st.floats(0.01, 100))
def test_the_map_of_values_counts_each_layer_as_numpy_sorts_it_into_bins(seed: int, spread: float) -> None:
    values = np.random.default_rng(seed).normal(0, spread, (3, 40)).astype(np.float32)
    values[0, :6] = (-3, -0.25, 0, 0.25, 2.75, 3)  # on the edges, and beyond all numbers
    values[1, :4] = (-np.inf, np.inf, 3e38, -1e-30)
    counted = histograms([torch.from_numpy(row) for row in values])
    edges = np.linspace(-3, 3, 25)
    sorted_in = [np.histogram(np.clip(row, -3, 3), edges)[0] / 40 for row in values]
    np.testing.assert_array_equal(counted, np.array(sorted_in, np.float32))
