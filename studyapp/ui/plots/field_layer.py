"""The lowest layer of a field: its values as one image, and the contour lines, kept as a picture by Qt."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from studyapp.ui.plots.pixels import image_of


class FieldLayer(QGraphicsObject):
    """Draws in data coordinates; each value is centred on its place, so the image reaches half a cell further."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._room = QRectF()
        self._contours = QPainterPath()
        self._pen = QPen()
        # What lies above moves with every frame; the layer is painted anew only when it has changed.
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def show_nothing(self) -> None:
        """Draw nothing."""
        self._image = None
        self.update()

    def show_values(
        self,
        pixels: NDArray[np.uint32],
        box: tuple[float, float, float, float],
        contours: NDArray[np.float64],
        line: str,
    ) -> None:
        """Draw colours (height, width) between the lowest and highest x and y, and the segments above them."""
        left, right, low, high = box
        height, width = pixels.shape
        across, down = (right - left) / max(width - 1, 1), (high - low) / max(height - 1, 1)
        room = QRectF(left - across / 2, low - down / 2, right - left + across, high - low + down)
        if room != self._room:
            self.prepareGeometryChange()
            self._room = room
        self._image = image_of(pixels)
        path: Any = pg.arrayToQPath(contours[:, 0], contours[:, 1], connect="pairs")
        self._contours = path
        self._pen = QPen(QColor(line), 0)  # a hairline at any scale
        self.update()

    def boundingRect(self) -> QRectF:
        return self._room

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._image is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._room, self._image)
        painter.setPen(self._pen)
        painter.drawPath(self._contours)
