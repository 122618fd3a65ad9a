"""What every widget that takes a reply has in common."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from studyapp.ui.text_block import TextBlock
from studyapp.ui.theme import Theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AnswerInput(QWidget):
    """Takes the reply to one part.

    ``marks_itself`` says that it shows what came of single cells or items, ``echoes`` that what it takes is typed
    and so is told back as it was understood.

    Signals:
        reply_changed: The reply is another one now; carries it as text.
        submitted: The learner pressed Enter in the input.
    """

    reply_changed = Signal(str)
    submitted = Signal()
    marks_itself = False
    echoes = False

    def reply(self) -> str:
        """Return the reply as text, as it would be typed on the command line."""
        raise AssertionError("every answer kind has its own input")

    def show_reply(self, text: str) -> None:
        """Put a reply into the input."""
        raise AssertionError("every answer kind has its own input")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Submit with Enter; only where what has the keyboard makes no use of it does it arrive here."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in ENTER and plain:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def told_back(self) -> str:
        """Return Markdown that says how the reply is understood so far; raises Unreadable. Never if it is right."""
        return ""

    def show_notes(self, notes: tuple[str, ...]) -> None:
        """Mark single cells, options or lines after grading, or take the marks away where there are no notes."""

    def show_marked(self) -> None:
        """Take the reply for answered; kinds that are not typed have nothing to do."""

    def focus_open(self) -> None:
        """Take the keyboard at what is to be done first: an input of cells at the first one that is not right."""
        self.setFocus()

    def show_unreadable(self, position: int | None) -> None:
        """Point at the place that could not be read, or at nothing again."""

    def complaint(self, sentence: str) -> str:
        """Return why the reply can't be read, as it is said of this input; ``sentence`` is what the grader says."""
        return sentence

    def tally(self, _notes: tuple[str, ...]) -> str:
        """Return how much of the reply is right, where it is made of pieces."""
        return ""

    def show_theme(self, theme: Theme) -> None:
        """Set everything in the theme's colours."""
        for block in self.findChildren(TextBlock):
            block.show_theme(theme)
