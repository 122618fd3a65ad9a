"""The lines of the map: from what is needed down to what needs it, between the topics and never through one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from studyapp.study.map_grid import Cell
from studyapp.study.map_places import COLUMN_GAP, Measures, Place
from studyapp.study.prerequisites import Needs

CLEAR = 6.0
"""How far a line keeps from a topic that it passes."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line from ``needed`` down to ``topic``: straight down past each row, bending only between rows."""

    needed: str
    topic: str
    points: tuple[Point, ...]


def lines(measures: Measures, cells: Mapping[str, Cell], graph: Needs) -> tuple[Line, ...]:
    """Return a line for each prerequisite; those that pass a row through the same gap run side by side."""
    ties = [(needed, topic) for topic, all_needed in graph.items() for needed in all_needed]
    places = measures.places(cells)
    passed: dict[int, list[tuple[float, int]]] = {}
    for number, (needed, topic) in enumerate(ties):
        start, end = cells[needed].row, cells[topic].row
        for row in range(start + 1, end):
            share = (row - start) / (end - start)
            straight = places[needed].centre * (1 - share) + places[topic].centre * share
            passed.setdefault(row, []).append((straight, number))
    gates = {row: _gates(_free(row, cells, places, measures.width), wanted) for row, wanted in passed.items()}
    found = []
    for number, (needed, topic) in enumerate(ties):
        points = [(places[needed].centre, places[needed].bottom)]
        for row in range(cells[needed].row + 1, cells[topic].row):
            x, top = gates[row][number], measures.tops[row]
            points += [(x, top), (x, top + places[topic].height)]
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


def _free(row: int, cells: Mapping[str, Cell], places: Mapping[str, Place], width: float) -> list[tuple[float, float]]:
    """Return the gaps in a row, from left to right, where a line can pass."""
    here = sorted(places[topic].left for topic, cell in cells.items() if cell.row == row)
    lefts = [0.0, *(left + next(iter(places.values())).width for left in here)]
    gaps = zip(lefts, [*here, width], strict=True)
    return [(left + CLEAR, right - CLEAR) for left, right in gaps]


def _gates(gaps: Sequence[tuple[float, float]], wanted: Sequence[tuple[float, int]]) -> dict[int, float]:
    """Return where each line passes a row: as near as possible to the straight way, side by side in a narrow gap."""
    crowds: dict[tuple[float, float], list[tuple[float, int]]] = {}
    for x, number in sorted(wanted):
        gap = min(gaps, key=lambda each: max(each[0] - x, x - each[1], 0.0))
        crowds.setdefault(gap, []).append((min(max(x, gap[0]), gap[1]), number))
    found: dict[int, float] = {}
    for (left, right), crowd in crowds.items():
        is_narrow = right - left <= 2 * COLUMN_GAP
        for index, (x, number) in enumerate(crowd, 1):
            found[number] = left + (right - left) * index / (len(crowd) + 1) if is_narrow else x
    return found
