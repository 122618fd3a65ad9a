"""Shows what was found in a CSV file, and lets the learner choose what to learn from and what to learn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from models.datasets.own_data import Table
from studyapp.study.own_tables import SEPARATORS, Sheet, SheetError, likely_choice, reading, taking
from studyapp.ui.pieces import button, label, row
from studyapp.ui.slices import Slices
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX

SIZE = (640, 520)
PREVIEW_ROWS = 8
USED, NAME, HOLDS, GAPS, EXAMPLES = range(5)
HEADS = ("Learn from", "Column", "Holds", "Gaps", "For example")


class TableDialog(QDialog):
    """A line for every column, a choice of the class, and what is wrong with the choice as long as something is.

    Signals:
        table_chosen: The learner's choice; carries the Table and a sentence on what was left out.
    """

    table_chosen = Signal(object, str)

    def __init__(self, name: str, text: str, sheet: Sheet, parent: QWidget | None = None) -> None:
        """Show what was found out about the file's text."""
        super().__init__(parent)
        self._text, self._sheet = text, sheet
        self._chosen: tuple[Table, str] | None = None
        self._slices = Slices(self)
        self.setWindowTitle(f"Learn from {name}")
        self.resize(*SIZE)
        self.separator = QComboBox()
        self.separator.addItems(list(SEPARATORS.values()))
        self.separator.setAccessibleName("Columns are separated by")
        self.header = QCheckBox("The first row names the columns")
        self.columns = QTableWidget(0, len(HEADS))
        self.columns.setHorizontalHeaderLabels(HEADS)
        self.columns.verticalHeader().hide()
        self.columns.setAccessibleName("Columns of the file")
        self.columns.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.columns.setTabKeyNavigation(False)
        self.columns.horizontalHeader().setStretchLastSection(True)
        self.target = QComboBox()
        self.target.setAccessibleName("The class is in")
        self.verdict = label("", "small", wrap=True)
        self.use_button = button("Use this table", "primary")
        self.cancel_button = button("Cancel", tip="Esc")
        self._lay_out()
        self._show_parts()
        self._check()
        self.separator.currentIndexChanged.connect(self._on_reading_changed)
        self.header.toggled.connect(self._on_reading_changed)
        self.columns.itemChanged.connect(self._check)
        self.target.currentIndexChanged.connect(self._on_target_changed)
        self.use_button.clicked.connect(self._on_use)
        self.cancel_button.clicked.connect(self.reject)

    def features(self) -> list[int]:
        """Return the columns that are ticked."""
        items = ((place, self.columns.item(place, USED)) for place in range(self.columns.rowCount()))
        return [place for place, item in items if item is not None and item.checkState() == Qt.CheckState.Checked]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX, BETWEEN_PX, BETWEEN_PX, BETWEEN_PX)
        column.setSpacing(WITHIN_PX)
        column.addLayout(row(label("Columns are separated by"), self.separator, self.header))
        column.addWidget(self.columns, 1)
        column.addLayout(row(label("The class to learn is in"), self.target))
        column.addWidget(self.verdict)
        column.addLayout(row(self.use_button, self.cancel_button))

    def _show_parts(self) -> None:
        """Fill every part from the file as it is read now."""
        blocked = [(each, each.blockSignals(True)) for each in (self.separator, self.header, self.columns, self.target)]
        features, target = likely_choice(self._sheet)
        self.separator.setCurrentIndex(list(SEPARATORS).index(self._sheet.separator))
        self.header.setChecked(self._sheet.has_header)
        self.target.clear()
        self.target.addItems([column.name for column in self._sheet.columns])
        self.target.setCurrentIndex(target)
        self._fill_columns(features)
        for each, before in blocked:
            each.blockSignals(before)

    def _fill_columns(self, features: Sequence[int]) -> None:
        self.columns.setRowCount(len(self._sheet.columns))
        for place, column in enumerate(self._sheet.columns):
            used = QTableWidgetItem()
            used.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            used.setCheckState(Qt.CheckState.Checked if place in features else Qt.CheckState.Unchecked)
            holds = f"{'numbers' if column.numeric else 'words'}, {column.distinct:,} different"
            texts = (
                column.name,
                holds,
                f"{column.missing:,}" if column.missing else "none",
                ", ".join(column.examples),
            )
            self.columns.setItem(place, USED, used)
            for number, text in enumerate(texts, start=NAME):
                self.columns.setItem(place, number, QTableWidgetItem(text))
        self.columns.resizeColumnsToContents()

    def _on_reading_changed(self) -> None:
        separator = list(SEPARATORS)[self.separator.currentIndex()]
        self._refuse("Reading the file …")
        self._slices.start(self._reading(separator, self.header.isChecked()))

    def _reading(self, separator: str, has_header: bool) -> Iterator[None]:
        try:
            self._sheet = yield from reading(self._text, separator=separator, has_header=has_header)
        except SheetError as error:
            self._refuse(str(error))
            return
        self._show_parts()
        yield from self._taking()

    def _on_target_changed(self, target: int) -> None:
        """Take the tick from the class: it can't be learned from itself."""
        item = self.columns.item(target, USED)
        if item is not None:
            item.setCheckState(Qt.CheckState.Unchecked)
        self._check()

    def _check(self) -> None:
        """Take in the table as it is chosen now; of many rows, in slices."""
        self.use_button.setEnabled(False)
        self._slices.start(self._taking())

    def _taking(self) -> Iterator[None]:
        try:
            table, said = yield from taking(self._sheet, self.features(), self.target.currentIndex())
        except SheetError as error:
            self._refuse(str(error))
            return
        self._chosen = table, said
        rows, columns = table.values.shape
        self.verdict.setText(f"{rows:,} rows, {columns} columns, {len(table.class_names)} classes. {said}".strip())
        self.use_button.setEnabled(True)

    def _refuse(self, sentence: str) -> None:
        self.verdict.setText(sentence)
        self.use_button.setEnabled(False)

    def _on_use(self) -> None:
        assert self._chosen is not None, "only then the button can be pressed"
        self.accept()
        self.table_chosen.emit(*self._chosen)
