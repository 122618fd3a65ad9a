"""The scalars of a run as arrays over the step, thinned for drawing without losing a peak; plain numpy."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from models.demo import Moment

Values = NDArray[np.float64]
FIRST_CAPACITY = 1024
BLOCK = 32
"""So many points in a row are summed up by their lowest and highest, so that a long run is not gone through anew."""


class Points:
    """Pairs of numbers, in an array that doubles when it is full."""

    def __init__(self) -> None:
        self.count = 0
        self._room: Values = np.empty((2, FIRST_CAPACITY))

    def add(self, x: float, y: float) -> None:
        """Append one pair."""
        if self.count == self._room.shape[1]:
            self._room = np.concatenate([self._room, np.empty_like(self._room)], axis=1)
        self._room[:, self.count] = x, y
        self.count += 1

    @property
    def array(self) -> Values:
        """Return what was added, as (2, count)."""
        return self._room[:, : self.count]


class _Line:
    """One scalar over the step."""

    def __init__(self) -> None:
        self.finite = Points()
        self.odd = Points()  # infinite, or not a number: can't be placed on an axis
        self._extremes = Points()  # two for each whole block
        self.low, self.high = math.inf, -math.inf

    def add(self, step: int, value: float) -> None:
        if not math.isfinite(value):
            self.odd.add(step, value)
            return
        self.finite.add(step, value)
        self.low, self.high = min(self.low, value), max(self.high, value)
        if self.finite.count % BLOCK == 0:
            self._sum_up(self.finite.array[:, -BLOCK:])

    def measured(self) -> Values:
        points = np.concatenate([self.finite.array, self.odd.array], axis=1)
        return points[:, points[0].argsort(kind="stable")]

    def _sum_up(self, block: Values) -> None:
        for place in sorted((block[1].argmin(), block[1].argmax())):
            self._extremes.add(block[0, place], block[1, place])

    def drawn(self, most: int) -> Values:
        points = self.finite.array
        if points.shape[1] > BLOCK * most:
            whole = points.shape[1] // BLOCK * BLOCK
            points = np.concatenate([points[:, :1], self._extremes.array, points[:, whole:], points[:, -1:]], axis=1)
        return thinned(points, most)


class Series:
    """Every scalar of a run by name, in little memory."""

    def __init__(self, moments: Iterable[Moment] = ()) -> None:
        self.last_step = 0
        self._lines: dict[str, _Line] = {}
        self.add(moments)

    def add(self, moments: Iterable[Moment]) -> None:
        """Append moments, earliest first."""
        for moment in moments:
            self.last_step = moment.step
            for name, value in moment.scalars.items():
                self._lines.setdefault(name, _Line()).add(moment.step, value)

    @classmethod
    def from_columns(cls, columns: Mapping[str, Values]) -> Series:
        """Return the series that ``columns`` came from."""
        return cls(moments_of(columns))

    def drawn(self, name: str, most: int) -> Values:
        """Return at most ``most`` finite points (2, n) of one scalar that show its shape."""
        line = self._lines.get(name)
        return line.drawn(most) if line else np.empty((2, 0))

    def limits(self, names: Iterable[str]) -> tuple[float, float] | None:
        """Return the lowest and highest finite value of some scalars, None if there is none."""
        lines = [line for name in names if (line := self._lines.get(name)) and line.finite.count]
        return (min(line.low for line in lines), max(line.high for line in lines)) if lines else None

    def last(self, name: str) -> float | None:
        """Return the newest finite value of a scalar."""
        return self.at(name, math.inf)

    def at(self, name: str, step: float) -> float | None:
        """Return the finite value measured last at or before a step."""
        line = self._lines.get(name)
        if line is None:
            return None
        steps, values = line.finite.array
        place = int(np.searchsorted(steps, step, side="right")) - 1
        return float(values[place]) if place >= 0 else None

    def columns(self) -> dict[str, Values]:
        """Return for each scalar everything that was measured, (2, n) with steps and values."""
        joined = {
            name: np.concatenate([line.finite.array, line.odd.array], axis=1) for name, line in self._lines.items()
        }
        return {name: points[:, points[0].argsort(kind="stable")] for name, points in joined.items()}


def moments_of(columns: Mapping[str, Values]) -> list[Moment]:
    """Return the moments that ``Series.columns`` came from, earliest first."""
    rows: dict[int, dict[str, float]] = {}
    for name, (steps, values) in columns.items():
        for step, value in zip(steps.tolist(), values.tolist(), strict=True):
            rows.setdefault(int(step), {})[name] = value
    return [Moment(step, rows[step]) for step in sorted(rows)]


def thinned(points: Values, most: int) -> Values:
    """Return at most ``most`` of the points (2, n): of each stretch the lowest and the highest, and both ends."""
    count = points.shape[1]
    if count <= most:
        return points
    stretch = math.ceil(count / (most // 2 - 2))
    whole = count // stretch * stretch
    rows = points[1, :whole].reshape(-1, stretch)
    starts = np.arange(0, whole, stretch)
    rest = points[1, whole:]
    tail = [whole + rest.argmin(), whole + rest.argmax()] if len(rest) else []
    places = np.unique(
        np.concatenate([starts + rows.argmin(axis=1), starts + rows.argmax(axis=1), tail, [0, count - 1]])
    )
    return points[:, places.astype(int)]
