"""A button whose text ends in … where there is no room for all of it; the whole text is in its tip and its name."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton

LEAST_PX = 60
ROUNDING_PX = 2  # widths of texts are rounded, each by itself


class ElidedButton(QPushButton):
    """A button that is as wide as its text where it may be, and narrower where it must."""

    def __init__(self, role: str) -> None:
        """Build a button with a role of the style sheet."""
        super().__init__()
        self.setProperty("role", role)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._whole = ""

    def show_text(self, text: str, tip: str = "") -> None:
        """Show a text, or as much of it as fits."""
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(tip or text)
        self.setText(text)
        self.updateGeometry()
        if self.isVisible():  # else once it is shown: a long list is built in half the time
            self._elide()

    def whole_text(self) -> str:
        """Return the text without what the width takes away."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Return the size that the whole text asks for."""
        self.ensurePolished()
        hint = super().sizeHint()
        missing = self.fontMetrics().horizontalAdvance(self._whole) - self.fontMetrics().horizontalAdvance(self.text())
        return QSize(hint.width() + max(missing, 0) + ROUNDING_PX, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return a width at which a few letters can be read."""
        return QSize(LEAST_PX, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more or less of the text."""
        super().resizeEvent(event)
        if self.isVisible():
            self._elide()

    def showEvent(self, event: QShowEvent) -> None:
        """Show as much of the text as fits."""
        super().showEvent(event)
        self._elide()

    def _elide(self) -> None:
        self.ensurePolished()
        around = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        room = self.width() - around
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(room, 0)))
