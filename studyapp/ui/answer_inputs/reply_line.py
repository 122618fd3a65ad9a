"""A line to type in that gives Ctrl+Z away once its text has been marked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

LONGEST_REPLY = 200


class ReplyLine(QLineEdit):
    """Undoes typing while there is typing to undo; after Check, Ctrl+Z is the window's and takes the answer back."""

    def __init__(self) -> None:
        """Build an empty line."""
        super().__init__()
        self.setMaxLength(LONGEST_REPLY)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter, which returnPressed tells of: passed on, it would be taken for a second one."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window when nothing was typed since the text was set or marked."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isModified()
        ):
            event.ignore()
            return False
        return super().event(event)
