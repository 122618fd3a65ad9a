"""The bare page: a column of text in the middle of a pane, or a text as tall as what it says."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QShowEvent, QTextCursor, QTextDocument, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from studyapp.ui.markdown import HEADING
from studyapp.ui.theme import SECTION_PX

Place = tuple[int, int]
"""A position in the text, and how far below the top edge it stands, in pixels."""


class TextColumn(QTextBrowser):
    """Where text is set and how it scrolls; what it says is another's business."""

    def __init__(self, *, grows: bool, parent: QWidget | None = None) -> None:
        """Build an empty column; one that ``grows`` is as tall as its text and leaves scrolling to what it is in."""
        super().__init__(parent)
        self._grows = grows
        self._measure_px = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)  # a table too wide scrolls; its words are not torn apart
        self.document().setDocumentMargin(0 if grows else SECTION_PX)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.viewport().setAutoFillBackground(False)
        else:
            self.setAutoFillBackground(True)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)
        self.verticalScrollBar().rangeChanged.connect(self._set_column)

    def set_measure(self, width_px: int) -> None:
        """Set the width of the longest line."""
        self._measure_px = width_px
        self._set_column()

    def column_px(self) -> int:
        """Return the width of the column with its margins and scroll bar, when nothing cramps it."""
        return self._measure_px + 2 * SECTION_PX + self.verticalScrollBar().sizeHint().width()

    def place(self) -> Place:
        """Return what stands at the top, so that it can be found again in another size."""
        cursor = self.cursorForPosition(QPoint(1, 1))
        return cursor.position(), self.cursorRect(cursor).top()

    def return_to(self, place: Place) -> None:
        """Scroll so that a position stands where it stood."""
        position, top = place
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.scroll_by(self.cursorRect(cursor).top() - top)

    def scrolled(self) -> QPoint:
        """Return how far the text is scrolled, to the right and down."""
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def scroll_by(self, distance_px: int) -> None:
        """Scroll down by a distance, or up by a negative one."""
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + distance_px)

    def sizeHint(self) -> QSize:
        """Return the size that suits the text."""
        return QSize(max(self._measure_px, 100), self._height_px()) if self._grows else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least size that shows all of a growing text."""
        return QSize(60, self._height_px()) if self._grows else super().minimumSizeHint()

    def event(self, event: QEvent) -> bool:
        """Set the column before the text is laid out in a new size, not after."""
        if event.type() == QEvent.Type.Resize:
            self._set_column()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Stay at the same place: Qt would scroll to the cursor the first time, and that stands at the end."""
        scrolled = self.verticalScrollBar().value()
        super().showEvent(event)
        self.verticalScrollBar().setValue(scrolled)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; zooming by wheel is the window's affair, and so is scrolling past a growing text."""
        if self._grows or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll and draw all anew: what reaches out of its line would be cut off at the edge of the strip."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update()

    def loadResource(self, _kind: int, _address: QUrl | str) -> None:
        """Load nothing: what a text shows is drawn by its objects alone."""

    def _height_px(self) -> int:
        if self.document().isEmpty():
            return 0
        size = self.document().size()
        bar_px = self.horizontalScrollBar().sizeHint().height() if size.width() > self.viewport().width() + 1 else 0
        return math.ceil(size.height()) + bar_px

    def _set_column(self) -> None:
        """Centre the column; a scroll bar takes its room from the margin, never from the text.

        A growing text keeps to the left of what it is in.
        """
        if not self._measure_px:
            return
        if self._grows:
            self.setViewportMargins(0, 0, max(self.width() - self._measure_px, 0), 0)
            return
        bar = self.verticalScrollBar()
        bar_px = bar.sizeHint().width() if bar.maximum() > 0 else 0
        column = min(self._measure_px + 2 * SECTION_PX, self.width() - bar.sizeHint().width())
        left = (self.width() - column) // 2
        self.setViewportMargins(left, 0, self.width() - left - column - bar_px, 0)


def heading_positions(document: QTextDocument) -> list[int]:
    """Return where the headings of a document begin, in order."""
    positions = []
    block = document.begin()
    while block.isValid():
        first = block.begin()
        if not first.atEnd() and any(name.startswith(HEADING) for name in first.fragment().charFormat().anchorNames()):
            positions.append(block.position())
        block = block.next()
    return positions
