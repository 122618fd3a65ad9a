"""The table behind a chart: the same numbers, for screen readers and for whoever prefers them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from studyapp.ui.charts.chart import Table

ROW_PX = 32
MOST_ROWS_SEEN = 10
NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ChartTable(QTableWidget):
    """A table to read, walk through and copy from."""

    def __init__(self, name: str) -> None:
        """Begin without a line."""
        super().__init__(0, 0)
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.setShowGrid(False)
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
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        lines = max(min(len(table.rows), MOST_ROWS_SEEN), 1)
        self.setFixedHeight(lines * ROW_PX + header.sizeHint().height() + 4)
