"""The two tabs of Learn: the list of topics, and their map."""

from __future__ import annotations

from studyapp.ui.page_tabs import PageTabs

LIST, MAP = range(2)


class LearnTabs(PageTabs):
    """Stands on both pages of Learn."""

    def __init__(self, own: int) -> None:
        """Build the tabs of a page."""
        super().__init__(("List", "Map"), own, name="Pages of Learn")
        self.setTabToolTip(MAP, "What leads to what, and how far you are (Ctrl+Shift+M)")
