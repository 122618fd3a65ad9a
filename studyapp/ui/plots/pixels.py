"""Arrays as Qt's images, and the strip that tells what their colours mean."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studyapp.ui.plots.picture import small_font
from studyapp.ui.plots.scales import number_text
from studyapp.ui.theme import Theme

SCALE_PX, STRIP_PX = 20, 56


def image_of(pixels: NDArray[np.uint32]) -> QImage:
    """Return colours (height, width) of 0xAARRGGBB as an image that owns its bytes; 0 is nothing at all."""
    height, width = pixels.shape
    return QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_ARGB32).copy()


def paint_scale(
    painter: QPainter, room: QRectF, packed: NDArray[np.uint32], ends: tuple[float, float], theme: Theme
) -> None:
    """Draw the ramp with its lowest and its highest value to the left and right, centred in a line SCALE_PX high."""
    low, high = (number_text(each) for each in ends)
    strip = QRectF(room.center().x() - STRIP_PX / 2, room.top() + 8, STRIP_PX, 8)
    painter.drawImage(strip, image_of(packed[None, :]))
    painter.setPen(QColor(theme.line))
    painter.drawRect(strip)
    painter.setPen(QColor(theme.quiet))
    middle = int(Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(strip.adjusted(-106, -6, -STRIP_PX - 6, 6), middle | int(Qt.AlignmentFlag.AlignRight), low)
    painter.drawText(strip.adjusted(STRIP_PX + 6, -6, 106, 6), middle | int(Qt.AlignmentFlag.AlignLeft), high)


class ScaleStrip(QWidget):
    """The ramp with its ends, in a line below a plot."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._packed: NDArray[np.uint32] = np.empty(0, np.uint32)
        self._ends = (0.0, 1.0)
        self.setFixedHeight(SCALE_PX)

    def show_scale(self, packed: NDArray[np.uint32], ends: tuple[float, float]) -> None:
        """Draw other colours or other ends."""
        self._packed, self._ends = packed, ends
        self.setAccessibleName(f"colours from {number_text(ends[0])} to {number_text(ends[1])}")
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._packed.size:
            painter = QPainter(self)
            painter.setFont(small_font())
            paint_scale(painter, QRectF(self.rect()), self._packed, self._ends, self._theme)
            painter.end()
