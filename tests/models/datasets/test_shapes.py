"""Pictures of shapes hold what their masks say, seen through light and noise."""

from __future__ import annotations

import numpy as np

from models.datasets.shapes import CONTRAST, LIGHT, shapes


def test_masks_hold_some_pixels_of_every_picture_and_not_most() -> None:
    data = shapes(200, 24, 0.5, np.random.default_rng(0))
    assert data.pictures.shape == data.masks.shape == (200, 24, 24)
    assert set(np.unique(data.masks)) == {0, 1}
    shares = data.masks.mean(axis=(1, 2))
    assert shares.min() > 0
    assert shares.max() < 0.6
    assert 0.1 < shares.mean() < 0.25


def test_without_noise_a_shape_is_brighter_than_its_ground_by_the_contrast_but_for_the_light() -> None:
    data = shapes(100, 24, 0.0, np.random.default_rng(1))
    assert np.abs(data.pictures - CONTRAST * data.masks).max() <= LIGHT / 2 + 1e-6


def test_noise_has_the_width_it_is_given_and_leaves_the_shapes_alone() -> None:
    still, noisy = (shapes(100, 24, noise, np.random.default_rng(2)) for noise in (0.0, 0.7))
    assert np.array_equal(still.masks, noisy.masks)
    assert abs((noisy.pictures - still.pictures).std() - 0.7) < 0.01
