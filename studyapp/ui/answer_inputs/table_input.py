"""A table with blanks: what is given stands as text, what is asked is a cell to type in or a list to choose from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from question_bank.answers import AnswerSpec, Choice, Table
from question_bank.answers.reading.options import LETTERS
from question_bank.grading import echo
from studyapp.ui.answer_inputs.cell import CARRIED, Cell, ChoiceCell, new_cell
from studyapp.ui.answer_inputs.cells_input import CellsInput, Place
from studyapp.ui.answer_inputs.choice_box import needs_typesetting
from studyapp.ui.answer_inputs.side_scroll import SideScroll
from studyapp.ui.answer_inputs.table_text import TableText
from studyapp.ui.pieces import hairline, label
from studyapp.ui.spoken import spoken
from studyapp.ui.text_block import Look, TextBlock
from studyapp.ui.theme import WITHIN_PX

MIDDLE = Qt.AlignmentFlag.AlignVCenter


class TableInput(CellsInput):
    """Rows under a heading, with hairlines between them.

    What is told back is the cell that was typed in last: in a table that is where the learner looks.
    """

    between_cells = " | "
    between_rows = "\n"

    def __init__(self, spec: Table, look: Look) -> None:
        """Build the table with its cells empty."""
        super().__init__()
        self._spec = spec
        self._look = look
        self.carried = label("↳ right with your own earlier value", "small", wrap=True)
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 4)
        self._grid.setHorizontalSpacing(WITHIN_PX)
        self._grid.setVerticalSpacing(WITHIN_PX // 2)
        self._grid.setColumnStretch(len(spec.columns), 1)
        around = SideScroll(inner)
        self.take_cells(self._lay_out(), n_columns=len(spec.columns), around=around)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(WITHIN_PX)
        outer.addWidget(around)
        for legend in self._legends():
            outer.addWidget(legend)
        outer.addWidget(self.carried)
        self.carried.hide()

    def told_back(self) -> str:
        """Return how the cell that was typed in last is read."""
        filled = self.unfinished()
        if self.latest.is_empty() or isinstance(self.latest, ChoiceCell):
            return filled
        read = f"read as {echo(self.latest.spec, self.latest.text())}"
        return f"{read} · {filled}" if filled else read

    def show_marks(self) -> None:
        """Say below the table which sign means an error carried forward, where one was."""
        self.carried.setVisible(any(cell.mark is CARRIED for cell in self.cells))

    def _lay_out(self) -> dict[Place, Cell]:
        for column, heading in enumerate(self._spec.columns):
            text = TableText(self._look, f"**{heading}**" if "$" not in heading else heading)
            self._grid.addWidget(text, 0, column, Qt.AlignmentFlag.AlignBottom)
        cells: dict[Place, Cell] = {}
        for row, given in enumerate(self._spec.rows):
            self._grid.addWidget(hairline(), 2 * row + 1, 0, 1, len(self._spec.columns) + 1)
            for column, content in enumerate(given):
                widget: QWidget
                if isinstance(content, str):
                    widget = TableText(self._look, content)
                else:
                    widget = cells[row, column] = self._cell(row, column, content)
                self._grid.addWidget(widget, 2 * row + 2, column, MIDDLE)
        return cells

    def _cell(self, row: int, column: int, spec: AnswerSpec) -> Cell:
        head = self._spec.rows[row][0]
        where = f"row {row + 1}" + (f" ({spoken(head)})" if isinstance(head, str) and head else "")
        title = spoken(self._spec.columns[column]) or f"column {column + 1}"
        return new_cell(spec, name=f"{where}, {title}", theme=self._look.theme)

    def _legends(self) -> list[TextBlock]:
        """Return the options that a list can't show, typeset: each set of them once, below the table."""
        asked = (cell for row in self._spec.rows for cell in row)
        texts = dict.fromkeys(
            " · ".join(f"**{letter})** {option}" for letter, option in zip(LETTERS, spec.options, strict=False))
            for spec in asked
            if isinstance(spec, Choice) and needs_typesetting(spec.options)
        )
        legends = []
        for text in texts:
            legend = TextBlock(self._look, small=True)
            legend.show_markdown(text)
            legends.append(legend)
        return legends
