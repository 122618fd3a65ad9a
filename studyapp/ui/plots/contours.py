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
    corners = _triangles(values)
    # How many levels lie below each corner: a triangle is crossed by those that lie between its lowest and highest.
    below = np.searchsorted(levels, values.ravel())[corners]
    first, last = below.min(axis=1), below.max(axis=1)
    crossed = np.flatnonzero(last > first)
    counts = (last - first)[crossed]
    which = np.repeat(crossed, counts)
    nth = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    cut = corners[which]
    known = np.isfinite(values.ravel()[cut]).all(axis=1)
    cut, level = cut[known], levels[first[which] + nth][known]
    places = np.stack([cut % values.shape[1], cut // values.shape[1]], axis=2).astype(np.float64)
    return _cuts(values.ravel()[cut], places, level)


def coarse(values: Numbers, most: int) -> tuple[Numbers, tuple[float, float]]:
    """Return every few rows and columns, at most about ``most`` of each, and how many columns and rows apart."""
    down, across = (max(1, round((side - 1) / (most - 1))) for side in values.shape)
    return values[::down, ::across], (float(across), float(down))


def _triangles(values: Numbers) -> NDArray[np.int64]:
    """Return the corners (n, 3) of two triangles for each cell of the grid, as places in the flat grid."""
    height, width = values.shape
    numbers = np.arange(height * width).reshape(height, width)
    here, right = numbers[:-1, :-1].ravel(), numbers[:-1, 1:].ravel()
    above, across = numbers[1:, :-1].ravel(), numbers[1:, 1:].ravel()
    lower, upper = np.stack([here, right, across], axis=1), np.stack([here, above, across], axis=1)
    return np.concatenate([lower, upper])


def _cuts(corners: Numbers, places: Numbers, levels: Numbers) -> Numbers:
    """Return where each level cuts the two sides of its triangle, one pair of rows a triangle."""
    order = corners.argsort(axis=1)
    corners = np.take_along_axis(corners, order, axis=1)
    places = np.take_along_axis(places, order[:, :, None], axis=1)
    low, middle, high = corners.T
    # One cut is on the longest side, low to high; the other on whichever of the short sides holds the level.
    first_half = levels <= middle
    start = np.where(first_half, low, middle)
    end = np.where(first_half, middle, high)
    starts = np.where(first_half[:, None], places[:, 0], places[:, 1])
    ends = np.where(first_half[:, None], places[:, 1], places[:, 2])
    long_share = (levels - low) / (high - low)
    short_share = np.divide(levels - start, end - start, out=np.zeros_like(levels), where=end > start)
    one = places[:, 0] + long_share[:, None] * (places[:, 2] - places[:, 0])
    other = starts + short_share[:, None] * (ends - starts)
    return np.stack([one, other], axis=1).reshape(-1, 2)
