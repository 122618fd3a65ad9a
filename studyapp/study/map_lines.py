"""The lines of the map: from what is needed down to what needs it, between the topics and never through one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from studyapp.study.map_grid import Cell
from studyapp.study.map_places import Measures, Place
from studyapp.study.prerequisites import Needs

CLEAR = 4.0
"""How far a line keeps from a topic that it passes."""
SHIFTS = (-8.0, -4.0, 0.0, 4.0, 8.0)
"""Where lines run in a gap, beside its middle; those that begin at one topic run in the same place."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line from ``needed`` down to ``topic``: straight down past each row, bending only between rows."""

    needed: str
    topic: str
    points: tuple[Point, ...]


def lines(measures: Measures, cells: Mapping[str, Cell], graph: Needs) -> tuple[Line, ...]:
    """Return a line for each prerequisite; those that begin together run together as far as they can."""
    places = measures.places(cells)
    gaps = _gaps(cells, places, measures)
    sources = dict.fromkeys(each for needed in graph.values() for each in needed)
    shifts = {source: SHIFTS[number % len(SHIFTS)] for number, source in enumerate(sources)}
    found = []
    for topic, all_needed in graph.items():
        for needed in all_needed:
            x = places[needed].centre
            points = [(x, places[needed].bottom)]
            for row in range(cells[needed].row + 1, cells[topic].row):
                x = _gate(gaps[row], x, places[topic].centre, shifts[needed])
                points += [(x, measures.tops[row]), (x, measures.tops[row] + places[topic].height)]
            found.append(Line(needed, topic, (*points, (places[topic].centre, places[topic].top))))
    return tuple(found)


def crossings(drawn: Sequence[Line]) -> int:
    """Return how often lines cross; those that begin or end together don't cross there."""
    between: dict[float, list[tuple[float, float]]] = {}
    for line in drawn:
        for (start, above), (end, _) in list(pairwise(line.points))[::2]:
            between.setdefault(above, []).append((start, end))
    return sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for strands in between.values() for a, b in combinations(strands, 2))


def sideways(drawn: Sequence[Line]) -> float:
    """Return how far the lines go sideways, all together."""
    return sum(abs(start - end) for line in drawn for (start, _), (end, _) in pairwise(line.points))


def _gaps(
    cells: Mapping[str, Cell], places: Mapping[str, Place], measures: Measures
) -> list[list[tuple[float, float]]]:
    """Return for each row the gaps, from left to right, where the middle of a bundle of lines can pass."""
    taken: list[list[Place]] = [[] for _ in measures.tops]
    for topic, cell in cells.items():
        taken[cell.row].append(places[topic])
    found = []
    for row in taken:
        here = sorted(row, key=lambda place: place.left)
        ends = zip(
            [0.0, *(place.right for place in here)], [*(place.left for place in here), measures.width], strict=True
        )
        found.append([(left + CLEAR - SHIFTS[0], right - CLEAR - SHIFTS[-1]) for left, right in ends])
    return found


def _gate(gaps: Sequence[tuple[float, float]], x: float, target: float, shift: float) -> float:
    """Return where a line passes a row: straight on, or else through the nearest gap towards the target."""
    if any(left + shift <= x <= right + shift for left, right in gaps):
        return x
    options = [min(max(x, left + shift), right + shift) for left, right in gaps]
    return min(options, key=lambda gate: (abs(gate - x) + abs(gate - target), abs(gate - x)))
