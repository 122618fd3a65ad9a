"""The input of a text knob: the app's own notes, or a text file of the learner's, opened or dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.knobs import TEXT_LIMIT
from studyapp.errors import StudyAppError
from studyapp.study.text_file import TextFileError, read_text_file
from studyapp.ui.open_dialog import ask_which
from studyapp.ui.pieces import button, label

OWN_NOTES = "the app's own notes"
LONGEST_NAME = 22


class TextInput(QWidget):
    """Says which text is used, and takes another. Inputs for other data of the learner's build on it.

    Signals:
        text_changed: Another text was chosen; carries it, "" for the app's own notes.
        refused: A file can't be used; carries a sentence.
        told: Something about the data that is worth knowing; carries a sentence.
    """

    text_changed = Signal(str)
    refused = Signal(str)
    told = Signal(str)

    USUAL = OWN_NOTES
    OPEN, OPEN_TIP = "Open a text file…", "Or drop a text file on this page."
    BACK, BACK_TIP = "Use the notes", "Go back to the app's own notes."

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.summary = label(self.USUAL, "small", wrap=True)
        self.open_button = button(self.OPEN, tip=self.OPEN_TIP)
        self.notes_button = button(self.BACK, "link", tip=self.BACK_TIP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.open_button)
        column.addWidget(self.summary)
        column.addWidget(self.notes_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.open_button.clicked.connect(self._on_open_button_clicked)
        self.notes_button.clicked.connect(lambda: self.take("", self.USUAL))
        self.notes_button.hide()

    def show_value(self, text: str) -> None:
        """Say which text is used, without a signal."""
        if text != self._text:
            self._show(text, self.described(text) if text else self.USUAL)

    def described(self, text: str) -> str:
        """Return in a few words what a text of the learner's holds."""
        return f"a text of {len(text):,} characters"

    def takes(self, path: Path) -> bool:
        """Tell whether a dropped file, or folder, is meant for this input."""
        return path.is_file() and path.suffix.lower() != ".json"

    def open_file(self, path: Path) -> None:
        """Take the text of a file, or say in one sentence why not."""
        try:
            text = usable_text(path)
        except StudyAppError as error:
            self.refused.emit(str(error))
            return
        self.take(text, f"{short_name(path.name)}, {len(text):,} characters")

    def _on_open_button_clicked(self) -> None:
        ask_which(self, "Open a text file", "Text (*.txt *.md *.csv *.py);;All files (*)", self.open_file)

    def take(self, text: str, summary: str) -> None:
        """Use another text from now on."""
        self._show(text, summary)
        self.text_changed.emit(text)

    def _show(self, text: str, summary: str) -> None:
        self._text = text
        self.summary.setText(summary)
        self.notes_button.setVisible(bool(text))


def usable_text(path: Path) -> str:
    """Return the text of a file; raises StudyAppError with a sentence when a net can't learn from it."""
    text = read_text_file(path)
    if not text.strip():
        raise TextFileError(f"{path.name} is empty. Choose a file with some text in it.")
    if len(text) > TEXT_LIMIT:
        raise TextFileError(f"{path.name} is longer than {TEXT_LIMIT:,} characters. Take a part of it.")
    return text


def short_name(name: str) -> str:
    """Return a file's name, cut where it would be too long for the knobs."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
