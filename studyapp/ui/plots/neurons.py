"""A net drawn as its units, each with a map of what it answers over the plane, and its weights as lines."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen

from models.demo import Pictures
from models.plots import Neurons
from studyapp.ui.plots.arrays import float_array, texts
from studyapp.ui.plots.colours import faded, levels, packed_ramp
from studyapp.ui.plots.net_layout import edge_ends, layer_units
from studyapp.ui.plots.picture import PicturePlot
from studyapp.ui.plots.pixels import image_of
from studyapp.ui.plots.scales import number_text
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import Theme

WIDTHS = (0.5, 1.0, 1.8, 2.8, 4.2)
"""A line is as wide as its weight is large, in these steps, so that a few strokes draw them all."""
MOST_LINES, NEAR_PX = 500, 5.0
LARGEST_UNIT_PX, SMALLEST_UNIT_PX, GAP_SHARE, LENS_SHARE = 64.0, 5.0, 0.16, 0.5
FOOT_PX, NAME_GAP_PX = 18, 5
CENTRE = int(Qt.AlignmentFlag.AlignCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class NeuronsPlot(PicturePlot):
    """Columns of maps joined by lines; the pointer enlarges a unit's map, and reads a weight."""

    def __init__(self, plot: Neurons, theme: Theme) -> None:
        super().__init__(theme)
        self._plot = plot
        self._counts: list[int] = []
        self._maps: NDArray[np.float64] = np.empty((0, 0, 0))
        self._weights: NDArray[np.float64] = np.empty(0)
        self._inputs: tuple[str, ...] = ()
        self._starts, self._ends = edge_ends(())
        self._images: list[QImage] = []
        self._ramp = packed_ramp(theme, diverging=True)
        self._hovered = -1

    def show_frame(self, series: Series, pictures: Pictures) -> None:
        """Draw the net of the newest frame."""
        counts = [int(count) for count in float_array(pictures.get(self._plot.sizes), dimensions=1)]
        if counts != self._counts:
            self._counts, self._hovered = counts, -1
            self._starts, self._ends = edge_ends(counts)
        self._maps = float_array(pictures.get(self._plot.maps), dimensions=3)
        self._weights = np.nan_to_num(float_array(pictures.get(self._plot.weights), dimensions=1))
        self._inputs = texts(pictures.get(self._plot.inputs))
        self._make_images()
        told = f"A net of {' – '.join(map(str, counts))} units and {len(self._weights):,} weights."
        self.setAccessibleDescription(told if self._images else "")
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().show_theme(theme)
        self._ramp = packed_ramp(theme, diverging=True)
        self._make_images()

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        if not self._images:
            self.paint_empty(painter)
        else:
            units, side = self._units(), self._side()
            self._paint_weights(painter, units)
            painter.setPen(QPen(QColor(self.theme.quiet), 1))
            for image, (x, y) in zip(self._images, units.tolist(), strict=True):
                box = QRectF(x - side / 2, y - side / 2, side, side)
                painter.drawImage(box, image)
                painter.drawRect(box)
            self._paint_words(painter, units, side)
            if self._hovered >= 0:
                self._paint_lens(painter, units[self._hovered])
        painter.end()

    def _paint_weights(self, painter: QPainter, units: NDArray[np.float64]) -> None:
        shown = self._shown_weights()
        strongest = float(np.abs(self._weights).max(initial=0.0)) or 1.0
        steps = np.minimum((np.abs(self._weights[shown]) / strongest * len(WIDTHS)).astype(int), len(WIDTHS) - 1)
        positive = self._weights[shown] > 0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for step, width in enumerate(WIDTHS):
            for sign in (True, False):
                chosen = shown[(steps == step) & (positive == sign)]
                tone = self.theme.series[0 if sign else 1]
                colour = QColor(faded(self.theme, tone, 0.35 + 0.6 * step / (len(WIDTHS) - 1)))
                style = Qt.PenStyle.SolidLine if sign else Qt.PenStyle.DashLine
                painter.setPen(QPen(colour, width, style))
                painter.drawPath(self._lines(units, chosen))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _lines(self, units: NDArray[np.float64], chosen: NDArray[np.int64]) -> QPainterPath:
        ends = np.stack([units[self._starts[chosen]], units[self._ends[chosen]]], axis=1).reshape(-1, 2)
        path: Any = pg.arrayToQPath(ends[:, 0], ends[:, 1], connect="pairs")
        joined: QPainterPath = path
        return joined

    def _paint_words(self, painter: QPainter, units: NDArray[np.float64], side: float) -> None:
        """Name the inputs to their left, where there is room, and the columns below."""
        painter.setPen(QColor(self.theme.quiet))
        if side >= 9:
            for name, (x, y) in zip(self._inputs, units.tolist(), strict=False):
                room = QRectF(0, y - 8, x - side / 2 - NAME_GAP_PX, 16)
                painter.drawText(room, RIGHT, self.metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width()))
        taken = [self._paint_foot(painter, float(units[0, 0]), "in", [])]
        taken.append(self._paint_foot(painter, float(units[-1, 0]), "out", taken))
        for first, count in zip(np.cumsum(self._counts)[:-1].tolist(), self._counts[1:-1], strict=False):
            taken.append(self._paint_foot(painter, float(units[first, 0]), f"{count}", taken))

    def _paint_foot(self, painter: QPainter, x: float, words: str, taken: list[QRectF]) -> QRectF:
        """Write a word below a column, unless it would touch one that is there; return where it is."""
        width = self.metrics.horizontalAdvance(words) + 4
        left = min(max(x - width / 2, 0.0), self.width() - width)
        room = QRectF(left, self.height() - FOOT_PX, width, FOOT_PX)
        if not any(room.intersects(each) for each in taken):
            painter.drawText(room, CENTRE, words)
        return room

    def _paint_lens(self, painter: QPainter, unit: NDArray[np.float64]) -> None:
        """Draw the hovered unit large, beside the pointer and inside the plot."""
        size = max(48.0, min(self.width(), self.height()) * LENS_SHARE)
        box = QRectF(float(unit[0]) - size / 2, float(unit[1]) - size / 2, size, size)
        box.moveLeft(min(max(box.left(), 1), self.width() - size - 2))
        box.moveTop(min(max(box.top(), 1), self.height() - size - 2))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(box, QColor(self.theme.surface))
        painter.drawImage(box, self._images[self._hovered])
        painter.setPen(QPen(QColor(self.theme.accent), 2))
        painter.drawRect(box)

    def _make_images(self) -> None:
        """Colour the maps, each on its own scale around zero; the lowest row of the plane is at the bottom."""
        if len(self._maps) != sum(self._counts) or not self._maps.size:
            self._images = []
            return
        known = np.nan_to_num(self._maps[:, ::-1])
        reach = np.abs(known).max(axis=(1, 2), keepdims=True)
        coloured = self._ramp[levels(known / np.where(reach > 0, reach, 1.0), -1.0, 1.0)]
        self._images = [image_of(each) for each in coloured]

    # ------------------------------------------------------------ where things are

    def _side(self) -> float:
        """Return the side of a unit's map."""
        columns, tallest = len(self._counts), max(self._counts)
        room = min((self.height() - FOOT_PX) / tallest, self.width() / columns / 1.6)
        return min(LARGEST_UNIT_PX, max(SMALLEST_UNIT_PX, room * (1 - GAP_SHARE)))

    def _units(self) -> NDArray[np.float64]:
        """Return the middle (units, 2) of every unit in pixels."""
        side = self._side()
        names = min(max((self.metrics.horizontalAdvance(name) for name in self._inputs), default=0.0), self.width() / 4)
        left, right = names + NAME_GAP_PX + side / 2 + 1, self.width() - side / 2 - 2
        return layer_units(self._counts) * (1, -1) * (right - left, self.height() - FOOT_PX) + (
            left,
            self.height() - FOOT_PX,
        )

    def _shown_weights(self) -> NDArray[np.int64]:
        """Return which weights are drawn: the strongest ones, if there are too many to be told apart."""
        count = min(len(self._weights), len(self._starts))
        if count <= MOST_LINES:
            return np.arange(count)
        return np.sort(np.argpartition(np.abs(self._weights[:count]), count - MOST_LINES)[-MOST_LINES:])

    # ------------------------------------------------------------ pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._images:
            return
        at, units = event.position(), self._units()
        place = (np.abs(units - (at.x(), at.y())) <= self._side() / 2 + 1).all(axis=1)
        hovered = int(np.flatnonzero(place)[0]) if place.any() else -1
        self.setToolTip(self._told_unit(hovered) if hovered >= 0 else self._told_weight(at, units))
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()

    def _told_unit(self, unit: int) -> str:
        low, high = float(self._maps[unit].min()), float(self._maps[unit].max())
        return f"{self._unit_name(unit)}: from {number_text(low)} to {number_text(high)} over the plane"

    def _told_weight(self, at: QPointF, units: NDArray[np.float64]) -> str:
        shown = self._shown_weights()
        if not len(shown):
            return ""
        start, end = units[self._starts[shown]], units[self._ends[shown]]
        way = end - start
        share = ((np.array([at.x(), at.y()]) - start) * way).sum(axis=1) / (way**2).sum(axis=1)
        apart = np.hypot(*(start + np.clip(share, 0, 1)[:, None] * way - (at.x(), at.y())).T)
        nearest = int(apart.argmin())
        if apart[nearest] > NEAR_PX:
            return ""
        weight = int(shown[nearest])
        names = f"{self._unit_name(int(self._starts[weight]))} to {self._unit_name(int(self._ends[weight]))}"
        told = f"{names}: weight {number_text(float(self._weights[weight]))}"
        count = len(self._weights)
        return told if count == len(shown) else f"{told}\nThe {len(shown)} strongest of {count:,} weights are drawn."

    def _unit_name(self, unit: int) -> str:
        ends = np.cumsum(self._counts)
        layer = int(np.searchsorted(ends, unit, side="right"))
        place = unit - int(ends[layer]) + self._counts[layer]
        if layer == 0:
            return f"input {self._inputs[place]}" if place < len(self._inputs) else f"input {place + 1}"
        if layer == len(self._counts) - 1:
            return "output" if self._counts[layer] == 1 else f"output {place + 1}"
        return f"layer {layer}, unit {place + 1}"
