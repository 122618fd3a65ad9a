"""One picture of a note as large as the window it is in."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget

from studyapp.ui.pictures import LoadedPicture
from studyapp.ui.theme import BETWEEN_PX, Theme

ENLARGED = 1.6


class PictureWindow(QDialog):
    """A picture, enlarged; Escape closes it, and it grows with its window."""

    def __init__(self, picture: LoadedPicture, title: str, theme: Theme, parent: QWidget) -> None:
        """Open beside a parent; ``title`` is what the picture shows, in words."""
        super().__init__(parent)
        self._picture = picture
        self._theme = theme
        self.setWindowTitle(title or "Picture")
        self.setAccessibleDescription(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        screen = self.screen().availableSize() * 0.9
        wanted = (picture.size * ENLARGED).toSize() + QSize(2 * BETWEEN_PX, 2 * BETWEEN_PX)
        self.resize(wanted.boundedTo(screen))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture as large as fits."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.surface))
        room = QRectF(self.rect()).adjusted(BETWEEN_PX, BETWEEN_PX, -BETWEEN_PX, -BETWEEN_PX)
        size = self._picture.size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(room.center())
        self._picture.draw(painter, place)
        painter.end()
