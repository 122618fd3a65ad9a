"""The card that lies over the plots when a run has ended by itself: why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from studyapp.ui.pieces import button, label, row
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX

WIDEST_PX, EDGE_PX = 680, 12


class OutcomeCard(QFrame):
    """Why a run ended; it lies at the foot of another widget, moves nothing, and can be put away.

    Signals:
        again_requested: The learner pressed the first button.
        defaults_requested: The learner wants to go on with the demo's own knobs.
    """

    again_requested = Signal()
    defaults_requested = Signal()

    def __init__(self, below: QWidget) -> None:
        super().__init__(below)
        self._below = below
        self.setProperty("role", "notice")
        self.setProperty("kind", "wrong")
        self.title = label("", "subheading")
        self.reason = label("", wrap=True)
        self.again_button = button("Reset", "primary")
        self.defaults_button = button("Reset with the usual knobs")
        self.dismiss_button = button("Look at the plots", "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX, BETWEEN_PX, BETWEEN_PX, BETWEEN_PX)
        column.setSpacing(WITHIN_PX)
        column.addWidget(self.title)
        column.addWidget(self.reason)
        column.addLayout(row(self.again_button, self.defaults_button, self.dismiss_button))
        below.installEventFilter(self)
        self.again_button.clicked.connect(self.again_requested)
        self.defaults_button.clicked.connect(self.defaults_requested)
        self.dismiss_button.clicked.connect(self.hide)
        self.hide()

    def show_outcome(self, title: str, reason: str, *, again: str, defaults: bool) -> None:
        """Say what happened and offer a way on; ``again`` is the text of the first button."""
        self.title.setText(title)
        self.reason.setText(reason)
        self.setAccessibleName(f"{title} {reason}")
        self.again_button.setText(again)
        self.defaults_button.setVisible(defaults)
        self.show()
        self.raise_()
        self._place()
        self.again_button.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the widget below."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        width = min(WIDEST_PX, self._below.width() - 2 * EDGE_PX)
        height = min(self.heightForWidth(width), self._below.height() - 2 * EDGE_PX)
        left = (self._below.width() - width) // 2
        self.setGeometry(left, self._below.height() - height - EDGE_PX, width, height)
