"""Typeset text as part of a form: as tall as what it says, in the colours and with the formulas of the window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent

from studyapp.ui.rich_text import RichText
from studyapp.ui.theme import Theme
from studyapp.ui.typesetter import Typesetter


@dataclass(frozen=True, slots=True)
class Look:
    """What typeset text needs of the window: its theme, and the one typesetter they all share."""

    theme: Theme
    typesetter: Typesetter


class TextBlock(RichText):
    """A growing text; the space above its first line is none, so that it sits well beside a label.

    Signals:
        clicked: The learner clicked on the text, and not to select some of it.
    """

    clicked = Signal()

    def __init__(self, look: Look, *, small: bool = False) -> None:
        """Build an empty text; a small one is for feedback, options and echoes."""
        super().__init__(look.typesetter, theme=look.theme, grows=True, small=small)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell a click from a selection."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.clicked.emit()
