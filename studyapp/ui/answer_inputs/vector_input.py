"""A vector: one cell a value, arrow keys between them, paste of a whole row from a spreadsheet."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout

from question_bank.answers import Number, Vector
from question_bank.grading import echo
from studyapp.ui.answer_inputs.cell import Cell, LineCell
from studyapp.ui.answer_inputs.cell_title import cell_title
from studyapp.ui.answer_inputs.cells_input import CellsInput, Place
from studyapp.ui.spoken import spoken
from studyapp.ui.text_block import Look
from studyapp.ui.theme import WITHIN_PX

MOST_IN_ONE_LINE, MOST_IN_SEVERAL = 5, 4
LONGEST_LABEL = 13  # characters; with a longer one every value stands on a line of its own, its label before it


class VectorInput(CellsInput):
    """Cells with their labels above; in lines of a few, so that they fit beside a note."""

    def __init__(self, spec: Vector, look: Look) -> None:
        """Build empty cells; without labels they are numbered from 1."""
        super().__init__()
        self._spec = spec
        names = spec.labels or tuple(str(number) for number in range(1, len(spec.values) + 1))
        one_a_line = max(len(spoken(name)) for name in names) > LONGEST_LABEL
        a_line = 1 if one_a_line else _cells_a_line(len(names))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(WITHIN_PX if one_a_line else 2)
        grid.setVerticalSpacing(WITHIN_PX // 2)
        grid.setColumnStretch(MOST_IN_ONE_LINE, 1)
        cells: dict[Place, Cell] = {}
        for index, name in enumerate(names):
            cell = LineCell(Number(0.0), name=f"Value for {spoken(name)}", theme=look.theme)
            line, column = divmod(index, a_line)
            title = cell_title(name, look)
            if one_a_line:
                grid.addWidget(title, line, 0)
                grid.addWidget(cell, line, 1)
            else:
                grid.addWidget(title, 2 * line, column)
                grid.addWidget(cell, 2 * line + 1, column)
            cells[line, column] = cell
        self.take_cells(cells)

    def told_back(self) -> str:
        """Return the values as they are read."""
        return self.unfinished() or f"read as {echo(self._spec, self.reply())}"


def _cells_a_line(count: int) -> int:
    """Return how many cells stand in a line: all, or as many in each of several lines as will do."""
    if count <= MOST_IN_ONE_LINE:
        return count
    n_lines = -(-count // MOST_IN_SEVERAL)
    return -(-count // n_lines)
