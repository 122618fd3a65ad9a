"""The exams a learner works towards, each with the days left, and the way to a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from question_bank.wording import counted, listed
from studyapp.study.exams import Exam
from studyapp.ui.free_days import day_words
from studyapp.ui.pieces import button, clear, label, row
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX

SHOWN = 4  # or all that are ahead, if those are more
NONE_YET = "No exam yet. Set one, and the plan towards it appears here."


class ExamsCard(QFrame):
    """Lists the exams, those past last.

    Signals:
        exam_requested: The learner wants to see or change an exam; carries it.
        new_requested: The learner wants to add one.
        restore_requested: The exam removed last is to come back.
    """

    exam_requested = Signal(object)
    new_requested = Signal()
    restore_requested = Signal()

    def __init__(self) -> None:
        """Build the card; ``show_exams`` fills it."""
        super().__init__()
        self.setProperty("role", "card")
        self.exam_buttons: list[QPushButton] = []
        self.new_button = button("Add an exam")
        self.restore_button = button("", "link")
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX + 4, BETWEEN_PX, BETWEEN_PX + 4, BETWEEN_PX)
        column.setSpacing(WITHIN_PX)
        column.addWidget(label("Your exams", "subheading"))
        column.addLayout(self._list)
        column.addLayout(row(self.new_button, self.restore_button))
        column.addStretch(1)
        self.new_button.clicked.connect(self.new_requested)
        self.restore_button.clicked.connect(self.restore_requested)

    def show_exams(self, exams: Sequence[Exam], today: date, *, removed: str = "") -> None:
        """Show exams; ``removed`` is the name of one that was just removed and can come back."""
        clear(self._list)
        self.exam_buttons = []
        ahead = [exam for exam in exams if exam.day >= today]
        past = [exam for exam in reversed(exams) if exam.day < today]
        for exam in [*ahead, *past][: max(SHOWN, len(ahead))]:
            self._list.addWidget(self._line(exam, today))
        if not exams:
            self._list.addWidget(label(NONE_YET, "quiet", wrap=True))
        self.new_button.setText("Add another" if exams else "Set an exam")
        self.restore_button.setText(f"Bring back “{removed}”")
        self.restore_button.setVisible(bool(removed))

    def _line(self, exam: Exam, today: date) -> QWidget:
        line = QWidget()
        inside = QHBoxLayout(line)
        inside.setContentsMargins(0, 0, 0, 0)
        name = button(exam.name, "link", tip="See and change it")
        name.setAccessibleName(f"{exam.name}, {exam_words(exam, today)}. See and change it")
        name.clicked.connect(lambda: self.exam_requested.emit(exam))
        inside.addWidget(name)
        inside.addStretch(1)
        when = label(exam_words(exam, today), "quiet")
        when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        inside.addWidget(when)
        self.exam_buttons.append(name)
        return line


def exam_words(exam: Exam, today: date) -> str:
    """Return when an exam is, as shown beside its name."""
    days = (exam.day - today).days
    match days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case _ if days < 0:
            return f"was on {exam.day.day} {exam.day:%B}"
        case _:
            return f"{counted(days, 'day')} · {day_words(exam.day)}"


def countdown(exams: Sequence[Exam], today: date) -> str:
    """Return the sentence that counts the days to the next exam, or to those of the next day that has any."""
    day = min((exam.day for exam in exams if exam.day >= today), default=None)
    if day is None:
        return "A little every day beats a long night before the exam."
    next_ones = [exam.name for exam in exams if exam.day == day]
    names, verb = listed(next_ones), "is" if len(next_ones) == 1 else "are"
    days = (day - today).days
    if days == 0:
        return f"{names} {verb} today. Good luck!"
    if days == 1:
        return f"{names} {verb} tomorrow. Review, then sleep well."
    return f"{names} in {days} days."
