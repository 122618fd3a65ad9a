"""Pictures as numpy arrays, so that tests can ask where the ink is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget


def pixels(image: QImage) -> NDArray[np.uint8]:
    """Return an image as (height, width, 4): red, green, blue, alpha."""
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(bytes(plain.constBits()), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : plain.width() * 4].reshape(plain.height(), plain.width(), 4)


def picture(widget: QWidget, ratio: float) -> QImage:
    """Return what a widget looks like on a screen with a ratio of device pixels to logical ones."""
    image = QImage(widget.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("white"))
    painter = QPainter(image)
    widget.render(painter, QPoint(), QRegion())
    painter.end()
    return image


def dark_rows(part: NDArray[np.uint8]) -> tuple[int, int]:
    """Return the first and last row in which something is more dark than light."""
    rows = np.flatnonzero((part[..., :3].max(axis=2) < 140).any(axis=1))
    return int(rows[0]), int(rows[-1])
