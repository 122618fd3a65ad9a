"""A picture can be made of every dialog, with something in it to look at, and all of it in the smallest window."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QTableView
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.picture_plan import DATA_TABS, DIALOGS, PictureError, picture_plan
from studyapp.pictured_dialogs import open_dialog
from studyapp.screenshots import draw
from studyapp.study.exams import Exam
from studyapp.ui.data_dialog import DataDialog
from studyapp.ui.main_window import SMALLEST
from studyapp.ui.theme import LIGHT
from tests.studyapp.attempts import NOON

TABS = [f"data:{tab}" for tab in DATA_TABS]


@pytest.mark.parametrize("page", [*DIALOGS, *TABS])
def test_a_dialog_opens_over_the_smallest_window_and_fits_into_it(app: StudyApp, qtbot: QtBot, page: str) -> None:
    app.session.store.exams.save(Exam("Deep learning", (NOON + timedelta(days=12)).date()))
    app.window.resize(*SMALLEST)
    app.open("today")
    dialog = open_dialog(app, picture_plan(page, "", difficulty=1, seed=7))
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.width() <= SMALLEST[0] and dialog.height() <= SMALLEST[1]
    assert any(each.isVisible() and each.text() for each in dialog.findChildren(QLabel))
    tables = [each for each in dialog.findChildren(QTableView) if each.isVisible()]
    assert all(table.model().rowCount() for table in tables)
    if isinstance(dialog, DataDialog):
        assert dialog.tabs.currentIndex() == (TABS.index(page) if page in TABS else 0)
    dialog.close()


def test_there_is_no_picture_of_a_tab_that_is_not_there() -> None:
    with pytest.raises(PictureError, match="data:TAB"):
        picture_plan("data:secrets", "", difficulty=1, seed=7)


def test_the_picture_shows_the_dialog_over_a_darker_window(app: StudyApp, tmp_path: Path) -> None:
    plan = picture_plan("import", "", difficulty=1, seed=7)
    draw(plan, tmp_path / "import.png", theme="light", width=1024, height=700)
    picture, dialog = QImage(tmp_path / "import.png"), open_dialog(app, plan)
    place = dialog.rect()
    place.moveCenter(picture.rect().center())
    dialog.close()
    assert picture.pixelColor(2, 2).lightness() < 200 < QColor(LIGHT.surface).lightness()
    assert picture.pixelColor(place.topLeft() + QPoint(4, 4)).lightness() > 230
