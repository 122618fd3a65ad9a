"""Noisy pictures of bright shapes under uneven light, and the mask of each: what a net is to find again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_SHAPES = 3  # in one picture
CONTRAST, LIGHT = 1.0, 0.8  # of a shape against the ground; of the light, from one side of a picture to the other


@dataclass(frozen=True, slots=True)
class Shapes:
    """Pictures and masks, both (n, side, side); a mask is 1 where a shape is and 0 elsewhere."""

    pictures: NDArray[np.float32]
    masks: NDArray[np.float32]


def shapes(count: int, side: int, noise: float, dice: np.random.Generator) -> Shapes:
    """Return pictures with one to three discs, rings, bars or crosses each, under a slanting light and normal noise."""
    y, x = np.mgrid[0:side, 0:side].astype(np.float64)
    masks = np.zeros((count, side, side), dtype=np.bool_)
    how_many = dice.integers(1, MOST_SHAPES + 1, count)
    for number in range(MOST_SHAPES):
        masks |= _shapes(y, x, count, dice) & (how_many > number)[:, None, None]
    slope = dice.uniform(-LIGHT / 2, LIGHT / 2, (2, count, 1, 1)) / side
    light = slope[0] * (y - side / 2) + slope[1] * (x - side / 2)
    pictures = CONTRAST * masks + light + noise * dice.standard_normal(masks.shape)
    return Shapes(pictures.astype(np.float32), masks.astype(np.float32))


def _shapes(y: NDArray[np.float64], x: NDArray[np.float64], count: int, dice: np.random.Generator) -> NDArray[np.bool_]:
    """Return one shape in each of so many masks."""
    side = len(x)
    middle_y, middle_x = dice.uniform(0.2 * side, 0.8 * side, (2, count, 1, 1))
    size = dice.uniform(0.1 * side, 0.24 * side, (count, 1, 1))
    thickness = dice.uniform(1.0, 2.0, (count, 1, 1))  # pixels
    angle = dice.uniform(0, np.pi, (count, 1, 1))
    along = (x - middle_x) * np.cos(angle) + (y - middle_y) * np.sin(angle)
    across = (y - middle_y) * np.cos(angle) - (x - middle_x) * np.sin(angle)
    distance = np.hypot(along, across)
    disc = distance <= size
    ring = np.abs(distance - size) <= thickness / 2
    bar = (np.abs(along) <= 1.5 * size) & (np.abs(across) <= thickness)
    cross = bar | ((np.abs(across) <= 1.5 * size) & (np.abs(along) <= thickness))
    return np.choose(dice.integers(0, 4, (count, 1, 1)), [disc, ring, bar, cross])
