"""A reply typed on one line, with the unit behind it: integers, numbers, shapes and formulas."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from question_bank.answers import AnswerSpec
from question_bank.grading import echo
from studyapp.ui.answer_inputs.answer_input import AnswerInput
from studyapp.ui.answer_inputs.reply_line import ReplyLine
from studyapp.ui.pieces import label
from studyapp.ui.style_sheet import set_state
from studyapp.ui.theme import WITHIN_PX


class LineInput(AnswerInput):
    """One line of text in a monospace face; Enter submits it."""

    echoes = True

    def __init__(self, spec: AnswerSpec, *, unit: str = "", hint: str = "", name: str = "Your answer") -> None:
        """Build an empty line; ``hint`` shows an example of how to type, ``name`` is read by screen readers."""
        super().__init__()
        self._spec = spec
        self.line = ReplyLine()
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(name)
        self.line.setMaximumWidth(360)
        self.setFocusProxy(self.line)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(WITHIN_PX // 2)
        row = QHBoxLayout()
        row.setSpacing(WITHIN_PX)
        self._column.addLayout(row)
        row.addWidget(self.line, 100)
        row.addWidget(label(unit, "quiet"))
        row.addStretch(1)
        self.line.textEdited.connect(self._on_line_edited)
        self.line.returnPressed.connect(self.submitted)

    def reply(self) -> str:
        """Return what was typed."""
        return self.line.text()

    def show_reply(self, text: str) -> None:
        """Put a reply into the line."""
        self.line.setText(text)
        self.reply_changed.emit(text)

    def told_back(self) -> str:
        """Return the reply as it is read, typeset."""
        return f"read as {echo(self._spec, self.reply())}"

    def show_marked(self) -> None:
        """Take the text for answered: Ctrl+Z is no longer about typing."""
        self.line.setModified(False)

    def show_unreadable(self, position: int | None) -> None:
        """Frame the line and put the cursor on the character that could not be read."""
        set_state(self.line, "state", "unreadable")
        if position is not None and position < len(self.line.text()):
            self.line.setSelection(position, 1)
        self.line.setFocus()

    def _on_line_edited(self, text: str) -> None:
        set_state(self.line, "state", "")
        self.reply_changed.emit(text)
