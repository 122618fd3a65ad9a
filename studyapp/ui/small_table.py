"""A compact table of runs: whole lines are chosen, one column takes the room that is left, nothing is edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from studyapp.ui.theme import SMALL_PX

STYLE = f"QTableWidget, QHeaderView {{ font-size: {SMALL_PX}px; }} QHeaderView::section {{ padding: 2px 8px; }}"
NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column:
    """A column; of ``width_px`` 0 is the one that stretches."""

    title: str
    width_px: int = 0
    number: bool = False


class SmallTable(QTableWidget):
    """The table."""

    def __init__(self, columns: Sequence[Column], *, name: str, row_px: int) -> None:
        super().__init__(0, len(columns))
        self._columns = tuple(columns)
        self.setAccessibleName(name)
        self.setStyleSheet(STYLE)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(row_px)
        self.verticalHeader().setDefaultSectionSize(row_px)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for place, column in enumerate(columns):
            item = QTableWidgetItem(column.title)
            item.setToolTip(column.title)
            item.setTextAlignment(NUMBER if column.number else WORDS)
            self.setHorizontalHeaderItem(place, item)
            if column.width_px:
                header.resizeSection(place, column.width_px)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def cell(self, line: int, place: int) -> QTableWidgetItem:
        """Return a cell, made the first time it is asked for."""
        item = self.item(line, place)
        if item is None:
            item = QTableWidgetItem()
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setTextAlignment(NUMBER if self._columns[place].number else WORDS)
            self.setItem(line, place, item)
        return item

    def show_line(self, line: int, texts: Sequence[str]) -> None:
        """Write one line; a cell that stays as it was is not drawn anew."""
        for place, text in enumerate(texts):
            item = self.cell(line, place)
            if item.text() != text:
                item.setText(text)
                item.setToolTip(text)

    def line(self, number: int) -> str:
        """Return a line as it reads, its cells parted by bars."""
        return " | ".join(self.cell(number, place).text() for place in range(self.columnCount()))
