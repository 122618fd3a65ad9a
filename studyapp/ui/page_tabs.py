"""Tabs that stand on several pages of the window, each time with that page's own tab in front."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QToolButton


class PageTabs(QTabBar):
    """The tabs as they stand on one of the pages.

    Signals:
        other_requested: The learner wants the other page.
    """

    other_requested = Signal()

    def __init__(self, titles: Sequence[str], own: int, *, name: str) -> None:
        """Build the tabs of the page whose number is ``own``; ``name`` is for screen readers."""
        super().__init__()
        self._own = own
        for title in titles:
            self.addTab(title)
        self.setAccessibleName(name)
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
