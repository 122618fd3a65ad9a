"""A message across the top of the window: what happened, what to do, and a button that does it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from studyapp.ui.pieces import button, label
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX


class Banner(QFrame):
    """One message at a time; hidden when there is none.

    Signals:
        action_requested: The learner pressed the message's own button.
    """

    action_requested = Signal()

    def __init__(self) -> None:
        """Build the banner, hidden."""
        super().__init__()
        self.setProperty("role", "banner")
        self.message = label("", wrap=True)
        self.action_button = button("")
        self.dismiss_button = button("Dismiss", "link")
        line = QHBoxLayout(self)
        line.setContentsMargins(BETWEEN_PX, WITHIN_PX, BETWEEN_PX, WITHIN_PX)
        line.addWidget(self.message, 1)
        line.addWidget(self.action_button)
        line.addWidget(self.dismiss_button)
        self.action_button.clicked.connect(self.action_requested)
        self.dismiss_button.clicked.connect(self.hide)
        self.hide()

    def show_message(self, sentence: str, action: str = "") -> None:
        """Show a sentence, with a button when there is something to do about it."""
        self.message.setText(sentence)
        self.action_button.setText(action)
        self.action_button.setVisible(bool(action))
        self.setAccessibleName(sentence)
        self.show()
