"""One part of an exercise: its prompt, the input, the echo of what was understood, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from question_bank.answers import Rubric
from question_bank.errors import Unreadable
from question_bank.exercise import Misconception, Part, Verdict
from question_bank.grading import Grade, echo
from studyapp.ui.answer_inputs.build import answer_input
from studyapp.ui.icons import pixmap
from studyapp.ui.pieces import button, label
from studyapp.ui.style_sheet import set_role
from studyapp.ui.text_block import Look, TextBlock
from studyapp.ui.theme import ICON_PX, WITHIN_PX, Theme

ECHO_DELAY_MS = 80
ROLES = {
    Verdict.RIGHT: "right",
    Verdict.PARTLY_RIGHT: "partly",
    Verdict.WRONG: "wrong",
    Verdict.UNREADABLE: "unreadable",
}
SIGNS = {"right": "check-circle", "partly": "circle-half-tilt", "wrong": "x-circle", "unreadable": "question"}
WORDS = {"right": "Right", "partly": "Partly right", "wrong": "Not right", "unreadable": "Could not be read"}


class PartView(QWidget):
    """Asks one part.

    Signals:
        submitted: The learner pressed Enter in the input.
        reply_changed: The reply is another one now.
        cure_requested: The learner wants to read about a slip; carries topic id and heading slug.
    """

    submitted = Signal()
    reply_changed = Signal()
    cure_requested = Signal(str, str)

    def __init__(self, part: Part, look: Look, *, name: str, marks: str) -> None:
        """Build the part; ``name`` is its letter where there are several, ``marks`` what it is worth."""
        super().__init__()
        self.part = part
        self._slip: Misconception | None = None
        self.prompt = TextBlock(look)
        self.input = answer_input(part.answer, look)
        self.echo = TextBlock(look, small=True)
        self.feedback = _FeedbackFrame(look)
        self._echo_timer = QTimer(self, singleShot=True, interval=ECHO_DELAY_MS)
        self._lay_out(f"**{name}** {part.prompt}" if name else part.prompt, marks)
        self._echo_timer.timeout.connect(self._on_echo_due)
        self.input.reply_changed.connect(self._on_input_changed)
        self.input.submitted.connect(self.submitted)
        self.feedback.cure_button.clicked.connect(self._on_cure_clicked)

    def show_grade(self, grade: Grade) -> None:
        """Show what came of the reply; an unreadable one is pointed at in the input."""
        self._slip = grade.misconception
        self.feedback.show_grade(grade, detailed=not self._marks_itself())
        if grade.verdict is Verdict.UNREADABLE:
            self.input.show_unreadable(grade.position)
            return
        self.input.show_marked()
        if self._marks_itself():
            self.input.show_notes(grade.notes)

    def show_theme(self, theme: Theme) -> None:
        """Set everything in the theme's colours."""
        for block in (self.prompt, self.echo):
            block.show_theme(theme)
        self.feedback.show_theme(theme)
        for block in self.input.findChildren(TextBlock):
            block.show_theme(theme)

    def _marks_itself(self) -> bool:
        return self.part.answer.kind in ("vector", "matching")

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
        self.echo.setMinimumHeight(30)
        self.echo.setVisible(self.part.answer.kind not in ("choice", "choices", "matching", "rubric"))
        self.feedback.hide()

    def _on_input_changed(self, _reply: str) -> None:
        self.feedback.hide()
        if not self.echo.isHidden():
            self._echo_timer.start()
        self.reply_changed.emit()

    def _on_echo_due(self) -> None:
        reply = self.input.reply()
        if not reply.strip() or isinstance(self.part.answer, Rubric):
            self.echo.show_markdown("")
            return
        try:
            self.echo.show_markdown(f"read as {echo(self.part.answer, reply)}")
        except Unreadable as error:
            self.echo.show_plain(str(error))

    def _on_cure_clicked(self) -> None:
        if self._slip is not None:
            self.cure_requested.emit(self._slip.topic, self._slip.heading)


class _FeedbackFrame(QFrame):
    """The verdict by sign, word and colour, the reason, and the way to the cure."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._theme = look.theme
        self._role = "right"
        self.sign = QLabel()
        self.verdict = label("")
        self.reason = TextBlock(look, small=True)
        self.cure_button = button("Read about it", "link")
        top = QHBoxLayout()
        top.addWidget(self.sign)
        top.addWidget(self.verdict)
        top.addStretch(1)
        top.addWidget(self.cure_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.reason)

    def show_grade(self, grade: Grade, *, detailed: bool) -> None:
        self._role = ROLES[grade.verdict]
        self.verdict.setText(WORDS[self._role])
        set_role(self, f"feedback-{self._role}")
        set_role(self.verdict, self._role)
        notes = [note for note in grade.notes if note] if detailed else []
        reason = "" if grade.feedback.rstrip(".") == WORDS[self._role] else grade.feedback
        if grade.verdict is Verdict.UNREADABLE:
            self.reason.show_plain(reason)
        else:
            self.reason.show_markdown("\n\n".join([reason, *notes]).strip())
        self.reason.setVisible(bool(reason or notes))
        self.cure_button.setVisible(grade.misconception is not None)
        self.show_theme(self._theme)
        self.setAccessibleName(f"{self.verdict.text()}. {grade.feedback}")
        self.show()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.sign.setPixmap(pixmap(SIGNS[self._role], getattr(theme, self._role), ICON_PX))
        self.reason.show_theme(theme)
