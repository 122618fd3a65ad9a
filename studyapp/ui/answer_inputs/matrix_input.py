"""A matrix: a grid of cells with the names of its rows and columns, and the typeset matrix as its echo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from question_bank.answers import Matrix, Number
from question_bank.grading import echo
from studyapp.ui.answer_inputs.cell import GAP_PX, SIGN_PX, Cell, LineCell
from studyapp.ui.answer_inputs.cell_title import cell_title
from studyapp.ui.answer_inputs.cells_input import CellsInput, Place
from studyapp.ui.answer_inputs.side_scroll import SideScroll
from studyapp.ui.spoken import spoken
from studyapp.ui.style_sheet import set_role
from studyapp.ui.text_block import Look
from studyapp.ui.theme import WITHIN_PX

RIGHT = Qt.AlignmentFlag.AlignRight
MIDDLE = Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignHCenter


class MatrixInput(CellsInput):
    """Cells in rows and columns between two brackets."""

    between_cells = "\t"
    between_rows = "\n"

    def __init__(self, spec: Matrix, look: Look) -> None:
        """Build empty cells; labels stand beside the rows and above the columns where the question names them."""
        super().__init__()
        self._spec = spec
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(WITHIN_PX // 2)
        rows, columns = len(spec.rows), len(spec.rows[0])
        for row, name in enumerate(spec.row_labels):
            grid.addWidget(cell_title(name, look), row + 1, 0, RIGHT | MIDDLE)
        for column, name in enumerate(spec.column_labels):
            title = cell_title(name, look)
            title.setContentsMargins(0, 0, SIGN_PX + GAP_PX, 0)  # above the middle of the field, not of field and sign
            grid.addWidget(title, 0, column + 2, CENTRE)
        grid.addWidget(_bracket("left"), 1, 1, rows, 1)
        grid.addWidget(_bracket("right"), 1, columns + 2, rows, 1)
        cells: dict[Place, Cell] = {}
        for row in range(rows):
            for column in range(columns):
                cell = LineCell(Number(0.0), name=self._name(row, column), theme=look.theme)
                grid.addWidget(cell, row + 1, column + 2)
                cells[row, column] = cell
        grid.setColumnStretch(columns + 3, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        around = SideScroll(inner)
        outer.addWidget(around)
        self.take_cells(cells, around=around)

    def told_back(self) -> str:
        """Return the matrix as it is read, typeset."""
        return self.unfinished() or f"read as {echo(self._spec, self.reply())}"

    def _name(self, row: int, column: int) -> str:
        rows, columns = self._spec.row_labels, self._spec.column_labels
        named = [spoken(labels[index]) for labels, index in ((rows, row), (columns, column)) if labels]
        return f"row {row + 1}, column {column + 1}" + (f" ({', '.join(named)})" if named else "")


def _bracket(side: str) -> QFrame:
    frame = QFrame()
    frame.setFixedWidth(6)
    set_role(frame, f"bracket-{side}")
    return frame
