"""Asks for the learner's own words about some words of a note, or about a section."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from studyapp.ui.pieces import button, label, row
from studyapp.ui.theme import BETWEEN_PX

MAX_CHARACTERS = 4000
QUOTED_CHARACTERS = 160
WIDTH_PX = 460


class RemarkDialog(QDialog):
    """Shows what the remark is about and takes the remark; Ctrl+Enter keeps it, Escape doesn't.

    Signals:
        remark_written: The remark is to be kept; carries it, "" when it is to go.
    """

    remark_written = Signal(str)

    def __init__(self, about: str, remark: str, parent: QWidget | None = None) -> None:
        """Show an earlier remark, or room for a new one."""
        super().__init__(parent)
        self.setWindowTitle("Your remark")
        self.setMinimumWidth(WIDTH_PX)
        short = about if len(about) <= QUOTED_CHARACTERS else about[:QUOTED_CHARACTERS].rstrip() + " …"
        self.about = label(" ".join(short.split()), "quiet", wrap=True)
        self.edit = QPlainTextEdit(remark)
        self.edit.setAccessibleName("Your remark")
        self.edit.setPlaceholderText("In your own words")
        self.edit.setTabChangesFocus(True)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.keep_button = button("Keep", "primary", tip="Ctrl+Enter")
        self.cancel_button = button("Cancel", tip="Esc")
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX, BETWEEN_PX, BETWEEN_PX, BETWEEN_PX)
        column.addWidget(self.about)
        column.addWidget(self.edit, 1)
        column.addLayout(row(self.keep_button, self.cancel_button))
        self.keep_button.clicked.connect(self._on_keep)
        self.cancel_button.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._on_keep)
        self.edit.setFocus()

    def _on_keep(self) -> None:
        self.remark_written.emit(self.edit.toPlainText().strip()[:MAX_CHARACTERS])
        self.accept()
