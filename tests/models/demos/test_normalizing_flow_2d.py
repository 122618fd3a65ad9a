"""The flow comes close to the density that the data was drawn from, and shows its layers one by one."""

from __future__ import annotations

from functools import cache
from itertools import islice

import numpy as np
import pytest

from models.demo import Moment, Pictures
from models.demos.generative.normalizing_flow_2d import DEMO, EDGE, SIDE, Config, train
from models.knobs import KnobValue, with_values
from models.plane_pictures import plane, segments, warped
from models.training import RunResult, judged, run


def config(**values: KnobValue) -> Config:
    return with_values(Config(), values)


@cache
def outcome(steps: int, **values: KnobValue) -> RunResult:
    """Return what a run comes to; several tests look at the same one."""
    return run(DEMO, config(steps_per_frame=50, **values), "cpu", steps=steps)


def first_pictures(**values: KnobValue) -> Pictures:
    return next(train(config(**values), "cpu")).pictures()


@pytest.mark.parametrize("seed", [0])
def test_it_is_far_less_surprised_by_new_points_than_one_gaussian_but_never_less_than_the_truth(seed: int) -> None:
    scalars = outcome(200, seed=seed).moments[-1].scalars
    assert scalars["the true density"] < scalars["test"] < scalars["one Gaussian"] - 0.5
    assert scalars["round trip"] < 1e-3


def test_one_layer_can_do_less_than_six() -> None:
    one, six = (outcome(200, seed=0, **values).moments[-1].scalars for values in ({"couplings": 1}, {}))
    assert six["test"] + 0.2 < one["test"] < one["one Gaussian"]


def test_six_planar_layers_beat_one_gaussian_but_not_six_couplings() -> None:
    values: dict[str, KnobValue] = {"kind": "planar", "learning_rate": 0.02}
    planar, coupling = (outcome(200, seed=0, **more).moments[-1].scalars for more in (values, {}))
    assert coupling["test"] + 0.2 < planar["test"] < planar["one Gaussian"]
    assert planar["round trip"] < 1e-3


def test_without_layers_the_plane_is_straight_and_the_density_is_the_base() -> None:
    pictures = first_pictures(after=0)
    places = plane(SIDE, EDGE)
    expected = np.exp(-np.square(places).sum(axis=1) / 2) / (2 * np.pi)
    np.testing.assert_allclose(np.asarray(pictures["density"]).ravel(), expected, rtol=1e-4)
    np.testing.assert_array_equal(np.asarray(pictures["bent plane"]), warped(segments()))


def test_the_first_layer_moves_points_along_one_axis_only() -> None:
    lines, straight = np.asarray(first_pictures(after=1)["bent plane"]), warped(segments())
    assert np.array_equal(lines[:, [0, 2]], straight[:, [0, 2]])
    assert not np.allclose(lines[:, [1, 3]], straight[:, [1, 3]])


def test_looking_at_fewer_layers_changes_nothing_in_training() -> None:
    generator = train(config(steps_per_frame=5), "cpu")
    next(generator)
    few = generator.send(config(steps_per_frame=5, after=2))
    generator.close()
    _, all_layers = islice(train(config(steps_per_frame=5), "cpu"), 2)
    assert few.scalars == all_layers.scalars
    assert not np.array_equal(np.asarray(few.pictures()["density"]), np.asarray(all_layers.pictures()["density"]))


def test_the_bars_add_up_to_the_curve_of_log_determinants() -> None:
    result = outcome(200, seed=0)
    bars = np.asarray(result.pictures["log-determinants"])
    assert len(bars) == 6
    assert bars.sum() == pytest.approx(result.moments[-1].scalars["log-determinant"], abs=1e-4)


@pytest.mark.parametrize("seed", range(3))
def test_a_learning_rate_far_too_high_is_explained(seed: int) -> None:
    assert "Choose a smaller learning rate" in outcome(60, seed=seed, learning_rate=0.5).diverged


@pytest.mark.parametrize(
    ("test", "one", "round_trip", "truths"),
    [(1.45, 2.7, 1e-5, (0, 0, 0, 0)), (1.8, 2.0, 0.01, (1, 1, 1, 1)), (2.0, 2.0, 0.2, (2, 2, 2, 2))],
)
def test_predictions_are_judged_by_what_was_measured(
    test: float, one: float, round_trip: float, truths: tuple[int, ...]
) -> None:
    scalars = {"test": test, "one Gaussian": one, "the true density": 1.4, "round trip": round_trip}
    moments = [Moment(250, {"test": 1.85}), Moment(1_000, scalars)]
    assert judged(DEMO, Config(), moments) == truths


def test_a_run_that_ends_early_has_not_gone_on_falling() -> None:
    broken = outcome(60, seed=0, learning_rate=0.5)
    assert judged(DEMO, Config(), broken.moments, ended=True)[3] == 2
