"""What came of a reply: the verdict, the reason and the way to the cure."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from question_bank.exercise import Verdict
from question_bank.grading import Grade
from studyapp.ui.icons import pixmap
from studyapp.ui.pieces import button, label
from studyapp.ui.style_sheet import set_role
from studyapp.ui.text_block import Look, TextBlock
from studyapp.ui.theme import ICON_PX, Theme

ROLES = {
    Verdict.RIGHT: "right",
    Verdict.PARTLY_RIGHT: "partly",
    Verdict.WRONG: "wrong",
    Verdict.UNREADABLE: "unreadable",
}
SIGNS = {"right": "check-circle", "partly": "circle-half-tilt", "wrong": "x-circle", "unreadable": "question"}
WORDS = {"right": "Right", "partly": "Partly right", "wrong": "Not right", "unreadable": "Could not be read"}


class FeedbackFrame(QFrame):
    """The verdict by sign, word and colour, the reason, and the way to the cure."""

    def __init__(self, look: Look) -> None:
        """Build a frame that says nothing yet."""
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

    def show_grade(self, grade: Grade, *, detailed: bool, cure: bool) -> None:
        """Show a grade; ``detailed`` with what it says of single cells, ``cure`` with a way to the note."""
        self._role = ROLES[grade.verdict]
        self.verdict.setText(WORDS[self._role])
        set_role(self, f"feedback-{self._role}")
        set_role(self.verdict, self._role)
        # A slip that has a name says it all: what single cells come to would be said twice.
        notes = [note for note in grade.notes if note] if detailed and grade.misconception is None else []
        reason = "" if grade.feedback.rstrip(".") == WORDS[self._role] else grade.feedback
        if grade.verdict is Verdict.UNREADABLE:
            self.reason.show_plain(reason)
        else:
            self.reason.show_markdown("\n\n".join([reason, *notes]).strip())
        self.reason.setVisible(bool(reason or notes))
        self.cure_button.setVisible(cure)
        self.show_theme(self._theme)
        self.setAccessibleName(f"{self.verdict.text()}. {grade.feedback}")
        self.show()

    def show_theme(self, theme: Theme) -> None:
        """Set sign and reason in the theme's colours."""
        self._theme = theme
        self.sign.setPixmap(pixmap(SIGNS[self._role], getattr(theme, self._role), ICON_PX))
        self.reason.show_theme(theme)
