"""Where topics stand on the map: shelves side by side as lanes, what is needed always in a higher row.

The order of rows and lanes is found here; ``topic_map`` makes a drawing of it. Where the lanes don't fit side by side
they go on below, as words do in a paragraph. A shelf that waits for a topic of a later one is continued there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from studyapp.study.prerequisites import Needs, depths

LANE_COLUMNS = ((2, 1), (8, 2))
"""Up to so many topics stand in so many columns; more stand in ``MOST_COLUMNS``."""
MOST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Lane:
    """Topics of one shelf that stand together: ``left`` is its first column, ``tier`` counts rows of lanes.

    ``is_continued`` where the shelf began in another lane.
    """

    shelf: str
    topics: tuple[str, ...]
    columns: int
    left: int
    tier: int
    is_continued: bool


Order = Callable[[Sequence[Lane], Needs], Sequence[Lane]]


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a topic: its row counts over the whole map, its column over all lanes of the tier."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """All lanes and the place of every topic; ``tiers`` has the number of rows of each tier."""

    lanes: tuple[Lane, ...]
    cells: Mapping[str, Cell]
    tiers: tuple[int, ...]


Part = tuple[str, list[str]]
"""A shelf with topics of it that stand together."""


def in_order(shelves: Mapping[str, str], graph: Needs) -> list[Part]:
    """Return the shelves with their topics so that nothing needs what comes in a later part."""
    left: dict[str, list[str]] = {}
    for topic, shelf in shelves.items():
        left.setdefault(shelf, []).append(topic)
    placed: set[str] = set()
    found: list[Part] = []
    while left:
        shelf, ready = _next(left, graph, placed)
        found.append((shelf, ready))
        placed.update(ready)
        left[shelf] = [topic for topic in left[shelf] if topic not in placed]
        if not left[shelf]:
            del left[shelf]
    return found


def grid(parts: Sequence[Part], graph: Needs, columns: int, *, order: Order | None = None) -> Grid:
    """Return where topics stand, given their shelves ``in_order`` and how many columns there is room for.

    Lanes of a tier stand in that order unless ``order`` puts them in another.
    """
    lanes = _wrapped(parts, columns)
    lanes = lanes if order is None else list(order(lanes, graph))
    depth = depths(graph)
    rows: dict[str, int] = {}
    tiers: list[int] = []
    for tier in range(1 + max((lane.tier for lane in lanes), default=-1)):
        first = sum(tiers)
        rows.update(_rows([lane for lane in lanes if lane.tier == tier], graph, depth, first=first))
        tiers.append(1 + max(rows.values()) - first)
    cells: dict[str, Cell] = {}
    for lane in lanes:
        taken: dict[int, int] = {}
        for topic in lane.topics:
            row = rows[topic]
            cells[topic] = Cell(row, lane.left + taken.setdefault(row, 0))
            taken[row] += 1
    return Grid(tuple(lanes), cells, tuple(tiers))


def _next(left: Mapping[str, list[str]], graph: Needs, placed: set[str]) -> tuple[str, list[str]]:
    """Return the first shelf of which half can be placed, or else the one of which most can, with those topics."""
    ready = {shelf: _ready(topics, graph, placed) for shelf, topics in left.items()}
    half = next((shelf for shelf, topics in left.items() if 2 * len(ready[shelf]) >= len(topics)), None)
    chosen = half or max(ready, key=lambda shelf: len(ready[shelf]))
    return chosen, ready[chosen]


def _ready(topics: Sequence[str], graph: Needs, placed: set[str]) -> list[str]:
    """Return the topics that need nothing but what is placed and one another."""
    at_hand = placed.union(topics)
    out = {topic for topic in topics if not at_hand.issuperset(graph[topic])}
    while more := {topic for topic in topics if topic not in out and not out.isdisjoint(graph[topic])}:
        out |= more
    return [topic for topic in topics if topic not in out]


def _wrapped(parts: Sequence[tuple[str, list[str]]], columns: int) -> list[Lane]:
    lanes: list[Lane] = []
    left = tier = 0
    for shelf, topics in parts:
        width = next((wide for count, wide in LANE_COLUMNS if len(topics) <= count), MOST_COLUMNS)
        if left and left + width > columns:
            left, tier = 0, tier + 1
        is_continued = any(lane.shelf == shelf for lane in lanes)
        lanes.append(Lane(shelf, tuple(topics), width, left, tier, is_continued))
        left += width
    return lanes


def _rows(lanes: Sequence[Lane], graph: Needs, depth: Mapping[str, int], *, first: int) -> dict[str, int]:
    """Return the rows of a tier's topics: below all they need, and no more in a row than a lane has columns."""
    rows: dict[str, int] = {}
    taken: dict[tuple[Lane, int], int] = {}
    home = {topic: lane for lane in lanes for topic in lane.topics}
    for topic in sorted(home, key=lambda each: depth[each]):
        row = max((rows[needed] + 1 for needed in graph[topic] if needed in rows), default=first)
        while taken.get((home[topic], row), 0) == home[topic].columns:
            row += 1
        rows[topic] = row
        taken[home[topic], row] = taken.get((home[topic], row), 0) + 1
    return rows
