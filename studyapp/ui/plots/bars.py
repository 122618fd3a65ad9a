"""One bar a label: the distribution of the next character, error rates by group."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.demo import Pictures
from models.plots import Bars
from studyapp.ui.plots.arrays import float_array, is_number, texts, visible
from studyapp.ui.plots.chart import Chart
from studyapp.ui.plots.legend import Legend
from studyapp.ui.plots.picture import small_font
from studyapp.ui.plots.scales import log_limits, log_values, number_text, round_limits
from studyapp.ui.plots.series import Series
from studyapp.ui.plots.side_bars import SideBars
from studyapp.ui.theme import Theme

BAR_SHARE = 0.72
"""How much of the room for one bar is bar."""
WIDEST_NAME_PX = 26
"""Words wider than this stand beside their bars, not under them."""


class BarsPlot(QWidget):
    """Upright bars over short names, or lying bars beside long ones; the axis grows and never jumps back and forth."""

    def __init__(self, plot: Bars, theme: Theme) -> None:
        super().__init__()
        self._plot = plot
        self._heights: NDArray[np.float64] = np.empty(0)
        self._names = plot.label_names
        self._limits = (0.0, 1.0)
        self._bars: Any = pg.BarGraphItem(x=[], height=[], width=BAR_SHARE, pen=None)
        self.legend = Legend((), theme, measure=plot.y_label)
        self.chart = Chart(theme, log_y=plot.log_y)
        self.chart.add(self._bars)
        self.side_bars = SideBars(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.legend)
        layout.addWidget(self.chart, 1)
        layout.addWidget(self.side_bars, 1)
        self.chart.hovered.connect(self._on_chart_hovered)
        self._bars.setOpts(brush=theme.series[0])
        self.show_frame(Series(), {})

    def show_frame(self, series: Series, pictures: Pictures) -> None:
        """Draw the bars of the newest frame."""
        self._heights = np.nan_to_num(float_array(pictures.get(self._plot.name), dimensions=1), posinf=0, neginf=0)
        self._names = tuple(visible(name) for name in texts(pictures.get(self._plot.labels)) or self._plot.label_names)
        drawn = log_values(self._heights) if self._plot.log_y else self._heights
        limits = self._limits_of(drawn)
        sideways = any(_is_wide(name) for name in self._names)
        self.chart.setVisible(not sideways)
        self.side_bars.setVisible(sideways)
        if sideways:
            self.side_bars.show_bars(self._names, self._heights, limits, log=self._plot.log_y)
            return
        count = max(len(self._heights), len(self._names), 1)
        self.chart.show_names(self._names)
        self.chart.show_limits((-0.6, count - 0.4), limits)
        base = limits[0] if self._plot.log_y else 0.0
        self._bars.setOpts(x=np.arange(len(drawn)), y0=base, height=drawn - base)

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.chart.show_theme(theme)
        self.legend.show_theme(theme)
        self.side_bars.show_theme(theme)
        self._bars.setOpts(brush=theme.series[0])

    def _limits_of(self, drawn: NDArray[np.float64]) -> tuple[float, float]:
        """Return limits that hold every bar, and stay as they are while they fit; of a logarithmic axis, powers."""
        if self._plot.log_y:
            return log_limits(
                self._plot.y_limits or (self._heights.min(initial=np.inf), self._heights.max(initial=0.0))
            )
        if self._plot.y_limits:
            return self._plot.y_limits
        if not drawn.size:
            self._limits = (0.0, 1.0)
            return self._limits
        wanted = round_limits(min(0.0, float(drawn.min())), max(0.0, float(drawn.max())))
        if not _holds(self._limits, wanted):
            self._limits = wanted
        return self._limits

    def _on_chart_hovered(self, place: QPointF | None) -> None:
        number = round(place.x()) if place is not None else -1
        if 0 <= number < len(self._heights):
            name = self._names[number] if number < len(self._names) else str(number)
            self.setToolTip(f"{name}: {number_text(float(self._heights[number]))}")
        else:
            self.setToolTip("")


def _is_wide(name: str) -> bool:
    return not is_number(name) and QFontMetricsF(small_font()).horizontalAdvance(name) > WIDEST_NAME_PX


def _holds(now: tuple[float, float], wanted: tuple[float, float]) -> bool:
    """Tell whether the limits now hold the wanted ones without being more than twice as wide."""
    return now[0] <= wanted[0] and wanted[1] <= now[1] and now[1] - now[0] <= 2 * (wanted[1] - wanted[0])
