"""The two tabs of the Lab: its demos, and the network page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QToolButton

DEMOS, NETWORK = range(2)


class LabTabs(QTabBar):
    """Stands on both pages, each time with that page's own tab in front.

    Signals:
        other_requested: The learner wants the other page.
    """

    other_requested = Signal()

    def __init__(self, own: int) -> None:
        """Build the tabs of a page."""
        super().__init__()
        self._own = own
        self.addTab("Demos")
        self.addTab("Network")
        self.setTabToolTip(NETWORK, "Type a network and see its shapes, parameters and costs (Ctrl+Shift+N)")
        self.setAccessibleName("Pages of the Lab")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        for each in self.findChildren(QToolButton):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # even unused, the buttons would take the Tab key
        self.setCurrentIndex(own)
        self.currentChanged.connect(self._on_current_changed)

    def _on_current_changed(self, index: int) -> None:
        if index != self._own:
            self.setCurrentIndex(self._own)  # this page is left as it will be found again
            self.other_requested.emit()
