"""Bars that lie, one a line, each with its name before and its number behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from studyapp.ui.charts.chart import Cell, Column, Spot, Table
from studyapp.ui.charts.pencil import LINE_PX, RIGHT, Pencil, words_width
from studyapp.ui.theme import WITHIN_PX

ROW_PX, BAR_PX = 26.0, 12.0
MOST_ROWS = 7
NAME_SHARE = 0.46


@dataclass(frozen=True, slots=True)
class Bar:
    """One line: its length in the unit of the whole chart, the number as it is written, the topic it leads to."""

    name: str
    length: float
    number: str
    cells: tuple[Cell, ...]
    words: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class LyingBars:
    """The first lines as bars; the table has all of them.

    ``longest`` is the length that fills the room, 0 for that of the longest bar. ``series`` is the colour's place
    among the theme's series. ``rows`` are as many lines as are drawn.
    """

    bars: Sequence[Bar]
    columns: tuple[Column, ...]
    summary: str
    longest: float = 0.0
    series: int = 0
    rows: int = MOST_ROWS

    def height(self, width: float) -> float:
        """Return the height of all lines, and of one that counts those left out."""
        del width
        return min(len(self.bars), self.rows) * ROW_PX + LINE_PX

    def paint(self, pencil: Pencil, room: QRectF) -> None:
        """Draw the bars."""
        shown = self.bars[: self.rows]
        theme = pencil.theme
        for bar, (name, place, number) in zip(shown, self._places(room), strict=True):
            pencil.words(name, bar.name, colour=theme.ink)
            pencil.box(place, theme.raised, corner=3)
            filled = QRectF(place)
            filled.setWidth(max(place.width() * min(bar.length / self._full(), 1.0), 2.0))
            pencil.box(filled, theme.series[self.series], corner=3)
            pencil.words(number, bar.number, colour=theme.ink, align=RIGHT)
        left_out = len(self.bars) - len(shown)
        if left_out:
            below = QRectF(room.left(), room.top() + len(shown) * ROW_PX, room.width(), LINE_PX)
            pencil.words(below, f"and {left_out:,} more in the table")

    def spots(self, room: QRectF) -> Sequence[Spot]:
        """Return one spot a line."""
        return [
            Spot(QRectF(room.left(), name.top(), room.width(), ROW_PX), bar.words, bar.target)
            for bar, (name, _, _) in zip(self.bars, self._places(room), strict=False)
        ]

    def table(self) -> Table:
        """Return all lines."""
        return Table(self.columns, tuple(bar.cells for bar in self.bars))

    def _full(self) -> float:
        return self.longest or max([bar.length for bar in self.bars], default=0.0) or 1.0

    def _places(self, room: QRectF) -> list[tuple[QRectF, QRectF, QRectF]]:
        """Return where name, bar and number of each line stand."""
        shown = self.bars[: self.rows]
        number_px = max([words_width(bar.number) for bar in shown], default=0.0) + 2
        name_px = min(max([words_width(bar.name) for bar in shown], default=0.0) + 2, room.width() * NAME_SHARE)
        start = room.left() + name_px + WITHIN_PX
        long = room.right() - number_px - WITHIN_PX - start
        found = []
        for line in range(len(shown)):
            top = room.top() + line * ROW_PX
            bar = QRectF(start, top + (ROW_PX - BAR_PX) / 2, long, BAR_PX)
            number = QRectF(room.right() - number_px, top, number_px, ROW_PX)
            found.append((QRectF(room.left(), top, name_px, ROW_PX), bar, number))
        return found
