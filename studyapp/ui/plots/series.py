"""The scalars of a run as arrays over the step, thinned for drawing without losing a peak; plain numpy.

However long a run goes on, a scalar keeps some tens of thousands of points, the highest and lowest among them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from models.demo import Moment
from studyapp.study.run_data import thinned, thinned_line

Values = NDArray[np.float64]
FIRST_CAPACITY = 1024
MOST_POINTS = 31_744
"""So many points a scalar are kept; then half of them go, of every four the two between the lowest and highest."""
WAITING = 1024
"""So many points wait at most until they become arrays: a pair of Python's numbers takes ten times the memory."""
GAP_SHARE = 0.01
"""A stretch without a measurement that is as wide as this share of a line breaks it; nobody sees a narrower one."""
MOST_GAPS = 1024
BLOCK = 32
"""So many points in a row are summed up by their lowest and highest, so that a long run is not gone through anew."""


class Points:
    """Pairs of numbers, in an array that at least doubles when it is full."""

    def __init__(self) -> None:
        self.count = 0
        self._room: Values = np.empty((2, FIRST_CAPACITY))

    def extend(self, points: Values) -> None:
        """Append points (2, n)."""
        end = self.count + points.shape[1]
        if end > self._room.shape[1]:
            more = np.empty((2, max(end, 2 * self._room.shape[1])))
            more[:, : self.count] = self.array
            self._room = more
        self._room[:, self.count : end] = points
        self.count = end

    def replace(self, points: Values) -> None:
        """Keep these points (2, n) and no others."""
        self.count = 0
        self.extend(points)

    @property
    def array(self) -> Values:
        """Return what was appended, as (2, count)."""
        return self._room[:, : self.count]


