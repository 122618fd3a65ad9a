"""The strip above a note in which one types what to find."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from studyapp.ui.icons import icon
from studyapp.ui.pieces import button, label
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX, Theme


class FindBar(QWidget):
    """A field for words to find, and where among the matches one is.

    Signals:
        words_changed: The words are others now; carries them.
        step_requested: To the next match (1) or the one before (-1).
        closed: The learner is done with finding.
    """

    words_changed = Signal(str)
    step_requested = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build the strip, hidden until it is opened."""
        super().__init__()
        self.words_edit = QLineEdit()
        self.words_edit.setPlaceholderText("Find in this note")
        self.words_edit.setAccessibleName("Find in this note")
        self.words_edit.setMaximumWidth(320)
        self.matches = label("", "quiet")
        self.before_button = button("", "segment", tip="The match before (Shift+Enter)")
        self.next_button = button("", "segment", tip="The next match (Enter)")
        self.close_button = button("", "segment", tip="Close (Escape)")
        self._lay_out()
        self.show_theme(theme)
        self.hide()
        self.words_edit.textChanged.connect(self.words_changed)
        self.before_button.clicked.connect(lambda: self.step_requested.emit(-1))
        self.next_button.clicked.connect(lambda: self.step_requested.emit(1))
        self.close_button.clicked.connect(self._on_close)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._on_close)

    def open(self) -> None:
        """Show the strip with what was looked for last, ready to be typed over."""
        self.show()
        self.words_edit.setFocus()
        self.words_edit.selectAll()
        self.words_changed.emit(self.words_edit.text())

    def show_place(self, current: int, count: int) -> None:
        """Say which of how many matches is shown; ``current`` counts from 0."""
        if not self.words_edit.text().strip():
            self.matches.setText("")
        else:
            self.matches.setText(f"{current + 1} of {count}" if count else "Not in this note")
        self.before_button.setEnabled(count > 1)
        self.next_button.setEnabled(count > 1)

    def show_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        names = ((self.before_button, "caret-up"), (self.next_button, "caret-down"), (self.close_button, "x"))
        for each, name in names:
            each.setIcon(icon(name, theme.quiet))
            each.setAccessibleName(each.toolTip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next match with Enter, to the one before with Shift and Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step_requested.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(BETWEEN_PX, WITHIN_PX, BETWEEN_PX, WITHIN_PX)
        row.setSpacing(4)
        row.addWidget(self.words_edit, 1)
        row.addSpacing(WITHIN_PX)
        row.addWidget(self.matches)
        row.addWidget(self.before_button)
        row.addWidget(self.next_button)
        row.addStretch(1)
        row.addWidget(self.close_button)

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
