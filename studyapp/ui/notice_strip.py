"""One line that says where a run stands, in room that is always kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from studyapp.ui.icons import pixmap
from studyapp.ui.pieces import button, label
from studyapp.ui.style_sheet import set_state
from studyapp.ui.theme import WITHIN_PX, Theme

STRIP_PX, SIGN_PX = 46, 18
LONG = 110
"""A sentence of more characters is set smaller, so that it has three lines."""
SIGNS = {"quiet": "info", "right": "check", "partly": "warning", "wrong": "x"}


class NoticeStrip(QFrame):
    """A sentence with a sign and, at most, one button.

    Signals:
        action_requested: The learner pressed the button.
    """

    action_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._kind = "quiet"
        self.setProperty("role", "notice")
        self.sign = label("")
        self.sign.setFixedWidth(SIGN_PX + 4)
        self.message = label("", wrap=True)
        self.action_button = button("")
        self.setFixedHeight(STRIP_PX)
        line = QHBoxLayout(self)
        line.setContentsMargins(WITHIN_PX + 2, 0, WITHIN_PX, 0)
        line.setSpacing(WITHIN_PX)
        line.addWidget(self.sign)
        line.addWidget(self.message, 1)
        line.addWidget(self.action_button)
        self.action_button.clicked.connect(self.action_requested)
        self.show_theme(theme)
        self.show_notice("")

    def show_notice(self, sentence: str, kind: str = "quiet", action: str = "") -> None:
        """Show a sentence; ``kind`` is quiet, right, partly or wrong; ``action`` is the text of the button."""
        self._kind = kind
        self.message.setText(sentence)
        self.message.setToolTip(sentence)
        set_state(self.message, "long", str(len(sentence) > LONG))
        self.setAccessibleName(sentence)
        self.action_button.setText(action)
        self.action_button.setVisible(bool(action))
        set_state(self, "kind", kind)
        self._show_sign()

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._show_sign()

    def _show_sign(self) -> None:
        theme = self._theme
        colours = {"quiet": theme.quiet, "right": theme.right, "partly": theme.partly, "wrong": theme.wrong}
        self.sign.setPixmap(pixmap(SIGNS[self._kind], colours[self._kind], SIGN_PX))
