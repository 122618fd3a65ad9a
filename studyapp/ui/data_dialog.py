"""Your data: who learns here, backups and what they would bring back, export and import, and forgetting it all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from studyapp.ui.pieces import button, label, row
from studyapp.ui.small_table import Column, SmallTable
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX

SIZE_PX = (680, 460)
ROW_PX = 28


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup as it is listed; ``file`` is what it is asked for by."""

    file: str
    when: str
    why: str
    answers: str
    newest: str
    size: str


class DataDialog(QDialog):
    """Asks what is to be done with the data of the learner.

    Signals:
        learner_chosen: Another learner goes on; carries the name.
        learner_added: There is a new learner; carries the name as typed.
        backup_requested: A backup is wanted now.
        check_requested: The database is to be checked, and mended if it is damaged.
        backup_looked_at: A backup was chosen in the list; carries its file.
        restore_requested: A backup is to be put back; carries its file.
        export_requested: Everything is to be written to a file, or to a folder with tables (True).
        import_requested: A file is to be looked into.
        forget_requested: All is to be removed; its name was typed.
    """

    learner_chosen = Signal(str)
    learner_added = Signal(str)
    backup_requested = Signal()
    check_requested = Signal()
    backup_looked_at = Signal(str)
    restore_requested = Signal(str)
    export_requested = Signal(bool)
    import_requested = Signal()
    forget_requested = Signal()

    def __init__(self, learners: Sequence[str], current: str, parent: QWidget | None = None) -> None:
        """Show who learns; the backups come with ``show_backups``."""
        super().__init__(parent)
        self.setWindowTitle("Your data")
        self.resize(*SIZE_PX)
        self._current = current
        self._rows: Sequence[BackupRow] = ()
        self.verdict = label("", "quiet", wrap=True)
        self.tabs = QTabWidget()
        self.tabs.addTab(self._backups(), "Backups")
        self.tabs.addTab(self._transfer(), "Export and import")
        self.tabs.addTab(self._learners(learners), "Learners")
        self.tabs.addTab(self._forgetting(), "Forget")
        self.close_button = button("Close", tip="Esc")
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX, BETWEEN_PX, BETWEEN_PX, BETWEEN_PX)
        column.setSpacing(WITHIN_PX)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.verdict)
        column.addLayout(row(self.close_button))
        self.backup_button.setDefault(True)  # Enter in the list, or in the dialog as it opens, puts nothing back
        self.close_button.clicked.connect(self.reject)

    def show_backups(self, rows: Sequence[BackupRow]) -> None:
        """List the backups, newest first, and choose the newest."""
        self._rows = rows
        self.table.setRowCount(len(rows))
        for line, each in enumerate(rows):
            self.table.show_line(line, (each.when, each.why, each.answers, each.newest, each.size))
        self.restore_button.setEnabled(bool(rows))
        self.preview.setText("" if rows else "No backup yet. One is written every half hour in which you answer.")
        if rows:
            self.table.selectRow(0)

    def show_preview(self, sentence: str) -> None:
        """Say what putting the chosen backup back would change."""
        self.preview.setText(sentence)

    def say(self, sentence: str) -> None:
        """Say what came of the last step."""
        self.verdict.setText(sentence)

    def show_what_goes(self, sentence: str) -> None:
        """Say what forgetting would remove."""
        self.what_goes.setText(sentence)

    def _backups(self) -> QWidget:
        columns = (
            Column("Made", 150),
            Column("Why"),
            Column("Answers", 80, number=True),
            Column("Newest answer", 150),
            Column("Size", 80, number=True),
        )
        self.table = SmallTable(columns, name="Backups", row_px=ROW_PX)
        self.preview = label("Looking for backups …", "quiet", wrap=True)
        self.restore_button = button("Put this backup back", tip="What is there now is backed up first")
        self.restore_button.setEnabled(False)
        self.backup_button = button("Back up now")
        self.check_button = button("Check for damage")
        self.table.itemSelectionChanged.connect(self._on_backup_selected)
        self.restore_button.clicked.connect(lambda: self.restore_requested.emit(self._chosen()))
        self.backup_button.clicked.connect(self.backup_requested)
        self.check_button.clicked.connect(self.check_requested)
        words = "A backup is written every half hour in which something changed, and before every risky step."
        buttons = row(self.restore_button, self.backup_button, self.check_button)
        return _page(label(words, "quiet", wrap=True), self.table, self.preview, buttons=buttons)

    def _transfer(self) -> QWidget:
        self.export_button = button("Export to a file …", "primary")
        self.tables_button = button("With tables (CSV), to a folder …")
        self.import_button = button("Import …")
        self.export_button.clicked.connect(lambda: self.export_requested.emit(False))
        self.tables_button.clicked.connect(lambda: self.export_requested.emit(True))
        self.import_button.clicked.connect(self.import_requested)
        out = "An export holds everything: answers, reviews, cards, exams, marks, runs, your notes and settings."
        back = (
            "Import it on another computer, or here again. You see first what is only here, only in the file, or "
            "differs; nothing is changed until you accept."
        )
        column = row(self.export_button, self.tables_button, self.import_button)
        return _page(label(out, wrap=True), label(back, "quiet", wrap=True), buttons=column)

    def _learners(self, learners: Sequence[str]) -> QWidget:
        self.learner_box = QComboBox()
        self.learner_box.addItems(list(learners))
        self.learner_box.setCurrentText(self._current)
        self.learner_box.setAccessibleName("Learner")
        self.switch_button = button("Go on as this learner", "primary")
        self.switch_button.setEnabled(False)
        self.name_edit = QLineEdit()
        self.name_edit.setMaxLength(60)
        self.name_edit.setPlaceholderText("Name of a new learner")
        self.name_edit.setAccessibleName("Name of a new learner")
        self.add_button = button("Add")
        self.learner_box.currentTextChanged.connect(lambda name: self.switch_button.setEnabled(name != self._current))
        self.switch_button.clicked.connect(lambda: self.learner_chosen.emit(self.learner_box.currentText()))
        self.add_button.clicked.connect(lambda: self.learner_added.emit(self.name_edit.text()))
        self.name_edit.returnPressed.connect(self.add_button.click)
        words = (
            "Each learner has answers, settings, notes and backups of their own. The window opens with the last one."
        )
        new = row(self.name_edit, self.add_button, stretch_last=False)
        return _page(label(words, "quiet", wrap=True), self.learner_box, buttons=row(self.switch_button), below=new)

    def _forgetting(self) -> QWidget:
        self.what_goes = label("", wrap=True)
        self.forget_edit = QLineEdit()
        self.forget_edit.setPlaceholderText(self._current)
        self.forget_edit.setAccessibleName(f"Type {self._current} to confirm")
        self.forget_button = button("Forget everything, for good")
        self.forget_button.setEnabled(False)
        self.forget_edit.textChanged.connect(
            lambda typed: self.forget_button.setEnabled(typed.strip() == self._current)
        )
        self.forget_button.clicked.connect(self.forget_requested)
        ask = f"To forget everything of {self._current}, type this name: {self._current}"
        last = "No backup is made and nothing can be brought back. What you saved elsewhere stays."
        return _page(
            self.what_goes,
            label(last, "quiet", wrap=True),
            label(ask, wrap=True),
            self.forget_edit,
            buttons=row(self.forget_button),
        )

    def _chosen(self) -> str:
        line = self.table.currentRow()
        return self._rows[line].file if 0 <= line < len(self._rows) else ""

    def _on_backup_selected(self) -> None:
        if self._chosen():
            self.preview.setText("Looking into it …")
            self.backup_looked_at.emit(self._chosen())


def _page(*widgets: QWidget, buttons: QHBoxLayout, below: QHBoxLayout | None = None) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(BETWEEN_PX, BETWEEN_PX, BETWEEN_PX, BETWEEN_PX)
    column.setSpacing(WITHIN_PX)
    for widget in widgets:
        column.addWidget(widget, 1 if isinstance(widget, SmallTable) else 0)
    column.addLayout(buttons)
    if below is not None:
        column.addSpacing(BETWEEN_PX)
        column.addLayout(below)
    if not any(isinstance(widget, SmallTable) for widget in widgets):
        column.addStretch(1)
    return page
