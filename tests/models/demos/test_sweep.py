"""The sweep trains every net as the playground does, and its landscapes show what the presets say."""

from __future__ import annotations

from functools import cache
from itertools import islice

import numpy as np
import pytest

from models import share
from models.demo import Moment
from models.demos.foundations import playground
from models.demos.optimization.sweep import DEMO, Config, train
from models.errors import DemoError
from models.knobs import KnobValue, with_values
from models.playground.dense import Points
from models.playground.many_engine import ManyEngine
from models.playground.sweep_run import measured_all, spread
from models.training import RunResult, judged, run
from tests.models.demos.presets import preset


def config(**values: KnobValue) -> Config:
    return with_values(Config(), {"steps_per_frame": 500, "side": 4, **values})


@cache
def outcome(steps: int, **values: KnobValue) -> RunResult:
    return run(DEMO, config(**values), "cpu", steps=steps)


def landscape(result: RunResult, name: str = "landscape") -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.asarray(result.pictures[name], dtype=np.float32)


@pytest.mark.parametrize(
    "sides",
    [
        {"across": "learning rate", "down": "initial scale"},
        {"across": "width", "down": "depth"},
        {"across": "seed", "down": "L2", "optimizer": "adamw"},
        {"across": "momentum", "down": "nothing", "optimizer": "nesterov"},
        {"across": "seed", "down": "seed", "layers": 0},
    ],
)
def test_the_run_that_a_cell_opens_comes_to_the_loss_of_the_cell(sides: dict[str, KnobValue]) -> None:
    result = outcome(500, **sides)
    losses = landscape(result).ravel()
    links = result.pictures["links"]
    assert len(links) == len(losses)
    for link, loss in list(zip(links, losses, strict=True))[::3]:
        demo_id, values = share.read_address(str(link))
        assert demo_id == "playground"
        opened = with_values(playground.Config(), {**values, "steps_per_frame": 500})
        frame = list(islice(playground.train(opened, "cpu"), 2))[-1]
        if np.isnan(loss):
            assert frame.diverged
        else:
            assert np.log10(max(frame.scalars["training loss"], 1e-6) / np.log(2)) == pytest.approx(loss, abs=1e-4)


def test_the_tensor_program_comes_to_the_same_landscape() -> None:
    chosen = config(across="learning rate", down="depth", optimizer="adam", right=0.4)
    cells = chosen.grid()
    points: dict[int, Points] = {0: chosen.plane().points(chosen.features())[0]}
    engine = ManyEngine([cell.recipe for cell in cells], [cell.rate for cell in cells], points, "cpu")
    engine.take_steps(20)
    ours, _ = measured_all(cells, engine.layers(), points)
    compiled = run(DEMO, with_values(chosen, {"steps_per_frame": 20}), "cpu", steps=20)
    assert np.log10(ours / np.log(2)).reshape(4, 4) == pytest.approx(landscape(compiled), abs=1e-3)


def test_sides_go_from_end_to_end_and_closer() -> None:
    whole, closer = config(side=6), config(side=3, left=0.4, right=0.6)
    assert whole.columns() == [0.001, 0.01, 0.1, 1.0, 10.0, 100.0]
    assert closer.columns() == [0.1, 0.316, 1.0]
    assert config(across="width", side=6).columns() == [1, 4, 7, 10, 13, 16]
    assert config(down="nothing").rows() == [0]
    assert len(config(down="nothing").grid()) == 4


def test_the_sides_of_the_landscape_are_called_by_their_knobs() -> None:
    assert config().sides().labels == ("initial scale", "learning rate")
    assert config(down="seed").sides().labels == ("seed no.", "learning rate")
    assert config(across="seed", down="seed").sides().labels == ("row of seeds", "column of seeds")
    line = config(down="nothing").sides()
    assert (line.labels, line.rows) == (("", "learning rate"), ("",))


def test_seeds_of_a_sweep_are_all_different_and_others_for_another_seed() -> None:
    seeds = [{cell.recipe.seed for cell in config(across="seed", down="seed", seed=seed).grid()} for seed in (0, 1)]
    assert [len(each) for each in seeds] == [16, 16]
    assert not seeds[0] & seeds[1]
    assert {cell.recipe.seed for cell in config(seed=7).grid()} == {7}


