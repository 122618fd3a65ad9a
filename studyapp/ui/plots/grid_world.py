"""A grid world: the value of each cell as colour and number, the best action as an arrow, and the agent."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF

from models.demo import Pictures
from models.plots import GridWorld
from studyapp.ui.plots.arrays import float_array, texts
from studyapp.ui.plots.colours import RGB, ink_on, levels, limits, ramp
from studyapp.ui.plots.picture import PicturePlot
from studyapp.ui.plots.scales import number_text, short_text
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import Theme

ACTIONS = ("up", "right", "down", "left")
NUMBERS_FROM_PX = 34
"""Cells at least this wide have their value written in."""
LARGEST_CELL_PX = 96
MAKE_WAY_SHARE = 0.2
"""How far, in cells, an arrow goes down and to the right where a smaller cell has a mark in its upper left corner."""
CORNER = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
FOOT = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)


class GridWorldPlot(PicturePlot):
    """Cells as large as fit; walls are hatched, and the pointer reads value and action."""

    def __init__(self, plot: GridWorld, theme: Theme) -> None:
        super().__init__(theme)
        self._plot = plot
        self._values: NDArray[np.float64] = np.empty((0, 0))
        self._actions: NDArray[np.float64] = np.empty((0, 0))
        self._agent: NDArray[np.float64] = np.empty(0)
        self._marks: tuple[str, ...] = ()
        self._colours: RGB = np.empty((0, 0, 3), np.uint8)
        self._ink: list[list[str]] = []

    def show_frame(self, series: Series, pictures: Pictures) -> None:
        """Draw the world of the newest frame."""
        self._values = float_array(pictures.get(self._plot.name), dimensions=2)
        self._actions = float_array(pictures.get(self._plot.actions), dimensions=2)
        self._agent = float_array(pictures.get(self._plot.agent), dimensions=1)
        self._marks = texts(pictures.get(self._plot.marks))
        self._colour_cells()
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().show_theme(theme)
        self._colour_cells()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        if not self._values.size:
            self.paint_empty(painter)
        else:
            self._paint_cells(painter)
            painter.setRenderHint(
                QPainter.RenderHint.Antialiasing
            )  # filling cells with it would take ten times as long
            self._paint_arrows(painter)
            self._paint_agent(painter)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        for row, column in np.ndindex(self._values.shape):
            if self._cell(row, column).contains(event.position()):
                self.setToolTip(self._told(row, column))
                return
        self.setToolTip("")

    def _colour_cells(self) -> None:
        low, high = limits(self._values, diverging=True)
        self._colours = ramp(self.theme, diverging=True)[levels(self._values, low, high)]
        self._ink = ink_on(self.theme, self._colours).tolist()

    def _told(self, row: int, column: int) -> str:
        value, action, mark = float(self._values[row, column]), self._action(row, column), self._mark(row, column)
        what = "wall" if math.isnan(value) else f"value {number_text(value)}"
        best = f", best action {ACTIONS[action]}" if action >= 0 else ""
        return f"row {row + 1}, column {column + 1}{f' ({mark})' if mark else ''}: {what}{best}"

    def _paint_cells(self, painter: QPainter) -> None:
        for row, column in np.ndindex(self._values.shape):
            cell = self._cell(row, column)
            if math.isnan(self._values[row, column]):
                painter.fillRect(cell, QColor(self.theme.line))
                painter.fillRect(cell, QBrush(QColor(self.theme.quiet), Qt.BrushStyle.BDiagPattern))
                continue
            painter.fillRect(cell, QColor(*self._colours[row, column].tolist()))
            painter.setPen(QColor(self.theme.line))
            painter.drawRect(cell)
            painter.setPen(QColor(self._ink[row][column]))
            painter.drawText(cell.adjusted(3, 1, -3, -1), CORNER, self._mark(row, column))
            if cell.width() >= NUMBERS_FROM_PX:
                painter.drawText(cell.adjusted(0, 0, 0, -1), FOOT, short_text(float(self._values[row, column])))

    def _paint_arrows(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for row, column in np.ndindex(self._values.shape):
            action = self._action(row, column)
            if action >= 0 and not math.isnan(self._values[row, column]):
                cell = self._cell(row, column)
                centre = cell.center()
                if cell.width() >= NUMBERS_FROM_PX:
                    centre -= QPointF(0, 5)
                elif self._mark(row, column):  # beside it, not over it
                    centre += QPointF(cell.width(), cell.height()) * MAKE_WAY_SHARE
                painter.setBrush(QColor(self._ink[row][column]))
                painter.drawPolygon(_arrow(centre, action, cell.height() * 0.17))

    def _paint_agent(self, painter: QPainter) -> None:
        if self._agent.size != 2:
            return
        cell = self._cell(int(self._agent[0]), int(self._agent[1]))
        air = 4 if cell.width() >= NUMBERS_FROM_PX else 2
        reach = max(air, cell.width() * 0.14)
        painter.setBrush(QColor(self.theme.accent))
        painter.setPen(QPen(QColor(self.theme.surface), 2))
        painter.drawEllipse(cell.topRight() + QPointF(-reach - air, reach + air), reach, reach)

    def _cell(self, row: int, column: int) -> QRectF:
        rows, columns = self._values.shape
        side = math.floor(min((self.width() - 2) / columns, (self.height() - 2) / rows, LARGEST_CELL_PX))
        left, top = (self.width() - side * columns) // 2, (self.height() - side * rows) // 2
        return QRectF(left + column * side, top + row * side, side, side)

    def _action(self, row: int, column: int) -> int:
        return int(self._actions[row, column]) if self._actions.shape == self._values.shape else -1

    def _mark(self, row: int, column: int) -> str:
        place = row * self._values.shape[1] + column
        return self._marks[place] if place < len(self._marks) else ""


def _arrow(centre: QPointF, action: int, reach: float) -> QPolygonF:
    """Return a triangle that points up, right, down or left."""
    angle = math.radians(90 * action - 90)
    corners = [(angle, reach), (angle + 2.3, reach), (angle - 2.3, reach)]
    return QPolygonF([centre + QPointF(math.cos(turn) * far, math.sin(turn) * far) for turn, far in corners])
