"""Points of the plane in two classes: sets that everybody knows, and the learner's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.datasets.own_data import EDGE, parse_points, parse_table
from models.errors import DemoError
from models.playground.dense import Points

SETS = ("circle", "xor", "xor corners", "gaussian", "spiral", "moons", "my points")
INPUTS = ("x₁", "x₂", "x₁²", "x₂²", "x₁·x₂", "sin x₁", "sin x₂")
UNIT = 3.0  # coordinates are divided by this before they enter a net, so that all its inputs are of about one size
WIDEST_NOISE = 3.0  # how far points are scattered at noise 1

Places = NDArray[np.float64]  # (n, 2), within -EDGE and EDGE


@dataclass(frozen=True, slots=True)
class Plane:
    """Places (n, 2) of the plane and the class of each, (n,), 0 or 1; the first ``training`` of them train."""

    places: Places
    classes: NDArray[np.int64]
    training: int

    def points(self, features: tuple[int, ...]) -> tuple[Points, Points]:
        """Return what a net with these of the ``INPUTS`` trains on, and what is kept back."""
        inputs, labels = inputs_of(self.places, features), self.classes.astype(np.float32)
        return Points(inputs[: self.training], labels[: self.training]), Points(
            inputs[self.training :], labels[self.training :]
        )


def inputs_of(places: Places, features: tuple[int, ...]) -> NDArray[np.float32]:
    """Return the chosen ``INPUTS`` at these places, (n, features)."""
    x, y = places[:, 0] / UNIT, places[:, 1] / UNIT
    columns = (x, y, x * x, y * y, x * y, np.sin(places[:, 0]), np.sin(places[:, 1]))
    return np.ascontiguousarray(np.stack([columns[each] for each in features], axis=1), np.float32)


def grid(side: int) -> Places:
    """Return side × side places over the whole plane, the lowest row first, (side², 2)."""
    along = np.linspace(-EDGE, EDGE, side)
    return np.stack(np.meshgrid(along, along), axis=-1).reshape(-1, 2)


def plane(name: str, *, count: int, noise: float, share: float, seed: int, points: str = "", table: str = "") -> Plane:
    """Return a set of points, shuffled: ``share`` of it trains, the rest is kept back.

    A table of the learner's own takes the place of the set; points that were clicked are added, and all of them train.
    Raises DemoError where these can't be read.
    """
    dice = np.random.default_rng([seed, 2])
    places, classes = _of_table(table) if table else _SETS[name](count, dice)
    places = places + dice.standard_normal(places.shape) * noise * WIDEST_NOISE
    order = dice.permutation(len(places))
    training = max(1, round(share * len(places))) if len(places) > 2 else len(places)
    clicked = parse_points(points)
    first = np.concatenate([clicked.places, places[order]]).clip(-EDGE, EDGE)
    return Plane(first, np.concatenate([clicked.classes, classes[order]]), training + len(clicked.classes))


def _of_table(text: str) -> tuple[Places, NDArray[np.int64]]:
    """Return the first two columns, each stretched over the plane."""
    table = parse_table(text)
    if table.values.shape[1] < 2 or len(table.class_names) != 2:
        raise DemoError(
            f"The playground draws two columns of numbers and tells two classes apart; your table has "
            f"{table.values.shape[1]} and {len(table.class_names)}."
        )
    values = table.values[:, :2].astype(np.float64)
    low, high = values.min(axis=0), values.max(axis=0)
    return (2 * (values - low) / np.maximum(high - low, 1e-12) - 1) * (EDGE - 1), table.classes


def _around(radius: NDArray[np.float64], angle: NDArray[np.float64]) -> Places:
    return np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)


def _halves(count: int) -> NDArray[np.int64]:
    """Return as many of class 1 as of class 0, (count,)."""
    return np.arange(count) % 2


def _circle(count: int, dice: np.random.Generator) -> tuple[Places, NDArray[np.int64]]:
    """Return a disc of class 1 and a ring of class 0 around it."""
    classes = _halves(count)
    radius = np.where(classes == 1, 2.5 * np.sqrt(dice.random(count)), dice.uniform(3.5, 5.0, count))
    return _around(radius, dice.uniform(0, 2 * np.pi, count)), classes


def _xor(count: int, dice: np.random.Generator) -> tuple[Places, NDArray[np.int64]]:
    """Return four squares; class 1 where exactly one coordinate is positive."""
    signs = np.stack([np.arange(count) % 2, np.arange(count) // 2 % 2], axis=1)
    places = np.where(signs == 1, 1, -1) * dice.uniform(0.3, 5.0, (count, 2))
    return places, (signs[:, 0] != signs[:, 1]).astype(np.int64)


def _corners(count: int, dice: np.random.Generator) -> tuple[Places, NDArray[np.int64]]:
    """Return the four corners of the XOR table, each a small cloud."""
    signs = np.stack([np.arange(count) % 2, np.arange(count) // 2 % 2], axis=1)
    places = np.where(signs == 1, 3.0, -3.0) + 0.3 * dice.standard_normal((count, 2))
    return places, (signs[:, 0] != signs[:, 1]).astype(np.int64)


def _gaussian(count: int, dice: np.random.Generator) -> tuple[Places, NDArray[np.int64]]:
    """Return two round clouds that nearly touch."""
    classes = _halves(count)
    return np.where(classes == 1, 2.0, -2.0)[:, None] + dice.standard_normal((count, 2)), classes


def _spiral(count: int, dice: np.random.Generator) -> tuple[Places, NDArray[np.int64]]:
    """Return two arms that wind around each other one and three quarter times."""
    classes = _halves(count)
    way = dice.uniform(0.05, 1.0, count)
    return _around(5 * way, 3.5 * np.pi * way + np.pi * classes), classes


def _moons(count: int, dice: np.random.Generator) -> tuple[Places, NDArray[np.int64]]:
    """Return two half circles that reach into each other."""
    classes = _halves(count)
    angle = dice.uniform(0, np.pi, count)
    side = np.where(classes == 1, -1.0, 1.0)
    return np.stack([3 * np.cos(angle) * side - 1.5 * side, 3 * np.sin(angle) * side - 0.75 * side], axis=1), classes


def _two(count: int, dice: np.random.Generator) -> tuple[Places, NDArray[np.int64]]:
    """Return one point of each class, to begin with."""
    return np.array([[-3.0, 0.0], [3.0, 0.0]]), np.array([0, 1])


_SETS: Mapping[str, Callable[[int, np.random.Generator], tuple[Places, NDArray[np.int64]]]] = {
    "circle": _circle,
    "xor": _xor,
    "xor corners": _corners,
    "gaussian": _gaussian,
    "spiral": _spiral,
    "moons": _moons,
    "my points": _two,
}
