"""The balls of a sweep against theory and against the race of each cell, and what the presets claim."""

from __future__ import annotations

import math
from functools import cache
from itertools import islice

import numpy as np
import pytest
from numpy.typing import NDArray

from models import share
from models.demo import Moment
from models.demos.optimization import optimizer_race
from models.demos.optimization.surface_sweep import DEMO, Config, train
from models.errors import DemoError
from models.knobs import KnobValue, with_values
from models.race import NAMES
from models.training import RunResult, judged, run
from tests.models.demos.presets import preset

STEPS = 300


def config(**values: KnobValue) -> Config:
    return with_values(Config(), {"steps_per_frame": 50, **values})


@cache
def outcome(steps: int = STEPS, **values: KnobValue) -> RunResult:
    """Return what a sweep comes to; several tests look at the same one."""
    return run(DEMO, config(**values), "cpu", steps=steps)


def table(result: RunResult, name: str) -> NDArray[np.float32]:
    return np.asarray(result.pictures[name], dtype=np.float32)


@pytest.mark.parametrize("optimizer", NAMES)
@pytest.mark.parametrize(
    "sides",
    [
        {"across": "learning rate", "down": "momentum", "right": 0.9},
        {"across": "condition number", "down": "beta2", "angle": 30.0, "noise": 0.0},
        {"across": "start x", "down": "noise", "surface": "Rosenbrock", "seed": 3, "learning_rate": 0.01},
    ],
)
def test_the_race_that_a_cell_opens_shows_the_way_of_its_ball(optimizer: str, sides: dict[str, KnobValue]) -> None:
    result = outcome(100, optimizer=optimizer, side=3, **sides)
    distances = table(result, "landscape").ravel()
    links = result.pictures["links"]
    for link, distance in list(zip(links, distances, strict=True))[::4]:
        demo_id, values = share.read_address(str(link))
        assert demo_id == "optimizer-race"
        opened = with_values(optimizer_race.Config(), {**values, "steps_per_frame": 100})
        pictures = list(islice(optimizer_race.train(opened, "cpu"), 2))[-1].pictures()
        shown = np.asarray(pictures["distances"])[1 + NAMES.index(optimizer), -1]
        if np.isnan(distance):
            assert pictures["racers"][NAMES.index(optimizer)] == f"{optimizer} (left)"
        else:
            assert math.log10(shown) == pytest.approx(distance, abs=1e-4)


def test_momentum_moves_the_edge_of_the_rates_that_hold_as_theory_says() -> None:
    chosen = config(side=12, noise=0.0, left=0.55, right=0.8)
    left = np.isnan(table(run(DEMO, chosen, "cpu", steps=3000), "landscape"))
    rates, shares = (np.array(side, dtype=float) for side in (chosen.columns(), chosen.rows()))
    edges = 2 * (1 + shares[:, None]) / chosen.curvature
    clear = abs(rates / edges - 1) > 0.03  # at the edge itself a ball takes forever to leave
    assert clear.mean() > 0.8
    assert np.array_equal(left[clear], (rates > edges)[clear])


def test_in_a_ravine_as_narrow_again_plain_sgd_takes_as_many_steps_again() -> None:
    result = outcome(1000, **preset(DEMO, "Plain SGD in ever narrower ravines"), side=10)
    narrow = np.array(result.pictures["rows"], dtype=float)
    fastest = np.nanmin(np.nan_to_num(table(result, "arrivals"), nan=np.inf), axis=1)
    assert fastest[narrow.searchsorted(100)] / fastest[narrow.searchsorted(10)] == pytest.approx(10, rel=0.15)
    rates = np.array(result.pictures["columns"], dtype=float)
    assert np.array_equal(np.isnan(table(result, "landscape")), np.broadcast_to(rates > 0.2, (10, 10)))


def test_to_adam_ravines_are_alike_along_the_axes_and_not_when_turned() -> None:
    turned = preset(DEMO, "Adam in turned ravines")
    along, across = (table(outcome(**{**turned, "angle": angle}, side=8), "landscape") for angle in (0.0, 45.0))
    assert along == pytest.approx(np.broadcast_to(along[0], along.shape), abs=1e-3)
    assert list(across.argmin(axis=1)[[1, 4, 7]]) == sorted(set(across.argmin(axis=1)[[1, 4, 7]]))


def test_the_noisier_the_gradients_the_smaller_the_rate_that_ends_nearest() -> None:
    for seed in range(3):
        nearest = np.nan_to_num(
            table(outcome(**preset(DEMO, "Noise lowers the best rate"), seed=seed), "landscape"), nan=9
        )
        best = nearest.argmin(axis=1)
        assert best[:5].min() > best[-5:].max()


def test_rmsprop_hops_the_farther_the_larger_the_rate() -> None:
    result = outcome(**preset(DEMO, "RMSProp finds no rest"))
    rates = np.array(result.pictures["columns"], dtype=float)
    hops = table(result, "landscape")[:15, rates > 0.02]
    assert (np.diff(hops, axis=1) > 0).all()
    assert (np.abs(hops - np.log10(rates[rates > 0.02])) < 0.8).all()


def test_only_much_momentum_carries_balls_over_the_hill() -> None:
    result = outcome(**preset(DEMO, "Over the hill"))
    shares, starts = (np.array(result.pictures[name], dtype=float) for name in ("rows", "columns"))
    over = table(result, "landscape") < 0
    assert over[:, starts < 0.5].all()
    assert not over[shares < 0.7][:, starts > 0.5].any()
    assert over[(shares > 0.8) & (shares < 0.95)][:, starts == 3.0].all()


def test_sides_that_make_no_landscape_are_refused() -> None:
    for sides in ({"across": "momentum"}, {"down": "condition number", "surface": "saddle"}):
        with pytest.raises(DemoError, match="choose another"):
            next(train(config(**sides), "cpu"))


def test_when_every_ball_has_left_the_run_says_so() -> None:
    last = outcome(optimizer="SGD", learning_rate=1.0, across="start x", down="start y")
    assert last.diverged.startswith("Every ball has left")
    assert last.moments[-1].scalars == {"arrived": 0.0, "left the plane": 1.0}


def test_predictions_depend_on_what_the_sweep_does() -> None:
    def truths(**scalars: float) -> tuple[int | None, ...]:
        moments = [Moment(0, {}), Moment(STEPS, scalars)]
        return judged(DEMO, config(), moments, ended=False)

    assert truths(arrived=0.2, nearest=1e-12, **{"left the plane": 0.0}) == (0, 0, 0)
    assert truths(arrived=0.5, nearest=1e-5, **{"left the plane": 0.2}) == (1, 1, 1)
    assert truths(arrived=0.9, nearest=0.1, **{"left the plane": 0.5}) == (2, 2, 2)
