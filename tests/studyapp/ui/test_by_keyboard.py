"""The window is used with Tab and Enter alone: what comes next is what a learner wants next."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.prepared import fill_with_two_weeks
from studyapp.ui.rail import PAGES
from tests.studyapp.attempts import NOON
from tests.studyapp.ui.keyboard import activate

FAR = 80  # presses of Tab; more than any page has controls


def tab(app: StudyApp) -> QWidget:
    """Press Tab and return what has the keyboard then."""
    QTest.keyClick(QApplication.focusWidget() or app.window, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


@pytest.fixture
def active(app: StudyApp, qtbot: QtBot) -> StudyApp:
    """Give the app with its window active."""
    activate(qtbot, app.window)
    return app


@pytest.mark.parametrize("page", [page.id for page in PAGES])
def test_tab_stops_only_where_something_can_be_done_and_comes_round_to_the_rail(active: StudyApp, page: str) -> None:
    fill_with_two_weeks(active.session.store, NOON)
    active.open(page)
    stops: list[QWidget] = []
    while len(stops) < FAR and active.window.rail.fold_button not in stops:
        stops.append(tab(active))
    assert active.window.rail.fold_button in stops
    nameless = [stop for stop in stops if isinstance(stop, QAbstractScrollArea) and not stop.accessibleName()]
    assert nameless == []


@pytest.mark.parametrize("family", ["conv-output-shape", "softmax-temperature", "ethics-scenario", "td-update"])
def test_tab_leads_from_the_answer_to_check_and_not_around_the_window(active: StudyApp, family: str) -> None:
    active.pages.open_family(family, difficulty=3, seed=4)
    assert active.pages.practise is not None
    view = active.pages.practise.desk.view
    view.focus_input()
    stops: list[QWidget] = []
    while len(stops) < FAR and view.check_button not in stops:
        stops.append(tab(active))
    assert stops[-1] is view.check_button
    assert all(view.isAncestorOf(stop) for stop in stops)
    assert tab(active) is view.hint_button


def test_a_letter_ticks_an_option_of_the_part_that_has_the_keyboard(active: StudyApp, qtbot: QtBot) -> None:
    active.pages.open_family("ethics-scenario", difficulty=3, seed=4)
    assert active.pages.practise is not None
    first, _, third, _ = active.pages.practise.desk.view.parts
    for part in (first, third):
        qtbot.waitUntil(part.input.isVisible)
        part.input.setFocus()
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
        assert part.input.reply() == "b"


def test_enter_on_a_row_of_the_lab_leads_to_the_run_button(active: StudyApp) -> None:
    active.open("lab")
    assert active.pages.lab is not None
    first = tab(active)
    assert isinstance(first, QPushButton) and first is next(iter(active.pages.lab.rows.values()))
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert active.pages.demos is not None
    view = active.pages.demos.view(active.pages.demos.latest)
    assert QApplication.focusWidget() is view.controls.run_button


def test_a_topic_opens_at_its_top_and_so_does_the_next_after_scrolling(active: StudyApp, qtbot: QtBot) -> None:
    active.open("learn")
    assert active.pages.learn is not None
    active.pages.learn.rows["cnn.convolution"].click()
    assert active.pages.study is not None
    text = active.pages.study.note.text
    scroll_bar = text.verticalScrollBar()
    qtbot.waitUntil(lambda: scroll_bar.maximum() > 0)
    assert scroll_bar.value() == 0
    assert text.scroll_to_heading("stacks-of-layers")
    assert active.settings.heading == "stacks-of-layers"
    active.open("learn")
    active.pages.learn.rows["rl.returns"].click()
    qtbot.waitUntil(lambda: scroll_bar.maximum() > 0)
    assert scroll_bar.value() == 0
    assert active.settings.heading == ""


def test_after_everything_is_taken_back_the_button_says_check(app: StudyApp) -> None:
    app.pages.open_family("conv-output-shape", difficulty=1, seed=7)
    assert app.pages.practise is not None
    view = app.pages.practise.desk.view
    view.parts[0].input.show_reply("1")
    view.check_button.click()
    assert view.check_button.text() == "Check again"
    app.take_back()
    assert view.check_button.text() == "Check"
