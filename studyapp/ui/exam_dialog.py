"""An exam to work towards: its name, its day, what it is about, and the time there is for it."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from studyapp.study.exams import Exam
from studyapp.ui.exam_topics import ExamTopics, Shelves
from studyapp.ui.free_days import FreeDays, chosen_day, date_edit
from studyapp.ui.number_field import number_field
from studyapp.ui.pieces import button, label
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX

SIZE_PX = (600, 560)
USUAL_DAYS, USUAL_MINUTES = 21, 30
LEAST_MINUTES, MOST_MINUTES, STEP_MINUTES = 5, 720, 5
LONGEST_NAME = 80


class ExamDialog(QDialog):
    """Makes a new exam or changes one; Enter keeps it, Escape doesn't.

    Signals:
        exam_chosen: The exam is to be kept; carries an Exam.
        removed: The exam is to go.
    """

    exam_chosen = Signal(object)
    removed = Signal()

    def __init__(self, exam: Exam | None, shelves: Shelves, *, today: date, parent: QWidget | None = None) -> None:
        """Show an exam, or a new one three weeks ahead."""
        super().__init__(parent)
        self._today, self._is_new = today, exam is None
        self._exam = exam or Exam("", today + timedelta(days=USUAL_DAYS), minutes=USUAL_MINUTES)
        self.setWindowTitle("A new exam" if self._is_new else "Your exam")
        self.resize(*SIZE_PX)
        self.name_edit = QLineEdit(self._exam.name)
        self.name_edit.setMaxLength(LONGEST_NAME)
        self.name_edit.setPlaceholderText("Exam")
        self.name_edit.setAccessibleName("Name of the exam")
        self.day_edit = date_edit(self._exam.day, name="Day of the exam")
        self.minutes = number_field(
            LEAST_MINUTES, MOST_MINUTES, step=STEP_MINUTES, unit="min a day", name="Minutes a day for this exam"
        )
        self.minutes.setValue(self._exam.minutes)
        self.free = FreeDays(self._exam.free_weekdays, self._exam.free_days, today=today)
        self.free.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.topics = ExamTopics(shelves, self._exam.weights)
        self.problem = label("", "wrong", wrap=True)
        self.keep_button = button("Keep", "primary", tip="Enter")
        self.cancel_button = button("Cancel", tip="Esc")
        self.remove_button = button("Remove this exam", "wrong-link")
        self._lay_out()
        self._connect()

    def exam(self) -> Exam:
        """Return the exam as it stands in the form."""
        return Exam(
            name=self.name_edit.text().strip() or "Exam",
            day=chosen_day(self.day_edit),
            weights=self.topics.weights(),
            minutes=self.minutes.value(),
            free_weekdays=self.free.weekdays(),
            free_days=self.free.days(),
            id=self._exam.id,
        )

    def _connect(self) -> None:
        self.keep_button.setDefault(True)
        self.remove_button.setAutoDefault(False)
        self.remove_button.setHidden(self._is_new)
        self.problem.hide()
        self.keep_button.clicked.connect(self._on_keep)
        self.cancel_button.clicked.connect(self.reject)
        self.remove_button.clicked.connect(self._on_remove)
        self.name_edit.setFocus()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(BETWEEN_PX)
        form.setVerticalSpacing(WITHIN_PX)
        form.addRow("Name", self.name_edit)
        form.addRow("Day", self.day_edit)
        form.addRow("Time", self.minutes)
        form.addRow("Free", self.free)
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX, BETWEEN_PX, BETWEEN_PX, BETWEEN_PX)
        column.setSpacing(BETWEEN_PX)
        column.addLayout(form)
        column.addWidget(self.topics, 1)
        column.addWidget(self.problem)
        ends = QHBoxLayout()
        ends.addWidget(self.keep_button)
        ends.addWidget(self.cancel_button)
        ends.addStretch(1)
        ends.addWidget(self.remove_button)
        column.addLayout(ends)

    def _complaint(self, exam: Exam) -> str:
        """Return why an exam can't be kept, "" where it can."""
        if self.topics.is_empty():
            return "Nothing is worth any marks. Give a shelf some, or let all topics count alike."
        if self._is_new and exam.day < self._today:
            return "That day is over. Choose the day on which the exam will be."
        if len(exam.free_weekdays) == len(self.free.weekday_buttons):
            return "Every day is free, so there is no time to study. Keep at least one."
        return ""

    def _on_keep(self) -> None:
        exam = self.exam()
        complaint = self._complaint(exam)
        self.problem.setText(complaint)
        self.problem.setVisible(bool(complaint))
        if not complaint:
            self.exam_chosen.emit(exam)
            self.accept()

    def _on_remove(self) -> None:
        self.removed.emit()
        self.accept()
