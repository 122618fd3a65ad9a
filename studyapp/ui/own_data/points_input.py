"""The input of a knob that holds points: those that the learner has clicked on the plane, or typed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from models.datasets.own_data import parse_points
from models.errors import DemoError
from studyapp.errors import StudyAppError
from studyapp.study.text_file import read_text_file
from studyapp.ui.knob_text import TextInput, short_name
from studyapp.ui.pieces import button, label, row
from studyapp.ui.theme import BETWEEN_PX

KEEP_KEYS = QKeySequence(QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return))


class PointsInput(TextInput):
    """Says how many points there are; they can be typed too, for whoever has no mouse."""

    USUAL = "none: click on the plane"
    OPEN, OPEN_TIP = "Type points…", "One a line: x, y and the class 0 or 1. Or click on the decision surface."
    BACK, BACK_TIP = "Clear", "Take all of your points away."

    def described(self, text: str) -> str:
        """Return how many points there are of each class."""
        try:
            classes = parse_points(text).classes.tolist()
        except DemoError:
            return "points that can't be read"
        return f"{classes.count(0):,} of class 0, {classes.count(1):,} of class 1"

    def takes(self, path: Path) -> bool:
        """Tell whether a file of points was dropped: tables go to the input for tables."""
        return path.is_file() and path.suffix.lower() == ".points"

    def open_file(self, path: Path) -> None:
        """Take the points of a file, or say in one sentence why not."""
        try:
            text = read_text_file(path)
            parse_points(text)
        except (StudyAppError, DemoError) as error:
            self.refused.emit(str(error))
            return
        self.take(text, f"{short_name(path.name)}: {self.described(text)}")

    def _on_open_button_clicked(self) -> None:
        dialog = PointsDialog(self._text, self)
        dialog.points_written.connect(lambda text: self.take(text, self.described(text) if text else self.USUAL))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class PointsDialog(QDialog):
    """Takes points as lines of text, and says what is wrong with them as long as something is.

    Signals:
        points_written: The points are fit to be used; carries their text.
    """

    points_written = Signal(str)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Show the points there are."""
        super().__init__(parent)
        self.setWindowTitle("Your points")
        self.edit = QPlainTextEdit(text)
        self.edit.setAccessibleName("Your points")
        self.edit.setPlaceholderText("-1.5 0.5 0\n2 -1 1")
        self.edit.setTabChangesFocus(True)
        self.verdict = label("", "small", wrap=True)
        self.keep_button = button("Use these points", "primary", tip="Ctrl+Enter")
        self.cancel_button = button("Cancel", tip="Esc")
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX, BETWEEN_PX, BETWEEN_PX, BETWEEN_PX)
        column.addWidget(label("One point a line: x, y (from -6 to 6) and its class, 0 or 1.", "quiet", wrap=True))
        column.addWidget(self.edit, 1)
        column.addWidget(self.verdict)
        column.addLayout(row(self.keep_button, self.cancel_button))
        self.edit.textChanged.connect(self._check)
        self.keep_button.clicked.connect(self._on_keep)
        self.cancel_button.clicked.connect(self.reject)
        QShortcut(KEEP_KEYS, self).activated.connect(self.keep_button.click)
        self._check()

    def _check(self) -> None:
        try:
            count = len(parse_points(self.edit.toPlainText()).classes)
        except DemoError as error:
            self.verdict.setText(str(error))
            self.keep_button.setEnabled(False)
        else:
            self.verdict.setText(f"{count:,} point{'s' if count != 1 else ''}.")
            self.keep_button.setEnabled(True)

    def _on_keep(self) -> None:
        self.points_written.emit(self.edit.toPlainText().strip())
        self.accept()
