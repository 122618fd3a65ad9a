"""What was expected against what happened: on the slanting line both agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from question_bank.wording import counted
from studyapp.study.statistics import Bin
from studyapp.ui.charts.axes import Axes, axes, draw_grid, draw_titles, percents
from studyapp.ui.charts.chart import Column, Spot, Table
from studyapp.ui.charts.pencil import LINE_PX, RIGHT, Pencil

HEIGHT_PX = 232.0
LEAST_PX, MOST_PX = 4.0, 9.0


@dataclass(frozen=True, slots=True)
class Reliability:
    """A point for each bin, larger the more answers it holds, with the interval that holds 90 %.

    ``expected`` and ``happened`` name the axes, ``heads`` both in a word each, ``noun`` what was counted; ``above`` and
    ``below`` say what it means to lie on either side of the line.
    """

    bins: Sequence[Bin]
    expected: str
    happened: str
    heads: tuple[str, str]
    noun: str
    summary: str
    above: str = ""
    below: str = ""

    def height(self, width: float) -> float:
        """Return the same height for all, so that charts side by side line up."""
        del width
        return HEIGHT_PX

    def paint(self, pencil: Pencil, room: QRectF) -> None:
        """Draw grid, line and points."""
        plot, theme = self._axes(room), pencil.theme
        low = plot.x[0]
        draw_grid(pencil, plot, percents(low, 1.0), percents(low, 1.0))
        draw_titles(pencil, room, plot, x=self.expected, y=self.happened)
        pencil.line(plot.at(low, low), plot.at(1.0, 1.0), theme.quiet, dashed=True)
        self._write_sides(pencil, plot)
        for each in self.bins:
            pencil.line(plot.at(each.expected, each.low), plot.at(each.expected, each.high), theme.series[0], width=2)
        for each in self.bins:
            pencil.dot(plot.at(each.expected, each.happened), self._radius(each), theme.series[0], edge=theme.surface)

    def spots(self, room: QRectF) -> Sequence[Spot]:
        """Return one spot a point, as wide as its column and as high as the plot."""
        plot = self._axes(room)
        found = []
        for each in self.bins:
            centre = plot.at(each.expected, each.happened)
            place = QRectF(centre.x() - 11, centre.y() - 11, 22, 22)
            found.append(Spot(place, self._words(each)))
        return found

    def table(self) -> Table:
        """Return the bins."""
        columns = (
            Column(self.heads[0], "%"),
            Column(self.heads[1], "%"),
            Column("At least", "%"),
            Column("At most", "%"),
            Column(self.noun.capitalize() + "s"),
        )
        return Table(
            columns, tuple((each.expected, each.happened, each.low, each.high, each.count) for each in self.bins)
        )

    def _axes(self, room: QRectF) -> Axes:
        least = min([min(each.expected, each.low) for each in self.bins], default=0.0)
        low = 0.5 if least >= 0.5 else 0.0
        return axes(room, (low, 1.0), (low, 1.0), title_below=True)

    def _radius(self, each: Bin) -> float:
        most = max(one.count for one in self.bins)
        return LEAST_PX + (MOST_PX - LEAST_PX) * float((each.count / most) ** 0.5)

    def _write_sides(self, pencil: Pencil, plot: Axes) -> None:
        inside = plot.inside.adjusted(8, 4, -8, -4)
        pencil.words(QRectF(inside.topLeft(), QPointF(inside.right(), inside.top() + LINE_PX)), self.above)
        pencil.words(QRectF(inside.left(), inside.bottom() - LINE_PX, inside.width(), LINE_PX), self.below, align=RIGHT)

    def _words(self, each: Bin) -> str:
        return (
            f"{self.expected}: {each.expected:.0%}. {self.happened}: {each.happened:.0%} "
            f"({each.low:.0%} to {each.high:.0%}), {counted(each.count, self.noun)}."
        )
