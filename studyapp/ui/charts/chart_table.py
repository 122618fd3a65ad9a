"""The table behind a chart: the same numbers, for screen readers and for whoever prefers them."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from studyapp.ui.charts.chart import Table
from studyapp.ui.small_table import NUMBER, STYLE, WORDS

ROW_PX = 30
LEAST_PX = 56
EDGES_PX = 4
MOST_ROWS_SEEN = 10


class ChartTable(QTableWidget):
    """A table to read, walk through and copy from."""

    def __init__(self, name: str) -> None:
        """Begin without a line."""
        super().__init__(0, 0)
        self.setAccessibleName(name)
        self.setStyleSheet(STYLE)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab leads on to the next control; the arrow keys move inside
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.horizontalHeader().setDefaultAlignment(WORDS)

    def show_table(self, table: Table) -> None:
        """Show these numbers."""
        self.setColumnCount(len(table.columns))
        self.setHorizontalHeaderLabels([column.title for column in table.columns])
        self.setRowCount(len(table.rows))
        for line, (cells, texts) in enumerate(zip(table.rows, table.texts(), strict=True)):
            for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
                item = QTableWidgetItem(text)
                item.setTextAlignment(WORDS if isinstance(cell, str) else NUMBER)
                item.setToolTip(text)
                self.setItem(line, place, item)
        self._arrange(table)
        header = self.horizontalHeader()
        lines = max(min(len(table.rows), MOST_ROWS_SEEN), 1)
        self.setFixedHeight(lines * ROW_PX + header.sizeHint().height() + EDGES_PX)

    def _arrange(self, table: Table) -> None:
        """Give numbers the room that they and their titles need, and the words the rest; what is cut has a tip."""
        header = self.horizontalHeader()
        header.setMinimumSectionSize(LEAST_PX)
        modes = QHeaderView.ResizeMode
        words = [any(isinstance(row[n], str) and row[n] for row in table.rows) for n in range(len(table.columns))]
        for place, has_words in enumerate(words):
            stretches = has_words or not any(words)
            header.setSectionResizeMode(place, modes.Stretch if stretches else modes.ResizeToContents)
            title = self.horizontalHeaderItem(place)
            if title is not None:
                title.setToolTip(title.text())
                title.setTextAlignment(WORDS if has_words else NUMBER)