class _Line:
    """One scalar over the step. What comes in is only collected; the arrays are made when somebody looks."""

    def __init__(self) -> None:
        self.collected: list[tuple[float, float]] = []
        self._finite = Points()
        self._odd = Points()  # infinite, or not a number: can't be placed on an axis
        self._extremes = Points()  # two for each whole block
        self._limits = math.inf, -math.inf
        self._lowest_above_zero = math.inf
        self._gaps: list[float] = []  # one step of each stretch whose moments were without this scalar
        self._in_gap = True

    def finite(self) -> Values:
        """Return the points that can be drawn."""
        self._take_in()
        return self._finite.array

    def limits(self) -> tuple[float, float]:
        """Return the lowest and the highest finite value; infinite and the wrong way round if there is none."""
        self._take_in()
        return self._limits

    def lowest_above_zero(self) -> float:
        """Return the lowest positive value, infinite if there is none."""
        self._take_in()
        return self._lowest_above_zero

    def miss(self, step: int) -> None:
        """Take in that a moment after all points so far was without this scalar."""
        if not self._in_gap:
            self._in_gap = True
            self._gaps.append(float(step))
            self._gaps = self._gaps[-MOST_GAPS:]

    def drawn(self, most: int) -> Values:
        """Return at most ``most`` points that show the line's shape, and the edges of its wide gaps, nan in them."""
        points = self.finite()
        edges = self._edges_of_gaps(points)
        if points.shape[1] > BLOCK * most:
            whole = points.shape[1] // BLOCK * BLOCK
            points = np.concatenate([points[:, :1], self._extremes.array, points[:, whole:], points[:, -1:]], axis=1)
        points = thinned(points, most)
        if not edges.size:
            return points
        points = np.concatenate([points, edges], axis=1)
        return points[:, points[0].argsort(kind="stable")]

    def _edges_of_gaps(self, points: Values) -> Values:
        """Return for each wide gap between finite points (2, n) the last one before, (step, nan), the first after."""
        odd = np.concatenate([self._odd.array[0], self._gaps])
        after = np.searchsorted(points[0], odd, side="right")
        inside = (after > 0) & (after < points.shape[1])
        odd, after = odd[inside], after[inside]
        if not odd.size:
            return np.empty((2, 0))
        after, first = np.unique(after, return_index=True)
        odd = odd[first]
        wide = points[0, after] - points[0, after - 1] >= GAP_SHARE * points[0, -1]
        odd, after = odd[wide], after[wide]
        return np.concatenate(
            [points[:, after - 1], np.stack([odd, np.full(len(odd), np.nan)]), points[:, after]], axis=1
        )

    def is_broken_at(self, step: float, last_step: int) -> bool:
        """Tell whether a step lies in a wide gap; the one behind the last point reaches to the run's last step."""
        steps = self.finite()[0]
        after = int(np.searchsorted(steps, step, side="right"))
        if not after:
            return True
        before, end = steps[after - 1], steps[after] if after < len(steps) else last_step
        missed = any(
            np.searchsorted(odd, before, side="right") < np.searchsorted(odd, step, side="right")
            for odd in (self._odd.array[0], self._gaps)
        )
        return missed and bool(end - before >= GAP_SHARE * max(last_step, steps[-1]))

    def measured(self, *, gaps: bool = False) -> Values:
        """Return every point that is kept, by its step; with ``gaps`` also one of nan for each stretch without any."""
        finite = self.finite()
        missed = self._gaps if gaps else []
        if not self._odd.count and not missed:
            return finite.copy()
        points = np.concatenate([finite, self._odd.array, [missed, [math.nan] * len(missed)]], axis=1)
        return points[:, points[0].argsort(kind="stable")]

    def add(self, steps: Sequence[int], values: Sequence[float]) -> None:
        """Append as many points as there are steps."""
        self._in_gap = False
        self.collected.extend(zip(steps, values, strict=True))
        while len(self.collected) >= WAITING:
            self._take_in()

    def _take_in(self) -> None:
        if self.collected:
            points = np.array(self.collected[:WAITING]).T
            self.collected = self.collected[WAITING:]
            self.extend(points)

    def extend(self, points: Values) -> None:
        """Append points (2, n), later than all before, none of which waits to be taken in."""
        finite = np.isfinite(points[1])
        self._odd.extend(points[:, ~finite])
        points = points[:, finite]
        if points.size:
            low, high = self._limits
            self._limits = min(low, float(points[1].min())), max(high, float(points[1].max()))
            above = points[1].min(initial=math.inf, where=points[1] > 0)
            self._lowest_above_zero = min(self._lowest_above_zero, float(above))
            self._finite.extend(points)
            if self._finite.count > MOST_POINTS:
                self._finite.replace(_halved(self._finite.array))
                self._extremes = Points()
            self._sum_up()
        if self._odd.count > MOST_POINTS:
            self._odd.replace(self._odd.array[:, ::-2][:, ::-1].copy())

    def _sum_up(self) -> None:
        """Find the lowest and the highest point of every block that has become whole."""
        done = self._extremes.count // 2 * BLOCK
        blocks = (self._finite.count - done) // BLOCK
        points = self._finite.array[:, done : done + blocks * BLOCK]
        rows = points[1].reshape(blocks, BLOCK)
        places = np.sort(np.stack([rows.argmin(axis=1), rows.argmax(axis=1)], axis=1), axis=1)
        places += np.arange(blocks)[:, None] * BLOCK
        self._extremes.extend(points[:, places.ravel()])


