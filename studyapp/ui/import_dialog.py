"""What an import would change, in three columns, before anything is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from studyapp.ui.pieces import button, label, row
from studyapp.ui.small_table import Column, SmallTable
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX

SIZE_PX = (600, 420)
ROW_PX = 28


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One kind of thing, and how many of it are where."""

    word: str
    same: int
    only_here: int
    only_there: int
    differing: int


class ImportDialog(QDialog):
    """Shows what is only here, only in the file, and differs; a button takes the file in.

    Signals:
        accepted_import: The file is to be taken in; carries whether what differs becomes as it is in the file.
    """

    accepted_import = Signal(bool)

    def __init__(self, about: str, rows: Sequence[ImportRow], parent: QWidget | None = None) -> None:
        """Show the rows; ``about`` says whose file it is."""
        super().__init__(parent)
        self.setWindowTitle("Import")
        self.resize(*SIZE_PX)
        counts = [Column(title, 100, number=True) for title in ("Same", "Only here", "Only in file", "Differing")]
        self.table = SmallTable([Column("What"), *counts], name="What the import would change", row_px=ROW_PX)
        self.table.setRowCount(len(rows))
        for line, each in enumerate(rows):
            numbers = (each.same, each.only_here, each.only_there, each.differing)
            self.table.show_line(line, (each.word, *(f"{number:,}" for number in numbers)))
        has_differing = any(each.differing for each in rows)
        is_new = has_differing or any(each.only_there for each in rows)
        self.theirs_box = QCheckBox("Where they differ, take what the file says (else it stays as it is here)")
        self.theirs_box.setVisible(has_differing)
        self.import_button = button("Import", "primary")
        self.import_button.setEnabled(is_new)
        self.cancel_button = button("Cancel", tip="Esc")
        fate = "What is only here stays, what is only in the file comes in. A backup is written first."
        nothing = "The file has nothing that isn't here already."
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX, BETWEEN_PX, BETWEEN_PX, BETWEEN_PX)
        column.setSpacing(WITHIN_PX)
        column.addWidget(label(about, wrap=True))
        column.addWidget(self.table, 1)
        column.addWidget(label(fate if is_new else nothing, "quiet", wrap=True))
        column.addWidget(self.theirs_box)
        column.addLayout(row(self.import_button, self.cancel_button))
        self.import_button.clicked.connect(self._on_import)
        self.cancel_button.clicked.connect(self.reject)
        (self.import_button if is_new else self.cancel_button).setFocus()

    def _on_import(self) -> None:
        self.accept()
        self.accepted_import.emit(self.theirs_box.isChecked())
