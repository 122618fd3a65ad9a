"""The map of mastery: every topic under its shelf, with the sign, the colour and the number of what is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF

from question_bank.wording import counted
from studyapp.study.mastery import ENOUGH, Mastery
from studyapp.ui.charts.chart import Column, Spot, Table
from studyapp.ui.charts.pencil import RIGHT, Pencil
from studyapp.ui.mastery_sign import SIGN_PX, draw_sign, sign_colour
from studyapp.ui.theme import BETWEEN_PX, SMALL_PX, WITHIN_PX

ROW_PX, HEADING_PX, BETWEEN_SHELVES_PX = 26.0, 28.0, 12.0
NARROWEST_PX = 232.0
NUMBER_PX = 38.0
WASH = 0.26  # of a sign's colour behind what is known


@dataclass(frozen=True, slots=True)
class Tile:
    """One topic; ``chance`` of answering a new question right, None where nothing was answered yet."""

    topic: str
    title: str
    shelf: str
    mastery: Mastery
    chance: float | None
    low: float = 0.0
    high: float = 1.0
    answers: int = 0

    @property
    def words(self) -> str:
        """Return what is known of the topic, in a sentence."""
        if self.chance is None:
            return f"{self.title}: not started. Click to read it."
        return f"{self.title}: {self.mastery.value}. {self.judgement}"

    @property
    def judgement(self) -> str:
        """Return what the mastery rests on, in a sentence; "" where nothing was answered yet."""
        if self.chance is None:
            return ""
        few = "" if self.answers >= ENOUGH else ", not enough to be sure"
        return (
            f"A new question would go right with a chance of {self.chance:.0%} ({self.low:.0%} to {self.high:.0%}), "
            f"judged by {counted(self.answers, 'answer')}{few}."
        )


@dataclass(frozen=True, slots=True)
class TopicTiles:
    """Shelves in columns, as many as fit beside each other; topics in reading order."""

    tiles: Sequence[Tile]
    summary: str

    def height(self, width: float) -> float:
        """Return the height of the highest column."""
        return max([bottom for _, bottom in self._columns(width)], default=0.0)

    def paint(self, pencil: Pencil, room: QRectF) -> None:
        """Draw shelves and topics."""
        for title, place in self._headings(room):
            pencil.words(place, title, colour=pencil.theme.ink, size_px=SMALL_PX + 1, bold=True)
        for tile, place in self._places(room):
            _draw_tile(pencil, tile, place)

    def spots(self, room: QRectF) -> Sequence[Spot]:
        """Return one spot a topic, which leads to it."""
        return [Spot(place, tile.words, tile.topic) for tile, place in self._places(room)]

    def table(self) -> Table:
        """Return all topics."""
        columns = (
            Column("Shelf"),
            Column("Topic"),
            Column("Mastery"),
            Column("Chance", "%"),
            Column("At least", "%"),
            Column("At most", "%"),
            Column("Answers"),
        )
        return Table(columns, tuple(_row(tile) for tile in self.tiles))

    def _shelves(self) -> list[tuple[str, list[Tile]]]:
        return [(shelf, list(tiles)) for shelf, tiles in groupby(self.tiles, key=lambda tile: tile.shelf)]

    def _columns(self, width: float) -> list[tuple[list[tuple[str, list[Tile], float]], float]]:
        """Return for each column its shelves with their top, and its bottom; shelves keep their order."""
        shelves = self._shelves()
        count = max(1, min(int((width + BETWEEN_PX) // (NARROWEST_PX + BETWEEN_PX)), len(shelves)))
        heights = [HEADING_PX + len(tiles) * ROW_PX + BETWEEN_SHELVES_PX for _, tiles in shelves]
        columns: list[list[tuple[str, list[Tile], float]]] = [[] for _ in range(count)]
        bottoms = [0.0] * count
        for (shelf, tiles), place in zip(shelves, _spread(heights, count), strict=True):
            columns[place].append((shelf, tiles, bottoms[place]))
            bottoms[place] += HEADING_PX + len(tiles) * ROW_PX + BETWEEN_SHELVES_PX
        return list(zip(columns, bottoms, strict=True))

    def _laid(self, room: QRectF) -> Iterator[tuple[str, list[Tile], QRectF]]:
        """Yield each shelf with its topics and the place of its heading."""
        columns = self._columns(room.width())
        wide = (room.width() + BETWEEN_PX) / max(len(columns), 1) - BETWEEN_PX
        for number, (shelves, _) in enumerate(columns):
            left = room.left() + number * (wide + BETWEEN_PX)
            for shelf, tiles, top in shelves:
                yield shelf, tiles, QRectF(left, room.top() + top, wide, HEADING_PX)

    def _headings(self, room: QRectF) -> Iterator[tuple[str, QRectF]]:
        return ((shelf, place) for shelf, _, place in self._laid(room))

    def _places(self, room: QRectF) -> Iterator[tuple[Tile, QRectF]]:
        for _, tiles, heading in self._laid(room):
            for number, tile in enumerate(tiles):
                top = heading.bottom() + number * ROW_PX
                yield tile, QRectF(heading.left(), top, heading.width(), ROW_PX)


def _spread(heights: Sequence[float], count: int) -> list[int]:
    """Return for each shelf its column: in order, each column filled to about the same height."""
    low, high = max(heights, default=0.0), sum(heights)
    while high - low > 1:  # the lowest height at which the shelves fit, by halving
        middle = (low + high) / 2
        low, high = (low, middle) if max(_filled(heights, middle), default=0) < count else (middle, high)
    return _filled(heights, high)


def _filled(heights: Sequence[float], most: float) -> list[int]:
    """Return for each shelf its column when a column ends where the next shelf would reach below ``most``."""
    columns, column, reached = [], 0, 0.0
    for height in heights:
        if reached and reached + height > most:
            column, reached = column + 1, 0.0
        columns.append(column)
        reached += height
    return columns


def _row(tile: Tile) -> tuple[str | int | float, ...]:
    known = ("", "", "") if tile.chance is None else (tile.chance, tile.low, tile.high)
    return (tile.shelf, tile.title, tile.mastery.value, *known, tile.answers)


def _draw_tile(pencil: Pencil, tile: Tile, place: QRectF) -> None:
    theme = pencil.theme
    inside = place.adjusted(0, 1, 0, -1)
    if tile.chance is not None:
        pencil.box(inside, theme.raised, corner=4)
        known = QRectF(inside)
        known.setWidth(max(inside.width() * tile.chance, 8.0))
        pencil.box(known, pencil.thinned(sign_colour(tile.mastery, theme).name(), WASH), corner=4)
    sign = QRectF(inside.left() + 6, inside.center().y() - SIGN_PX / 2, SIGN_PX, SIGN_PX)
    draw_sign(pencil.painter, tile.mastery, sign, theme)
    words = inside.adjusted(SIGN_PX + 6 + WITHIN_PX, 0, -NUMBER_PX - WITHIN_PX, 0)
    pencil.words(words, tile.title, colour=theme.ink if tile.chance is not None else "")
    number = QRectF(QPointF(inside.right() - NUMBER_PX - 6, inside.top()), QPointF(inside.right() - 6, inside.bottom()))
    if tile.chance is not None:
        pencil.words(number, f"{tile.chance:.0%}", colour=theme.ink, align=RIGHT)