class Series:
    """Every scalar of a run by name, in little memory."""

    def __init__(self, moments: Iterable[Moment] = ()) -> None:
        self.last_step = 0
        self._lines: dict[str, _Line] = {}
        self.add(moments)

    def add(self, moments: Iterable[Moment]) -> None:
        """Append moments, earliest first."""
        # Column by column, not number by number: a fast demo reports tens of thousands of numbers a second.
        for names, alike in groupby(moments, key=lambda moment: tuple(moment.scalars)):
            rows = list(alike)
            steps = [row.step for row in rows]
            self.last_step = steps[-1]
            for name in self._lines.keys() - set(names):
                self._lines[name].miss(steps[0])
            for name, values in zip(names, zip(*(row.scalars.values() for row in rows), strict=True), strict=True):
                if name not in self._lines:
                    self._lines[name] = _Line()
                self._lines[name].add(steps, values)

    @classmethod
    def from_columns(cls, columns: Mapping[str, Values]) -> Series:
        """Return the series that ``columns`` came from."""
        made = cls()
        for name, points in columns.items():
            made._lines[name] = _Line()
            made._lines[name].extend(points)
            made.last_step = max(made.last_step, int(points[0].max(initial=0)))
        return made

    def drawn(self, name: str, most: int) -> Values:
        """Return at most ``most`` finite points (2, n) of one scalar that show its shape, and what parts it at gaps.

        That are, for each stretch wide enough to be seen in which nothing was measured, the points at both its ends and
        one of nan between them.
        """
        line = self._lines.get(name)
        return line.drawn(most) if line else np.empty((2, 0))

    def limits(self, names: Iterable[str]) -> tuple[float, float] | None:
        """Return the lowest and highest finite value of some scalars, None if there is none."""
        return _widest(line.limits() for name in names if (line := self._lines.get(name)))

    def limits_above_zero(self, names: Iterable[str]) -> tuple[float, float] | None:
        """Return the same of the values above zero, for a logarithmic axis."""
        lines = [line for name in names if (line := self._lines.get(name))]
        return _widest((line.lowest_above_zero(), line.limits()[1]) for line in lines)

    def last(self, name: str) -> float | None:
        """Return the newest finite value of a scalar."""
        return self.at(name, math.inf)

    def at(self, name: str, step: float) -> float | None:
        """Return the finite value measured last at or before a step."""
        line = self._lines.get(name)
        if line is None:
            return None
        steps, values = line.finite()
        place = int(np.searchsorted(steps, step, side="right")) - 1
        return float(values[place]) if place >= 0 else None

    def seen_at(self, name: str, step: float) -> float | None:
        """Return the same, but None where the line has a gap: a scalar that is no longer measured has no value."""
        line = self._lines.get(name)
        return None if line is None or line.is_broken_at(step, self.last_step) else self.at(name, step)

    def columns(self) -> dict[str, Values]:
        """Return for each scalar all that is kept of what was measured, (2, n) with steps and values."""
        return {name: line.measured() for name, line in self._lines.items()}

    def thinned(self, most: int, until: float = math.inf) -> dict[str, Values]:
        """Return the columns up to a step with at most ``most`` points each, both ends and every extreme kept.

        Where a scalar was not measured for a while, one point of nan says so.
        """
        columns = {name: line.measured(gaps=True) for name, line in self._lines.items()}
        if until < self.last_step:
            columns = {name: points[:, points[0] <= until] for name, points in columns.items()}
        return {name: thinned_line(points, most) for name, points in columns.items() if points.size}

    def steps(self) -> Values:
        """Return the steps at which anything is kept, in rising order."""
        return np.unique(np.concatenate([np.empty(0), *(points[0] for points in self.columns().values())]))

    def finals(self) -> dict[str, float]:
        """Return the newest finite value of every scalar that has one."""
        return {name: value for name in self._lines if (value := self.last(name)) is not None}


def _widest(limits: Iterable[tuple[float, float]]) -> tuple[float, float] | None:
    """Return limits that hold all of these, None if there are none or they are the wrong way round."""
    both = list(limits)
    low, high = min((each[0] for each in both), default=1.0), max((each[1] for each in both), default=0.0)
    return (low, high) if low <= high else None


def moments_of(columns: Mapping[str, Values]) -> list[Moment]:
    """Return the moments that ``Series.columns`` came from, earliest first."""
    rows: dict[int, dict[str, float]] = {}
    for name, (steps, values) in columns.items():
        for step, value in zip(steps.tolist(), values.tolist(), strict=True):
            rows.setdefault(int(step), {})[name] = value
    return [Moment(step, rows[step]) for step in sorted(rows)]


def _halved(points: Values) -> Values:
    """Return about half of the points (2, n): of every four in a row the lowest and the highest, and the first."""
    whole = points.shape[1] // 4 * 4
    rows = points[1, :whole].reshape(-1, 4)
    starts = np.arange(0, whole, 4)
    kept = np.zeros(points.shape[1], np.bool_)
    kept[starts + rows.argmin(axis=1)] = kept[starts + rows.argmax(axis=1)] = True
    kept[0] = kept[-1] = kept[whole:] = True
    return points[:, kept]
