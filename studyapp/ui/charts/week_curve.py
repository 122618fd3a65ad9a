"""How the share of marks earned moves from week to week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF

from question_bank.wording import counted
from studyapp.study.history import Tally
from studyapp.ui.charts.axes import Axes, axes, draw_grid, draw_titles, percents
from studyapp.ui.charts.chart import Column, Spot, Table
from studyapp.ui.charts.pencil import Pencil
from studyapp.ui.charts.reliability import HEIGHT_PX

DOT_PX = 3.5


@dataclass(frozen=True, slots=True)
class WeekCurve:
    """A point for each week with exercises, named by its Monday, joined by a line."""

    weeks: Sequence[tuple[date, Tally]]
    summary: str

    def height(self, width: float) -> float:
        """Return the height of the charts it stands beside."""
        del width
        return HEIGHT_PX

    def paint(self, pencil: Pencil, room: QRectF) -> None:
        """Draw the curve."""
        plot, theme = self._axes(room), pencil.theme
        every = max(1, round(len(self.weeks) / 4))
        named = [(n, f"{day.day} {day:%b}") for n, (day, _) in enumerate(self.weeks) if n % every == 0]
        draw_grid(pencil, plot, percents(0.0, 1.0), [(float(n), text) for n, text in named])
        draw_titles(pencil, room, plot, y="marks earned in a week")
        points = [plot.at(n, tally.accuracy) for n, (_, tally) in enumerate(self.weeks) if tally.attempts]
        pencil.curve(points, theme.series[0])
        for point in points:
            pencil.dot(point, DOT_PX, theme.series[0], edge=theme.surface)

    def spots(self, room: QRectF) -> Sequence[Spot]:
        """Return one spot for each week with exercises."""
        plot = self._axes(room)
        found = []
        for n, (day, tally) in enumerate(self.weeks):
            centre = plot.at(n, tally.accuracy)
            share = f"{tally.accuracy:.0%} of the marks"
            words = f"Week from {day.day} {day:%b}: {share}, {counted(tally.attempts, 'exercise')}"
            if tally.attempts:
                found.append(Spot(QRectF(centre.x() - 7, centre.y() - 7, 14, 14), words))
        return found

    def table(self) -> Table:
        """Return the weeks with exercises."""
        columns = (Column("Week from"), Column("Exercises"), Column("Marks", "%"))
        rows = tuple((f"{day:%Y-%m-%d}", tally.attempts, tally.accuracy) for day, tally in self.weeks if tally.attempts)
        return Table(columns, rows)

    def _axes(self, room: QRectF) -> Axes:
        return axes(room, (-0.5, len(self.weeks) - 0.5), (0.0, 1.0), title_below=False)
