"""The VAE makes digits anew, pays for what its codes say, and reads pictures of the learner's own."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import islice

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.decomposition import PCA

from models.datasets.digits import digits
from models.datasets.own_data import write_images
from models.demo import Moment, Pictures
from models.demos.generative.vae_digits import DEMO, GRID, OWN, PAIRS, Config, pictures_of, principal_error, train
from models.errors import DemoError
from models.knobs import KnobValue, with_values
from models.training import RunResult, judged, run


def config(**values: KnobValue) -> Config:
    return with_values(Config(), values)


@cache
def outcome(steps: int, **values: KnobValue) -> RunResult:
    """Return what a run of a small net comes to; several tests look at the same one."""
    small: dict[str, KnobValue] = {"hidden": 64, "batch_size": 32, "steps_per_frame": 50}
    return run(DEMO, config(**{**small, **values}), "cpu", steps=steps)


def scalars_of(steps: int, **values: KnobValue) -> dict[str, float]:
    return dict(outcome(steps, **values).moments[-1].scalars)


def array(pictures: Pictures, name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.generic]]:
    picture = pictures[name]
    assert isinstance(picture, np.ndarray)
    return picture


@pytest.mark.parametrize("seed", [1])
def test_it_makes_kept_back_digits_better_than_the_mean_picture_and_than_principal_components(seed: int) -> None:
    scalars = scalars_of(400, seed=seed)
    assert scalars["squared error"] < 0.65 * scalars["error of the mean picture"]
    assert scalars["squared error"] < 0.9 * scalars["error of principal components"]


def test_a_dearer_kl_leaves_fewer_dimensions_in_use_and_none_at_all_in_the_end() -> None:
    free, usual, dear = (scalars_of(200, latent=8, beta=beta) for beta in (0.0, 1.0, 20.0))
    assert free["dimensions in use"] == 8
    assert free["KL"] > 3 * usual["KL"] > 6 * dear["KL"]
    assert dear["dimensions in use"] <= 5
    assert usual["ELBO"] > max(free["ELBO"], dear["ELBO"]) + 10


def test_posterior_collapse_makes_the_mean_picture_of_everything() -> None:
    collapsed = scalars_of(200, latent=8, beta=100.0)
    assert collapsed["dimensions in use"] == 0
    assert collapsed["KL"] < 0.01
    assert collapsed["squared error"] == pytest.approx(collapsed["error of the mean picture"], rel=0.1)


@pytest.mark.parametrize("components", [2, 8])
def test_the_baseline_is_scikit_learns_pca(components: int) -> None:
    training, test = (each.images.reshape(-1, 64) for each in digits(0))
    pca = PCA(components, svd_solver="full").fit(training)
    error = np.square(pca.inverse_transform(pca.transform(test)) - test).mean()
    assert principal_error(training, test, components) == pytest.approx(error, rel=1e-4)


def test_the_point_on_the_map_is_decoded_as_the_plane_is() -> None:
    (frame,) = islice(train(config(latent_x=-3.0, latent_y=3.0), "cpu"), 1)
    pictures = frame.pictures()
    here, plane = array(pictures, "here"), array(pictures, "plane")
    assert plane.shape == (GRID**2, 8, 8)
    np.testing.assert_allclose(here[0], plane[0], atol=1e-6)


def numbers(pictures: Pictures, name: str) -> NDArray[np.float32]:
    return np.asarray(array(pictures, name), np.float32)


def test_the_way_leads_from_one_test_picture_to_another_in_codes_and_in_pixels() -> None:
    (frame,) = islice(train(config(way_from=0, way_to=279), "cpu"), 1)
    pictures, test = frame.pictures(), digits(0)[1].images
    passed, way, codes = (numbers(pictures, name) for name in ("passed", "way", "codes"))
    mixed = passed[PAIRS:]
    np.testing.assert_allclose(passed[0], numbers(pictures, "pairs")[PAIRS], atol=1e-6)  # what is made of picture 0
    for stage, share in ((0, 0.0), (3, 1 / 3), (9, 1.0)):
        np.testing.assert_allclose(mixed[stage], test[0] + (test[279] - test[0]) * share, atol=1e-6)
        np.testing.assert_allclose(way[0, stage], codes[0, :2] + (codes[279, :2] - codes[0, :2]) * share, atol=1e-6)


def test_half_way_between_two_digits_what_is_decoded_is_nearer_to_a_digit_than_mixed_pixels_are() -> None:
    training, test = digits(1)
    generator = train(config(seed=1, steps_per_frame=400), "cpu")
    next(generator)
    generator.send(None)
    away = []
    for number in range(40):
        if test.labels[number] != test.labels[number + 1]:
            look = replace(config(seed=1, way_from=number, way_to=number + 1), steps_per_frame=0)
            stages = numbers(generator.send(look).pictures(), "passed")[[4, PAIRS + 4]]  # decoded, mixed
            squares = np.square(stages[:, None] - training.images).sum(axis=(2, 3))  # (2, training digits)
            away.append(np.sqrt(squares.min(axis=1)))
    generator.close()
    decoded, mixed = np.mean(away, axis=0).tolist()
    assert decoded < 0.93 * mixed


def test_a_way_to_a_picture_beyond_the_last_leads_to_the_last() -> None:
    grey = np.random.default_rng(0).integers(0, 256, (30, 8, 8), dtype=np.uint8)
    own = config(images=write_images(grey, [""] * 30), way_to=300)
    mixed = numbers(next(train(own, "cpu")).pictures(), "passed")[PAIRS:]
    np.testing.assert_allclose(mixed[-1], pictures_of(own)[1].images[-1], atol=1e-6)


def test_dragging_the_point_and_turning_beta_leave_the_dice_of_training_alone() -> None:
    generator = train(config(steps_per_frame=5), "cpu")
    next(generator)
    moved = generator.send(config(steps_per_frame=5, latent_x=2.0))
    generator.close()
    _, still = islice(train(config(steps_per_frame=5), "cpu"), 2)
    assert moved.scalars == still.scalars
    assert not np.array_equal(array(moved.pictures(), "here"), array(still.pictures(), "here"))


def test_own_pictures_of_another_size_take_the_place_of_the_digits() -> None:
    grey = np.random.default_rng(0).integers(0, 256, (30, 6, 9), dtype=np.uint8)
    text = write_images(grey, ["cat", ""] * 15)
    training, test = pictures_of(config(images=text))
    assert (len(training.images), len(test.images)) == (24, 6)
    assert set(training.names) | set(test.names) == {"cat", "yours"}
    pictures = next(train(config(images=text), "cpu")).pictures()
    assert array(pictures, "here").shape == (1, 6, 9)
    assert set(array(pictures, "codes")[:, 2]) == {OWN}


def test_too_few_pictures_are_refused() -> None:
    text = write_images(np.zeros((3, 8, 8), np.uint8), ["", "", ""])
    with pytest.raises(DemoError, match="Your own pictures are 3: at least 20"):
        next(train(config(images=text), "cpu"))


@pytest.mark.parametrize("seed", range(3))
def test_a_learning_rate_far_too_high_is_explained(seed: int) -> None:
    assert (
        "Choose a smaller learning rate"
        in outcome(100, seed=seed, learning_rate=0.3, hidden=128, batch_size=64).diverged
    )


@pytest.mark.parametrize(
    ("used", "error", "kl", "truths"),
    [(8, 0.02, 3.0, (0, 0, 0)), (4, 0.04, 12.0, (1, 1, 1)), (3, 0.05, 80.0, (2, 2, 2))],
)
def test_predictions_are_judged_by_what_was_measured(
    used: float, error: float, kl: float, truths: tuple[int, ...]
) -> None:
    scalars = {"dimensions in use": used, "squared error": error, "error of principal components": 0.04, "KL": kl}
    assert judged(DEMO, config(latent=8), [Moment(1_500, scalars)]) == truths
