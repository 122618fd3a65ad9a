"""Code to be read, with some of its lines marked in the margin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QFrame, QTextEdit

from studyapp.ui.theme import Theme

PLAIN_PX, QUIET_PX = 4, 2
TINT = 36
"""How much of the accent lies behind a marked line, of 255."""
LINES_ABOVE = 3


class CodeText(QTextEdit):
    """Lines of code, each a block of the document; a mark is a bar in the margin, and a quiet background."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: list[tuple[int, int, str]] = []
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def show_marks(self, plain: Sequence[int], quiet: Sequence[int], theme: Theme) -> None:
        """Mark some lines plainly and others quietly, the first line being 0."""
        self._bars = [(number, PLAIN_PX, theme.accent) for number in plain]
        self._bars += [(number, QUIET_PX, theme.quiet) for number in quiet]
        tint, raised = QColor(theme.accent), QColor(theme.raised)
        tint.setAlpha(TINT)
        self.setExtraSelections(
            [self._lit(number, tint) for number in plain] + [self._lit(number, raised) for number in quiet]
        )
        self.viewport().update()

    def scroll_to(self, line: int) -> None:
        """Bring a line into view with a few lines above it, unless it is in view."""
        place = self.cursorRect(self._cursor(line))
        if place.top() < 0 or place.bottom() > self.viewport().height():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + place.top() - LINES_ABOVE * place.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for line, width, colour in self._bars:
            place = self.cursorRect(self._cursor(line))
            painter.fillRect(QRectF(0, place.top(), width, place.height()), QColor(colour))
        painter.end()

    def _cursor(self, line: int) -> QTextCursor:
        return QTextCursor(self.document().findBlockByNumber(line))

    def _lit(self, line: int, colour: QColor) -> QTextEdit.ExtraSelection:
        lit = QTextEdit.ExtraSelection()
        selection: QTextEdit.ExtraSelection = lit
        selection.cursor = self._cursor(line)
        selection.format.setBackground(colour)
        selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        return selection
