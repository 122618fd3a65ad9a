"""What demos in the plane draw: places on a square, points by class, and a net of lines bent by a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.arrays import array_of

if TYPE_CHECKING:
    from torch import Tensor

Array = NDArray[np.float32]

LINES, PIECES = 13, 24  # lines of the net each way, and pieces of each line
REACH = 2.4  # how far the net goes: 98 % of a standard normal number lies within


def numbers_of(tensor: Tensor) -> Array:
    """Return a tensor's numbers ready to be drawn, 0 for those that a broken net sent beyond all bounds."""
    return array_of(tensor, infinite=0.0)


def plane(side: int, edge: float) -> Array:
    """Return places (side * side, 2) on the square from -edge to edge, row by row from the bottom."""
    along = np.linspace(-edge, edge, side, dtype=np.float32)
    across, up = np.meshgrid(along, along)
    return np.column_stack([across.ravel(), up.ravel()])


def points_of(*clouds: Array, edge: float) -> Array:
    """Return points (n, 3) with the number of their cloud as class; those beyond the edge are left out."""
    rows = [np.column_stack([each, np.full(len(each), number)]) for number, each in enumerate(clouds)]
    table = np.concatenate(rows).astype(np.float32)
    inside: Array = table[np.abs(table[:, :2]).max(axis=1) <= edge]
    return inside


def segments(dimensions: int = 2) -> Array:
    """Return the ends of the pieces of a square net about 0, first and second end by turns: (2 m, dimensions).

    The net lies in the first two dimensions; with one dimension only, there is a line.
    """
    ticks, across = np.linspace(-REACH, REACH, PIECES + 1), np.linspace(-REACH, REACH, LINES)
    pieces = np.stack([ticks[:-1], ticks[1:]], axis=1).ravel()  # first and second end by turns
    upright = np.column_stack([np.repeat(across, len(pieces)), np.tile(pieces, LINES)])
    level = upright[:, ::-1]
    ends = np.zeros((2 * len(upright), max(dimensions, 2)), np.float32)
    ends[:, :2] = np.concatenate([upright, level])
    return ends[:, :dimensions]


def warped(ends: Array) -> Array:
    """Return the bent net as segments (m, 4), from the ends that ``segments`` gave after the map."""
    return ends.reshape(-1, 4).astype(np.float32)


def quarters(source: Array, points: Array) -> tuple[Array, ...]:
    """Return the points whose sources lie in each quarter of the plane: right up, left up, left down, right down."""
    right, up = source[:, 0] >= 0, source[:, 1] >= 0
    return tuple(points[each] for each in (right & up, ~right & up, ~right & ~up, right & ~up))


def arrows(places: Array, steps: Array) -> Array:
    """Return segments (3 n, 4): a shaft from each place along its step, and the two sides of its head."""
    tips = places + steps
    along, across = 0.3 * steps, 0.18 * np.column_stack([-steps[:, 1], steps[:, 0]])
    ends = ((places, tips), (tips, tips - along + across), (tips, tips - along - across))
    return np.concatenate([np.hstack(pair) for pair in ends]).astype(np.float32)


def circles(*radii: float) -> Array:
    """Return circles about 0 as segments (48 each, 4)."""
    angles = np.linspace(0, 2 * np.pi, 49)
    ring = np.column_stack([np.cos(angles), np.sin(angles)])
    pieces = np.hstack([ring[:-1], ring[1:]])
    return np.concatenate([radius * pieces for radius in radii]).astype(np.float32)
