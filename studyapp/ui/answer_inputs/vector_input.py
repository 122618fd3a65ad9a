"""A vector: one cell a value, arrow keys between them, paste of a whole row from a spreadsheet."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout

from studyapp.ui.answer_inputs.answer_input import AnswerInput
from studyapp.ui.answer_inputs.reply_line import ReplyLine
from studyapp.ui.pieces import label
from studyapp.ui.style_sheet import set_state
from studyapp.ui.theme import WITHIN_PX

CELL_PX = 96
CELLS_A_ROW = 5


class VectorInput(AnswerInput):
    """A row of cells with their labels above."""

    def __init__(self, labels: tuple[str, ...], length: int) -> None:
        """Build empty cells; without labels they are numbered from 1."""
        super().__init__()
        names = labels or tuple(str(number) for number in range(1, length + 1))
        self.cells = [ReplyLine() for _ in range(length)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(WITHIN_PX // 2)
        grid.setColumnStretch(CELLS_A_ROW, 1)
        for index, (cell, name) in enumerate(zip(self.cells, names, strict=True)):
            cell.setFixedWidth(CELL_PX)
            cell.setAccessibleName(f"Value for {name}")
            cell.textEdited.connect(self._on_cell_edited)
            cell.returnPressed.connect(self.submitted)
            cell.installEventFilter(self)
            line, column = divmod(index, CELLS_A_ROW)
            grid.addWidget(label(name, "small"), 2 * line, column)
            grid.addWidget(cell, 2 * line + 1, column)
        self.setFocusProxy(self.cells[0])

    def reply(self) -> str:
        """Return the cells with semicolons between; empty while every cell is."""
        texts = [cell.text().strip() for cell in self.cells]
        return "; ".join(texts) if any(texts) else ""

    def show_reply(self, text: str) -> None:
        """Put values into the cells."""
        for cell, value in zip(self.cells, _split(text), strict=False):
            cell.setText(value)
        self.reply_changed.emit(self.reply())

    def show_notes(self, notes: tuple[str, ...]) -> None:
        """Frame each cell by what its note says."""
        for cell, note in zip(self.cells, notes, strict=False):
            set_state(cell, "state", "wrong" if "not right" in note else "right")
            cell.setToolTip(note)

    def show_marked(self) -> None:
        """Take the values for answered: Ctrl+Z is no longer about typing."""
        for cell in self.cells:
            cell.setModified(False)

    def show_unreadable(self, position: int | None) -> None:
        """Frame the first empty cell, or all of them."""
        empty = [cell for cell in self.cells if not cell.text().strip()] or self.cells
        for cell in empty:
            set_state(cell, "state", "unreadable")
        empty[0].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move between cells with the arrow keys and paste several values at once."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, ReplyLine):
            if event.matches(QKeySequence.StandardKey.Paste):
                return self._pasted(watched)
            step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
            at_edge = watched.cursorPosition() == (len(watched.text()) if step > 0 else 0)
            index = self.cells.index(watched) + step
            if step and at_edge and 0 <= index < len(self.cells):
                self.cells[index].setFocus()
                return True
        return super().eventFilter(watched, event)

    def _pasted(self, cell: ReplyLine) -> bool:
        values = _split(QGuiApplication.clipboard().text())
        if len(values) < 2:
            return False
        for target, value in zip(self.cells[self.cells.index(cell) :], values, strict=False):
            target.setText(value)
        self._on_cell_edited()
        return True

    def _on_cell_edited(self) -> None:
        for cell in self.cells:
            set_state(cell, "state", "")
        self.reply_changed.emit(self.reply())


def _split(text: str) -> list[str]:
    """Return the values of a pasted row: by tab, line, semicolon, or comma followed by a space."""
    return [value.strip(" ()[]{}") for value in re.split(r"[\t\n;]+|,\s+", text.strip()) if value.strip()]
