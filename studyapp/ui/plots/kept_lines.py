"""The lines of kept runs behind those of the run in view: paler, each run with its own dashes and its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainterPath, QTransform
from PySide6.QtWidgets import QGraphicsItem

from models.plots import Curves
from studyapp.ui.plots.chart import Chart
from studyapp.ui.plots.line_layer import Line
from studyapp.ui.plots.looks import dashes, line_places, shade, sign_place
from studyapp.ui.plots.scales import LOWEST_OF_SCALARS, log_values
from studyapp.ui.plots.series import Series, Values
from studyapp.ui.theme import Theme

SIGN_PX, RING_PX, LINE_PX = 8, 15, 1.5
MOST_POINTS = 200
BEHIND = -10


class KeptLines:
    """The lines of up to five kept runs in one chart."""

    def __init__(self, plot: Curves, chart: Chart, theme: Theme) -> None:
        self._plot, self._theme = plot, theme
        self._kept: tuple[tuple[int, Series], ...] = ()
        self._lowest = LOWEST_OF_SCALARS
        self._lines = chart.add_lines()
        self._lines.setZValue(BEHIND)
        # Long dashed lines take their time; they are painted anew only when they, or the axes, have changed.
        self._lines.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._rings: Any = pg.ScatterPlotItem(size=RING_PX)
        self._signs: Any = pg.ScatterPlotItem(size=SIGN_PX, pen=None)
        for place, item in enumerate((self._rings, self._signs)):
            item.setZValue(BEHIND + 1 + place)
            item.hide()  # even without a spot, painting takes its time
            chart.add(item)

    def show(self, kept: Sequence[tuple[int, Series]]) -> None:
        """Show these runs, each by its number from 1, and no others."""
        self._kept = tuple(kept)
        self.draw()

    def show_lowest(self, power: float) -> None:
        """Draw zero, which has no power of ten, at this lowest one of a logarithmic axis."""
        if self._plot.log_y and power != self._lowest:
            self._lowest = power
            self.draw()

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.draw()

    def draw(self) -> None:
        """Draw the lines anew."""
        lines: list[Line] = []
        spots: list[tuple[float, float, int, str]] = []
        for number, series in self._kept:
            for line, (name, place) in enumerate(zip(self._plot.scalars, line_places(self._plot), strict=True)):
                points, colour = self._heights(series.drawn(name, MOST_POINTS)), shade(self._theme, number, place)
                lines.append(Line(points, colour, LINE_PX, dashes=dashes(number)))
                there = points[:, np.isfinite(points[1])]
                if there.size:
                    x, y = there[:, sign_place(there[0], number, line)].tolist()
                    spots.append((x, y, number, colour))
        self._lines.show_lines(lines)
        self._show_signs(spots)

    def limits(self) -> tuple[float, float] | None:
        """Return the lowest and highest value of all kept runs, None where there is none."""
        names, log = self._plot.scalars, self._plot.log_y
        both = (series.limits_above_zero(names) if log else series.limits(names) for _, series in self._kept)
        found = [each for each in both if each]
        return (min(low for low, _ in found), max(high for _, high in found)) if found else None

    def last_step(self) -> int:
        """Return how far the longest kept run goes, 0 without any."""
        return max((series.last_step for _, series in self._kept), default=0)

    def values_at(self, step: float) -> list[tuple[int, dict[str, float | None]]]:
        """Return the number of each kept run with its values at a step."""
        return [
            (
                number,
                {name: series.seen_at(name, step) if step <= series.last_step else None for name in self._plot.scalars},
            )
            for number, series in self._kept
        ]

    def _show_signs(self, spots: Sequence[tuple[float, float, int, str]]) -> None:
        for item in (self._rings, self._signs):
            item.setVisible(bool(spots))
        x, y = [spot[0] for spot in spots], [spot[1] for spot in spots]
        pens = [pg.mkPen(colour, width=1) for _, _, _, colour in spots]
        self._rings.setData(x, y, symbol="o", brush=pg.mkBrush(self._theme.surface), pen=pens)
        brushes = [pg.mkBrush(self._theme.ink) for _ in spots]
        self._signs.setData(x, y, symbol=[digit(number) for _, _, number, _ in spots], brush=brushes, pen=None)

    def _heights(self, points: Values) -> Values:
        """Return points (2, n) where the upright axis has them."""
        return np.stack([points[0], log_values(points[1], self._lowest)]) if self._plot.log_y else points


def digit(number: int) -> QPainterPath:
    """Return a number as a symbol of pyqtgraph's: about the origin, in a square of side 1."""
    path = QPainterPath()
    font = QFont()
    font.setPixelSize(100)
    font.setBold(True)
    path.addText(0, 0, font, str(number))
    box: QRectF = path.boundingRect()
    side = max(box.width(), box.height())
    centred = QTransform().scale(1 / side, 1 / side).translate(-box.center().x(), -box.center().y())
    return centred.map(path)
