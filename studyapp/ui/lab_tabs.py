"""The two tabs of the Lab: its demos, and the network page."""

from __future__ import annotations

from studyapp.ui.page_tabs import PageTabs

DEMOS, NETWORK = range(2)


class LabTabs(PageTabs):
    """Stands on both pages of the Lab."""

    def __init__(self, own: int) -> None:
        """Build the tabs of a page."""
        super().__init__(("Demos", "Network"), own, name="Pages of the Lab")
        self.setTabToolTip(NETWORK, "Type a network and see its shapes, parameters and costs (Ctrl+Shift+N)")
