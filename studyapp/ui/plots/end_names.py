"""The names of lines beside their last points, spread so that none touches another, each with its line's marker."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from studyapp.ui.plots.line_layer import Line
from studyapp.ui.plots.picture import small_font
from studyapp.ui.theme import Theme

ROW_PX, BETWEEN_PX = 13, 2
LEADER_PX, SIGN_PX, AIR_PX = 12, 8, 4
WIDTH_SHARE = 0.4
"""So much of a chart's width may go to names; longer ones are written in several rows."""


class EndNames(QGraphicsObject):
    """Names right of what is drawn; a dotted line leads from a line's last point to its name."""

    def __init__(self) -> None:
        super().__init__()
        self._font = small_font()
        self._metrics = QFontMetricsF(self._font)
        self._room = QRectF()
        self._ink = QColor()
        self._names: tuple[tuple[str, ...], ...] = ()
        self._lines: tuple[Line, ...] = ()
        self._ends: tuple[QPointF | None, ...] = ()
        self._reach = 0.0
        self.hide()

    def show_names(self, names: Sequence[str], width_px: float) -> None:
        """Write these names, in a chart of such a width, and no others."""
        self._names = tuple(rows_of(name, self._metrics, width_px * WIDTH_SHARE) for name in names)
        self.setVisible(bool(names))
        self._find_ends()

    def show_ends(self, lines: Sequence[Line], reach: float) -> None:
        """Take in the lines, in the order of their names; none of what is drawn goes beyond ``reach``."""
        self._lines, self._reach = tuple(lines), reach
        if self.isVisible():
            self._find_ends()

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._ink = QColor(theme.ink)
        self.update()

    def show_room(self, room: QRectF) -> None:
        """Take in which part of the plane the axes show."""
        if room != self._room:
            self.prepareGeometryChange()
            self._room = room

    def width_px(self) -> float:
        """Return how much room the names need right of the lines."""
        if not self._names:
            return 0.0
        widest = max(self._metrics.horizontalAdvance(row) for rows in self._names for row in rows)
        return LEADER_PX + SIGN_PX + AIR_PX + widest

    def height_px(self) -> float:
        """Return how much room all names need below each other."""
        return sum(self._heights())

    def places(self, scale: QTransform) -> list[QRectF]:
        """Return where each name goes, in pixels."""
        room = scale.mapRect(self._room)
        left = scale.map(QPointF(self._reach, 0)).x() + LEADER_PX
        wanted = [room.bottom() if end is None else scale.map(end).y() for end in self._ends]
        heights = self._heights()
        middles = spread_apart(wanted, heights, room.top(), room.bottom())
        width = self.width_px() - LEADER_PX
        return [QRectF(left, y - height / 2, width, height) for y, height in zip(middles, heights, strict=True)]

    def boundingRect(self) -> QRectF:
        return self._room

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if len(self._lines) != len(self._names):
            return
        scale = painter.worldTransform()
        painter.setWorldTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        for line, end, rows, box in zip(self._lines, self._ends, self._names, self.places(scale), strict=True):
            if end is not None:
                painter.setPen(QPen(QColor(line.colour), 1, Qt.PenStyle.DotLine))
                painter.drawLine(scale.map(end), QPointF(box.left(), box.center().y()))
            self._paint_name(painter, line, rows, box)

    def _find_ends(self) -> None:
        self._ends = tuple(end_of(line) for line in self._lines)
        self.update()

    def _paint_name(self, painter: QPainter, line: Line, rows: Sequence[str], box: QRectF) -> None:
        if line.marker:
            shape = QTransform.fromScale(SIGN_PX, SIGN_PX).map(Symbols[line.marker])
            painter.fillPath(shape.translated(box.left() + SIGN_PX / 2, box.center().y()), QColor(line.colour))
        painter.setPen(self._ink)
        left, top = box.left() + SIGN_PX + AIR_PX, box.top() + BETWEEN_PX / 2
        baseline = top + (ROW_PX - self._metrics.height()) / 2 + self._metrics.ascent()
        for place, row in enumerate(rows):
            painter.drawText(QPointF(left, baseline + place * ROW_PX), row)

    def _heights(self) -> list[float]:
        return [len(rows) * ROW_PX + BETWEEN_PX for rows in self._names]


def rows_of(name: str, metrics: QFontMetricsF, width_px: float) -> tuple[str, ...]:
    """Return a name in rows as wide as that, broken between words only."""
    rows: list[str] = []
    for word in name.replace("_", " ").split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and metrics.horizontalAdvance(longer) <= width_px:
            rows[-1] = longer
        else:
            rows.append(word)
    return tuple(rows) or ("",)


def end_of(line: Line) -> QPointF | None:
    """Return the last point of a line, None if it has none."""
    there = np.flatnonzero(np.isfinite(line.points).all(axis=0))
    return QPointF(*line.points[:, there[-1]].tolist()) if there.size else None


def spread_apart(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Return middles, as near as can be to those wanted and in their order, of pieces that don't overlap.

    The pieces lie between ``low`` and ``high`` if they fit there. Those that push each other form a heap, whose
    middle is where its pieces want to be on average.
    """
    order = sorted(range(len(wanted)), key=lambda piece: wanted[piece])
    heaps: list[tuple[list[int], float]] = []  # the pieces of each heap and where its first one begins
    for piece in order:
        pieces, start = [piece], wanted[piece] - sizes[piece] / 2
        while heaps and heaps[-1][1] + sum(sizes[each] for each in heaps[-1][0]) > start:
            pieces = heaps.pop()[0] + pieces
            start = _start(pieces, wanted, sizes)
        heaps.append((pieces, start))
    middles = [0.0] * len(wanted)
    above, left = low, high - sum(sizes)
    for pieces, start in heaps:
        at = max(above, min(start, left + sum(sizes[each] for each in order[: order.index(pieces[0])])))
        for piece in pieces:
            middles[piece] = at + sizes[piece] / 2
            at += sizes[piece]
        above = at
    return middles


def _start(pieces: Sequence[int], wanted: Sequence[float], sizes: Sequence[float]) -> float:
    """Return where a heap begins whose pieces are where they want to be on average."""
    before = np.cumsum([0.0, *(sizes[piece] for piece in pieces[:-1])])
    starts = np.array([wanted[piece] - sizes[piece] / 2 for piece in pieces]) - before
    return float(starts.mean())
