"""A line to type in that gives Ctrl+Z and Ctrl+Shift+Z away once its text has been marked."""

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
        """Leave Ctrl+Z to the window when nothing was typed since the text was set or marked; redoing likewise."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isModified()
            is_redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if is_undo or is_redo:
                event.ignore()
                return False
        return super().event(event)
