"""Noise is led back to data, and the best guess at the noise is known for data made of Gaussians."""

from __future__ import annotations

import math
from functools import cache
from itertools import islice

import numpy as np
import pytest
import torch
from scipy.stats import energy_distance as scipys_energy_distance

from models.datasets.clouds import Cloud, cloud
from models.demo import Moment
from models.demos.generative.diffusion_2d import DEMO, Config, energy_distance, exact_noise, train
from models.knobs import KnobValue, with_values
from models.plane_pictures import arrows
from models.training import RunResult, judged, run


def config(**values: KnobValue) -> Config:
    return with_values(Config(), values)


@cache
def outcome(steps: int, **values: KnobValue) -> RunResult:
    """Return what a run comes to; several tests look at the same one."""
    return run(DEMO, config(steps_per_frame=50, **values), "cpu", steps=steps)


@pytest.mark.parametrize("seed", [0])
def test_it_soon_makes_points_far_closer_to_the_data_than_one_gaussian_does(seed: int) -> None:
    scalars = outcome(400, seed=seed).moments[-1].scalars
    assert scalars["share on target"] > 2 * scalars["one Gaussian's share"]
    assert scalars["made against data"] < 0.7 * scalars["one Gaussian"]
    assert scalars["error of the noise"] < 0.7


def test_the_net_comes_close_to_the_exact_answer_and_never_far_below_it() -> None:
    _, net, exact = np.asarray(outcome(400, seed=0).pictures["errors"])
    assert (net > exact - 0.02).all()
    assert net.mean() < exact.mean() + 0.1


@pytest.mark.parametrize("time", [0.1, 0.5, 0.9])
def test_the_exact_noise_is_the_slope_of_the_log_density_by_autograd(time: float) -> None:
    shape, places = cloud("ring"), np.random.default_rng(0).normal(0, 1.5, (20, 2)).astype(np.float32)
    a, b = math.cos(time * math.pi / 2), math.sin(time * math.pi / 2)
    points = torch.from_numpy(places).double().requires_grad_()
    squares = (points[:, None] - a * torch.from_numpy(shape.centres)).square().sum(dim=2)
    log_density = torch.logsumexp(-squares / (2 * ((a * shape.width) ** 2 + b**2)), dim=1)
    (slope,) = torch.autograd.grad(log_density.sum(), points)
    np.testing.assert_allclose(exact_noise(shape, places, time), -b * slope.numpy(), atol=1e-4)


def test_the_exact_noise_of_one_place_is_all_that_is_not_data() -> None:
    one = Cloud(np.array([[1.0, 2.0]]), 1e-9, np.array([0]))
    noise = np.random.default_rng(0).normal(size=(10, 2)).astype(np.float32)
    drowned = (math.cos(math.pi / 4) * np.array([1, 2]) + math.sin(math.pi / 4) * noise).astype(np.float32)
    np.testing.assert_allclose(exact_noise(one, drowned, 0.5), noise, atol=1e-5)


def test_the_energy_distance_is_scipys_along_a_line_and_zero_for_the_same_points() -> None:
    dice = np.random.default_rng(0)
    first, second = dice.normal(size=50), dice.normal(1.0, 2.0, size=60)
    points, others = (np.column_stack([each, np.zeros(len(each))]).astype(np.float32) for each in (first, second))
    assert energy_distance(points, others) == pytest.approx(scipys_energy_distance(first, second) ** 2, rel=1e-3)
    assert energy_distance(points, points) == pytest.approx(0)


def test_one_step_back_does_worse_than_twenty() -> None:
    many, one = (outcome(400, seed=0, **values).moments[-1].scalars for values in ({}, {"sampling_steps": 1}))
    assert one["made against data"] > 2 * many["made against data"]
    assert one["error of the noise"] == many["error of the noise"]


def test_the_time_shown_drowns_the_points_and_turns_the_arrows_but_not_the_training() -> None:
    generator = train(config(steps_per_frame=5, time=0.0), "cpu")
    data = next(generator).pictures()
    late = generator.send(config(steps_per_frame=5, time=0.9))
    generator.close()
    _, other = islice(train(config(steps_per_frame=5, time=0.0), "cpu"), 2)
    assert late.scalars == other.scalars
    near = cloud("ring").on_target(np.asarray(data["drowned"])[:, :2].astype(np.float32))
    assert (near >= 0).mean() > 0.95
    assert not np.array_equal(np.asarray(late.pictures()["arrows"]), np.asarray(other.pictures()["arrows"]))


def test_paths_have_a_point_for_every_step_and_end_among_the_made_points() -> None:
    pictures = next(train(config(sampling_steps=7), "cpu")).pictures()
    paths, made = np.asarray(pictures["paths"]), np.asarray(pictures["made"])
    assert paths.shape == (6, 8, 2)
    inside = [end for end in paths[:, -1] if np.abs(end).max() < 3]
    assert all(np.isclose(made[:, :2], end, atol=1e-5).all(axis=1).any() for end in inside)


def test_an_arrow_is_a_shaft_and_two_sides_of_a_head_at_its_tip() -> None:
    shaft, left, right = arrows(np.zeros((1, 2), np.float32), np.array([[1, 0]], np.float32))
    assert shaft.tolist() == [0, 0, 1, 0]
    assert left == pytest.approx([1, 0, 0.7, 0.18])
    assert right == pytest.approx([1, 0, 0.7, -0.18])


@pytest.mark.parametrize("seed", range(3))
def test_a_learning_rate_far_too_high_is_explained(seed: int) -> None:
    assert "Choose a smaller learning rate" in outcome(50, seed=seed, learning_rate=1.0).diverged


@pytest.mark.parametrize(
    ("distance", "share", "error", "truths"),
    [(0.01, 0.9, 0.05, (0, 0, 0)), (0.08, 0.6, 0.5, (1, 1, 1)), (0.2, 0.3, 0.9, (2, 2, 2))],
)
def test_predictions_are_judged_by_what_was_measured(
    distance: float, share: float, error: float, truths: tuple[int, ...]
) -> None:
    distances = {"made against data": distance, "one Gaussian": 0.1}
    moments = [Moment(1_500, {**distances, "share on target": share, "error of the noise": error})]
    assert judged(DEMO, Config(), moments) == truths
