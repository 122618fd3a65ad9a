"""Clouds of points in the plane that generators learn, with their exact densities: mixtures of round Gaussians."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.datasets.own_data import parse_points
from models.errors import DemoError

Places = NDArray[np.float32]

CLOUDS = ("ring", "grid", "moons", "spiral", "line")
ON_TARGET = 3.0  # widths from the nearest centre within which a place counts as on target
ALONG = 160  # centres on a curve: closer together than a width, so that the curve is smooth
PIECES = 8  # parts into which a curve is cut, to see which of it is found
FEWEST_POINTS, OWN_WIDTH, OWN_PART = 3, 0.15, 1.0
CHUNK = 2_048  # places whose distances to all centres are held at once


@dataclass(frozen=True, slots=True)
class Cloud:
    """Equally likely Gaussians: ``centres`` (k, 2), their ``width`` (a standard deviation), the part of each (k,)."""

    centres: NDArray[np.float64]
    width: float
    parts: NDArray[np.int64]

    @property
    def fair_shares(self) -> NDArray[np.float64]:
        """Return how much of the cloud each part holds: (parts,)."""
        return np.bincount(self.parts) / len(self.parts)

    def sample(self, count: int, dice: np.random.Generator) -> Places:
        """Return points (count, 2) of the cloud."""
        middles = self.centres[dice.integers(len(self.centres), size=count)]
        return (middles + self.width * dice.standard_normal((count, 2))).astype(np.float32)

    def log_density(self, places: Places) -> NDArray[np.float64]:
        """Return the natural logarithm of the density at places (n, 2)."""
        return np.concatenate([self._log_density(each) for each in _chunks(places)])

    def on_target(self, places: Places) -> NDArray[np.int64]:
        """Return the part near which each place lies, -1 for one that lies off: (n,)."""
        return np.concatenate([self._on_target(each) for each in _chunks(places)])

    def shares(self, places: Places) -> NDArray[np.float64]:
        """Return the share of the places that lies near each part: (parts,)."""
        near = self.on_target(places)
        return np.bincount(near[near >= 0], minlength=len(self.fair_shares)) / len(places)

    def _squares(self, places: Places) -> NDArray[np.float64]:
        """Return squared distances to all centres, in widths: (n, k)."""
        away = places[:, None].astype(np.float64) - self.centres
        squares: NDArray[np.float64] = np.square(away / self.width).sum(axis=2)
        return squares

    def _log_density(self, places: Places) -> NDArray[np.float64]:
        logs = -self._squares(places) / 2  # (n, k)
        top = logs.max(axis=1, keepdims=True)
        mean: NDArray[np.float64] = np.exp(logs - top).mean(axis=1)
        logs_of_means: NDArray[np.float64] = np.log(mean) + top[:, 0] - math.log(2 * math.pi * self.width**2)
        return logs_of_means

    def _on_target(self, places: Places) -> NDArray[np.int64]:
        squares = self._squares(places)
        return np.where(squares.min(axis=1) <= ON_TARGET**2, self.parts[squares.argmin(axis=1)], -1)


@dataclass(frozen=True, slots=True)
class Gaussian:
    """One Gaussian of any shape, the plainest guess at a cloud: its mean (2,) and covariance (2, 2)."""

    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]

    def sample(self, count: int, dice: np.random.Generator) -> Places:
        """Return points (count, 2)."""
        return dice.multivariate_normal(self.mean, self.covariance, size=count, method="cholesky").astype(np.float32)

    def log_density(self, places: Places) -> NDArray[np.float64]:
        """Return the natural logarithm of the density at places (n, 2)."""
        away = places - self.mean
        squares: NDArray[np.float64] = (away @ np.linalg.inv(self.covariance) * away).sum(axis=1)
        return -squares / 2 - math.log(2 * math.pi) - math.log(np.linalg.det(self.covariance)) / 2


def one_gaussian(points: Places) -> Gaussian:
    """Return the Gaussian with the mean and the covariance of the points."""
    return Gaussian(points.mean(axis=0, dtype=np.float64), np.cov(points.T.astype(np.float64)))


def found(shares: NDArray[np.float64], fair_shares: NDArray[np.float64]) -> int:
    """Return how many parts are found: those that get at least a quarter of what they hold of the cloud."""
    return int((shares >= fair_shares / 4).sum())


def cloud(name: str, own_points: str = "") -> Cloud:
    """Return the cloud of that name, or one about a learner's own points where there are any."""
    if own_points.strip():
        return _about(parse_points(own_points).places.astype(np.float64))
    match name:
        case "ring":
            angles = np.arange(8) * math.pi / 4
            return _bumps(2 * np.column_stack([np.cos(angles), np.sin(angles)]))
        case "grid":
            return _bumps(np.array([(x, y) for x in (-2.0, 0.0, 2.0) for y in (-2.0, 0.0, 2.0)]))
        case "moons":
            angles = np.linspace(0, math.pi, ALONG // 2)
            upper = np.column_stack([np.cos(angles) - 0.5, np.sin(angles) - 0.25])
            return _curve(1.5 * np.concatenate([upper, -upper]))
        case "spiral":
            turns = np.sqrt(np.linspace(0.02, 1, ALONG))  # the root spaces the centres evenly along the arm
            angles = 3.5 * math.pi * turns
            return _curve(2.5 * turns[:, None] * np.column_stack([np.cos(angles), np.sin(angles)]))
        case "line":
            along = np.linspace(-1, 1, ALONG)
            return _curve(np.column_stack([2.2 * along, along]))
        case _:
            raise ValueError(f"no cloud is called {name}")


def _bumps(centres: NDArray[np.float64]) -> Cloud:
    return Cloud(centres, 0.15, np.arange(len(centres)))


def _curve(centres: NDArray[np.float64]) -> Cloud:
    return Cloud(centres, 0.1, np.arange(len(centres)) * PIECES // len(centres))


def _about(points: NDArray[np.float64]) -> Cloud:
    """Return a cloud about own points; those within OWN_PART of the first of a part belong to it."""
    if len(points) < FEWEST_POINTS:
        raise DemoError(f"Your own points are {len(points)}: at least {FEWEST_POINTS} are needed to make a cloud.")
    firsts: list[NDArray[np.float64]] = []
    parts = []
    for point in points:
        near = [n for n, first in enumerate(firsts) if math.dist(point, first) <= OWN_PART]
        if not near:
            firsts.append(point)
        parts.append(near[0] if near else len(firsts) - 1)
    return Cloud(points, OWN_WIDTH, np.array(parts, dtype=np.int64))


def _chunks(places: Places) -> list[Places]:
    return [places[start : start + CHUNK] for start in range(0, max(len(places), 1), CHUNK)]
