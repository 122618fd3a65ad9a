"""What vectors, matrices and tables have in common: cells in rows, keys between them, paste, copy and marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from question_bank.answers.table import FOLLOWS
from question_bank.errors import Unreadable
from studyapp.ui.answer_inputs.answer_input import ENTER, AnswerInput
from studyapp.ui.answer_inputs.cell import CARRIED, EMPTY, RIGHT, UNREADABLE, WRONG, Cell, Mark
from studyapp.ui.answer_inputs.pasting import pasted_rows
from studyapp.ui.answer_inputs.side_scroll import SideScroll
from studyapp.ui.theme import Theme

STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}

SIGHT_PX = 24  # how much of the neighbours is seen beside the cell with the keyboard

Place = tuple[int, int]
Rows = Sequence[Sequence[str]]


class CellsInput(AnswerInput):
    """Cells at places (row, column); the reply is their texts with one sign between cells and one between rows.

    Up and Down go to the cell above and below; Left and Right leave a cell at the edge of its text. Enter goes to the
    next empty cell and submits when there is none. Pasted rows fill the cells from the one with the keyboard on.
    """

    marks_itself = True
    echoes = True
    between_cells = "; "
    between_rows = "; "

    def __init__(self) -> None:
        """Begin without cells; ``take_cells`` brings them."""
        super().__init__()
        self._places: dict[Place, Cell] = {}
        self._n_columns = 0
        self._around: SideScroll | None = None
        self._latest: Cell | None = None

    @property
    def latest(self) -> Cell:
        """Return the cell that was edited last, at first the first one."""
        return self._latest or self.cells[0]

    @property
    def cells(self) -> list[Cell]:
        """Return all cells in reading order."""
        return [self._places[place] for place in sorted(self._places)]

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell at a place."""
        return self._places[row, column]

    def take_cells(self, cells: dict[Place, Cell], *, n_columns: int = 0, around: SideScroll | None = None) -> None:
        """Begin to listen to the cells, which stand in a layout already.

        ``n_columns`` counts the given ones too; ``around`` is what scrolls to the cell with the keyboard.
        """
        self._places = cells
        self._n_columns = n_columns
        self._around = around
        for cell in self.cells:
            cell.edited.connect(lambda *_, edited=cell: self._on_cell_edited(edited))
            cell.field.installEventFilter(self)
        self.setFocusProxy(self.cells[0].field)

    def reply(self) -> str:
        """Return the cells as typed; empty while every cell is."""
        if all(cell.is_empty() for cell in self.cells):
            return ""
        return self.between_rows.join(
            self.between_cells.join(cell.text() for cell in self._row(row)) for row in self._rows()
        )

    def show_reply(self, text: str) -> None:
        """Put values into the cells, and nothing into those that the reply does not reach."""
        for cell in self.cells:
            cell.set_text("")
        for cell, value in self._paired(pasted_rows(text), self.cells[0]):
            cell.set_text(value)
        self.reply_changed.emit(self.reply())

    def unfinished(self) -> str:
        """Say how many cells are still empty, or nothing."""
        filled = sum(not cell.is_empty() for cell in self.cells)
        return f"{filled} of {len(self.cells)} cells filled" if 0 < filled < len(self.cells) else ""

    def show_notes(self, notes: tuple[str, ...]) -> None:
        """Mark each cell by what its note says."""
        self._show_marks([_mark(note) for note in notes] or [None] * len(self.cells))

    def show_marks(self) -> None:
        """Say more about the marks that the cells have now; most inputs have nothing to add."""

    def show_marked(self) -> None:
        """Take the values for answered: Ctrl+Z is no longer about typing."""
        for cell in self.cells:
            cell.show_marked()

    def show_unreadable(self, position: int | None) -> None:
        """Point at the cell, and the character in it, that could not be read; at the empty cells where some are."""
        cell, place = self._at(position)
        problems = {each: problem for each in self.cells if (problem := each.problem())}
        marks = {each: EMPTY if each.is_empty() else UNREADABLE for each in problems} or {cell: UNREADABLE}
        self._show_marks([marks.get(each) for each in self.cells])
        if problems:
            cell = self._first_problem(problems)
            place = problems[cell].position or 0
        cell.point_at(place)

    def complaint(self, sentence: str) -> str:
        """Return why the reply can't be read in words about the cells, which the grader knows nothing of."""
        problems = {each: problem for each in self.cells if (problem := each.problem())}
        if not problems:
            return sentence
        cell = self._first_problem(problems)
        if not cell.is_empty():
            return f"{cell.name[0].upper()}{cell.name[1:]}: {problems[cell]}"
        if len(problems) == len(self.cells):
            return "Nothing is filled in yet."
        cells = "One cell is" if len(problems) == 1 else f"{len(problems)} cells are"
        return f"{cells} still empty. A 0 has to be typed too."

    def tally(self, notes: tuple[str, ...]) -> str:
        """Return how many cells are right."""
        n_right = sum(_mark(note) is not WRONG for note in notes)
        return f"{n_right} of {len(notes)} cells are right." if notes else ""

    def focus_open(self) -> None:
        """Take the keyboard in the first cell that is not right."""
        cell = next((each for each in self.cells if each.mark is WRONG), self.cells[0])
        cell.enter()

    def show_theme(self, theme: Theme) -> None:
        """Set everything in the theme's colours."""
        super().show_theme(theme)
        for cell in self.cells:
            cell.show_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move between cells, paste and copy several values at once, and go on with Enter."""
        place = next((place for place, cell in self._places.items() if cell.field is watched), None)
        if place is not None and event.type() == QEvent.Type.FocusIn and self._around is not None:
            self._around.ensureWidgetVisible(self._places[place], SIGHT_PX, 0)
        if place is not None and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._took_key(place, event)
        return super().eventFilter(watched, event)

    def _first_problem(self, problems: Mapping[Cell, Unreadable]) -> Cell:
        """Return the first cell with something in it that can't be read, else the first empty one."""
        return min(problems, key=lambda cell: (cell.is_empty(), self.cells.index(cell)))

    def _took_key(self, place: Place, event: QKeyEvent) -> bool:
        cell = self._places[place]
        key = Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._pasted(cell)
        if event.matches(QKeySequence.StandardKey.Copy):
            return self._copied(cell)
        if key in ENTER and plain:
            self._go_on(cell)
            return True
        return key in STEPS and plain and self._moved(place, STEPS[key])

    def _moved(self, place: Place, step: Place) -> bool:
        """Go to the next cell in a direction, its text selected; Left and Right only from the edge of the text."""
        if step[1] and not _at_edge(self._places[place].field, to_the_right=step[1] > 0):
            return False
        target = self._neighbour(place, step)
        if target is not None:
            target.enter()
        return target is not None or step[0] != 0

    def _neighbour(self, place: Place, step: Place) -> Cell | None:
        """Return the nearest cell in a direction; sideways, the row before or behind goes on where this one ends."""
        if step[1]:
            index = self.cells.index(self._places[place]) + step[1]
            return self.cells[index] if 0 <= index < len(self.cells) else None
        rows = [row for row in self._rows() if (row - place[0]) * step[0] > 0]
        if not rows:
            return None
        row = min(rows, key=lambda other: abs(other - place[0]))
        columns = [column for found, column in self._places if found == row]
        return self._places[row, min(columns, key=lambda column: abs(column - place[1]))]

    def _go_on(self, cell: Cell) -> None:
        """Go to the next empty cell, from the first again behind the last; submit when there is none."""
        index = self.cells.index(cell) + 1
        order = self.cells[index:] + self.cells[:index]
        empty = next((each for each in order if each.is_empty()), None)
        if empty is None:
            self.submitted.emit()
        else:
            empty.enter()

    def _pasted(self, cell: Cell) -> bool:
        rows = pasted_rows(QGuiApplication.clipboard().text())
        if sum(map(len, rows)) < 2:
            return False
        for target, value in self._paired(rows, cell):
            target.put(value)
        self._on_cell_edited(cell)
        return True

    def _copied(self, cell: Cell) -> bool:
        """Copy all cells as a spreadsheet takes them, unless some text of one cell is selected."""
        if isinstance(cell.field, QLineEdit) and cell.field.hasSelectedText():
            return False
        rows = ("\t".join(each.text() for each in self._row(row)) for row in self._rows())
        QGuiApplication.clipboard().setText("\n".join(rows))
        return True

    def _paired(self, rows: Rows, first: Cell) -> Iterator[tuple[Cell, str]]:
        """Yield each cell from one on with its value; a single row or column goes on through all that follow."""
        if len(rows) == 1 or all(len(row) == 1 for row in rows):
            flat = [value for row in rows for value in row]
            yield from zip(self.cells[self.cells.index(first) :], flat, strict=False)
            return
        top, left = next(place for place, cell in self._places.items() if cell is first)
        for row, values in zip((row for row in self._rows() if row >= top), rows, strict=False):
            cells = {c: cell for (r, c), cell in sorted(self._places.items()) if r == row and c >= left}
            yield from self._paired_in_row(cells, values)

    def _paired_in_row(self, cells: Mapping[int, Cell], values: Sequence[str]) -> Iterator[tuple[Cell, str]]:
        """Yield each cell of a row, by column, with its value; a spreadsheet's row may hold the given texts too."""
        with_given = len(values) > len(cells)
        first_column = 0 if len(values) == self._n_columns else min(cells, default=0)
        for index, (column, cell) in enumerate(cells.items()):
            place = column - first_column if with_given else index
            if place < len(values):
                yield cell, values[place]

    def _at(self, position: int | None) -> tuple[Cell, int]:
        """Return the cell, and the place in it, of a character of the reply."""
        start = 0
        for row in self._rows():
            for cell in self._row(row):
                end = start + len(cell.text())
                if position is None or position <= end:
                    return cell, max((position or 0) - start, 0)
                start = end + len(self.between_cells)
            start += len(self.between_rows) - len(self.between_cells)
        return self.cells[-1], 0

    def _rows(self) -> list[int]:
        return sorted({row for row, _ in self._places})

    def _row(self, row: int) -> list[Cell]:
        return [self._places[place] for place in sorted(self._places) if place[0] == row]

    def _on_cell_edited(self, cell: Cell) -> None:
        self._latest = cell
        self._show_marks([None] * len(self.cells))
        self.reply_changed.emit(self.reply())

    def _show_marks(self, marks: Sequence[Mark | None]) -> None:
        for cell, mark in zip(self.cells, marks, strict=True):
            cell.show_mark(mark)
        self.show_marks()


def _at_edge(field: QWidget, *, to_the_right: bool) -> bool:
    """Tell whether the cursor can go no further in a field; where all of its text is selected, both edges are near."""
    if not isinstance(field, QLineEdit) or field.selectedText() == field.text():
        return True
    return not field.hasSelectedText() and field.cursorPosition() == (len(field.text()) if to_the_right else 0)


def _mark(note: str) -> Mark:
    """Return the mark that a note of the grader stands for."""
    if note.endswith("not right"):
        return WRONG
    return CARRIED if note.endswith(FOLLOWS) else RIGHT
