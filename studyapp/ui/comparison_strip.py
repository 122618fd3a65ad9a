"""Kept runs beside the run in view: what differs and what each came to, in a small table with its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from studyapp.ui.pieces import button
from studyapp.ui.plots.line_layer import line_pen
from studyapp.ui.plots.looks import dashes, shade
from studyapp.ui.plots.scales import number_text
from studyapp.ui.small_table import Column, SmallTable
from studyapp.ui.theme import WITHIN_PX, Theme

ROW_PX, HEAD_PX, SHOWN_ROWS = 24, 24, 4
SAMPLE_PX = QSize(34, 14)
SIGN_PX, STEPS_PX, VALUE_PX = 92, 66, 134
MOST_SCALARS = 3


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of the table; ``number`` is 0 for the run in view, and of many ``values`` only the first are shown."""

    number: int
    differs: str
    steps: int
    values: Sequence[float | None]


class ComparisonStrip(QFrame):
    """The table of kept runs; hidden as long as there is none.

    Signals:
        removed: A kept run is to go from the plots; carries its number.
        knobs_requested: The knobs are to be set as a run had them; carries its number.
        pictures_requested: The pictures of a run are to be shown; carries its number, 0 for the run in view.
    """

    removed = Signal(int)
    knobs_requested = Signal(int)
    pictures_requested = Signal(int)

    def __init__(self, scalars: Sequence[str], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[Compared] = []
        self._pictures_of = 0
        shown = tuple(scalars[:MOST_SCALARS])
        columns = (Column("", SIGN_PX), Column("differs from the run in view"))
        numbers = (Column("steps", STEPS_PX, number=True), *(Column(name, VALUE_PX, number=True) for name in shown))
        self.table = SmallTable((*columns, *numbers), name="Runs side by side", row_px=ROW_PX)
        self.table.horizontalHeader().setFixedHeight(HEAD_PX)
        self.table.setIconSize(SAMPLE_PX)
        self.knobs_button = button("Set its knobs", "key", tip="Set every knob as this run had it")
        self.pictures_button = button("Its pictures", "key", tip="Show the pictures of this run in the plots")
        self.remove_button = button("Remove", "key", tip="Take this run out of the plots (Delete)")
        self._lay_out()
        self.table.itemSelectionChanged.connect(self._show_buttons)
        self.knobs_button.clicked.connect(lambda: self.knobs_requested.emit(self.chosen()))
        self.pictures_button.clicked.connect(self._on_pictures_button_clicked)
        self.remove_button.clicked.connect(self._on_remove)
        delete = QShortcut(QKeySequence("Delete"), self.table, context=Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._on_remove)
        self.hide()

    def chosen(self) -> int:
        """Return the number of the run whose line is chosen; 0 is the run in view."""
        place = self.table.currentRow()
        return self._rows[place].number if 0 <= place < len(self._rows) else 0

    def show_runs(self, rows: Sequence[Compared], *, pictures_of: int) -> None:
        """Show the run in view and the kept ones; ``pictures_of`` is the number of the run whose pictures are shown."""
        chosen = self.chosen()
        numbers = [each.number for each in rows]
        changed = numbers != [each.number for each in self._rows]
        self._rows, self._pictures_of = list(rows), pictures_of
        self.table.setRowCount(len(rows))
        for line, each in enumerate(rows):
            self._fill(line, each)
        if changed and rows:
            self.table.setCurrentCell(numbers.index(chosen) if chosen in numbers[1:] else len(rows) - 1, 1)
        self.table.setFixedHeight(HEAD_PX + ROW_PX * min(max(len(rows), 2), SHOWN_ROWS) + 3)
        self.setVisible(len(rows) > 1)
        self._show_buttons()

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        for line, each in enumerate(self._rows):
            self._fill(line, each)

    def _fill(self, line: int, each: Compared) -> None:
        shown = "  (its pictures are shown)" if each.number and each.number == self._pictures_of else ""
        values = (number_text(value) for value in each.values[:MOST_SCALARS])
        self.table.show_line(line, (str(each.number or "now"), each.differs + shown, f"{each.steps:,}", *values))
        sign = self.table.cell(line, 0)
        sign.setIcon(_sample(self._theme, each.number))
        name = f"kept run {each.number}" if each.number else "the run in view"
        sign.setData(Qt.ItemDataRole.AccessibleTextRole, name)

    def _show_buttons(self) -> None:
        number = self.chosen()
        for each in (self.knobs_button, self.remove_button):
            each.setEnabled(bool(number))
        shown = number and number == self._pictures_of
        self.pictures_button.setText("Present pictures" if shown or not number else "Its pictures")
        self.pictures_button.setEnabled(bool(number) or bool(self._pictures_of))

    def _on_pictures_button_clicked(self) -> None:
        number = self.chosen()
        self.pictures_requested.emit(0 if number == self._pictures_of else number)

    def _on_remove(self) -> None:
        if number := self.chosen():
            self.removed.emit(number)

    def _lay_out(self) -> None:
        buttons = QVBoxLayout()
        buttons.setSpacing(2)
        for each in (self.knobs_button, self.pictures_button, self.remove_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(WITHIN_PX)
        line.addWidget(self.table, 1, Qt.AlignmentFlag.AlignTop)
        line.addLayout(buttons)


def _sample(theme: Theme, number: int) -> QIcon:
    """Return a piece of a run's first line: dashed as in the plots, whole for the run in view."""
    picture = QPixmap(SAMPLE_PX * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(line_pen(shade(theme, number, 0), 2, dashes(number)) if number else line_pen(theme.series[0], 2))
    painter.drawLine(QLineF(0, SAMPLE_PX.height() / 2, SAMPLE_PX.width(), SAMPLE_PX.height() / 2))
    painter.end()
    return QIcon(picture)