def test_the_same_knob_on_both_sides_is_refused() -> None:
    with pytest.raises(DemoError, match="Both sides of the grid change the width"):
        next(train(config(across="width", down="width"), "cpu"))


def test_a_long_text_of_own_points_leaves_the_links_out() -> None:
    own = "\n".join("1 2 1" for _ in range(400))
    assert {cell.link for cell in config(points=own).grid()} == {""}


@pytest.mark.parametrize("seed", range(3))
def test_too_low_a_rate_goes_on_guessing_and_too_high_a_one_breaks(seed: int) -> None:
    losses = landscape(outcome(2000, seed=seed, side=6, top=0.4, bottom=0.8))
    assert np.allclose(losses[:3, 0], 0, atol=0.1)
    assert np.nanmin(losses[:3, 2:4]) < -1
    assert (np.isnan(losses[:, -1]) | (losses[:, -1] > 0.5)).all()


@pytest.mark.parametrize("seed", range(2))
def test_momentum_wants_a_smaller_rate(seed: int) -> None:
    values = preset(DEMO, "Learning rate against momentum", side=12, seed=seed)
    result = outcome(2000, **values)
    rates = np.array([float(str(each)) for each in result.pictures["columns"]])
    losses = landscape(result)
    without, most = (rates[losses[row] < -1].max() for row in (0, -1))
    assert most < without / 24


def test_one_unit_a_layer_never_learns_and_depth_helps_on_training_points_most() -> None:
    result = outcome(3000, **preset(DEMO, "Width against depth", seed=0))
    training, test = landscape(result), landscape(result, "test landscape")
    assert (training[:, 0] > -0.3).all()
    gain, test_gain = (np.median(each[0, 2:] - each[-1, 2:]) for each in (training, test))
    assert gain > 0.5
    assert gain > test_gain + 0.1


def test_two_units_get_stuck_on_xor_by_bad_luck() -> None:
    two, three = (
        outcome(4000, **preset(DEMO, "Seeds only: how much is luck", side=8, width=width)).moments[-1].scalars
        for width in (2, 3)
    )
    assert 0.5 < two["learned"] < 0.85
    assert three["learned"] > 0.9
    assert two["worst"] > 0.3 > 0.02 > two["best"]


def test_a_grid_that_has_all_diverged_ends_with_a_sentence() -> None:
    result = outcome(2000, left=1.0, activation="linear")
    assert result.diverged.startswith("Every net of the grid has diverged")
    assert result.moments[-1].scalars == {"learned": 0.0, "diverged": 1.0}
    assert np.isnan(landscape(result)).all()


def test_a_few_nets_are_shown_spread_over_the_grid() -> None:
    assert (spread(12), spread(2), spread(1)) == ([0, 6, 11], [0, 1], [0])
    pictures = next(train(config(), "cpu")).pictures()
    assert np.asarray(pictures["surfaces"]).shape == (9, 30, 30)
    assert pictures["shown"][0] == "0.001, 0.01"


def moments(learned: float, diverged: float, best: float) -> list[Moment]:
    scalars = {"learned": learned, "diverged": diverged, "best": best, "median": 0.5}
    return [Moment(0, {"learned": 0.0, "diverged": 0.0}), Moment(2000, scalars)]


@pytest.mark.parametrize(
    ("shown", "truths"),
    [
        (moments(0.1, 0.0, 0.001), (0, 0, 0)),
        (moments(0.5, 0.2, 0.01), (1, 1, 1)),
        (moments(0.9, 0.5, 0.4), (2, 2, 2)),
    ],
)
def test_predictions_are_judged_by_the_shares_and_the_losses(shown: list[Moment], truths: tuple[int, ...]) -> None:
    assert judged(DEMO, Config(), shown) == truths


def test_a_large_grid_is_measured_more_rarely_and_alike_however_often_it_is_drawn() -> None:
    values: dict[str, KnobValue] = {"side": 16, "width": 8}
    often, rarely = (
        {
            each.step: each.scalars
            for each in run(DEMO, config(steps_per_frame=steps, **values), "cpu", steps=100).moments
        }
        for steps in (20, 50)
    )
    assert often[0] == often[20] == often[40] != often[60] == often[80]
    assert often[60] == rarely[50]
    assert often[100] == rarely[100] != rarely[50]
