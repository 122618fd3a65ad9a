"""No page is wider than the smallest window: whoever sees a bar to scroll sideways has lost something."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.ui.rail import PAGES

SMALLEST = (1024, 700)


@pytest.mark.parametrize("page", [page.id for page in PAGES])
def test_no_page_scrolls_sideways_in_the_smallest_window(app: StudyApp, qtbot: QtBot, page: str) -> None:
    app.window.resize(*SMALLEST)
    app.open(page)
    areas = [area for area in app.window.findChildren(QScrollArea) if area.isVisible()]
    assert areas
    qtbot.waitUntil(lambda: not any(area.horizontalScrollBar().maximum() for area in areas))
