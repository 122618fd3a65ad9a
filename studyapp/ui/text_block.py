"""Typeset text as part of a form: as tall as what it says, in the colours and with the formulas of the window."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent

from studyapp.ui.inline_formula import DEEP_EM
from studyapp.ui.rich_copy import OBJECT_CHARACTER
from studyapp.ui.rich_text import SMALL, RichText
from studyapp.ui.theme import READING_PX, Theme
from studyapp.ui.typesetter import Typesetter

TEXT_DESCENT_EM = 0.24  # how far letters reach below the line, which is in the height of the text already
BELOW_LAST_LINE_EM = DEEP_EM - TEXT_DESCENT_EM


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
        self._room_below_px = math.ceil(BELOW_LAST_LINE_EM * READING_PX * (SMALL if small else 1))
        super().__init__(look.typesetter, theme=look.theme, grows=True, small=small)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def _height_px(self) -> int:
        """Return the height of the text; below a last line with a formula there is no other line to reach into."""
        reaches_down = OBJECT_CHARACTER in self.document().lastBlock().text()
        return super()._height_px() + (self._room_below_px if reaches_down else 0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell a click from a selection."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.clicked.emit()
