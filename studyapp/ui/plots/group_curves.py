"""Curves over a common x that change as a whole: ROC curves by group, a function and its fit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.demo import Pictures
from models.plots import GroupCurves
from studyapp.ui.plots.arrays import float_array
from studyapp.ui.plots.chart import Chart
from studyapp.ui.plots.colours import MARKERS
from studyapp.ui.plots.legend import Legend
from studyapp.ui.plots.scales import log_limits, log_values, number_text, round_limits
from studyapp.ui.plots.series import Series, Values
from studyapp.ui.theme import Theme

MARK_PX = 11


class GroupCurvesPlot(QWidget):
    """Up to five curves, each with a marked point if the demo gives one."""

    def __init__(self, plot: GroupCurves, theme: Theme) -> None:
        super().__init__()
        self._plot = plot
        self._curves: Values = np.empty((0, 0))
        self.legend = Legend(plot.curve_names, theme, measure=plot.y_label, values=False)
        self.chart = Chart(theme, x_label=plot.x_label, log_y=plot.log_y)
        self._lines: list[Any] = [pg.PlotCurveItem(antialias=True) for _ in plot.curve_names]
        self._marks: Any = pg.ScatterPlotItem(size=MARK_PX)
        for item in (*self._lines, self._marks):
            self.chart.add(item)
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
        drawn = self._curves
        if self._curves.size:
            x, curves = self._curves[0], self._curves[1:]
            finite = curves[np.isfinite(curves) & (curves > 0 if self._plot.log_y else True)]
            if finite.size:
                ends = float(finite.min()), float(finite.max())
                self.chart.show_limits(
                    round_limits(x.min(), x.max()), log_limits(ends) if self._plot.log_y else round_limits(*ends)
                )
            if self._plot.log_y:
                drawn = np.concatenate([self._curves[:1], log_values(curves)])
        for place, line in enumerate(self._lines):
            shown = place + 1 < len(drawn)
            line.setData(drawn[0] if shown else [], drawn[place + 1] if shown else [], connect="finite")
        marks = float_array(pictures.get(self._plot.marker), dimensions=2).reshape(-1, 2)
        self._mark(np.stack([marks[:, 0], log_values(marks[:, 1])], axis=1) if self._plot.log_y else marks)

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.chart.show_theme(theme)
        self.legend.show_theme(theme)
        self._colour(theme)

    def _colour(self, theme: Theme) -> None:
        self._theme = theme
        for place, line in enumerate(self._lines):
            line.setPen(pg.mkPen(theme.series[place % len(theme.series)], width=2))

    def _mark(self, points: Values) -> None:
        places = range(len(points))
        self._marks.setData(
            points[:, 0],
            points[:, 1],
            symbol=[MARKERS[place % len(MARKERS)] for place in places],
            brush=[pg.mkBrush(self._theme.series[place % len(self._theme.series)]) for place in places],
            pen=pg.mkPen(self._theme.surface, width=1.5),
        )

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
