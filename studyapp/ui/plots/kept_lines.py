"""The lines of kept runs behind those of the run in view: paler, each run with its own dashes and its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainterPath, QPen, QTransform

from models.plots import Curves
from studyapp.ui.plots.chart import Chart
from studyapp.ui.plots.looks import DASHES, MOST_KEPT, shade, sign_place
from studyapp.ui.plots.series import Series, Values
from studyapp.ui.theme import Theme

SIGN_PX, RING_PX = 8, 15
MOST_POINTS = 200
BEHIND = -10


class KeptLines:
    """The lines of up to five kept runs in one chart."""

    def __init__(self, plot: Curves, chart: Chart, theme: Theme) -> None:
        self._plot, self._chart, self._theme = plot, chart, theme
        self._kept: tuple[tuple[int, Series], ...] = ()
        self._lines: list[Any] = []
        self._rings: Any = pg.ScatterPlotItem(size=RING_PX)
        self._signs: Any = pg.ScatterPlotItem(size=SIGN_PX, pen=None)
        for place, item in enumerate((self._rings, self._signs)):
            item.setZValue(BEHIND + 1 + place)
            item.hide()  # even without a spot, painting takes its time
            chart.add(item)

    def show(self, kept: Sequence[tuple[int, Series]]) -> None:
        """Show these runs, each by its number from 1, and no others."""
        self._kept = tuple(kept)
        needed = len(kept) * len(self._plot.scalars)
        self._lines += [self._new_line() for _ in range(needed - len(self._lines))]
        for line in self._lines[needed:]:
            line.setData([], [])
        self.draw()

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.draw()

    def draw(self) -> None:
        """Draw the lines anew."""
        spots: list[tuple[float, float, int, str]] = []
        pairs = [(number, series, name) for number, series in self._kept for name in self._plot.scalars]
        for line, (number, series, name) in zip(self._lines, pairs, strict=False):
            colour = shade(self._theme, number, self._plot.scalars.index(name))
            steps, values = series.drawn(name, MOST_POINTS)
            values = self._heights(values)
            line.setPen(dashed(colour, number))
            line.setData(steps, values)
            if len(steps):
                place = sign_place(len(steps), number, self._plot.scalars.index(name))
                spots.append((float(steps[place]), float(values[place]), number, colour))
        self._show_signs(spots)

    def limits(self) -> tuple[float, float] | None:
        """Return the lowest and highest value of all kept runs, None where there is none."""
        found = [each for _, series in self._kept if (each := series.limits(self._plot.scalars))]
        return (min(low for low, _ in found), max(high for _, high in found)) if found else None

    def last_step(self) -> int:
        """Return how far the longest kept run goes, 0 without any."""
        return max((series.last_step for _, series in self._kept), default=0)

    def values_at(self, step: float) -> list[tuple[int, dict[str, float | None]]]:
        """Return the number of each kept run with its values at a step."""
        return [
            (number, {name: series.at(name, step) if step <= series.last_step else None for name in self._plot.scalars})
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

    def _heights(self, values: Values) -> Values:
        return np.log10(np.maximum(values, 1e-12)) if self._plot.log_y else values

    def _new_line(self) -> Any:
        line = pg.PlotCurveItem(antialias=True)
        line.setSegmentedLineMode("off")  # dashes run along the whole line, not anew in every piece
        line.setZValue(BEHIND)
        self._chart.add(line)
        return line


def dashed(colour: str, number: int, width: float = 1.5) -> QPen:
    """Return the pen of kept run ``number``."""
    pen: QPen = pg.mkPen(colour, width=width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([length / width for length in DASHES[(number - 1) % MOST_KEPT]])
    return pen


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
