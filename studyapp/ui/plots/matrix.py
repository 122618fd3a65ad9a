"""A table of numbers coloured by value: a confusion matrix, attention weights, a Q-table."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent

from models.demo import Pictures
from models.plots import Matrix
from studyapp.ui.plots.arrays import float_array, texts
from studyapp.ui.plots.colours import RGB, ink_on, levels, limits, ramp
from studyapp.ui.plots.names import paint_names_down
from studyapp.ui.plots.picture import PicturePlot
from studyapp.ui.plots.scales import number_text
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import SMALL_PX, Theme

LABEL_PX, NAME_GAP_PX, SMALLEST_PX = 18, 6, 8
NAMES_SHARE = 0.3
"""So much of the width may go to the names of rows."""
CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class MatrixPlot(PicturePlot):
    """Cells with their numbers written in where they fit; the pointer reads them all."""

    def __init__(self, plot: Matrix, theme: Theme) -> None:
        super().__init__(theme)
        self._plot = plot
        self._values: NDArray[np.float64] = np.empty((0, 0))
        self._row_names, self._column_names = plot.row_names, plot.column_names
        self._ramp: RGB = ramp(theme, diverging=False)

    def show_frame(self, series: Series, pictures: Pictures) -> None:
        """Draw the table of the newest frame."""
        self._values = float_array(pictures.get(self._plot.name), dimensions=2)
        if self._plot.names:
            self._row_names = self._column_names = texts(pictures.get(self._plot.names))
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._ramp = ramp(theme, diverging=bool((self._values < 0).any()))
        super().show_theme(theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        if self._values.size:
            self._paint_cells(painter)
            self._paint_labels(painter)
        else:
            self.paint_empty(painter)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.setToolTip(self._told(event.position()))

    def _told(self, at: QPointF) -> str:
        area = self._area()
        if not self._values.size or not area.contains(at):
            return ""
        rows, columns = self._values.shape
        row = min(rows - 1, int((at.y() - area.top()) / area.height() * rows))
        column = min(columns - 1, int((at.x() - area.left()) / area.width() * columns))
        names = f"{self._plot.row_label} {self._row_name(row)}, {self._plot.column_label} {self._column_name(column)}"
        return f"{names}: {number_text(float(self._values[row, column]))}"

    def _paint_cells(self, painter: QPainter) -> None:
        low, high = limits(self._values, diverging=bool((self._values < 0).any()))
        colours = self._ramp[levels(self._values, low, high)]
        ink = ink_on(self.theme, colours).tolist()
        written = _written(self._values)
        rows, columns = self._values.shape
        area = self._area()
        across, down = area.width() / columns, area.height() / rows
        font = self._font_for(written, across, down)
        if font:
            painter.setFont(font)
        for row in range(rows):
            for column in range(columns):
                cell = QRectF(area.left() + column * across, area.top() + row * down, across - 1, down - 1)
                painter.fillRect(cell, QColor(*colours[row, column].tolist()))
                if font:
                    zero = self._values[row, column] == 0
                    painter.setPen(QColor(self.theme.quiet if zero else ink[row][column]))
                    painter.drawText(cell, CENTRE, written[row][column])

    def _font_for(self, written: list[list[str]], across: float, down: float) -> QFont | None:
        """Return the largest font in which every number fits into a cell, or None if that is too small to read."""
        font = QFont(self.small_font)
        widest = max(self.metrics.horizontalAdvance(text) for row in written for text in row)
        size = min(SMALL_PX, int(down * 0.95), int(SMALL_PX * (across - 3) / max(widest, 1.0)))
        font.setPixelSize(max(size, 1))
        return font if size >= SMALLEST_PX else None

    def _paint_labels(self, painter: QPainter) -> None:
        rows, columns = self._values.shape
        area = self._area()
        across = area.width() / columns
        painter.setFont(self.small_font)
        painter.setPen(QColor(self.theme.quiet))
        beside = QRectF(LABEL_PX, area.top(), area.left() - LABEL_PX - NAME_GAP_PX, area.height())
        paint_names_down(painter, self.metrics, [self._row_name(row) for row in range(rows)], beside)
        for column in range(columns):
            box = QRectF(area.left() + column * across, area.bottom(), across, LABEL_PX)
            painter.drawText(box, CENTRE, self._elided(self._column_name(column), across - 2))
        under = QRectF(area.left(), area.bottom() + LABEL_PX - 2, area.width(), LABEL_PX)
        painter.drawText(under, CENTRE, self._plot.column_label)
        painter.translate(LABEL_PX / 2, area.center().y())
        painter.rotate(-90)
        turned = QRectF(-area.height() / 2, -LABEL_PX / 2, area.height(), LABEL_PX)
        painter.drawText(turned, CENTRE, self._plot.row_label)

    def _area(self) -> QRectF:
        """Return the rectangle of the cells, which are at most twice as wide as high."""
        rows, columns = self._values.shape
        names = [self._row_name(row) for row in range(rows)]
        widest = max(self.metrics.horizontalAdvance(name) for name in names)
        left = LABEL_PX + NAME_GAP_PX + min(widest, self.width() * NAMES_SHARE)
        room = QRectF(left, 0, self.width() - left, self.height() - 2 * LABEL_PX)
        spare = max(0.0, room.width() - 2 * room.height() / rows * columns)
        return room.adjusted(spare / 2, 0, -spare / 2, 0)

    def _elided(self, text: str, width: float) -> str:
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _row_name(self, row: int) -> str:
        return self._row_names[row] if row < len(self._row_names) else str(row)

    def _column_name(self, column: int) -> str:
        return self._column_names[column] if column < len(self._column_names) else str(column)


def _written(values: NDArray[np.float64]) -> list[list[str]]:
    """Return the numbers as text: whole ones as they are, others all with two places."""
    whole = bool((values == np.rint(values)).all())
    return [[f"{value:,.0f}" if whole else f"{value:.2f}" for value in row] for row in values.tolist()]
