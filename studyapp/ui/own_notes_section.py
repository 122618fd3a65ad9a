"""Your notes: the learner's own Markdown files on the page Learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QPushButton, QVBoxLayout, QWidget

from question_bank.wording import counted
from studyapp.ui.pieces import button, clear, label, row, row_button
from studyapp.ui.theme import WITHIN_PX

NONE_YET = (
    "No notes of your own yet. They are Markdown files, with formulas and with links to topics, exercises and demos; "
    "what you save in your editor is shown here at once."
)


@dataclass(frozen=True, slots=True)
class OwnNoteRow:
    """One file: its note's id, "" when it can't be read, and a sentence for each thing that is wrong with it."""

    id: str
    title: str
    path: Path
    minutes: int = 0
    faults: tuple[str, ...] = ()


class OwnNotesSection(QWidget):
    """Lists the files and makes new ones.

    Signals:
        note_requested: The learner wants to read a note; carries its id.
        edit_requested: The learner wants to change a file; carries its path.
        new_requested: The learner wants a new note; carries its title.
    """

    note_requested = Signal(str)
    edit_requested = Signal(object)
    new_requested = Signal(str)

    def __init__(self) -> None:
        """Build the section without any note."""
        super().__init__()
        self.rows: dict[str, QPushButton] = {}
        self.edit_buttons: dict[Path, QPushButton] = {}
        self.new_button = button("New note", tip="Make a Markdown file and open it in your editor")
        self.empty = label(NONE_YET, "quiet", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(WITHIN_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, WITHIN_PX, 0, 0)
        column.setSpacing(WITHIN_PX)
        column.addLayout(row(label("Your notes", "subheading"), self.new_button))
        column.addWidget(self.empty)
        column.addLayout(self._list)
        self.new_button.clicked.connect(self._ask_title)

    def show_notes(self, notes: Sequence[OwnNoteRow]) -> None:
        """List files in the order given."""
        clear(self._list)
        self.rows, self.edit_buttons = {}, {}
        for note in notes:
            self._list.addLayout(self._row(note))
            for fault in note.faults:
                self._list.addWidget(
                    label(f"{note.path.name}: {fault.removeprefix(f'{note.path.name}: ')}", "wrong", wrap=True)
                )
        self.empty.setVisible(not notes)

    def show_found(self, words: Sequence[str]) -> None:
        """Show only notes that have all the words in their title."""
        for each in self.rows.values():
            title = each.accessibleName().partition(":")[0].lower()
            each.setVisible(all(word in title for word in words))

    def _row(self, note: OwnNoteRow) -> QHBoxLayout:
        edit = button("Edit", "link", tip=f"Open {note.path.name} in your editor")
        edit.setAccessibleName(f"Edit {note.path.name}")
        edit.clicked.connect(lambda _=False: self.edit_requested.emit(note.path))
        self.edit_buttons[note.path] = edit
        if not note.id:
            return row(label(note.path.name, "quiet"), edit)
        wrong = f"   ·   {counted(len(note.faults), 'thing')} to mend" if note.faults else ""
        each = row_button(note.title, f"{note.minutes} min   ·   {note.path.name}{wrong}")
        each.clicked.connect(lambda _=False: self.note_requested.emit(note.id))
        self.rows[note.id] = each
        line = QHBoxLayout()
        line.addWidget(each, 1)
        line.addWidget(edit)
        return line

    def _ask_title(self) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle("New note")
        dialog.setLabelText("What is it about?")
        dialog.textValueSelected.connect(self.new_requested)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
