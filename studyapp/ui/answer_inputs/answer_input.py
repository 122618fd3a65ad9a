"""What every widget that takes a reply has in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class AnswerInput(QWidget):
    """Takes the reply to one part.

    Signals:
        reply_changed: The reply is another one now; carries it as text.
        submitted: The learner pressed Enter in the input.
    """

    reply_changed = Signal(str)
    submitted = Signal()

    def reply(self) -> str:
        """Return the reply as text, as it would be typed on the command line."""
        raise AssertionError("every answer kind has its own input")

    def show_reply(self, text: str) -> None:
        """Put a reply into the input."""
        raise AssertionError("every answer kind has its own input")

    def show_notes(self, notes: tuple[str, ...]) -> None:
        """Mark single cells, options or lines after grading; kinds without any do nothing."""

    def show_marked(self) -> None:
        """Take the reply for answered; kinds that are not typed have nothing to do."""

    def show_unreadable(self, position: int | None) -> None:
        """Point at the place that could not be read, or at nothing again."""
