"""A cart that balances a pole: where it is, how the pole leans, how it is pushed, and how far either may go."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF

from models.demo import Pictures
from models.plots import Pole
from studyapp.ui.plots.arrays import float_array
from studyapp.ui.plots.picture import PicturePlot
from studyapp.ui.plots.scales import number_text
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import Theme

TRACK_M, TRACK_RAD = 2.4, math.radians(12)
"""Beyond these an episode of gymnasium's CartPole is over."""
REACH_M, POLE_M, CART_M, SKY_M = 2.75, 1.0, (0.5, 0.26), 1.5
FOOT_PX = 34
CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class PolePlot(PicturePlot):
    """The cart on its rail, to scale, with its four numbers below."""

    def __init__(self, plot: Pole, theme: Theme) -> None:
        super().__init__(theme)
        self._plot = plot
        self._state: NDArray[np.float64] = np.empty(0)
        self._force = 0.0

    def show_frame(self, series: Series, pictures: Pictures) -> None:
        """Draw the cart of the newest frame."""
        state = float_array(pictures.get(self._plot.name), dimensions=1)
        self._state = state if state.size == 4 and np.isfinite(state).all() else np.empty(0)
        force = float_array(pictures.get(self._plot.force), dimensions=1)
        self._force = float(force[0]) if force.size else 0.0
        self.setAccessibleDescription(", ".join(self._numbers()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        if not self._state.size:
            self.paint_empty(painter)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_rail(painter)
            self._paint_lean(painter)
            self._paint_cart(painter)
            self._paint_force(painter)
            self._paint_numbers(painter)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.setToolTip("\n".join(self._numbers()))

    def _paint_rail(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self.theme.quiet), 2))
        painter.drawLine(self._at(-REACH_M, 0), self._at(REACH_M, 0))
        painter.setPen(QPen(QColor(self.theme.wrong), 1.5, Qt.PenStyle.DashLine))
        for limit in (-TRACK_M, TRACK_M):
            painter.drawLine(self._at(limit, -0.08), self._at(limit, 0.5))
        painter.setPen(QColor(self.theme.quiet))
        for limit in (-TRACK_M, 0.0, TRACK_M):
            foot = self._at(limit, 0)
            box = QRectF(foot.x() - 30, foot.y() + 5, 60, 14)
            box.moveLeft(min(max(box.left(), 0.0), self.width() - box.width()))
            painter.drawText(box, CENTRE, f"{limit:+.1f} m" if limit else "0")

    def _paint_lean(self, painter: QPainter) -> None:
        """Draw how far the pole may lean to either side."""
        hinge_x = float(self._state[0])
        painter.setPen(QPen(QColor(self.theme.wrong), 1, Qt.PenStyle.DashLine))
        for angle in (-TRACK_RAD, TRACK_RAD):
            painter.drawLine(self._at(hinge_x, CART_M[1]), self._tip(hinge_x, angle, 1.12))

    def _paint_cart(self, painter: QPainter) -> None:
        place, angle = float(self._state[0]), float(self._state[2])
        width, height = CART_M
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.series[0]))
        painter.drawRoundedRect(QRectF(self._at(place - width / 2, height), self._at(place + width / 2, 0.03)), 3, 3)
        thick = max(4.0, self._scale() * 0.07)
        painter.setPen(QPen(QColor(self.theme.series[1]), thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(self._at(place, height), self._tip(place, angle, 1.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.ink))
        painter.drawEllipse(self._at(place, height), thick / 2, thick / 2)

    def _paint_force(self, painter: QPainter) -> None:
        if not self._force:
            return
        way = math.copysign(1.0, self._force)
        start = self._at(float(self._state[0]) + way * (CART_M[0] / 2 + 0.04), CART_M[1] / 2)
        end = start + QPointF(way * max(16.0, self._scale() * 0.45), 0)
        painter.setPen(QPen(QColor(self.theme.ink), 2.5))
        painter.drawLine(start, end)
        painter.setBrush(QColor(self.theme.ink))
        painter.drawPolygon(QPolygonF([end + QPointF(way * 5, 0), end + QPointF(0, 5), end + QPointF(0, -5)]))

    def _paint_numbers(self, painter: QPainter) -> None:
        painter.setPen(QColor(self.theme.ink))
        numbers, half = self._numbers(), FOOT_PX / 2
        for place, pair in enumerate((numbers[:2], numbers[2:4])):
            room = QRectF(0, self.height() - FOOT_PX + place * half, self.width(), half)
            shown = self.metrics.elidedText("   ".join(pair), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, CENTRE, shown)

    def _numbers(self) -> list[str]:
        if not self._state.size:
            return []
        place, speed, angle, rate = self._state.tolist()
        pushed = [f"push {number_text(self._force)}"] if self._plot.force else []
        return [
            f"position {place:+.2f} m",
            f"velocity {speed:+.2f} m/s",
            f"angle {math.degrees(angle):+.1f}°",
            f"turning {math.degrees(rate):+.0f}°/s",
            *pushed,
        ]

    def _scale(self) -> float:
        """Return pixels a metre: the rail and an upright pole fit."""
        return min(self.width() / (2 * REACH_M), (self.height() - FOOT_PX - 22) / SKY_M)

    def _at(self, x: float, y: float) -> QPointF:
        rail = (self.height() - FOOT_PX - 22 + self._scale() * SKY_M) / 2
        return QPointF(self.width() / 2 + x * self._scale(), rail - y * self._scale())

    def _tip(self, hinge_x: float, angle: float, length: float) -> QPointF:
        return self._at(hinge_x + math.sin(angle) * POLE_M * length, CART_M[1] + math.cos(angle) * POLE_M * length)
