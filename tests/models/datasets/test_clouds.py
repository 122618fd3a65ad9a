"""The clouds: samples that have the density they say, parts, and points of the learner's own."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from models.datasets.clouds import CLOUDS, Cloud, cloud, found, one_gaussian
from models.errors import DemoError
from models.plane_pictures import LINES, PIECES, circles, plane, points_of, quarters, segments, warped

every_cloud = pytest.mark.parametrize("name", CLOUDS)


def sample(shape: Cloud, count: int = 4_000, seed: int = 0) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return shape.sample(count, np.random.default_rng(seed))


@every_cloud
def test_the_density_is_that_of_scipys_gaussians(name: str) -> None:
    shape, places = cloud(name), sample(cloud(name), 50)
    each = [multivariate_normal(centre, shape.width**2).pdf(places) for centre in shape.centres]
    assert shape.log_density(places) == pytest.approx(np.log(np.mean(each, axis=0)), abs=1e-6)


@every_cloud
def test_the_density_adds_up_to_one(name: str) -> None:
    places = plane(161, 4.0)
    assert np.exp(cloud(name).log_density(places)).sum() * 0.05**2 == pytest.approx(1, abs=2e-3)


@every_cloud
def test_nearly_all_points_of_a_cloud_are_on_target_in_fair_shares(name: str) -> None:
    shape = cloud(name)
    shares = shape.shares(sample(shape))
    assert shares.sum() > 0.98
    assert shares == pytest.approx(shape.fair_shares, abs=0.03)
    assert found(shares, shape.fair_shares) == len(shares) == {"ring": 8, "grid": 9}.get(name, 8)


def test_a_part_counts_as_found_from_a_quarter_of_its_share_on() -> None:
    assert found(np.array([0.5, 0.13, 0.06]), np.array([0.25, 0.5, 0.25])) == 2


def test_places_far_off_are_near_no_part() -> None:
    assert list(cloud("ring").on_target(np.array([[0, 0], [2, 0], [0, -2]], np.float32))) == [-1, 0, 6]


@every_cloud
def test_one_gaussian_has_mean_and_covariance_of_the_points_and_scipys_density(name: str) -> None:
    points = sample(cloud(name))
    guess = one_gaussian(points)
    theirs = multivariate_normal(points.mean(axis=0), np.cov(points.T)).logpdf(points)
    assert guess.log_density(points) == pytest.approx(theirs, abs=1e-4)
    again = one_gaussian(guess.sample(20_000, np.random.default_rng(1)))
    assert again.covariance == pytest.approx(guess.covariance, abs=0.1)


def test_own_points_make_a_cloud_whose_parts_are_the_groups_they_lie_in() -> None:
    own = cloud("ring", "0 0 0\n0.1 0.2 0\n3 3 1\n3.1 3 0")
    assert list(own.parts) == [0, 0, 1, 1]
    assert own.centres[2] == pytest.approx([3, 3])


def test_too_few_points_are_refused() -> None:
    with pytest.raises(DemoError, match="Your own points are 2: at least 3"):
        cloud("ring", "0 0 0\n1 1 0")


def test_the_net_of_lines_is_made_of_joined_pieces_and_bends_with_a_map() -> None:
    straight = warped(segments())
    assert straight.shape == (2 * LINES * PIECES, 4)
    assert np.array_equal(straight[0, 2:], straight[1, :2])
    assert np.hypot(*(straight[:, 2:] - straight[:, :2]).T) == pytest.approx(0.2, abs=1e-5)
    assert np.array_equal(warped(2 * segments()), 2 * straight)
    assert segments(1).shape == (len(segments()), 1)
    assert not segments(5)[:, 2:].any()


def test_points_beyond_the_edge_are_left_out_and_quarters_go_by_their_sources() -> None:
    source = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32)
    moved = np.array([[1, 1], [-1, 1], [-9, -1], [1, -1]], np.float32)
    drawn = points_of(*quarters(source, moved), edge=3)
    assert drawn.tolist() == [[1, 1, 0], [-1, 1, 1], [1, -1, 3]]


def test_circles_close_and_keep_their_radius() -> None:
    pieces = circles(1, 3)
    assert np.hypot(pieces[:, 0], pieces[:, 1]) == pytest.approx(np.repeat([1, 3], 48), abs=1e-6)
    assert pieces[47, 2:] == pytest.approx(pieces[0, :2], abs=1e-6)
