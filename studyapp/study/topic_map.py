"""The map of topics as plain geometry: every line leads downwards, nothing overlaps, few lines cross.

Lengths are pixels of the map at its own size. The same topics always give the same map.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from studyapp.study.map_grid import Cell, Grid, Lane, grid, in_order
from studyapp.study.map_lanes import near_lanes
from studyapp.study.map_lines import Line, crossings, lines, sideways
from studyapp.study.map_places import Measures, Place
from studyapp.study.prerequisites import Needs, reduced

SWEEPS = 4
READABLE = 0.8
"""The smallest scale at which the titles of topics are read with ease."""
NARROWEST, WIDEST = 4, 14
"""How many columns of topics a map may have."""


@dataclass(frozen=True, slots=True)
class Band:
    """The ground that topics of one shelf stand on; ``is_continued`` where the shelf began elsewhere."""

    shelf: str
    place: Place
    is_continued: bool


@dataclass(frozen=True, slots=True)
class TopicMap:
    """A drawing of the topics: where each stands, its shelf's band, and the lines from what is needed.

    What is needed anyway by something else that a topic needs has no line of its own. ``rows`` has the topics from
    top to bottom, each row from left to right.
    """

    places: Mapping[str, Place]
    bands: tuple[Band, ...]
    lines: tuple[Line, ...]
    rows: tuple[tuple[str, ...], ...]
    width: float
    height: float

    @property
    def crossings(self) -> int:
        """Return how often lines cross."""
        return crossings(self.lines)


def topic_map(shelves: Mapping[str, str], graph: Needs, *, columns: int, sweeps: int = SWEEPS) -> TopicMap:
    """Return the map of topics, given their shelves in reading order; with ``sweeps`` 0 nothing is sorted."""
    slim = reduced(graph)
    found = grid(in_order(shelves, slim), slim, columns, order=near_lanes if sweeps else None)
    measures = Measures(found)
    cells = best = found.cells
    cost = _cost(measures, best, slim)
    for sweep in range(sweeps):
        cells = _swept(found, measures, cells, slim, downwards=sweep % 2 == 0)
        if (new_cost := _cost(measures, cells, slim)) < cost:
            best, cost = cells, new_cost
    return _drawn(found, measures, best, slim)


def fitting_columns(shelves: Mapping[str, str], graph: Needs, *, width: float, height: float) -> int:
    """Return how many columns suit a room: those that show the whole map best, if it can be read then.

    Otherwise the map is as wide as the room and only goes on below it.
    """
    slim = reduced(graph)
    parts = in_order(shelves, slim)
    sizes = {each: Measures(grid(parts, slim, each)) for each in range(NARROWEST, WIDEST + 1)}
    whole = {each: min(width / size.width, height / size.height) for each, size in sizes.items()}
    best = max(whole, key=lambda each: whole[each])
    if whole[best] >= READABLE:
        return best
    fitting = [each for each, size in sizes.items() if size.width * READABLE <= width]
    return min(fitting, key=lambda each: (sizes[each].height, sizes[each].width), default=NARROWEST)


def neighbour(drawn: TopicMap, topic: str, *, right: int = 0, down: int = 0) -> str:
    """Return the next topic to the right (1) or left (-1), or the nearest of the row below (1) or above (-1).

    At the edge of the map it is the topic itself.
    """
    number = next(index for index, row in enumerate(drawn.rows) if topic in row)
    row = drawn.rows[number]
    if right:
        return row[min(max(row.index(topic) + right, 0), len(row) - 1)]
    if not 0 <= number + down < len(drawn.rows):
        return topic
    centre = drawn.places[topic].centre
    return min(drawn.rows[number + down], key=lambda each: abs(drawn.places[each].centre - centre))


def _cost(measures: Measures, cells: Mapping[str, Cell], graph: Needs) -> tuple[int, float]:
    drawn = lines(measures, cells, graph)
    return crossings(drawn), sideways(drawn)


def _swept(
    found: Grid, measures: Measures, cells: Mapping[str, Cell], graph: Needs, *, downwards: bool
) -> dict[str, Cell]:
    """Return the cells with each row set below (or above) the middle of what its topics are tied to."""
    ties: dict[str, list[str]] = {topic: [] for topic in graph}
    for topic, needed in graph.items():
        for each in needed:
            ties[topic if downwards else each].append(each if downwards else topic)
    moved = dict(cells)
    centres = {topic: place.centre for topic, place in measures.places(cells).items()}
    for lane, row, group in _groups(found, downwards=downwards):
        wanted = {topic: _mean([centres[tie] for tie in ties[topic]], centres[topic]) for topic in group}
        order = sorted(group, key=lambda topic: (wanted[topic], centres[topic]))
        seats = _seated(lane, row, [(topic, wanted[topic]) for topic in order], measures)
        centres.update({topic: measures.place(cell).centre for topic, cell in seats.items()})
        moved.update(seats)
    return moved


def _groups(found: Grid, *, downwards: bool) -> list[tuple[Lane, int, list[str]]]:
    """Return the topics of each lane and row, from the top or from the bottom."""
    groups: dict[tuple[int, Lane], list[str]] = {}
    for lane in found.lanes:
        for topic in lane.topics:
            groups.setdefault((found.cells[topic].row, lane), []).append(topic)
    ordered = sorted(groups.items(), key=lambda item: item[0][0], reverse=not downwards)
    return [(lane, row, group) for (row, lane), group in ordered]


def _seated(lane: Lane, row: int, wanted: Sequence[tuple[str, float]], measures: Measures) -> dict[str, Cell]:
    """Return cells in a lane's row for topics in this order, each as near as possible to where it is wanted."""

    def distance(columns: tuple[int, ...]) -> float:
        centres = (measures.place(Cell(row, column)).centre for column in columns)
        return sum(abs(centre - x) for centre, (_, x) in zip(centres, wanted, strict=True))

    columns = min(combinations(range(lane.left, lane.left + lane.columns), len(wanted)), key=distance)
    return {topic: Cell(row, column) for (topic, _), column in zip(wanted, columns, strict=True)}


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _drawn(found: Grid, measures: Measures, cells: Mapping[str, Cell], graph: Needs) -> TopicMap:
    grounds = zip(found.lanes, measures.bands, strict=True)
    rows: list[list[str]] = [[] for _ in measures.tops]
    for topic in sorted(cells, key=lambda each: cells[each].column):
        rows[cells[topic].row].append(topic)
    return TopicMap(
        places=measures.places(cells),
        bands=tuple(Band(lane.shelf, place, lane.is_continued) for lane, place in grounds),
        lines=lines(measures, cells, graph),
        rows=tuple(map(tuple, rows)),
        width=measures.width,
        height=measures.height,
    )
