"""The history of a demo's runs: when, what differed, what each came to; to look at, compare, name and delete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QInputDialog, QVBoxLayout, QWidget

from studyapp.study.runs import LEAST_STEPS, Run
from studyapp.ui.flow import Flow
from studyapp.ui.pieces import button, label
from studyapp.ui.side_by_side import SideBySideForm
from studyapp.ui.small_table import Column, SmallTable
from studyapp.ui.theme import WITHIN_PX

NOTHING = (
    f"No run is kept yet. Every run of this demo that takes at least {LEAST_STEPS} steps is listed here when it ends."
)
COLUMNS = (
    Column("when", 132),
    Column("differs from the usual knobs"),
    Column("ended", 76),
    Column("steps", 70, number=True),
)
VALUE_PX, NAME_PX = 138, 120
ROW_PX = 26


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run as the list shows it; ``value`` is its main scalar in the end."""

    run: Run
    when: str
    differs: str
    value: str


class RunsPanel(QWidget):
    """The list of runs, newest first.

    Signals:
        list_requested: The list is about to be seen and should be filled.
        shown: The learner wants to see a run in the plots; carries the Run. So do the next four.
        compared: A run is to lie behind the one in view.
        knobs_requested: The knobs are to be set as a run had them.
        removed: A run is to be deleted.
        named: A run was given a name; carries the Run and the name.
    """

    list_requested = Signal()
    shown = Signal(object)
    compared = Signal(object)
    knobs_requested = Signal(object)
    removed = Signal(object)
    named = Signal(object, str)

    def __init__(self, form: SideBySideForm, main_scalar: str) -> None:
        super().__init__()
        self.form = form
        self._rows: list[RunRow] = []
        self.empty = label(NOTHING, "quiet", wrap=True)
        columns = (*COLUMNS, Column(main_scalar, VALUE_PX, number=True), Column("name", NAME_PX))
        self.table = SmallTable(columns, name="Kept runs", row_px=ROW_PX)
        self.show_button = button("Show", "primary", tip="Show this run in the plots (Enter)")
        self.compare_button = button("Compare", tip="Lay this run behind the one in view")
        self.knobs_button = button("Set the knobs", tip="Set every knob as this run had it")
        self.name_button = button("Name…", tip="Give this run a name (F2)")
        self.remove_button = button("Delete", tip="Delete this run (Delete)")
        self._lay_out()
        self._connect()
        self.show_runs(())

    def current(self) -> Run | None:
        """Return the run of the current line."""
        place = self.table.currentRow()
        return self._rows[place].run if 0 <= place < len(self._rows) else None

    def show_runs(self, rows: Sequence[RunRow]) -> None:
        """List runs in the order given; the run that was current stays so."""
        before = self.current()
        self._rows = list(rows)
        self.table.setRowCount(len(rows))
        for line, each in enumerate(rows):
            run = each.run
            texts = (each.when, each.differs, run.ended.value, f"{run.steps:,}", each.value, run.name)
            self.table.show_line(line, texts)
        ids = [each.run.id for each in rows]
        if rows:
            self.table.setCurrentCell(ids.index(before.id) if before and before.id in ids else 0, 0)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        for each_button in self._buttons():
            each_button.setEnabled(bool(rows))

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the list."""
        super().showEvent(event)
        self.list_requested.emit()

    def ask_name(self) -> None:
        """Ask for a name of the current run."""
        run = self.current()
        if run is None:
            return
        dialog = QInputDialog(self)
        dialog.setWindowTitle("Name of the run")
        dialog.setLabelText("What should this run be called?")
        dialog.setTextValue(run.name)
        dialog.textValueSelected.connect(lambda name: self.named.emit(run, " ".join(name.split())))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _buttons(self) -> tuple[QWidget, ...]:
        return (self.show_button, self.compare_button, self.knobs_button, self.name_button, self.remove_button)

    def _connect(self) -> None:
        signals = {
            self.show_button: self.shown,
            self.compare_button: self.compared,
            self.knobs_button: self.knobs_requested,
            self.remove_button: self.removed,
        }
        for each, signal in signals.items():
            each.clicked.connect(lambda _checked=False, chosen=signal: self._emit(chosen))
        self.name_button.clicked.connect(self.ask_name)
        self.table.itemActivated.connect(lambda _item: self._emit(self.shown))
        keys = {"Delete": lambda: self._emit(self.removed), "F2": self.ask_name}
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self.table, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def _emit(self, signal: SignalInstance) -> None:
        if run := self.current():
            signal.emit(run)

    def _lay_out(self) -> None:
        buttons = QWidget()
        flow = Flow(buttons, gap_px=WITHIN_PX, line_gap_px=WITHIN_PX - 2)
        for each in self._buttons():
            flow.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, WITHIN_PX, 0, 0)
        column.setSpacing(WITHIN_PX)
        column.addWidget(self.form)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(buttons)
