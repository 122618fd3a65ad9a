"""Many numbers as colours: a landscape of runs, attention over a long text; the pointer and the keys read them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from models.demo import Pictures
from models.plots import HeatMap
from studyapp.ui.plots.arrays import float_array, side_labels, texts, visible
from studyapp.ui.plots.colours import levels, limits, packed_ramp
from studyapp.ui.plots.names import paint_names_across, paint_names_down
from studyapp.ui.plots.picture import PicturePlot
from studyapp.ui.plots.pixels import SCALE_PX, image_of, paint_scale
from studyapp.ui.plots.scales import number_text
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import Theme

LABEL_PX, GAP_PX, TOP_PX = 16, 6, 6
ROW_NAMES_SHARE, COLUMN_NAMES_SHARE = 0.24, 0.4
"""So much of the width, and of the height, may go to names."""
ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class HeatMapPlot(PicturePlot):
    """Cells as colours with a scale below; what has no number yet is hatched, and a cell may lead to a run.

    Signals:
        address_opened: A cell that leads to a run was clicked, or chosen with Enter; carries the run's address.
    """

    address_opened = Signal(str)

    def __init__(self, plot: HeatMap, theme: Theme) -> None:
        super().__init__(theme)
        self._plot = plot
        self._values: NDArray[np.float64] = np.empty((0, 0))
        self._labels = (plot.row_label, plot.column_label)
        self._rows: tuple[str, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._links: tuple[str, ...] = ()
        self._ends = (0.0, 1.0)
        self._image: QImage | None = None
        self._ramp = packed_ramp(theme, diverging=plot.diverging)
        self.selected: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_frame(self, series: Series, pictures: Pictures) -> None:
        """Draw the numbers of the newest frame."""
        self._values = float_array(pictures.get(self._plot.name), dimensions=2)
        self._labels = side_labels(self._plot, pictures)
        self._rows = self._names(texts(pictures.get(self._plot.rows)), down=True)
        self._columns = self._names(texts(pictures.get(self._plot.columns)), down=False)
        self._links = texts(pictures.get(self._plot.links))
        if self.selected and (self.selected[0] >= len(self._rows) or self.selected[1] >= len(self._columns)):
            self.selected = None
        self._ends = self._plot.limits or limits(self._values, diverging=self._plot.diverging)
        self._colour()
        self._describe()
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().show_theme(theme)
        self._ramp = packed_ramp(theme, diverging=self._plot.diverging)
        self._colour()

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        if self._image is None:
            self.paint_empty(painter)
        else:
            area = self._area()
            painter.fillRect(area, QBrush(QColor(self.theme.line), Qt.BrushStyle.BDiagPattern))
            painter.drawImage(area, self._image)
            painter.setPen(QColor(self.theme.line))
            painter.drawRect(area)
            self._paint_names(painter, area)
            self._paint_selected(painter)
            strip = QRectF(0, self.height() - SCALE_PX, self.width(), SCALE_PX)
            paint_scale(painter, strip, self._ramp, self._ends, self.theme)
        painter.end()

    def _paint_names(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(QColor(self.theme.quiet))
        row_label, column_label = self._labels
        foot = QRectF(area.left(), self.height() - SCALE_PX - LABEL_PX, area.width(), LABEL_PX)
        painter.drawText(foot, CENTRE, self._elided(column_label, foot.width()))
        painter.save()
        # Beside the middle of the cells; of a low map further down, where the names of columns leave room as well.
        length = min(self.metrics.horizontalAdvance(row_label) + 2.0, foot.top())
        painter.translate(LABEL_PX / 2, max(area.center().y(), length / 2))
        painter.rotate(-90)
        beside = QRectF(-length / 2, -LABEL_PX / 2, length, LABEL_PX)
        painter.drawText(beside, CENTRE, self._elided(row_label, length))
        painter.restore()
        names_left = QRectF(LABEL_PX, area.top(), area.left() - LABEL_PX - GAP_PX, area.height())
        paint_names_down(painter, self.metrics, self._rows, names_left)
        names_below = QRectF(area.left(), area.bottom() + 2, area.width(), foot.top() - area.bottom() - 2)
        paint_names_across(painter, self.metrics, self._columns, names_below)

    def _paint_selected(self, painter: QPainter) -> None:
        if self.selected is None or not self.hasFocus():
            return
        cell = self._cell(*self.selected)
        painter.setPen(QPen(QColor(self.theme.surface), 4))
        painter.drawRect(cell.adjusted(-1, -1, 1, 1))
        painter.setPen(QPen(QColor(self.theme.accent), 2))
        painter.drawRect(cell.adjusted(-1, -1, 1, 1))

    def _elided(self, text: str, width: float) -> str:
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _area(self) -> QRectF:
        """Return the rectangle of the cells: what names, labels and the scale leave."""
        left = LABEL_PX + GAP_PX + min(self._widest(self._rows), self.width() * ROW_NAMES_SHARE)
        width = max(1.0, self.width() - left - 2)
        below = LABEL_PX + 4
        if self._columns and self._widest(self._columns) > width / len(self._columns) - 4:
            below = round(min(self._widest(self._columns) + 6, self.height() * COLUMN_NAMES_SHARE))
        return QRectF(left, TOP_PX, width, max(1.0, self.height() - SCALE_PX - LABEL_PX - below - TOP_PX))

    def _widest(self, names: Sequence[str]) -> float:
        return max((self.metrics.horizontalAdvance(name) for name in set(names)), default=0.0)

    def _cell(self, row: int, column: int) -> QRectF:
        area = self._area()
        across, down = area.width() / len(self._columns), area.height() / len(self._rows)
        return QRectF(area.left() + column * across, area.top() + row * down, across, down)

    def _colour(self) -> None:
        if not self._values.size:
            self._image = None
            return
        pixels = self._ramp[levels(self._values, *self._ends)]
        pixels[np.isnan(self._values)] = 0
        self._image = image_of(pixels)

    def _names(self, given: tuple[str, ...], *, down: bool) -> tuple[str, ...]:
        count = self._values.shape[0 if down else 1]
        if len(given) == count:
            return tuple(visible(name) for name in given)
        return tuple(str(place) for place in range(count))

    # ------------------------------------------------------------ pointer and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place(event.position())
        link = place is not None and bool(self._link(*place))
        self.setToolTip(self._told(*place) if place else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place(event.position())
        if place is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._select(place)
        self._open(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from cell to cell; open the run of the selected one."""
        key = Qt.Key(event.key())
        if self._values.size and key in ARROWS:
            rows, columns = self._values.shape
            down, right = ARROWS[key] if self.selected else (0, 0)
            row, column = self.selected or (0, 0)
            self._select((min(max(row + down, 0), rows - 1), min(max(column + right, 0), columns - 1)))
        elif self.selected and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.selected)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.selected is None and self._values.size:
            self._select((0, 0))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _place(self, at: QPointF) -> tuple[int, int] | None:
        area = self._area()
        if not self._values.size or not area.contains(at):
            return None
        rows, columns = self._values.shape
        row = int((at.y() - area.top()) / area.height() * rows)
        column = int((at.x() - area.left()) / area.width() * columns)
        return min(row, rows - 1), min(column, columns - 1)

    def _select(self, place: tuple[int, int]) -> None:
        self.selected = place
        self._describe()
        self.update()

    def _open(self, place: tuple[int, int]) -> None:
        if self._link(*place):
            self.address_opened.emit(self._link(*place))

    def _link(self, row: int, column: int) -> str:
        number = row * self._values.shape[1] + column
        return self._links[number] if number < len(self._links) else ""

    def _told(self, row: int, column: int) -> str:
        value = float(self._values[row, column])
        number = "no number yet" if math.isnan(value) else number_text(value)
        sides = zip(self._labels, (self._rows[row], self._columns[column]), strict=True)
        names = ", ".join(filter(None, (f"{label} {name}".strip() for label, name in sides)))
        return f"{names}: {number}" + ("\nClick to open this run." if self._link(row, column) else "")

    def _describe(self) -> None:
        rows, columns = self._values.shape
        size = f"{rows} rows and {columns} columns, colours from {number_text(self._ends[0])}"
        where = f" Selected: {self._told(*self.selected)}" if self.selected else ""
        self.setAccessibleDescription(f"{size} to {number_text(self._ends[1])}.{where}")
