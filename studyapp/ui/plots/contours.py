"""Contour lines of a function on a grid, by marching triangles; plain numpy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def contour_levels(values: Numbers, count: int) -> Numbers:
    """Return ``count`` levels between the lowest and the highest finite value, evenly apart; none if all are equal."""
    finite = values[np.isfinite(values)]
    if not finite.size or finite.min() == finite.max():
        return np.empty(0)
    return np.linspace(finite.min(), finite.max(), count + 2)[1:-1]


def contour_segments(values: Numbers, levels: Numbers) -> Numbers:
    """Return the ends (2 * n, 2) of n segments, x and y in columns and rows of the grid; NaN cells have none."""
    if not levels.size or min(values.shape) < 2:
        return np.empty((0, 2))
    # How many levels lie below each place: a triangle is crossed by those that lie between its lowest and highest.
    flat, below = values.ravel(), np.searchsorted(levels, values.ravel())
    corners = _triangles(below.reshape(values.shape), np.isfinite(values))
    under = below[corners]
    first = under.min(axis=1)
    counts = under.max(axis=1) - first
    which = np.repeat(np.arange(len(corners)), counts)
    nth = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    cut = corners[which]
    return _cuts(flat[cut], cut, values.shape[1], levels[first[which] + nth])


def coarse(values: Numbers, most: int) -> tuple[Numbers, tuple[float, float]]:
    """Return every few rows and columns, at most about ``most`` of each, and how many columns and rows apart."""
    down, across = (max(1, round((side - 1) / (most - 1))) for side in values.shape)
    return values[::down, ::across], (float(across), float(down))


def _triangles(below: NDArray[np.int64], known: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the corners (n, 3) of two triangles for each cell that a level crosses, as places in the flat grid."""
    width = below.shape[1]
    squares = [below[:-1, :-1], below[:-1, 1:], below[1:, :-1], below[1:, 1:]]
    same = (squares[0] == squares[1]) & (squares[0] == squares[2]) & (squares[0] == squares[3])
    whole = known[:-1, :-1] & known[:-1, 1:] & known[1:, :-1] & known[1:, 1:]
    row, column = np.nonzero(whole & ~same)
    here = row * width + column
    lower = np.stack([here, here + 1, here + width + 1], axis=1)
    upper = np.stack([here, here + width, here + width + 1], axis=1)
    return np.concatenate([lower, upper])


def _cuts(corners: Numbers, flat: NDArray[np.int64], width: int, levels: Numbers) -> Numbers:
    """Return where each level cuts the two sides of its triangle, one pair of rows a triangle."""
    order = corners.argsort(axis=1)
    low, middle, high = np.take_along_axis(corners, order, axis=1).T
    places = np.take_along_axis(flat, order, axis=1)
    x, y = (places % width).T.astype(np.float64), (places // width).T.astype(np.float64)
    # One cut is on the longest side, low to high; the other on whichever of the short sides holds the level.
    first_half = levels < middle
    start, end = np.where(first_half, low, middle), np.where(first_half, middle, high)
    long = (levels - low) / (high - low)
    short = np.divide(levels - start, end - start, out=np.zeros_like(levels), where=end > start)
    cuts = np.empty((len(levels), 2, 2))
    for axis, at in enumerate((x, y)):
        near, far = np.where(first_half, at[0], at[1]), np.where(first_half, at[1], at[2])
        cuts[:, 0, axis] = at[0] + long * (at[2] - at[0])
        cuts[:, 1, axis] = near + short * (far - near)
    return cuts.reshape(-1, 2)
