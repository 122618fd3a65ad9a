"""The table of a network, row by row; the row of a problem says it across all columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from question_bank.networks import Network, Summary
from studyapp.figures.canvas import mixed
from studyapp.ui.network_model import (
    CALCULATION,
    HEADINGS,
    LAYER,
    MULTIPLY_ADDS,
    NARROW_HEADINGS,
    OUTPUT,
    PARAMETERS,
    SEES,
    Index,
    NetworkModel,
)
from studyapp.ui.theme import Theme

ROW_PX, EDGE_PX = 26, 10
PADDING_PX = 28
LEAST_LAYER_PX, MOST_LAYER_PX = 124, 260
LEAST_CALCULATION_PX = 180  # with less room, the plain parameters go: their calculation ends with them
_LAYER_SHARE = 0.45  # of what the columns of numbers leave over; the rest is the calculation's


class NetworkTable(QTableView):
    """The rows of a network.

    Signals:
        row_chosen: A row was chosen by mouse or keyboard; carries its number.
        row_hovered: The mouse is over a row; carries its number, or -1 when it is over none.
    """

    row_chosen = Signal(int)
    row_hovered = Signal(int)

    def __init__(self, theme: Theme) -> None:
        """Build the table without rows."""
        super().__init__()
        self._quiet = False
        self.rows = NetworkModel(theme)
        self.setModel(self.rows)
        self.setAccessibleName("Layers with their shapes, parameters and costs")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.verticalHeader().setMinimumSectionSize(ROW_PX)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(CALCULATION, QHeaderView.ResizeMode.Stretch)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Cells(self))
        self.show_theme(theme)
        self.entered.connect(lambda index: self.row_hovered.emit(index.row()))

    def show_summary(self, network: Network, summary: Summary) -> None:
        """Show other rows; the one that was chosen stays so, and the table where it was scrolled."""
        chosen, scrolled = self.chosen_row(), self.verticalScrollBar().value()
        if self.rows.problem is not None:
            self.setSpan(len(self.rows.lines), 0, 1, 1)
            self.setRowHeight(len(self.rows.lines), ROW_PX)
        self.rows.show_summary(network, summary)
        self._fit_columns()
        self._fit_problem()
        self.show_row(chosen, reveal=False)
        self.verticalScrollBar().setValue(scrolled)

    def chosen_row(self) -> int:
        """Return the number of the row that is chosen, -1 where there is none."""
        return self.currentIndex().row()

    def show_row(self, row: int, *, reveal: bool = True) -> None:
        """Choose a row without telling; one that is not there chooses none."""
        self._quiet = True
        index = self.rows.index(row, 0)  # none for a row that is not there
        if row == len(self.rows.lines):  # the problem is only read: a selection would take its colour
            self.clearSelection()
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        elif index.isValid():
            self.setCurrentIndex(index)
        else:
            self.clearSelection()
            self.selectionModel().clearCurrentIndex()
        if reveal and index.isValid():
            self.scrollTo(index)
        self._quiet = False

    def show_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.rows.show_theme(theme)
        self.setStyleSheet(
            f"QTableView {{ border: 2px solid transparent; border-radius: 0; background: {theme.surface}; }}"
            f"QTableView:focus {{ border-color: {theme.accent}; }}"
            f"QTableView::item:selected {{ background: {mixed(theme.accent, theme.surface, 0.82)}; }}"
        )

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row was chosen, unless the page itself chose it."""
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            self.row_chosen.emit(current.row())

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the mouse is over no row any more."""
        super().leaveEvent(event)
        self.row_hovered.emit(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        self._fit_columns()
        self._fit_problem()

    def _fit_columns(self) -> None:
        """Give numbers the room they need; layers and calculations share the rest and may be cut."""
        room = self.viewport().width()
        widths = self._needed(HEADINGS)
        narrow = room - sum(widths.values()) < LEAST_LAYER_PX + LEAST_CALCULATION_PX
        if narrow:
            widths = self._needed(NARROW_HEADINGS) | {PARAMETERS: 0}
        self.rows.show_narrow(narrow)
        self.setColumnHidden(PARAMETERS, narrow)
        for column, width in widths.items():
            if width:
                self.setColumnWidth(column, width)
        left = room - sum(widths.values())
        self.setColumnWidth(LAYER, min(max(LEAST_LAYER_PX, round(left * _LAYER_SHARE)), MOST_LAYER_PX))

    def _needed(self, headings: Sequence[str]) -> dict[int, int]:
        """Return the width of every column of numbers."""
        width = self.fontMetrics().horizontalAdvance
        columns = (OUTPUT, PARAMETERS, MULTIPLY_ADDS, SEES)
        return {each: max(width(self.rows.longest(each)), width(headings[each])) + PADDING_PX for each in columns}

    def _fit_problem(self) -> None:
        """Give the row of the problem the whole width, and the height its sentence needs."""
        if self.rows.problem is None:
            return
        row = len(self.rows.lines)
        if self.columnSpan(row, 0) != len(HEADINGS):
            self.setSpan(row, 0, 1, len(HEADINGS))
        room = QRect(0, 0, self.viewport().width() - 3 * EDGE_PX, 1000)
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
        height = self.fontMetrics().boundingRect(room, flags, self.rows.sentence).height()
        self.setRowHeight(row, height + 2 * EDGE_PX)


class _Cells(QStyledItemDelegate):
    """Draws cells in one line and without a frame of their own; only the problem's sentence may take more."""

    def __init__(self, table: NetworkTable) -> None:
        super().__init__(table)
        self._table = table

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Take what the table says of a cell, and change that."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        if self._table.columnSpan(index.row(), LAYER) == 1:
            option.features &= ~QStyleOptionViewItem.ViewItemFeature.WrapText
        if index.column() == CALCULATION and self._table.isColumnHidden(PARAMETERS):
            option.textElideMode = Qt.TextElideMode.ElideLeft  # the parameters themselves stand at the end
