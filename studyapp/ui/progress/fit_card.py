"""The card on which the schedule is fitted to the learner: what it would gain is shown before it is used."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from studyapp.ui.pieces import button, label
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX

WORDS = (
    "The schedule foresees when you will forget, from what learners usually forget. It can be fitted to your own "
    "reviews; what that gains is measured on your newest reviews, which it has not seen, before you decide."
)
USUAL = "You use the usual schedule."
OWN = "You use a schedule fitted to you."


class FitState(Enum):
    """How far the fitting is."""

    IDLE = "idle"
    RUNNING = "running"
    OFFERED = "offered"


class FitCard(QFrame):
    """What the schedule is fitted to, and the buttons that fit it.

    Signals:
        fit_requested: The schedule is to be fitted to the learner's reviews.
        stop_requested: The fitting takes too long.
        use_requested: What was found is to be used from now on.
        usual_requested: The usual schedule is to be used again.
    """

    fit_requested = Signal()
    stop_requested = Signal()
    use_requested = Signal()
    usual_requested = Signal()

    def __init__(self) -> None:
        """Build the card as it is before anything was fitted."""
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName("Your schedule")
        self.status = label(USUAL, "quiet", wrap=True)
        self.result = label("", wrap=True)
        self.fit_button = button("Fit it to my reviews")
        self.stop_button = button("Stop")
        self.use_button = button("Use it", "primary")
        self.keep_button = button("Leave it as it is", "link")
        self.usual_button = button("Back to the usual schedule", "link")
        self._is_own = False
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX + 4, BETWEEN_PX, BETWEEN_PX + 4, BETWEEN_PX)
        column.setSpacing(WITHIN_PX)
        for each in (label("Your schedule", "subheading"), label(WORDS, "quiet", wrap=True), self.status, self.result):
            column.addWidget(each)
        buttons = QHBoxLayout()
        for one in (self.fit_button, self.stop_button, self.use_button, self.keep_button, self.usual_button):
            buttons.addWidget(one, alignment=Qt.AlignmentFlag.AlignLeft)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        self.fit_button.clicked.connect(self.fit_requested)
        self.stop_button.clicked.connect(self.stop_requested)
        self.use_button.clicked.connect(self.use_requested)
        self.keep_button.clicked.connect(lambda: self.show_state(FitState.IDLE))
        self.usual_button.clicked.connect(self.usual_requested)
        self.show_state(FitState.IDLE)

    def show_schedule(self, *, is_own: bool) -> None:
        """Tell which schedule is used."""
        self._is_own = is_own
        self.status.setText(OWN if is_own else USUAL)
        self.usual_button.setVisible(is_own and self.fit_button.isVisibleTo(self))

    def show_state(self, state: FitState, words: str = "") -> None:
        """Show how far the fitting is, and what it found or why it found nothing."""
        self.result.setText(words)
        self.result.setVisible(bool(words))
        self.fit_button.setVisible(state is FitState.IDLE)
        self.stop_button.setVisible(state is FitState.RUNNING)
        for each in (self.use_button, self.keep_button):
            each.setVisible(state is FitState.OFFERED)
        self.usual_button.setVisible(self._is_own and state is FitState.IDLE)
