"""Curves over a common x that change as a whole: ROC curves by group, a function and its fit."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.demo import Pictures
from models.plots import GroupCurves
from studyapp.ui.plots.arrays import float_array
from studyapp.ui.plots.chart import Chart
from studyapp.ui.plots.colours import MARKERS
from studyapp.ui.plots.legend import Legend
from studyapp.ui.plots.line_layer import MARKER_PX, Line, marks
from studyapp.ui.plots.looks import line_looks, line_places
from studyapp.ui.plots.scales import log_limits, log_values, number_text, round_limits
from studyapp.ui.plots.series import Series, Values
from studyapp.ui.theme import Theme

MARKED_PX = 11


class GroupCurvesPlot(QWidget):
    """Curves that differ in colour and marker, each with a point marked large if the demo gives one."""

    def __init__(self, plot: GroupCurves, theme: Theme) -> None:
        super().__init__()
        self._plot = plot
        self._curves: Values = np.empty((0, 0))
        self._drawn = self._curves
        self._places = line_places(plot)
        looks = line_looks(plot)
        self.legend = Legend(plot.curve_names, theme, measure=plot.y_label, values=False, looks=looks, ends=True)
        self.chart = Chart(theme, x_label=plot.x_label, log_y=plot.log_y)
        self._points: Values = np.empty((0, 2))
        self._layer = self.chart.add_lines()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.legend)
        layout.addWidget(self.chart, 1)
        self.chart.hovered.connect(self._on_chart_hovered)
        self._colour(theme)

    def show_frame(self, series: Series, pictures: Pictures) -> None:
        """Draw the curves of the newest frame."""
        self._curves = float_array(pictures.get(self._plot.name), dimensions=2)
        if self._curves.size:
            x, curves = self._curves[0], self._curves[1:]
            finite = curves[np.isfinite(curves) & (curves > 0 if self._plot.log_y else True)]
            if finite.size:
                ends = float(finite.min()), float(finite.max())
                self.chart.show_limits(
                    round_limits(x.min(), x.max()), log_limits(ends) if self._plot.log_y else round_limits(*ends)
                )
        marked = float_array(pictures.get(self._plot.marker), dimensions=2).reshape(-1, 2)
        self._points = np.stack([marked[:, 0], self._heights(marked[:, 1])], axis=1)
        self._drawn = np.concatenate([self._curves[:1], self._heights(self._curves[1:])])
        self._show_lines()

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.chart.show_theme(theme)
        self.legend.show_theme(theme)
        self._colour(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the names to the ends of the curves where the legend has no room for them, or there are many."""
        super().resizeEvent(event)
        width = event.size().width()
        self.chart.show_end_names(self._plot.curve_names if self.legend.is_at_ends(width) else (), width)

    def _heights(self, values: Values) -> Values:
        """Return values where the upright axis has them: on a logarithmic one, zero is at its lowest tick."""
        return log_values(values, self.chart.limits[2]) if self._plot.log_y else values

    def _colour(self, theme: Theme) -> None:
        self._theme = theme
        self._show_lines()

    def _show_lines(self) -> None:
        curves = [self._curve(number) for number in range(min(len(self._drawn) - 1, len(self._places)))]
        points = [
            Line(point[:, None], self._tone(place), 0, self._marker(place), (0,), MARKED_PX, self._theme.surface)
            for place, point in zip(self._places, self._points, strict=False)
        ]
        self._layer.show_lines([*curves, *points])
        nothing = [Line(self._drawn[:2, :0], self._tone(place), 0, self._marker(place)) for place in self._places]
        self.chart.ends.show_ends([*curves, *nothing[len(curves) :]], self.chart.limits[1])

    def _curve(self, number: int) -> Line:
        points, place, count = self._drawn[[0, number + 1]], self._places[number], len(self._places)
        if count == 1:
            return Line(points, self._tone(place), 2)
        return Line(points, self._tone(place), 2, self._marker(place), marks(points, number, count), MARKER_PX)

    def _marker(self, place: int) -> str:
        return MARKERS[place % len(MARKERS)]

    def _tone(self, place: int) -> str:
        return self._theme.series[place % len(self._theme.series)]

    def _on_chart_hovered(self, place: QPointF | None) -> None:
        if place is None or not self._curves.size or not self._curves[0, 0] <= place.x() <= self._curves[0, -1]:
            self.chart.show_cross(None)
            self.setToolTip("")
            return
        nearest = int(np.abs(self._curves[0] - place.x()).argmin())
        self.chart.show_cross(float(self._curves[0, nearest]))
        values = zip(self._plot.curve_names, self._curves[1:, nearest].tolist(), strict=False)
        told = [f"{self._plot.x_label} {number_text(float(self._curves[0, nearest]))}"]
        self.setToolTip("\n".join(told + [f"{name}: {number_text(value)}" for name, value in values]))
