"""The way on after an answer: what comes next, why in one sentence, and what else one may choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from studyapp.ui.elided_button import ElidedButton
from studyapp.ui.flow import Flow
from studyapp.ui.pieces import button, label
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX


@dataclass(frozen=True, slots=True)
class Way:
    """One way on: the address it leads to, and what it is called."""

    address: str
    name: str


class NextStrip(QFrame):
    """Names the next step with its reason, and other choices as links.

    The reason is read out with the button; on the screen it stands behind "Why this?", so that the strip is one line.

    Signals:
        way_chosen: The learner chose a way; carries its address.
    """

    way_chosen = Signal(str)

    def __init__(self) -> None:
        """Build the strip, hidden until there is an answer."""
        super().__init__()
        self.setProperty("role", "next")
        self.go_button = ElidedButton("next")
        self.why_button = button("Why this?", "link")
        self.why_button.setCheckable(True)
        self.why = label("", "quiet", wrap=True)
        self.other_buttons: dict[str, QPushButton] = {}
        self._others = QWidget()
        self._flow = Flow(self._others, gap_px=BETWEEN_PX)
        self._address = ""
        first = QHBoxLayout()
        first.setSpacing(WITHIN_PX)
        first.addWidget(self.go_button, 1)
        first.addWidget(self.why_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(first)
        column.addWidget(self.why)
        column.addWidget(self._others)
        self.go_button.clicked.connect(self.go)
        self.why_button.toggled.connect(self.why.setVisible)
        self.hide()

    def show_next(self, way: Way, why: str, others: Sequence[Way]) -> None:
        """Show the next step, its reason, and what may be done instead."""
        self._address = way.address
        self.go_button.show_text(f"Next: {way.name}", tip=f"Next: {way.name} (Enter)")
        self.go_button.setAccessibleName(f"Next: {way.name}. {why}")
        self.why.setText(why)
        self.why_button.setToolTip(why)
        self.why.setVisible(self.why_button.isChecked())
        for each in self.other_buttons.values():
            each.hide()
            each.deleteLater()
        self.other_buttons = {other.address: self._other(other) for other in others}
        self.show()

    def go(self) -> None:
        """Go where the strip says."""
        self.way_chosen.emit(self._address)

    def controls(self) -> tuple[QWidget, ...]:
        """Return what Tab stops at, in order."""
        return (self.go_button, self.why_button, *self.other_buttons.values())

    def _other(self, way: Way) -> QPushButton:
        made = button(way.name, "link")
        made.setAccessibleName(f"Instead: {way.name}")
        made.clicked.connect(lambda: self.way_chosen.emit(way.address))
        self._flow.addWidget(made)
        made.show()
        return made
