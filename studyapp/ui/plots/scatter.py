"""Points of several classes in the plane, and lines between them: data and decision boundaries."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.demo import Pictures
from models.plots import Scatter
from studyapp.ui.plots.arrays import float_array
from studyapp.ui.plots.chart import Chart
from studyapp.ui.plots.colours import MARKERS
from studyapp.ui.plots.legend import Legend
from studyapp.ui.plots.scales import round_limits
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import Theme

POINT_PX, OPACITY = 7, 190


class ScatterPlot(QWidget):
    """Points that differ in colour and in shape by class."""

    def __init__(self, plot: Scatter, theme: Theme) -> None:
        super().__init__()
        self._plot = plot
        self._points: NDArray[np.float64] = np.empty((0, 0))
        self.legend = Legend(plot.class_names, theme, measure=plot.y_label, values=False, lines=False)
        self.chart = Chart(theme, x_label=plot.x_label)
        self._classes: list[Any] = [pg.ScatterPlotItem(pen=None, size=POINT_PX) for _ in plot.class_names]
        self._lines: Any = pg.PlotCurveItem(connect="pairs", antialias=True)
        for item in (*self._classes, self._lines):
            self.chart.add(item)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.legend)
        layout.addWidget(self.chart, 1)
        self._colour(theme)

    def show_frame(self, series: Series, pictures: Pictures) -> None:
        """Draw the points and lines of the newest frame."""
        points = float_array(pictures.get(self._plot.name), dimensions=2)
        if not np.array_equal(points, self._points):
            self._points = points
            self._show_points()
        ends = float_array(pictures.get(self._plot.lines), dimensions=2).reshape(-1, 2)
        self._lines.setData(ends[:, 0], ends[:, 1])

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.chart.show_theme(theme)
        self.legend.show_theme(theme)
        self._colour(theme)

    def _colour(self, theme: Theme) -> None:
        self._lines.setPen(pg.mkPen(theme.ink, width=2))
        for place, item in enumerate(self._classes):
            colour = pg.mkColor(theme.series[place % len(theme.series)])
            colour.setAlpha(OPACITY)
            item.setBrush(pg.mkBrush(colour))
            item.setSymbol(MARKERS[place % len(MARKERS)])

    def _show_points(self) -> None:
        if not self._points.size:
            for item in self._classes:
                item.setData([], [])
            return
        x, y, classes = self._points.T
        self.chart.show_limits(round_limits(x.min(), x.max()), round_limits(y.min(), y.max()))
        for place, item in enumerate(self._classes):
            item.setData(x[classes == place], y[classes == place])
