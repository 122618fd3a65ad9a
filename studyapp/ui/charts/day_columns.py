"""One column a day, for the days to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF

from question_bank.wording import counted
from studyapp.ui.charts.axes import Axes, axes, draw_grid, draw_titles, whole_steps
from studyapp.ui.charts.chart import Column, Spot, Table
from studyapp.ui.charts.pencil import Pencil
from studyapp.ui.charts.reliability import HEIGHT_PX

FILLED = 0.72  # of a day's width


@dataclass(frozen=True, slots=True)
class DayColumns:
    """How many of something each day brings, the first day in a colour of its own.

    ``noun`` is what is counted, ``first`` what is special about the first day.
    """

    days: Sequence[tuple[date, int]]
    noun: str
    first: str
    summary: str

    def height(self, width: float) -> float:
        """Return the height of the charts it stands beside."""
        del width
        return HEIGHT_PX

    def paint(self, pencil: Pencil, room: QRectF) -> None:
        """Draw the columns, with every seventh day named."""
        plot, theme = self._axes(room), pencil.theme
        ticks = [(float(step), f"{step:,}") for step in whole_steps(self._most())]
        named = [(n + 0.5, f"{day.day} {day:%b}") for n, (day, _) in enumerate(self.days) if n % 7 == 0]
        draw_grid(pencil, plot, ticks, named)
        draw_titles(pencil, room, plot, y=f"{self.noun}s a day")
        for number, spot in enumerate(self.spots(room)):
            count = self.days[number][1]
            if count:
                top = plot.at(0, count).y()
                bar = QRectF(spot.place.left(), top, spot.place.width() * FILLED, plot.inside.bottom() - top)
                pencil.box(bar, theme.series[1 if number == 0 else 0])

    def spots(self, room: QRectF) -> Sequence[Spot]:
        """Return one spot a day."""
        plot = self._axes(room)
        wide = plot.inside.width() / max(len(self.days), 1)
        return [
            Spot(
                QRectF(plot.inside.left() + n * wide, plot.inside.top(), wide, plot.inside.height()),
                f"{day:%a} {day.day} {day:%b}: {counted(count, self.noun)}{', ' + self.first if n == 0 else ''}",
            )
            for n, (day, count) in enumerate(self.days)
        ]

    def table(self) -> Table:
        """Return the days."""
        columns = (Column("Day"), Column(f"{self.noun.capitalize()}s"))
        return Table(columns, tuple((f"{day:%Y-%m-%d}", count) for day, count in self.days))

    def _axes(self, room: QRectF) -> Axes:
        top = whole_steps(self._most())[-1]
        return axes(room, (0.0, float(max(len(self.days), 1))), (0.0, float(top)), title_below=False)

    def _most(self) -> float:
        return max([count for _, count in self.days], default=0)
