"""One place for a value in a vector, matrix or table, with the sign of what came of it beside it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from question_bank.answers import AnswerSpec, Choice, Shape
from question_bank.errors import Unreadable
from studyapp.ui.answer_inputs.choice_box import ChoiceBox, needs_typesetting
from studyapp.ui.answer_inputs.reply_line import ReplyLine
from studyapp.ui.icons import pixmap
from studyapp.ui.style_sheet import set_state
from studyapp.ui.theme import Theme

SIGN_PX = 14
GAP_PX = 2
LONGEST_OPTION = 16  # characters shown of a chosen option
NARROWEST_PX, WIDEST_PX = 52, 112
SHAPE_PX = 54  # more, because a shape is several numbers


@dataclass(frozen=True, slots=True)
class Mark:
    """What came of a cell: the state of its frame, the sign beside it, and the words for both."""

    state: str
    sign: str
    words: str


RIGHT = Mark("right", "check", "right")
WRONG = Mark("wrong", "x", "not right")
CARRIED = Mark("carried", "arrow-bend-down-right", "right with your own earlier value")
UNREADABLE = Mark("unreadable", "question", "could not be read")
EMPTY = Mark("unreadable", "question", "empty")


class Cell(QWidget):
    """A value to give.

    ``name`` is what screen readers call it, ``spec`` what it asks for. The sign has its room from the beginning, so
    that nothing moves when it comes.

    Signals:
        edited: The learner gave another value.
        submitted: The learner pressed Enter in it.
    """

    edited = Signal()
    submitted = Signal()

    def __init__(self, field: QWidget, spec: AnswerSpec, *, name: str, theme: Theme) -> None:
        """Build an empty cell around what takes the value."""
        super().__init__()
        self.field, self.spec, self.name = field, spec, name
        self.mark: Mark | None = None
        self._theme = theme
        self.sign = QLabel()
        self.sign.setFixedWidth(SIGN_PX)
        field.setAccessibleName(name)
        field.setProperty("role", "cell")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP_PX)
        line.addWidget(field, 1)
        line.addWidget(self.sign)
        line.addStretch(0)  # takes what is left where the field is as wide as it may be
        self.setFocusProxy(field)

    def text(self) -> str:
        """Return the value as typed."""
        raise AssertionError("every sort of cell has its own value")

    def set_text(self, text: str) -> None:
        """Put a value into the cell."""
        raise AssertionError("every sort of cell has its own value")

    def put(self, text: str) -> None:
        """Give the cell a value as the learner would, so that Ctrl+Z takes it back."""
        self.set_text(text)

    def enter(self) -> None:
        """Take the keyboard, ready to give another value."""
        self.field.setFocus()

    def is_empty(self) -> bool:
        """Tell whether no value is given."""
        return not self.text().strip()

    def problem(self) -> Unreadable | None:
        """Return why the value can't be read for what is asked, or None where it can."""
        try:
            self.spec.judge(self.text())
        except Unreadable as error:
            return error
        return None

    def show_mark(self, mark: Mark | None) -> None:
        """Show what came of the value by frame, sign and words, or nothing again."""
        self.mark = mark
        set_state(self.field, "state", mark.state if mark else "")
        self.field.setAccessibleDescription(mark.words if mark else "")
        self.field.setToolTip(f"{self.name}: {mark.words}" if mark else "")
        self.show_theme(self._theme)

    def show_marked(self) -> None:
        """Take the value for answered: Ctrl+Z is no longer about typing."""

    def point_at(self, place: int) -> None:
        """Take the keyboard, with the character that could not be read selected."""
        self.field.setFocus()

    def show_theme(self, theme: Theme) -> None:
        """Draw the sign in the theme's colours."""
        self._theme = theme
        if self.mark is None:
            self.sign.clear()
            return
        role = "right" if self.mark is CARRIED else self.mark.state
        self.sign.setPixmap(pixmap(self.mark.sign, getattr(theme, role), SIGN_PX))


class LineCell(Cell):
    """A value to type."""

    def __init__(self, spec: AnswerSpec, *, name: str, theme: Theme) -> None:
        """Build an empty line."""
        self.line = ReplyLine()
        super().__init__(self.line, spec, name=name, theme=theme)
        more_px = SHAPE_PX if isinstance(spec, Shape) else 0
        self.line.setMinimumWidth(NARROWEST_PX + more_px)
        self.line.setMaximumWidth(WIDEST_PX + more_px)
        self.line.textEdited.connect(self.edited)
        self.line.returnPressed.connect(self.submitted)

    def text(self) -> str:
        """Return what was typed."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Put a value into the line."""
        self.line.setText(text)

    def put(self, text: str) -> None:
        """Write a value over what is there, as if it were typed."""
        self.line.selectAll()
        self.line.insert(text)
        self.line.setModified(True)

    def enter(self) -> None:
        """Take the keyboard with all of the text selected."""
        super().enter()
        self.line.selectAll()

    def show_marked(self) -> None:
        """Leave Ctrl+Z to the window until something is typed again."""
        self.line.setModified(False)

    def point_at(self, place: int) -> None:
        """Take the keyboard and select the character that could not be read."""
        super().point_at(place)
        if 0 <= place < len(self.line.text()):
            self.line.setSelection(place, 1)


class ChoiceCell(Cell):
    """A value to choose from a list."""

    def __init__(self, spec: Choice, *, name: str, theme: Theme) -> None:
        """Build a list with nothing chosen."""
        letters_only = needs_typesetting(spec.options)
        self.box = ChoiceBox(spec.options, name=name, letters_only=letters_only)
        longest = max(map(len, spec.options)) + 3  # with the letter and its bracket
        self.box.setMinimumContentsLength(4 if letters_only else min(longest, LONGEST_OPTION))
        super().__init__(self.box, spec, name=name, theme=theme)
        self.box.currentIndexChanged.connect(self.edited)

    def text(self) -> str:
        """Return the letter of what was chosen."""
        return self.box.letter()

    def set_text(self, text: str) -> None:
        """Choose what a letter or the option's own words name; nothing where they name none."""
        try:
            index = self.spec.judge(text).value
        except Unreadable:
            index = -1
        self.box.setCurrentIndex(index + 1 if isinstance(index, int) else 0)


def new_cell(spec: AnswerSpec, *, name: str, theme: Theme) -> LineCell | ChoiceCell:
    """Return an empty cell for a value of this kind."""
    if isinstance(spec, Choice):
        return ChoiceCell(spec, name=name, theme=theme)
    return LineCell(spec, name=name, theme=theme)
