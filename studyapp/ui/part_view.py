"""One part of an exercise: its prompt, the input, the echo of what was understood, and what came of it."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from question_bank.errors import Unreadable
from question_bank.exercise import Misconception, Part, Verdict
from question_bank.grading import Grade
from studyapp.ui.answer_inputs.build import answer_input
from studyapp.ui.feedback_frame import FeedbackFrame
from studyapp.ui.pieces import label
from studyapp.ui.text_block import Look, TextBlock
from studyapp.ui.theme import WITHIN_PX, Theme

ECHO_DELAY_MS = 80
PARTLY = "Partly right."  # what grading says where it has nothing better to say


class PartView(QWidget):
    """Asks one part.

    Signals:
        submitted: The learner pressed Enter in the input.
        reply_changed: The reply is another one now.
        cure_requested: The learner wants to read about a slip; carries topic id and heading slug.

    ``topics`` are those that have a note; what would lead to another is not offered.
    """

    submitted = Signal()
    reply_changed = Signal()
    cure_requested = Signal(str, str)

    def __init__(self, part: Part, look: Look, *, name: str, marks: str, topics: Container[str] = ()) -> None:
        """Build the part; ``name`` is its letter where there are several, ``marks`` what it is worth."""
        super().__init__()
        self.part = part
        self._topics = topics
        self._slip: Misconception | None = None
        self._is_given_up = self._is_carried = False
        self.prompt = TextBlock(look)
        self.input = answer_input(part.answer, look)
        self.echo = TextBlock(look, small=True)
        self.feedback = FeedbackFrame(look)
        self.accepted = TextBlock(look, small=True)
        self._echo_timer = QTimer(self, singleShot=True, interval=ECHO_DELAY_MS)
        self._lay_out(f"**{name}** {part.prompt}" if name else part.prompt, marks)
        self._echo_timer.timeout.connect(self._on_echo_due)
        self.input.reply_changed.connect(self._on_input_changed)
        self.input.submitted.connect(self.submitted)
        self.feedback.cure_button.clicked.connect(self._on_cure_clicked)

    def show_grade(self, grade: Grade) -> None:
        """Show what came of the reply; an unreadable one is pointed at in the input."""
        self._slip, self._is_carried = grade.misconception, grade.carried
        cure = grade.misconception is not None and grade.misconception.topic in self._topics
        self.feedback.show_grade(self._worded(grade), detailed=not self.input.marks_itself, cure=cure)
        if grade.verdict is Verdict.UNREADABLE:
            self._echo_timer.stop()
            self.echo.show_plain("")  # the frame below says it
            self.input.show_unreadable(grade.position)
            return
        self.input.show_marked()
        if self.input.marks_itself:
            self.input.show_notes(grade.notes)
        # With a number that was right comes how near it had to be; one that was carried forward had another range.
        is_near = grade.verdict is Verdict.RIGHT and not grade.carried and self.part.answer.kind == "number"
        if is_near or self._is_given_up:
            self._show_accepted()

    def _worded(self, grade: Grade) -> Grade:
        """Return the grade with what can be said better by who knows the input."""
        if grade.verdict is Verdict.UNREADABLE:
            return replace(grade, feedback=self.input.complaint(grade.feedback))
        if grade.verdict is Verdict.PARTLY_RIGHT and grade.feedback == PARTLY:
            return replace(grade, feedback=self.input.tally(grade.notes) or PARTLY)
        return grade

    def show_taken_back(self) -> None:
        """Forget what came of the reply, which stays as it is."""
        self.feedback.hide()
        self.input.show_notes(())
        self.accepted.setVisible(self._is_given_up)

    def show_answer(self) -> None:
        """Say what is right, from now on: the whole way to it has been shown."""
        self._is_given_up = True
        self._show_accepted()

    def _show_accepted(self) -> None:
        if self.part.answer.kind != "rubric":
            beginning = "Without the earlier slip, right is" if self._is_carried else "Right is"
            self.accepted.show_markdown(f"**{beginning}** {self.part.answer.accepts().removesuffix(' is right')}")
            self.accepted.show()

    def show_theme(self, theme: Theme) -> None:
        """Set everything in the theme's colours."""
        for block in (self.prompt, self.echo, self.accepted):
            block.show_theme(theme)
        self.feedback.show_theme(theme)
        self.input.show_theme(theme)

    def _lay_out(self, prompt: str, marks: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(WITHIN_PX)
        line = QHBoxLayout()
        line.addWidget(self.prompt, 1)
        line.addWidget(label(marks, "small"), alignment=Qt.AlignmentFlag.AlignTop)
        if self.part.prompt or marks:
            column.addLayout(line)
            self.prompt.show_markdown(prompt)
        column.addWidget(self.input)
        column.addWidget(self.echo)
        column.addWidget(self.feedback)
        column.addWidget(self.accepted)
        self.echo.setMinimumHeight(30)
        self.echo.setVisible(self.input.echoes)
        self.feedback.hide()
        self.accepted.hide()

    def _on_input_changed(self, _reply: str) -> None:
        self.feedback.hide()
        self.accepted.setVisible(self._is_given_up)
        if not self.echo.isHidden():
            self._echo_timer.start()
        self.reply_changed.emit()

    def _on_echo_due(self) -> None:
        try:
            self.echo.show_markdown(self.input.told_back() if self.input.reply().strip() else "")
        except Unreadable as error:
            self.echo.show_plain(str(error))

    def _on_cure_clicked(self) -> None:
        if self._slip is not None:
            self.cure_requested.emit(self._slip.topic, self._slip.heading)
