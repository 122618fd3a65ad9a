"""Small pictures side by side, all on one scale: filters, feature maps, samples."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QMouseEvent, QPainter, QPaintEvent

from models.demo import Pictures
from models.plots import Images
from studyapp.ui.plots.arrays import float_array, texts
from studyapp.ui.plots.colours import levels, limits, packed_ramp
from studyapp.ui.plots.picture import LOWEST_PX, PicturePlot
from studyapp.ui.plots.pixels import SCALE_PX, image_of, paint_scale
from studyapp.ui.plots.scales import number_text
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import Theme

GAP_PX, CAPTION_PX, LEAST_CAPTION_PX = 4, 15, 9
CAPTIONED_ROWS = 3  # have room without their pictures becoming small
EDGE_PX = 1  # beyond a picture lies the line around it


class ImagesPlot(PicturePlot):
    """A grid of pictures as large as fits, with the colours of the lowest and the highest value below."""

    def __init__(self, plot: Images, theme: Theme) -> None:
        super().__init__(theme)
        self._plot = plot
        self._values: NDArray[np.float64] = np.empty((0, 0, 0))
        self._range = (0.0, 1.0)
        self._images: list[QImage] = []
        self._captions: tuple[str, ...] = ()
        self._ramp = packed_ramp(theme, diverging=plot.diverging)
        if plot.captions:
            self.setMinimumHeight(LOWEST_PX + CAPTIONED_ROWS * CAPTION_PX)

    def show_frame(self, series: Series, pictures: Pictures) -> None:
        """Draw the pictures of the newest frame."""
        self._values = float_array(pictures.get(self._plot.name), dimensions=3)
        self._captions = texts(pictures.get(self._plot.captions))
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
        self._paint_captions(painter)
        if self._images:
            room = QRectF(0, self.height() - SCALE_PX, self.width(), SCALE_PX)
            paint_scale(painter, room, self._ramp, self._range, self.theme)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        for number, box in enumerate(self._boxes()):
            if box.contains(event.position()):
                self.setToolTip(self._told(number, event.position() - box.topLeft(), box))
                return
        self.setToolTip("")

    def _paint_captions(self, painter: QPainter) -> None:
        painter.setPen(QColor(self.theme.ink))
        boxes = self._boxes()
        width = (boxes[1].left() - boxes[0].left() if len(boxes) > 1 else 0.0) or self.width()
        font = self._caption_font(width - GAP_PX / 2)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        for caption, box in zip(self._captions, boxes, strict=False):
            room = QRectF(box.center().x() - width / 2, box.bottom() + 1, width, CAPTION_PX)
            shown = metrics.elidedText(caption, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.setFont(self.small_font)

    def _caption_font(self, width: float) -> QFont:
        """Return small letters, a little smaller where a caption is wider than the room from picture to picture."""
        widest = max((self.metrics.horizontalAdvance(caption) for caption in self._captions), default=0.0)
        font = QFont(self.small_font)
        if widest > width:
            font.setPixelSize(max(LEAST_CAPTION_PX, int(font.pixelSize() * width / widest)))
        return font

    def _told(self, number: int, inside: QPointF, box: QRectF) -> str:
        height, width = self._values.shape[1:]
        row, column = int(inside.y() / box.height() * height), int(inside.x() / box.width() * width)
        value = self._values[number, min(row, height - 1), min(column, width - 1)]
        name = self._captions[number] if number < len(self._captions) else f"picture {number + 1}"
        return f"{name}, row {row + 1}, column {column + 1}: {number_text(float(value))}"

    def _make_images(self) -> None:
        coloured = self._ramp[levels(self._values, *self._range)]
        self._images = [image_of(each) for each in coloured]

    def _boxes(self) -> list[QRectF]:
        """Return where each picture goes, all edges within the widget."""
        count = len(self._values)
        if not count:
            return []
        height, width = self._values.shape[1:]
        gap = GAP_PX + (CAPTION_PX if self._captions else 0)
        room = QSizeF(self.width() - EDGE_PX, self.height() - EDGE_PX - SCALE_PX - (gap - GAP_PX))
        columns, scale = _best_grid(room, QSizeF(width, height), gap, count, self._plot.columns)
        across, down = width * scale, height * scale
        rows = math.ceil(count / columns)
        beside = self._gap_beside(across, columns)
        left = (room.width() - columns * across - (columns - 1) * beside) / 2
        top = (room.height() - rows * down - (rows - 1) * gap) / 2
        return [
            QRectF(left + place % columns * (across + beside), top + place // columns * (down + gap), across, down)
            for place in range(count)
        ]

    def _gap_beside(self, across: float, columns: int) -> float:
        """Return the pixels from a picture to the next: more where captions are wider and there is room for them."""
        widest = max((self.metrics.horizontalAdvance(caption) for caption in self._captions), default=0)
        return max(GAP_PX, min(widest + 2 * GAP_PX - across, (self.width() - EDGE_PX - columns * across) / columns))


def _best_grid(room: QSizeF, picture: QSizeF, gap: float, count: int, fixed: int) -> tuple[int, float]:
    """Return the number of columns, ``fixed`` or that which makes the pictures largest, and the pictures' scale."""
    best = (min(fixed, count) or 1, 0.0)
    for columns in [min(fixed, count)] if fixed else range(1, count + 1):
        rows = math.ceil(count / columns)
        across = (room.width() - (columns - 1) * GAP_PX) / (columns * picture.width())
        down = (room.height() - (rows - 1) * gap) / (rows * picture.height())
        if min(across, down) > best[1]:
            best = (columns, min(across, down))
    return best
