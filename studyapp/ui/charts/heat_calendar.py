"""A year of days, a column a week: the more answers, the stronger the colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from studyapp.study.history import DayTally
from studyapp.study.statistics import busy_level, monday, usual_most
from studyapp.ui.charts.chart import Cell, Column, Spot, Table
from studyapp.ui.charts.pencil import LINE_PX, RIGHT, Pencil

WEEKS, LEVELS = 53, 4
MOST_CELL_PX = 19.0
WEEKDAYS_PX = 32.0
STRENGTHS = (0.0, 0.28, 0.5, 0.75, 1.0)
"""How much of the colour each level has; neighbours are told apart by lightness alone."""


@dataclass(frozen=True, slots=True)
class HeatCalendar:
    """The year up to a day."""

    days: Mapping[date, DayTally]
    today: date
    summary: str

    def height(self, width: float) -> float:
        """Return the height of seven cells, the months above and the key below."""
        return 7 * self._cell(width) + 2 * LINE_PX + 6

    def paint(self, pencil: Pencil, room: QRectF) -> None:
        """Draw the days, the months and the key."""
        cell = self._cell(room.width())
        most = self._most()
        for day, place in self._places(room):
            tally = self.days.get(day, DayTally())
            pencil.box(_inner(place), _shade(pencil, busy_level(tally.answers, most, LEVELS)))
            if day == self.today:
                pencil.frame(_inner(place), pencil.theme.ink)
        self._write_months(pencil, room)
        for number, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"), (6, "Sun")):
            top = room.top() + LINE_PX + number * cell
            pencil.words(QRectF(room.left(), top, WEEKDAYS_PX - 6, cell), name)
        self._draw_key(pencil, room)

    def spots(self, room: QRectF) -> Sequence[Spot]:
        """Return one spot a day."""
        return [Spot(place, self._words(day)) for day, place in self._places(room)]

    def table(self) -> Table:
        """Return the days with answers, newest first."""
        columns = (Column("Day"), Column("Exercises"), Column("Cards"), Column("Marks", "%"))
        first = monday(self.today) - timedelta(weeks=WEEKS - 1)
        studied = sorted(((day, tally) for day, tally in self.days.items() if first <= day <= self.today), reverse=True)
        return Table(columns, tuple(_row(day, tally) for day, tally in studied))

    def _cell(self, width: float) -> float:
        return min((width - WEEKDAYS_PX) / WEEKS, MOST_CELL_PX)

    def _most(self) -> int:
        return usual_most(tally.answers for tally in self.days.values())

    def _places(self, room: QRectF) -> Iterator[tuple[date, QRectF]]:
        cell = self._cell(room.width())
        first = monday(self.today) - timedelta(weeks=WEEKS - 1)
        for number in range((self.today - first).days + 1):
            week, weekday = divmod(number, 7)
            left = room.left() + WEEKDAYS_PX + week * cell
            yield first + timedelta(days=number), QRectF(left, room.top() + LINE_PX + weekday * cell, cell, cell)

    def _write_months(self, pencil: Pencil, room: QRectF) -> None:
        for day, place in self._places(room):
            if day.day == 1 and place.left() < room.right() - 26:
                pencil.words(QRectF(place.left(), room.top() - 2, 40, LINE_PX), f"{day:%b}")

    def _draw_key(self, pencil: Pencil, room: QRectF) -> None:
        cell = min(self._cell(room.width()), 14.0)
        right = room.left() + WEEKDAYS_PX + WEEKS * self._cell(room.width())
        top = room.bottom() - LINE_PX
        pencil.words(QRectF(right - 34, top, 34, LINE_PX), "more", align=RIGHT)
        start = right - 40 - (LEVELS + 1) * cell
        for level in range(LEVELS + 1):
            place = QRectF(start + level * cell, top + (LINE_PX - cell) / 2, cell, cell)
            pencil.box(_inner(place), _shade(pencil, level))
        pencil.words(QRectF(start - 66, top, 60, LINE_PX), "fewer", align=RIGHT)

    def _words(self, day: date) -> str:
        return f"{day:%a} {day.day} {day:%b %Y}: {self.days.get(day, DayTally()).words}"


def _row(day: date, tally: DayTally) -> tuple[Cell, ...]:
    return (f"{day:%Y-%m-%d}", tally.attempts, tally.cards, tally.accuracy if tally.attempts else "")


def _inner(place: QRectF) -> QRectF:
    return place.adjusted(1, 1, -1, -1)


def _shade(pencil: Pencil, level: int) -> QColor:
    return pencil.thinned(pencil.theme.accent, STRENGTHS[level]) if level else QColor(pencil.theme.raised)
