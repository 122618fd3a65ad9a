"""How one studies: the minutes of a day, when a day begins, and what else is a matter of taste."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studyapp.ui.flow import Flow
from studyapp.ui.number_field import number_field
from studyapp.ui.pieces import label
from studyapp.ui.still_wheel import leave_wheel_to_page
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX

LEAST_MINUTES, MOST_MINUTES, STEP_MINUTES = 5, 600, 5
LATEST_START = 12
AFTER_EXAM = {"maintain": "keep it fresh, rarely", "rest": "rest, ask nothing"}


@dataclass(frozen=True, slots=True)
class Habits:
    """How the learner studies.

    ``minutes`` are those of a day without an exam, ``day_starts_at`` is an hour, ``after_exam`` is a key of AFTER_EXAM.
    ``asks_terms`` makes cards of the terms of notes that were practised.
    """

    minutes: int = 30
    day_starts_at: int = 4
    asks_confidence: bool = False
    asks_terms: bool = True
    after_exam: str = "maintain"


class HabitsCard(QWidget):
    """Shows the habits and takes changes at once.

    Signals:
        habits_changed: The learner changed something; carries the Habits.
    """

    habits_changed = Signal(object)

    def __init__(self) -> None:
        """Build the row; ``show_habits`` fills it."""
        super().__init__()
        self._habits = Habits()
        self.minutes = number_field(
            LEAST_MINUTES, MOST_MINUTES, step=STEP_MINUTES, unit="min a day", name="Without an exam"
        )
        self.day_start = QComboBox()
        self.day_start.addItems([f"{hour:02}:00" for hour in range(LATEST_START + 1)])
        self.after_exam = QComboBox()
        for key, words in AFTER_EXAM.items():
            self.after_exam.addItem(words, key)
        for box in (self.day_start, self.after_exam):
            leave_wheel_to_page(box)
        self.confidence = QCheckBox("Ask how sure I am before each answer")
        self.terms = QCheckBox("Make cards of the terms in notes I practise")
        self._lay_out()
        self.minutes.valueChanged.connect(lambda value: self._change(replace(self._habits, minutes=value)))
        self.day_start.activated.connect(lambda hour: self._change(replace(self._habits, day_starts_at=hour)))
        self.after_exam.activated.connect(self._on_after_exam_activated)
        self.terms.clicked.connect(lambda on: self._change(replace(self._habits, asks_terms=on)))
        self.confidence.clicked.connect(lambda on: self._change(replace(self._habits, asks_confidence=on)))

    def show_habits(self, habits: Habits) -> None:
        """Show the habits as they are kept."""
        self._habits = habits
        self.minutes.blockSignals(True)  # what is shown was not chosen here
        self.minutes.setValue(habits.minutes)
        self.minutes.blockSignals(False)
        self.day_start.setCurrentIndex(habits.day_starts_at)
        self.after_exam.setCurrentIndex(self.after_exam.findData(habits.after_exam))
        self.confidence.setChecked(habits.asks_confidence)
        self.terms.setChecked(habits.asks_terms)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(WITHIN_PX)
        column.addWidget(label("Your days", "subheading"))
        choices = QWidget()
        flow = Flow(choices, gap_px=BETWEEN_PX, line_gap_px=WITHIN_PX)
        named = (
            ("Without an exam", self.minutes),
            ("A day begins at", self.day_start),
            ("After an exam", self.after_exam),
        )
        for name, field in named:
            field.setAccessibleName(name)
            flow.addWidget(_named(name, field))
        flow.addWidget(self.confidence)
        flow.addWidget(self.terms)
        column.addWidget(choices)

    def _on_after_exam_activated(self, index: int) -> None:
        self._change(replace(self._habits, after_exam=str(self.after_exam.itemData(index))))

    def _change(self, habits: Habits) -> None:
        if habits != self._habits:
            self._habits = habits
            self.habits_changed.emit(habits)


def _named(name: str, field: QWidget) -> QFrame:
    """Return a field with its name before it."""
    frame = QFrame()
    line = QHBoxLayout(frame)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(WITHIN_PX)
    words = label(name, "quiet")
    words.setBuddy(field)
    line.addWidget(words)
    line.addWidget(field)
    return frame
