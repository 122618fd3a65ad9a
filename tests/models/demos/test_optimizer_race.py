"""The race against what theory says of gradient descent on a quadratic, and what its presets claim."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest

from models.demo import Moment
from models.demos.optimization.optimizer_race import DEMO, SAME, Config, arrival, train
from models.knobs import KnobValue, with_values
from models.race import NAMES, TRAIL
from models.training import RunResult, judged, run
from tests.models.demos.presets import preset

STEPS = 350


def config(**values: KnobValue) -> Config:
    return with_values(Config(), {"balls": 1, "steps_per_frame": 50, **values})


@cache
def outcome(steps: int = STEPS, **values: KnobValue) -> RunResult:
    """Return what a race comes to; several tests look at the same one."""
    return run(DEMO, config(**values), "cpu", steps=steps)


def arrivals(result: RunResult) -> dict[str, float]:
    """Return the steps at which they arrived, infinity for who did not."""
    return {name: result.moments[-1].scalars.get(arrival(name), math.inf) for name in NAMES}


@pytest.mark.parametrize("condition", [10.0, 30.0, 100.0])
def test_plain_sgd_takes_the_steps_that_theory_says(condition: float) -> None:
    best = 2 / (10 + 10 / condition)  # both directions shrink by (κ - 1)/(κ + 1) in every step
    knobs = {"condition": condition, "angle": 0.0, "rates": SAME, "learning_rate": best}
    result = outcome(1000, start_x=1.0, start_y=1.0, tolerance=math.sqrt(2) / 1000, **knobs)
    expected = math.ceil(math.log(1000) / math.log((condition + 1) / (condition - 1)))
    assert arrivals(result)["SGD"] == expected


@pytest.mark.parametrize(("rate", "gone"), [(0.19, {"Nesterov"}), (0.21, {"SGD", "Nesterov"})])
def test_plain_sgd_leaves_just_above_two_over_the_curvature(rate: float, gone: set[str]) -> None:
    result = outcome(rates=SAME, learning_rate=rate)
    assert set(NAMES) - result.moments[-1].scalars.keys() == gone
    assert result.moments[-1].scalars["out"] == len(gone)
    assert np.isnan(np.asarray(result.pictures["paths"])[0, -1]).all() == ("SGD" in gone)
    assert {name for name in result.pictures["racers"] if "left" in str(name)} == {f"{name} (left)" for name in gone}


def test_along_the_axes_the_narrowness_is_nothing_to_those_that_fit_each_step() -> None:
    narrow, wide = (
        arrivals(outcome(**preset(DEMO, "A narrow ravine, turned", angle=0.0))),
        arrivals(outcome(angle=0.0, condition=10.0)),
    )
    assert all(narrow[name] == wide[name] < 100 for name in ("AdaGrad", "RMSProp", "Adam", "Nadam"))
    assert narrow["SGD"] > STEPS > 6 * wide["SGD"]


def test_in_the_turned_ravine_only_those_with_a_velocity_arrive() -> None:
    turned = arrivals(outcome(300, **preset(DEMO, "A narrow ravine, turned")))
    assert {name for name, step in turned.items() if step < 100} == {"momentum", "Nesterov"}
    assert all(step == math.inf for name, step in turned.items() if name not in ("momentum", "Nesterov"))


def test_from_the_ridge_sgd_is_the_last_and_without_any_slope_nobody_gets_away() -> None:
    ridge = arrivals(outcome(**preset(DEMO, "Start on the ridge")))
    assert max(ridge.values()) == ridge["SGD"] == 90
    assert set(arrivals(outcome(**{**preset(DEMO, "Start on the ridge"), "start_y": 0.0})).values()) == {math.inf}


def test_adagrad_is_left_behind_with_the_rate_of_the_others() -> None:
    result = outcome(**preset(DEMO, "AdaGrad stalls"))
    assert {name for name, step in arrivals(result).items() if step == math.inf} == {"AdaGrad"}


def test_with_noise_a_velocity_shakes_twice_as_far_as_sgd_and_adagrad_ends_nearest() -> None:
    for seed in range(3):
        result = outcome(**preset(DEMO, "Noisy gradients", seed=seed, balls=200))
        middle = np.asarray(result.pictures["spread"])[1:, 25]  # half of the balls are nearer
        distances = dict(zip(NAMES, middle.tolist(), strict=True))
        assert 1.5 < distances["momentum"] / distances["SGD"] < 3
        assert 1.5 < distances["Nesterov"] / distances["SGD"] < 3
        assert min(distances, key=lambda name: distances[name]) == "AdaGrad"


@pytest.mark.parametrize("seed", range(3))
def test_from_many_starts_only_a_velocity_carries_over_the_hill(seed: int) -> None:
    result = outcome(200, **{**preset(DEMO, "Large"), "seed": seed, "balls": 3000, "steps_per_frame": 200})
    shares = dict(zip(NAMES, np.asarray(result.pictures["shares"]).tolist(), strict=True))
    begins_there = 3.5  # of 6: from -3 to the hill at 0.5
    assert all(shares[name] == pytest.approx(begins_there / 6, abs=0.03) for name in ("SGD", "AdaGrad", "RMSProp"))
    assert shares["momentum"] > begins_there / 6 + 0.1
    assert shares["Nesterov"] > begins_there / 6 + 0.07


def test_a_start_that_is_dragged_begins_the_race_again() -> None:
    generator = train(config(steps_per_frame=1), "cpu")
    for _ in range(4):
        next(generator)
    frame = generator.send(config(steps_per_frame=1, start_x=1.0, start_y=2.0))
    paths = np.asarray(frame.pictures()["paths"])
    generator.close()
    assert frame.step == 4
    assert paths.shape == (len(NAMES), 2, 2)
    assert paths[:, 0].tolist() == [[1.0, 2.0]] * len(NAMES)


def test_a_long_way_is_thinned_and_keeps_its_beginning() -> None:
    paths = np.asarray(outcome(2 * TRAIL + 50, start_x=1.0).pictures["paths"])
    assert TRAIL // 2 < paths.shape[1] <= TRAIL
    assert paths[:, 0].tolist() == [[1.0, 1.5]] * len(NAMES)


def moment(step: int, out: int = 0, **arrived: float) -> Moment:
    return Moment(step, {"out": out, **{arrival(name): at for name, at in arrived.items()}})


@pytest.mark.parametrize(
    ("last", "truths"),
    [
        (moment(300, SGD=20, Adam=21), (0, 2, 0)),
        (moment(300, 1, momentum=80, SGD=90, Adam=100, Nadam=120), (1, 1, 1)),
        (moment(300, 0, **dict.fromkeys(NAMES, 50.0)), (0, 0, 0)),
        (moment(300, 8), (3, 2, 2)),
        (moment(300, 3, RMSProp=20), (2, 2, 2)),
    ],
)
def test_predictions_are_judged_by_the_arrivals(last: Moment, truths: tuple[int, ...]) -> None:
    assert judged(DEMO, Config(), [moment(0), last]) == truths
