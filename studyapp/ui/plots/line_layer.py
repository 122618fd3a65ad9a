"""Lines over axes, with their markers, painted pixel by pixel: what moves in every frame has to be quick.

pyqtgraph has an item for each line and one for each line's markers. Qt then strokes every line through the scene's
scaling, which takes it two to four times as long, and each item brings Python's work of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyqtgraph as pg
from pyqtgraph.graphicsItems.PlotCurveItem import arrayToLineSegments
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from studyapp.study.run_data import spread
from studyapp.ui.plots.series import Values

CALM_PX = 150
"""A line is calm that goes up and down less than so many pixels in all."""
MARKS, MARKER_PX = 6, 7


@dataclass(frozen=True, slots=True)
class Line:
    """A line (2, n) in data coordinates, broken where it is not finite, ``width`` pixels wide; 0 draws none.

    ``marker`` is drawn at the points whose places are ``marked``, ``marker_px`` large, in the line's colour and, if
    there is a ``rim``, with an edge of that colour. ``dashes`` are the lengths of dash and gap in pixels.
    """

    points: Values
    colour: str
    width: float
    marker: str = ""
    marked: Sequence[int] = ()
    marker_px: float = 0.0
    rim: str = ""
    dashes: Sequence[float] = ()


class LineLayer(QGraphicsObject):
    """All lines of a chart; the chart tells what of the plane can be seen."""

    def __init__(self) -> None:
        super().__init__()
        self._room = QRectF()
        self._lines: tuple[Line, ...] = ()

    def show_room(self, room: QRectF) -> None:
        """Take in which part of the plane the axes show."""
        if room != self._room:
            self.prepareGeometryChange()
            self._room = room

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Draw these lines, the first at the bottom, and no others."""
        self._lines = tuple(lines)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._room

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        scale = painter.worldTransform()
        painter.setWorldTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawn = [(line, _pixels(line.points, scale)) for line in self._lines if line.points.size]
        for line, pixels in drawn:
            if line.width:
                _paint_line(painter, pixels, line_pen(line.colour, line.width, line.dashes))
        for line, pixels in drawn:
            if line.marker:
                _paint_markers(painter, line, pixels)


def marks(points: Values, line: int = 0, of: int = 1) -> list[int]:
    """Return the places of a few points (2, n), evenly spread along x, where a line bears its marker; none in its gaps.

    The markers of line number ``line`` of so many lie a little further along it than those of the one before, so that
    all can be seen where lines lie over each other.
    """
    there = np.flatnonzero(np.isfinite(points).all(axis=0))
    if len(there) < 2 * MARKS:
        return [int(there[place]) for place in spread(len(there), MARKS)]
    x = points[0, there]
    wanted = x[0] + (np.arange(MARKS) + line / of) / (MARKS - 1) * (x[-1] - x[0])
    return [int(place) for place in np.unique(there[np.searchsorted(x, wanted[wanted <= x[-1]])])]


def line_pen(colour: str, width: float, dashes: Sequence[float] = ()) -> QPen:
    """Return a pen of so many pixels; ``dashes`` are the lengths of dash and gap in pixels."""
    pen = QPen(QColor(colour), width)
    if dashes:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([length / width for length in dashes])
    return pen


def _pixels(points: Values, scale: QTransform) -> Values:
    stretch, shift = np.array([[scale.m11()], [scale.m22()]]), np.array([[scale.dx()], [scale.dy()]])
    pixels: Values = points * stretch + shift
    return pixels


def _paint_line(painter: QPainter, pixels: Values, pen: QPen) -> None:
    """Draw a calm line as one stroke, whose edge is even; a jagged one in pieces, ten times as fast.

    Dashes run along the whole line, not anew in every piece.
    """
    heights = pixels[1, np.isfinite(pixels[1])]
    if pen.style() == Qt.PenStyle.CustomDashLine or np.abs(np.diff(heights)).sum() < CALM_PX:
        path: Any = pg.arrayToQPath(pixels[0], pixels[1], connect="finite")
        painter.strokePath(path, pen)
    else:
        segments: Any = arrayToLineSegments(pixels[0], pixels[1], "finite", True)
        painter.setPen(pen)
        painter.drawLines(*segments.drawargs())


def _paint_markers(painter: QPainter, line: Line, pixels: Values) -> None:
    marker = _marker(line.marker, line.marker_px)
    colour = QColor(line.colour)
    painter.setPen(QPen(QColor(line.rim), 1.5))
    painter.setBrush(colour)
    places = pixels[:, list(line.marked)]
    for x, y in places[:, np.isfinite(places).all(axis=0)].T.tolist():
        shape = marker.translated(x, y)
        if line.rim:
            painter.drawPath(shape)
        else:
            painter.fillPath(shape, colour)


@cache
def _marker(name: str, side_px: float) -> QPainterPath:
    shape: QPainterPath = Symbols[name]
    return QTransform.fromScale(side_px, side_px).map(shape)
