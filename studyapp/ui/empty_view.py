"""A page that has nothing to show yet: what will be here, and what to do until then."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from studyapp.ui.pieces import button, label, page_column

NO_EXAMS = (
    "Timed mock exams are not part of this version. Until they are, Practise at difficulty 3 asks exam questions of "
    "several parts, marked with your own earlier values."
)
NO_AUTHORING = (
    "The editor for question banks is not part of this version. Exercise families are Python files today; "
    "question_bank/README.md shows how to add one."
)


class EmptyView(QWidget):
    """Says plainly what is not here, and offers what is.

    Signals:
        action_requested: The learner pressed the button.
    """

    action_requested = Signal()

    def __init__(self, title: str, text: str, action: str) -> None:
        """Build the page."""
        super().__init__()
        self.action_button = button(action, "primary")
        column = page_column(self, width_px=720)
        column.addWidget(label(title, "title"))
        column.addWidget(label(text, "quiet", wrap=True))
        column.addWidget(self.action_button, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.action_button.clicked.connect(self.action_requested)
