"""The editor of the network page: line numbers, the layer in view marked, and what is wrong underlined."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from question_bank.networks import Problem, Span
from question_bank.networks.text import MOST_CHARACTERS
from studyapp.figures.canvas import mixed
from studyapp.ui.theme import MONO_FAMILIES, Theme

CODE_PX = 13
MOST_PASTED = MOST_CHARACTERS + 1  # one more than is read, so that the page says what is too much


class NetworkEditor(QPlainTextEdit):
    """Where the layers are typed.

    Signals:
        caret_moved: The caret was moved by hand; carries its place, counted in characters.
    """

    caret_moved = Signal(int)

    def __init__(self, theme: Theme) -> None:
        """Build an empty editor."""
        super().__init__()
        self._theme = theme
        self._layer: Span | None = None
        self._problem: Problem | None = None
        self.setAccessibleName("Layers of the network")
        self.setAccessibleDescription("One layer a line, or divided by semicolons. Alt+Down goes to the table.")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self._numbers = _LineNumbers(self)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._on_update_requested)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self.show_theme(theme)

    def replace_text(self, text: str) -> None:
        """Put another text in place of this one, so that Ctrl+Z brings it back."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)

    def caret(self) -> int:
        """Return the place of the caret, counted in characters."""
        return len(_cut(self.toPlainText(), self.textCursor().position()))

    def show_layer(self, span: Span | None) -> None:
        """Mark a layer; None marks none."""
        self._layer = span
        self._mark()

    def show_problem(self, problem: Problem | None) -> None:
        """Underline what is wrong; None says that nothing is."""
        self._problem = problem
        self._mark()
        self._numbers.update()

    def reveal(self, span: Span) -> None:
        """Scroll to a place and put the caret there."""
        cursor = self._selected(span)
        cursor.setPosition(cursor.selectionStart())
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        families = ", ".join(f"'{family}'" for family in MONO_FAMILIES)
        self.setStyleSheet(f"QPlainTextEdit {{ font-family: {families}; font-size: {CODE_PX}px; }}")
        self._make_room()
        self._mark()

    def problem_line(self) -> int:
        """Return the number of the line with the problem, from 0; -1 where there is none."""
        return -1 if self._problem is None else self._selected(self._problem.span).blockNumber()

    def paint_numbers(self, event: QPaintEvent) -> None:
        """Draw the numbers of the lines in view, and a sign beside the one with the problem."""
        painter = QPainter(self._numbers)
        painter.setFont(self.font())
        block, at_fault, caret = self.firstVisibleBlock(), self.problem_line(), self.textCursor().blockNumber()
        top = round(self.blockBoundingGeometry(block).translated(self.contentOffset()).top())
        while block.isValid() and top <= event.rect().bottom():
            number = block.blockNumber()
            wrong = number == at_fault
            ink = self._fault_colour() if wrong else self._theme.ink if number == caret else self._theme.quiet
            painter.setPen(QColor(ink))
            words = f"{self._sign()} {number + 1}" if wrong else str(number + 1)
            room = QRect(0, top, self._numbers.width() - 8, self.fontMetrics().height())
            painter.drawText(room, Qt.AlignmentFlag.AlignRight, words)
            block, top = block.next(), top + round(self.blockBoundingRect(block).height())
        painter.end()

    def numbers_width(self) -> int:
        """Return the width of the strip with the line numbers."""
        return self.fontMetrics().horizontalAdvance("0" * max(2, len(str(self.blockCount()))) + "✕ ") + 12

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line numbers at the left."""
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._numbers.setGeometry(QRect(inside.left(), inside.top(), self.numbers_width(), inside.height()))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste, but never more than is read: a line of a million characters would take Qt seconds."""
        if not source.hasText() or len(source.text()) <= MOST_PASTED:
            super().insertFromMimeData(source)
        else:
            self.textCursor().insertText(source.text()[:MOST_PASTED])

    def _make_room(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)

    def _on_update_requested(self, rect: QRect, scrolled_px: int) -> None:
        if scrolled_px:
            self._numbers.scroll(0, scrolled_px)
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())

    def _on_cursor_moved(self) -> None:
        self._numbers.update()
        if self.hasFocus():
            self.caret_moved.emit(self.caret())

    def _mark(self) -> None:
        marks = []
        if self._layer is not None:
            look = QTextCharFormat()
            look.setBackground(QColor(mixed(self._theme.accent, self._theme.raised, 0.72)))
            marks.append(self._marked(self._layer, look))
        if self._problem is not None:
            look = QTextCharFormat()
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(QColor(self._fault_colour()))
            look.setBackground(QColor(mixed(self._fault_colour(), self._theme.raised, 0.85)))
            marks.append(self._marked(self._problem.span, look))
        self.setExtraSelections(marks)

    def _marked(self, span: Span, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor, mark.format = self._selected(span), look
        return mark

    def _selected(self, span: Span) -> QTextCursor:
        """Return a cursor over a span; Qt counts in UTF-16, and a span of nothing shows the character before it."""
        text = self.toPlainText()
        start = span.start if span.end > span.start else max(0, len(text[: span.start].rstrip()) - 1)
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(text[:start]))
        cursor.setPosition(_units(text[: max(span.end, start)]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _fault_colour(self) -> str:
        return self._theme.unreadable if self._problem and self._problem.layer is None else self._theme.wrong

    def _sign(self) -> str:
        return "?" if self._problem and self._problem.layer is None else "✕"


class _LineNumbers(QWidget):
    """The strip at the left of the editor."""

    def __init__(self, editor: NetworkEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        """Return the room that the numbers need."""
        return QSize(self._editor.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the editor draw the numbers of its lines."""
        self._editor.paint_numbers(event)


def _units(text: str) -> int:
    """Return how many UTF-16 units a text has."""
    return len(text) + sum(character > "\uffff" for character in text)


def _cut(text: str, units: int) -> str:
    """Return as much of a text as so many UTF-16 units hold."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace")
