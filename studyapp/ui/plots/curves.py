"""Scalars over the step as lines: every moment is kept, a few hundred points a line are drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.demo import Pictures
from models.plots import Curves
from studyapp.ui.plots.chart import Chart
from studyapp.ui.plots.colours import MARKERS
from studyapp.ui.plots.kept_lines import KeptLines
from studyapp.ui.plots.legend import Legend
from studyapp.ui.plots.line_layer import MARKER_PX, Line, marks
from studyapp.ui.plots.looks import line_looks, line_places
from studyapp.ui.plots.scales import LOWEST_OF_SCALARS, log_limits, log_values, number_text, round_limits, step_limit
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import Theme

POINTS_PER_PX, LEAST_POINTS = 1.0, 100
THICK_TRAVEL = 8.0
"""How far up and down, in heights of the plot, a line may go and still be drawn two pixels wide: a wide antialiased
line that fills the plot with noise costs Qt a hundred times what a hairline does (measured: 170 ms against 2 ms)."""


class CurvesPlot(QWidget):
    """Up to five lines over the step, with their values in a legend above, and behind them those of kept runs."""

    def __init__(self, plot: Curves, theme: Theme) -> None:
        super().__init__()
        self._plot = plot
        self._series = Series()
        self._places = line_places(plot)
        self.legend = Legend(plot.scalars, theme, measure=plot.y_label, looks=line_looks(plot), ends=True)
        self.chart = Chart(theme, x_label="step", log_y=plot.log_y)
        self._lines = self.chart.add_lines()
        self.kept = KeptLines(plot, self.chart, theme)
        self._cursor: Any = pg.InfiniteLine(angle=90)
        self._cursor.hide()
        self.chart.add(self._cursor)
        self._at: float | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.legend)
        layout.addWidget(self.chart, 1)
        self.chart.hovered.connect(self._on_chart_hovered)
        self._colours = theme.series
        self._colour_cursor(theme)
        self.show_frame(self._series, {})

    def show_frame(self, series: Series, pictures: Pictures) -> None:
        """Draw the run so far."""
        self._series = series
        found = _union(_limits_of(self._plot, series), self.kept.limits())
        low, high = self._plot.y_limits or _limits(found, log=self._plot.log_y)
        self.kept.show_lowest(low)
        self.chart.show_limits((0, step_limit(self._last_step())), (low, high))
        most = max(LEAST_POINTS, round(self.width() * POINTS_PER_PX))
        lines = [self._line(number, most, low, high) for number in range(len(self._plot.scalars))]
        self._lines.show_lines(lines)
        self.chart.ends.show_ends(lines, self._last_step())
        self._show_values(None)

    def show_kept(self, kept: Sequence[tuple[int, Series]]) -> None:
        """Show kept runs, each by its number from 1, behind the run in view, and no others."""
        self.kept.show(kept)
        self.show_frame(self._series, {})

    def show_cursor(self, step: float | None) -> None:
        """Mark a step with an upright line, the legend telling the values there; None: no line, the newest values."""
        self._at = step
        self._cursor.setVisible(step is not None)
        if step is not None:
            self._cursor.setValue(step)
        self._show_values(None)

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._colours = theme.series
        self._colour_cursor(theme)
        self.kept.show_theme(theme)
        self.chart.show_theme(theme)
        self.legend.show_theme(theme)
        self.show_frame(self._series, {})

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the names to the ends of the lines where the legend has no room for them."""
        super().resizeEvent(event)
        width = event.size().width()
        self.chart.show_end_names(self._plot.scalars if self.legend.is_at_ends(width) else (), width)

    def _last_step(self) -> int:
        return max(self._series.last_step, self.kept.last_step())

    def _line(self, number: int, most: int, low: float, high: float) -> Line:
        """Return the line of a scalar with about so many points; the axis goes from ``low`` to ``high``."""
        points, count = self._series.drawn(self._plot.scalars[number], most), len(self._plot.scalars)
        if self._plot.log_y:
            points = np.stack([points[0], log_values(points[1], low)])
        travel = float(np.nansum(np.abs(np.diff(points[1])))) / (high - low)
        width, place = 2 if travel < THICK_TRAVEL else 1, self._places[number]
        if count == 1:
            return Line(points, self._colour(place), width)
        marked = marks(points, number, count)
        return Line(points, self._colour(place), width, MARKERS[place % len(MARKERS)], marked, MARKER_PX)

    def _colour(self, place: int) -> str:
        return self._colours[place % len(self._colours)]

    def _colour_cursor(self, theme: Theme) -> None:
        self._cursor.setPen(pg.mkPen(theme.accent, width=1.5))

    def _show_values(self, step: float | None) -> None:
        """Tell the values at a step: under the pointer, else at the cursor, else the newest."""
        at = step if step is not None else self._at if self._at is not None else math.inf
        self.legend.show_values({name: self._series.seen_at(name, at) for name in self._plot.scalars})

    def _on_chart_hovered(self, place: QPointF | None) -> None:
        inside = place is not None and 0 <= place.x() <= self._last_step()
        step = round(place.x()) if place is not None and inside else None
        self.chart.show_cross(step)
        self._show_values(step)
        told = [] if self.legend.tells_values(self.width()) else self.legend.text().split("; ")
        self.setToolTip("" if step is None else "\n".join([f"step {step:,}", *told, *self._told_kept(step)]))

    def _told_kept(self, step: float) -> list[str]:
        """Return one line a kept run: its number and its values at a step."""
        return [
            f"run {number}: " + ", ".join(f"{name} {number_text(value)}" for name, value in values.items())
            for number, values in self.kept.values_at(step)
        ]


def _union(first: tuple[float, float] | None, second: tuple[float, float] | None) -> tuple[float, float] | None:
    """Return limits that hold both."""
    if first is None or second is None:
        return first or second
    return min(first[0], second[0]), max(first[1], second[1])


def _limits_of(plot: Curves, series: Series) -> tuple[float, float] | None:
    """Return the lowest and highest value of a plot's scalars; on a logarithmic axis, of those above zero."""
    return series.limits_above_zero(plot.scalars) if plot.log_y else series.limits(plot.scalars)


def _limits(values: tuple[float, float] | None, *, log: bool) -> tuple[float, float]:
    """Return the limits of the upright axis; of a logarithmic one, as powers of ten."""
    if values is None:
        return (-3.0, 0.0) if log else (0.0, 1.0)
    if not log:
        return round_limits(*values)
    low, high = log_limits(values)
    return max(low, LOWEST_OF_SCALARS), max(high, LOWEST_OF_SCALARS + 1)
