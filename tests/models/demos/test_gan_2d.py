"""The generator finds the modes where the game is even, and loses them where it is not."""

from __future__ import annotations

import math
from functools import cache
from itertools import islice

import numpy as np
import pytest
import torch

from models.datasets.clouds import cloud
from models.demo import Moment
from models.demos.generative.gan_2d import DEMO, SIDE, Config, _Run, train
from models.errors import DemoError
from models.knobs import KnobValue, with_values
from models.plots import Field
from models.training import RunResult, judged, run


def config(**values: KnobValue) -> Config:
    return with_values(Config(), values)


@cache
def outcome(rounds: int, **values: KnobValue) -> RunResult:
    """Return what a run comes to; several tests look at the same one."""
    return run(DEMO, config(steps_per_frame=25, **values), "cpu", steps=rounds)


@pytest.mark.parametrize("seed", [1])
def test_it_finds_all_modes_of_the_ring_and_beats_one_gaussian_by_far(seed: int) -> None:
    scalars = outcome(500, seed=seed).moments[-1].scalars
    assert scalars["modes found"] == 8
    assert scalars["share on target"] > 2.5 * scalars["one Gaussian's share"] > 0.2
    assert scalars["D on real points"] == pytest.approx(scalars["D on made points"], abs=0.15)


@pytest.mark.parametrize("name", ["Mode collapse: a hasty generator", "Mode collapse: a slow discriminator"])
def test_a_game_that_is_not_even_collapses(name: str) -> None:
    (values,) = (dict(preset.values) for preset in DEMO.presets if preset.name == name)
    moments = outcome(225, batch_size=64, **values).moments
    assert max(moment.scalars["modes found"] for moment in moments if moment.step >= 150) <= 3


def test_each_player_moves_its_own_weights_only() -> None:
    game = _Run(config(), "cpu")
    weights = [*game._g.parameters(), *game._d.parameters()]
    before = [each.clone() for each in weights]
    game._batch.draw()
    game._d_descent.step(0.01)
    half = len(list(game._g.parameters()))
    moved = [not torch.equal(one, other) for one, other in zip(before, weights, strict=True)]
    assert moved == [False] * half + [True] * half
    before = [each.clone() for each in weights]
    game._g_descent.step(0.01)
    moved = [not torch.equal(one, other) for one, other in zip(before, weights, strict=True)]
    assert moved == [True] * half + [False] * half


def test_smoothing_lowers_the_labels_of_real_points_only_and_noise_turns_both() -> None:
    batch = _Run(config(batch_size=4096), "cpu")._batch
    batch.draw(smoothing=0.1)
    real, made = batch.labels()
    assert real.tolist() == pytest.approx([0.9] * 4096)
    assert not made.any()
    batch.draw(label_noise=0.2)
    real, made = batch.labels()
    assert real.mean().item() == pytest.approx(0.8, abs=0.03)
    assert made.mean().item() == pytest.approx(0.2, abs=0.03)
    share = batch.share
    assert (share.min().item(), share.mean().item(), share.max().item()) == pytest.approx((0, 0.5, 1), abs=0.02)


def test_the_field_is_what_the_discriminator_says() -> None:
    game = _Run(config(), "cpu")
    picture = game.frame(config()).pictures()["belief"]
    assert isinstance(picture, np.ndarray)
    with torch.no_grad():
        corner = game._d(torch.tensor([[3.5, -3.5]])).sigmoid().item() - 0.5
    assert picture.shape == (SIDE, SIDE)
    assert picture[0, -1] == pytest.approx(corner, abs=1e-5)


def test_points_have_the_colours_of_the_sides_of_the_field_that_they_belong_to() -> None:
    (field,) = (plot for plot in DEMO.plots if isinstance(plot, Field) and plot.name == "belief")
    points = np.asarray(outcome(500, seed=1).pictures["points"], np.float32)
    by_name = {name: points[points[:, 2] == place, :2] for place, name in enumerate(field.class_names)}
    assert field.class_names == ("made", "real")  # the first class has the colour of low values, D below 0.5
    on_target = {name: (cloud("ring").on_target(places) >= 0).mean() for name, places in by_name.items()}
    assert on_target["real"] > 0.97 > on_target["made"]


def test_the_wasserstein_critic_and_own_points_run() -> None:
    own = "\n".join(f"{x} {y} 0" for x in (-2, 2) for y in (-2, 2))
    frames = list(islice(train(config(loss="wasserstein", points=own, latent=1, steps_per_frame=25), "cpu"), 2))
    assert frames[-1].scalars["modes of the data"] == 4
    assert math.isfinite(frames[-1].scalars["loss of the discriminator"])


def test_too_few_points_of_one_s_own_are_refused() -> None:
    with pytest.raises(DemoError, match="at least 3"):
        next(train(config(points="0 0 0"), "cpu"))


@pytest.mark.parametrize("seed", range(3))
def test_steps_far_too_large_break_the_game_and_the_run_says_so(seed: int) -> None:
    assert "broken down" in outcome(50, seed=seed, g_rate=1.0, d_rate=1.0).diverged


@pytest.mark.parametrize(
    ("found", "share", "truths"),
    [((8, 8, 8), 0.9, (0, 0, 0)), ((8, 6, 7), 0.6, (1, 1, 1)), ((0, 3, 2), 0.4, (2, 2, 2))],
)
def test_predictions_are_judged_by_what_was_measured(
    found: tuple[int, int, int], share: float, truths: tuple[int, ...]
) -> None:
    same = {"modes of the data": 8.0, "share on target": share}
    steps = zip((1_000, 1_250, 1_500), found, strict=True)
    moments = [Moment(step, {"modes found": float(modes), **same}) for step, modes in steps]
    assert judged(DEMO, Config(), moments) == truths
