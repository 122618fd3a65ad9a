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
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from studyapp.ui.plots.series import Values

CALM_PX = 150
"""A line is calm that goes up and down less than so many pixels in all."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line (2, n) in data coordinates, broken where it is not finite, ``width`` pixels wide; 0 draws none.

    ``marker`` is drawn at the points whose places are ``marked``, ``marker_px`` large, in the line's colour and, if
    there is a ``rim``, with an edge of that colour.
    """

    points: Values
    colour: str
    width: float
    marker: str = ""
    marked: Sequence[int] = ()
    marker_px: float = 0.0
    rim: str = ""


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
                _paint_line(painter, pixels, QPen(QColor(line.colour), line.width))
        for line, pixels in drawn:
            if line.marker:
                _paint_markers(painter, line, pixels)


def _pixels(points: Values, scale: QTransform) -> Values:
    stretch, shift = np.array([[scale.m11()], [scale.m22()]]), np.array([[scale.dx()], [scale.dy()]])
    pixels: Values = points * stretch + shift
    return pixels


def _paint_line(painter: QPainter, pixels: Values, pen: QPen) -> None:
    """Draw a calm line as one stroke, whose edge is even; a jagged one in pieces, ten times as fast."""
    if np.nansum(np.abs(np.diff(pixels[1]))) < CALM_PX:
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
    for x, y in pixels[:, list(line.marked)].T.tolist():
        shape = marker.translated(x, y)
        if line.rim:
            painter.drawPath(shape)
        else:
            painter.fillPath(shape, colour)


@cache
def _marker(name: str, side_px: float) -> QPainterPath:
    shape: QPainterPath = Symbols[name]
    return QTransform.fromScale(side_px, side_px).map(shape)
