"""The study view: the note on the left and, beside it, the exercise or the demo it leads to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from studyapp.ui.flow import Flow
from studyapp.ui.pieces import button, hairline, label, row
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX

TWO_COLUMNS_PX = 1180
NOTE, BENCH = "note", "bench"
GAP_PX = 4


class StudyView(QWidget):
    """Note and workbench side by side; in a narrow window one of them at a time.

    Signals:
        back_requested: Back to the list of topics.
        earlier_requested: Back to what was read before.
        later_requested: Forward to what was read after it.
        exercise_requested: The learner chose a family; carries its id.
        demo_requested: The learner chose a demo; carries its id.
    """

    back_requested = Signal()
    earlier_requested = Signal()
    later_requested = Signal()
    exercise_requested = Signal(str)
    demo_requested = Signal(str)

    def __init__(self, note: QWidget) -> None:
        """Build the view around a note widget; the bench is empty until something is shown on it."""
        super().__init__()
        self.note = note
        self.topic_title = label("", "subheading")
        self.back_button = button("Topics", "link", tip="All topics")
        self.earlier_button = self._step("‹", "Back to what you read before (Alt+Left)")
        self.later_button = self._step("›", "Forward again (Alt+Right)")
        self.note_button = self._segment("Note")
        self.choices: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.addButton(self.note_button)
        self._choices_line = QWidget()
        self._choices_flow = Flow(self._choices_line, gap_px=GAP_PX)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.bench = QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._showing = NOTE
        self._lay_out()
        self.back_button.clicked.connect(self.back_requested)
        self.earlier_button.clicked.connect(self.earlier_requested)
        self.later_button.clicked.connect(self.later_requested)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Alt+Left"), self, context=inside).activated.connect(self.earlier_requested)
        QShortcut(QKeySequence("Alt+Right"), self, context=inside).activated.connect(self.later_requested)
        self.show_steps(earlier=False, later=False)
        self.note_button.clicked.connect(lambda: self._show_side(NOTE))

    def show_topic(self, title: str, *, exercises: Sequence[tuple[str, str]], demos: Sequence[tuple[str, str]]) -> None:
        """Offer a topic's exercises and demos, as (id, title) pairs."""
        self.topic_title.setText(title)
        for each in self.choices.values():
            each.hide()
            each.deleteLater()
        self.choices = {}
        for family, name in exercises:
            self._add_choice(family, name).clicked.connect(
                lambda _=False, item=family: self.exercise_requested.emit(item)
            )
        for demo, name in demos:
            self._add_choice(demo, name).clicked.connect(lambda _=False, item=demo: self.demo_requested.emit(item))
        self._show_side(NOTE)

    def show_steps(self, *, earlier: bool, later: bool) -> None:
        """Tell whether there is something to go back and forward to."""
        self.earlier_button.setEnabled(earlier)
        self.later_button.setEnabled(later)

    def show_on_bench(self, item: str, widget: QWidget) -> None:
        """Bring an exercise or demo into view and mark its button."""
        if self.bench.indexOf(widget) < 0:
            self.bench.addWidget(widget)
        self.bench.setCurrentWidget(widget)
        if item in self.choices:
            self.choices[item].setChecked(True)
        self._show_side(BENCH)

    def splitter_text(self) -> str:
        """Return where the line between note and bench stands, as text for the settings."""
        return bytes(self.splitter.saveState().toBase64().data()).decode()

    def restore_splitter_text(self, text: str) -> None:
        """Put the line back where it was; text from elsewhere is ignored."""
        self.splitter.restoreState(QByteArray.fromBase64(text.encode()))

    def show_note(self) -> None:
        """Bring the note into view, where only one of both fits."""
        self._show_side(NOTE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show both columns when they fit."""
        super().resizeEvent(event)
        self._show_side(self._showing)

    def _lay_out(self) -> None:
        self._top.setContentsMargins(BETWEEN_PX, WITHIN_PX, BETWEEN_PX, WITHIN_PX)
        self._top.setSpacing(GAP_PX)
        self._top.addLayout(row(self.earlier_button, self.later_button, self.back_button, self.topic_title), 1)
        self._top.addWidget(self._choices_line)
        self._choices_flow.addWidget(self.note_button)
        self.splitter.addWidget(self.note)
        self.splitter.addWidget(self.bench)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([720, 560])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(hairline())
        column.addWidget(self.splitter, 1)

    def _show_side(self, side: str) -> None:
        self._showing = side
        wide = self.width() >= TWO_COLUMNS_PX
        self.note.setVisible(wide or side == NOTE)
        self.bench.setVisible(self.bench.count() > 0 and (wide or side == BENCH))
        self.note_button.setVisible(not wide)
        if side == NOTE and not wide:
            self.note_button.setChecked(True)
        self._place_choices((*(() if wide else (self.note_button,)), *self.choices.values()))

    def _place_choices(self, shown: Sequence[QPushButton]) -> None:
        """Put the choices beside the title, or on lines of their own where they don't fit."""
        wanted_px = sum(each.sizeHint().width() + GAP_PX for each in shown)
        before = (self.earlier_button, self.later_button, self.back_button, self.topic_title)
        taken_px = sum(each.sizeHint().width() for each in before) + 5 * BETWEEN_PX
        fits = taken_px + wanted_px <= self.width()
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
        self._choices_line.setMinimumWidth(wanted_px if fits else 0)

    def _add_choice(self, item: str, name: str) -> QPushButton:
        each = self._segment(name)
        self._group.addButton(each)
        self._choices_flow.addWidget(each)
        self.choices[item] = each
        return each

    def _step(self, sign: str, tip: str) -> QPushButton:
        each = button(sign, "segment", tip=tip)
        each.setAccessibleName(tip)
        return each

    def _segment(self, text: str) -> QPushButton:
        each = button(text, "segment")
        each.setCheckable(True)
        return each
