"""Small pictures side by side, all on one scale: filters, feature maps, samples."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent

from models.demo import Pictures
from models.plots import Images
from studyapp.ui.plots.arrays import float_array
from studyapp.ui.plots.colours import levels, limits, packed_ramp
from studyapp.ui.plots.picture import PicturePlot
from studyapp.ui.plots.scales import number_text
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import Theme

GAP_PX, SCALE_PX, STRIP_PX = 4, 20, 56


class ImagesPlot(PicturePlot):
    """A grid of pictures as large as fits, with the colours of the lowest and the highest value below."""

    def __init__(self, plot: Images, theme: Theme) -> None:
        super().__init__(theme)
        self._plot = plot
        self._values: NDArray[np.float64] = np.empty((0, 0, 0))
        self._range = (0.0, 1.0)
        self._images: list[QImage] = []
        self._ramp = packed_ramp(theme, diverging=plot.diverging)

    def show_frame(self, series: Series, pictures: Pictures) -> None:
        """Draw the pictures of the newest frame."""
        self._values = float_array(pictures.get(self._plot.name), dimensions=3)
        self._range = limits(self._values, diverging=self._plot.diverging)
        self._make_images()
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().show_theme(theme)
        self._ramp = packed_ramp(theme, diverging=self._plot.diverging)
        self._make_images()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        if not self._images:
            self.paint_empty(painter)
        for image, box in zip(self._images, self._boxes(), strict=True):
            painter.drawImage(box, image)
            painter.setPen(QColor(self.theme.line))
            painter.drawRect(box)
        if self._images:
            self._paint_scale(painter)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        for number, box in enumerate(self._boxes()):
            if box.contains(event.position()):
                self.setToolTip(self._told(number, event.position() - box.topLeft(), box))
                return
        self.setToolTip("")

    def _told(self, number: int, inside: QPointF, box: QRectF) -> str:
        height, width = self._values.shape[1:]
        row, column = int(inside.y() / box.height() * height), int(inside.x() / box.width() * width)
        value = self._values[number, min(row, height - 1), min(column, width - 1)]
        return f"picture {number + 1}, row {row + 1}, column {column + 1}: {number_text(float(value))}"

    def _make_images(self) -> None:
        coloured = self._ramp[levels(self._values, *self._range)]
        self._images = [_image(each) for each in coloured]

    def _boxes(self) -> list[QRectF]:
        count = len(self._values)
        if not count:
            return []
        height, width = self._values.shape[1:]
        room = QSizeF(self.width(), self.height() - SCALE_PX)
        columns, scale = _best_grid(count, room, QSizeF(width, height))
        across, down = width * scale, height * scale
        rows = math.ceil(count / columns)
        left = (room.width() - columns * across - (columns - 1) * GAP_PX) / 2
        top = (room.height() - rows * down - (rows - 1) * GAP_PX) / 2
        return [
            QRectF(left + place % columns * (across + GAP_PX), top + place // columns * (down + GAP_PX), across, down)
            for place in range(count)
        ]

    def _paint_scale(self, painter: QPainter) -> None:
        low, high = (number_text(each) for each in self._range)
        strip = QRectF((self.width() - STRIP_PX) / 2, self.height() - SCALE_PX + 8, STRIP_PX, 8)
        painter.drawImage(strip, _image(self._ramp[None, :]))
        painter.setPen(QColor(self.theme.line))
        painter.drawRect(strip)
        painter.setPen(QColor(self.theme.quiet))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(strip.adjusted(-106, -6, -STRIP_PX - 6, 6), middle | int(Qt.AlignmentFlag.AlignRight), low)
        painter.drawText(strip.adjusted(STRIP_PX + 6, -6, 106, 6), middle | int(Qt.AlignmentFlag.AlignLeft), high)


def _image(pixels: NDArray[np.uint32]) -> QImage:
    height, width = pixels.shape
    return QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def _best_grid(count: int, room: QSizeF, picture: QSizeF) -> tuple[int, float]:
    """Return the number of columns that makes the pictures largest, and their scale in screen pixels per pixel."""
    best = (1, 0.0)
    for columns in range(1, count + 1):
        rows = math.ceil(count / columns)
        across = (room.width() - (columns - 1) * GAP_PX) / (columns * picture.width())
        down = (room.height() - (rows - 1) * GAP_PX) / (rows * picture.height())
        if min(across, down) > best[1]:
            best = (columns, min(across, down))
    return best
