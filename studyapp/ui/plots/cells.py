"""Numbers in cells, with marks that borders and hatches tell: a kernel that slides, a table that fills up."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QMouseEvent, QPainter, QPaintEvent, QPen

from models.demo import Pictures
from models.plots import Cells
from studyapp.ui.plots.arrays import float_array
from studyapp.ui.plots.colours import ink_on, levels, limits, packed, ramp
from studyapp.ui.plots.picture import PicturePlot
from studyapp.ui.plots.pixels import image_of
from studyapp.ui.plots.scales import cell_text, number_text
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import SMALL_PX, Theme

PLAIN, UNDER_KERNEL, COMPUTED, PADDING, EMPTY = range(5)
TOLD = ("", ", under the kernel", ", being computed", ", padding", "not computed yet")
LARGEST_CELL_PX, SMALLEST_CELL_PX, SMALLEST_NUMBER_PX = 64, 14, 8
BOLD = 1.12
"""So much wider are bold figures."""
CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class CellsPlot(PicturePlot):
    """Square cells as large as fit, with their numbers where these can be read; the pointer reads them all."""

    def __init__(self, plot: Cells, theme: Theme) -> None:
        super().__init__(theme)
        self._plot = plot
        self._values: NDArray[np.float64] = np.empty((0, 0))
        self._marks: NDArray[np.int64] = np.empty((0, 0), np.int64)
        self._written: list[list[str]] = []
        self._ink: list[list[str]] = []
        self._image: QImage | None = None

    def show_frame(self, series: Series, pictures: Pictures) -> None:
        """Draw the cells of the newest frame."""
        self._values = float_array(pictures.get(self._plot.name), dimensions=2)
        marks = float_array(pictures.get(self._plot.marked), dimensions=2).astype(np.int64)
        self._marks = marks if marks.shape == self._values.shape else np.zeros(self._values.shape, np.int64)
        self._written = []
        self._colour()
        self._describe()
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().show_theme(theme)
        self._colour()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        if self._image is None:
            self.paint_empty(painter)
        else:
            self._paint_grid(painter)
            self._paint_numbers(painter)
            self._paint_marks(painter)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.setToolTip(self._told(event.position()))

    def _colour(self) -> None:
        if not self._values.size:
            self._image = None
            return
        known = np.where(self._marks == EMPTY, np.nan, self._values)
        diverging = bool((known < 0).any())
        colours = ramp(self.theme, diverging=diverging)[levels(known, *limits(known, diverging=diverging))]
        self._ink = ink_on(self.theme, colours).tolist()
        pixels = packed(colours)
        pixels[~np.isfinite(known)] = 0
        self._image = image_of(pixels)

    def _paint_grid(self, painter: QPainter) -> None:
        area, side = self._area(), self._side()
        assert self._image is not None
        painter.drawImage(area, self._image)
        painter.setPen(QPen(QColor(self.theme.line), 1))
        rows, columns = self._values.shape
        for row in range(rows + 1):
            y = area.top() + row * side
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        for column in range(columns + 1):
            x = area.left() + column * side
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _paint_numbers(self, painter: QPainter) -> None:
        font = self._font() if self._side() >= SMALLEST_CELL_PX else None
        if font is None:
            return
        area, side = self._area(), self._side()
        bold = QFont(font)
        bold.setBold(True)
        for row, column in np.argwhere(self._marks != EMPTY).tolist():
            mark = int(self._marks[row, column])
            painter.setFont(bold if mark == COMPUTED else font)
            quiet = mark == PADDING and self._values[row, column] == 0
            painter.setPen(QColor(self.theme.quiet if quiet else self._ink[row][column]))
            cell = QRectF(area.left() + column * side, area.top() + row * side, side, side)
            painter.drawText(cell, CENTRE, self._written[row][column])

    def _paint_marks(self, painter: QPainter) -> None:
        """Hatch padding, dash what is to come, frame the cells under the kernel, frame the computed one twice."""
        for mark in (EMPTY, PADDING, UNDER_KERNEL, COMPUTED):
            for row, column in np.argwhere(self._marks == mark).tolist():
                self._paint_mark(painter, mark, self._cell(row, column))

    def _paint_mark(self, painter: QPainter, mark: int, cell: QRectF) -> None:
        if mark == EMPTY:
            painter.setPen(QPen(QColor(self.theme.quiet), 1, Qt.PenStyle.DotLine))
            painter.drawRect(cell.adjusted(2, 2, -2, -2))
        elif mark == PADDING:
            hatch = QColor(self.theme.quiet)
            hatch.setAlpha(110)
            painter.fillRect(cell, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        else:
            thick = 2 if mark == UNDER_KERNEL or cell.width() < 12 else 3
            painter.setPen(QPen(QColor(self.theme.accent if mark == UNDER_KERNEL else self.theme.ink), thick))
            painter.drawRect(cell.adjusted(1, 1, -1, -1))
            if mark == COMPUTED:
                painter.setPen(QPen(QColor(self.theme.surface), 1))
                painter.drawRect(cell.adjusted(3, 3, -3, -3))

    def _font(self) -> QFont | None:
        """Return the largest font in which every number fits into a cell, or None if that is too small to read."""
        side = self._side()
        if not self._written:
            self._written = [[cell_text(value) for value in row] for row in self._values.tolist()]
        longest = max((text for row in self._written for text in row), key=len)
        widest = BOLD * self.metrics.horizontalAdvance(longest)
        size = min(SMALL_PX + 2, int(side * 0.6), int(SMALL_PX * (side - 6) / max(widest, 1.0)))
        if size < SMALLEST_NUMBER_PX:
            return None
        font = QFont(self.small_font)
        font.setPixelSize(size)
        return font

    def _side(self) -> float:
        rows, columns = self._values.shape
        side: float = min((self.width() - 4) / columns, (self.height() - 4) / rows, LARGEST_CELL_PX)
        return math.floor(side) if side >= 8 else max(side, 0.5)

    def _area(self) -> QRectF:
        rows, columns = self._values.shape
        across, down = self._side() * columns, self._side() * rows
        return QRectF((self.width() - across) // 2, (self.height() - down) // 2, across, down)

    def _cell(self, row: int, column: int) -> QRectF:
        area, side = self._area(), self._side()
        return QRectF(area.left() + column * side, area.top() + row * side, side, side)

    def _told(self, at: QPointF) -> str:
        area = self._area() if self._values.size else QRectF()
        if not area.contains(at):
            return ""
        rows, columns = self._values.shape
        row = min(int((at.y() - area.top()) / self._side()), rows - 1)
        column = min(int((at.x() - area.left()) / self._side()), columns - 1)
        mark = int(self._marks[row, column])
        value = "" if mark == EMPTY else number_text(float(self._values[row, column]))
        return f"row {row + 1}, column {column + 1}: {value}{TOLD[mark]}"

    def _describe(self) -> None:
        rows, columns = self._values.shape
        now = "".join(
            f" Row {row + 1}, column {column + 1} is being computed: {cell_text(float(self._values[row, column]))}."
            for row, column in np.argwhere(self._marks == COMPUTED)[:1].tolist()
        )
        self.setAccessibleDescription(f"{rows} rows and {columns} columns of numbers.{now}")
