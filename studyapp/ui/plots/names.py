"""Names beside the rows and below the columns of a grid: elided, turned or thinned so that they never overlap."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

LINE_PX, AIR_PX = 13, 4
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
CENTRE = int(Qt.AlignmentFlag.AlignCenter)


def elided(name: str, metrics: QFontMetricsF, room: float) -> str:
    """Return a name as long as the room: of a number the first digits are left, of a word both ends."""
    mode = Qt.TextElideMode.ElideRight if name[:1].isdigit() else Qt.TextElideMode.ElideMiddle
    return metrics.elidedText(name, mode, room)


def paint_names_down(painter: QPainter, metrics: QFontMetricsF, names: Sequence[str], room: QRectF) -> None:
    """Write the names of rows that share the room's height evenly, right-aligned; every second, third ... if low."""
    if not names:
        return
    each = room.height() / len(names)
    for place in range(0, len(names), math.ceil(LINE_PX / each)):
        middle = room.top() + (place + 0.5) * each
        line = QRectF(room.left(), middle - LINE_PX / 2, room.width(), LINE_PX)
        painter.drawText(line, RIGHT, elided(names[place], metrics, room.width()))


def paint_names_across(painter: QPainter, metrics: QFontMetricsF, names: Sequence[str], room: QRectF) -> None:
    """Write the names of columns that share the room's width evenly; turned where they are wider than a column."""
    if not names:
        return
    each = room.width() / len(names)
    widest = max(metrics.horizontalAdvance(name) for name in names)
    if widest + AIR_PX <= each:
        for place, name in enumerate(names):
            painter.drawText(QRectF(room.left() + place * each, room.top(), each, LINE_PX), CENTRE, name)
        return
    for place in range(0, len(names), math.ceil(LINE_PX / each)):
        painter.save()
        painter.translate(room.left() + (place + 0.5) * each, room.top())
        painter.rotate(-90)
        line = QRectF(-room.height(), -LINE_PX / 2, room.height() - AIR_PX / 2, LINE_PX)
        painter.drawText(line, RIGHT, elided(names[place], metrics, line.width()))
        painter.restore()
