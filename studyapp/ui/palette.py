"""The palette: one line to type in, over any page, and a list of what can be opened or done."""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studyapp.ui.palette_row import ROW_ROLE, PaletteRow, PaletteRowPainter
from studyapp.ui.pieces import hairline, label
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX, Theme

WIDTH_PX = 680
TOP_SHARE, HEIGHT_SHARE = 0.1, 0.72  # of the window's height
_SHADE = QColor(0, 0, 0, 70)
_PROMPT = "Search notes, terms, exercises and demos, or say what to do"


class Palette(QWidget):
    """Lies over the whole window while it is open; a click beside it closes it.

    Signals:
        words_changed: The line says something else; carries it.
        row_chosen: A row is to be opened; carries its number. The palette has closed by then.
    """

    words_changed = Signal(str)
    row_chosen = Signal(int)

    def __init__(self, window: QWidget, theme: Theme) -> None:
        """Build the palette over a window, closed."""
        super().__init__(window)
        self.words_edit = QLineEdit()
        self.rows = QListWidget()
        self.hint = label("", "small")
        self._painter = PaletteRowPainter(theme)
        self._before: QWidget | None = None
        self._set_up()
        self._lay_out()
        self.hide()
        window.installEventFilter(self)
        self.words_edit.installEventFilter(self)
        self.words_edit.textChanged.connect(self.words_changed)
        self.rows.itemClicked.connect(lambda item: self._choose(self.rows.row(item)))
        self.rows.currentRowChanged.connect(self._on_current_row_changed)

    def open(self) -> None:
        """Show the palette with its last words ready to be typed over."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self._cover()
        self.show()
        self.raise_()
        self.words_edit.setFocus()
        self.words_edit.selectAll()
        self.words_changed.emit(self.words_edit.text())

    def dismiss(self) -> None:
        """Close the palette and give the keyboard back to what had it."""
        self.hide()
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus()

    def show_rows(self, rows: Sequence[PaletteRow], hint: str = "") -> None:
        """List what fits the words, the first ready to be opened; ``hint`` says so when nothing does."""
        self.rows.clear()
        for row in rows:
            item = QListWidgetItem(row.title.text)
            item.setData(ROW_ROLE, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken())
            self.rows.addItem(item)
        self.rows.setVisible(bool(rows))
        keys = "Up and Down to move, Enter to open, Escape to close"
        self.hint.setText(f"{len(rows)} shown  ·  {keys}" if rows else hint)
        self._fit()
        self.rows.setCurrentRow(0 if rows else -1)

    def show_theme(self, theme: Theme) -> None:
        """Draw the rows in another theme's colours."""
        self._painter.theme = theme
        self.rows.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size, and take from the line the keys that move in the list."""
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._cover()
        if watched is self.words_edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take(event)
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Go through the list with Tab: while the palette is open nothing behind it gets the keyboard."""
        self._move(1 if onward else -1)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close at a click beside the palette."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shade the page, so that it is clear what the keyboard is for."""
        QPainter(self).fillRect(self.rect(), _SHADE)

    def _set_up(self) -> None:
        self.words_edit.setPlaceholderText(_PROMPT)
        self.words_edit.setAccessibleName(_PROMPT)
        self.rows.setAccessibleName("Matches")
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setItemDelegate(self._painter)
        self.rows.setMouseTracking(True)
        self.rows.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setStyleSheet("QListWidget { border: none; background: transparent; }")
        self.rows.setFrameShape(QFrame.Shape.NoFrame)

    def _lay_out(self) -> None:
        self.card = QFrame(self)
        self.card.setProperty("role", "card")
        column = self._column = QVBoxLayout(self.card)
        column.setContentsMargins(WITHIN_PX, WITHIN_PX, WITHIN_PX, WITHIN_PX)
        column.setSpacing(WITHIN_PX)
        column.addWidget(self.words_edit)
        column.addWidget(self.rows, 1)
        column.addWidget(hairline())
        self.hint.setContentsMargins(WITHIN_PX, 0, WITHIN_PX, 0)
        column.addWidget(self.hint)

    def _cover(self) -> None:
        """Lie over all of the window."""
        self.setGeometry(self.window().rect())
        self._fit()

    def _fit(self) -> None:
        """Make the card as tall as its rows, as far as the window goes."""
        width = min(WIDTH_PX, self.width() - 2 * BETWEEN_PX)
        heights = (self.rows.sizeHintForRow(number) for number in range(self.rows.count()))
        room = round(self.height() * HEIGHT_SHARE) - self.words_edit.sizeHint().height() - self.hint.sizeHint().height()
        self.rows.setFixedHeight(max(min(sum(heights) + 2, room), 0))
        self.card.setGeometry((self.width() - width) // 2, round(self.height() * TOP_SHARE), width, 0)
        self._column.activate()
        self.card.resize(width, self.card.sizeHint().height())

    def _take(self, event: QKeyEvent) -> bool:
        """Return whether a key was one of the palette's own."""
        page = max(self.rows.height() // 48, 1)
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page}
        if event.key() in moves:
            self._move(moves[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.rows.currentRow())
        elif event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True

    def _move(self, by: int) -> None:
        """Mark another row; a single step goes on from the last to the first."""
        count = self.rows.count()
        if count:
            there = self.rows.currentRow() + by
            self.rows.setCurrentRow(there % count if abs(by) == 1 else min(max(there, 0), count - 1))

    def _choose(self, number: int) -> None:
        if number >= 0:
            self.dismiss()
            self.row_chosen.emit(number)

    def _on_current_row_changed(self, number: int) -> None:
        """Let a screen reader say the row that Enter would open: the keyboard stays in the line."""
        item = self.rows.item(number) if number >= 0 else None
        row = item.data(ROW_ROLE) if item is not None else None
        words = f"{number + 1} of {self.rows.count()}: {row.spoken()}" if isinstance(row, PaletteRow) else ""
        self.words_edit.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self.words_edit, QAccessible.Event.DescriptionChanged))
