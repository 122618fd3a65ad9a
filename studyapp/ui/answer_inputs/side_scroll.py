"""What is wider than its room is scrolled sideways, and is otherwise as if nothing were around it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget


class SideScroll(QScrollArea):
    """As tall as what it holds; a scroll bar below comes only where the width does not do."""

    def __init__(self, inner: QWidget) -> None:
        """Build the area around a widget."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._inner = inner
        self.setWidget(inner)
        for surface in (inner, self.viewport()):
            surface.setAutoFillBackground(False)  # or the page's colour would show on the exercise sheet

    def sizeHint(self) -> QSize:
        """Return the size of what is inside, with the scroll bar where it is needed."""
        inner = self._inner
        bar = self.horizontalScrollBar().sizeHint().height() if inner.minimumSizeHint().width() > self.width() else 0
        return QSize(inner.sizeHint().width(), inner.sizeHint().height() + bar)

    def minimumSizeHint(self) -> QSize:
        """Return a size from which on scrolling makes sense."""
        return QSize(min(self._inner.minimumSizeHint().width(), 200), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the scroll bar where it has become needed."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with what is inside."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
