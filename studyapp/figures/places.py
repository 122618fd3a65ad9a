"""Finds room for words in a drawing: of several places, the one where the least is covered."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studyapp.figures.canvas import Point


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle by its edges in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> Point:
        """Return the point in the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def size(self) -> Point:
        """Return width and height."""
        return self.right - self.left, self.bottom - self.top

    def shared(self, other: Area) -> float:
        """Return how many square pixels both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)

    def holds(self, point: Point) -> bool:
        """Tell whether a point lies inside."""
        return self.left < point[0] < self.right and self.top < point[1] < self.bottom

    def grown(self, by: float) -> Area:
        """Return the rectangle with every edge further out."""
        return Area(self.left - by, self.top - by, self.right + by, self.bottom + by)


def around(centre: Point, width: float, height: float) -> Area:
    """Return the rectangle of a size about a point."""
    (x, y) = centre
    return Area(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def bounds(areas: Iterable[Area]) -> Area:
    """Return the least rectangle that holds all; there is at least one."""
    all_of_them = tuple(areas)
    return Area(
        min(each.left for each in all_of_them),
        min(each.top for each in all_of_them),
        max(each.right for each in all_of_them),
        max(each.bottom for each in all_of_them),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place for words; ``cost`` is what it has against it by itself."""

    area: Area
    cost: float = 0.0


LINE_COST = 12.0  # one point of a line that is covered, against one square pixel of words
LINE_GAP_PX = 2.0


def least_crowded(candidates: Sequence[Candidate], taken: Sequence[Area], points: Sequence[Point]) -> Area:
    """Return the place that covers the least of what is ``taken`` and of the ``points`` of lines."""
    best, least = candidates[0].area, math.inf
    for candidate in sorted(candidates, key=lambda each: each.cost):
        if candidate.cost >= least:
            break
        near = candidate.area.grown(LINE_GAP_PX)
        cost = candidate.cost + sum(candidate.area.shared(area) for area in taken)
        cost += LINE_COST * sum(near.holds(point) for point in points)
        if cost < least:
            best, least = candidate.area, cost
    return best
