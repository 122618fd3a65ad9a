"""The input of a knob that holds a table: the demo's own data, or a CSV file whose columns the learner chooses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from models.datasets.own_data import parse_table, write_table
from models.errors import DemoError
from models.knobs import TEXT_LIMIT
from studyapp.errors import StudyAppError
from studyapp.study.own_tables import SheetError, reading
from studyapp.study.text_file import read_text_file
from studyapp.ui.knob_text import TextInput, short_name
from studyapp.ui.open_dialog import ask_which
from studyapp.ui.own_data.table_dialog import TableDialog
from studyapp.ui.slices import Slices

TABLES = (".csv", ".tsv", ".txt", ".tab")


class TableInput(TextInput):
    """Says which table is used, and takes a CSV file after the learner has chosen its columns."""

    USUAL = "the demo's own data"
    OPEN = "Open a CSV file…"
    OPEN_TIP = "Or drop a table on this page: numbers to learn from, and one column of classes."
    BACK, BACK_TIP = "Use the demo's", "Go back to the demo's own data."

    def __init__(self) -> None:
        super().__init__()
        self._slices = Slices(self)

    def described(self, text: str) -> str:
        """Return how many rows, columns and classes a table has."""
        try:
            table = parse_table(text)
        except DemoError:
            return "a table that can't be read"
        rows, columns = table.values.shape
        return f"{rows:,} rows, {columns} columns, {len(table.class_names)} classes"

    def takes(self, path: Path) -> bool:
        """Tell whether a dropped file looks like a table."""
        return path.is_file() and path.suffix.lower() in TABLES

    def open_file(self, path: Path) -> None:
        """Show the file's columns to choose from, or say in one sentence why it is no table."""
        try:
            text = read_text_file(path)
        except StudyAppError as error:
            self.refused.emit(str(error))
            return
        self._slices.start(self._reading(path, text))

    def _reading(self, path: Path, text: str) -> Iterator[None]:
        try:
            sheet = yield from reading(text)
        except SheetError as error:
            self.refused.emit(str(error))
            return
        dialog = TableDialog(path.name, text, sheet, self)
        dialog.table_chosen.connect(lambda table, said: self._on_table_chosen(path.name, write_table(table), said))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_open_button_clicked(self) -> None:
        endings = " ".join(f"*{ending}" for ending in TABLES)
        ask_which(self, "Open a table", f"Tables ({endings});;All files (*)", self.open_file)

    def _on_table_chosen(self, name: str, text: str, said: str) -> None:
        if len(text) > TEXT_LIMIT:
            self.refused.emit(f"{name} is too large for a demo. Choose fewer columns, or a part of its rows.")
            return
        self.take(text, f"{short_name(name)}: {self.described(text)}")
        if said:
            self.told.emit(f"{name}: {said}")
