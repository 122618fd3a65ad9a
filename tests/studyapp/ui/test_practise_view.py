"""The list of exercises folds by shelf, is searched by words, and is used by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.study.catalog import SHELVES, shelf_title
from studyapp.ui.practise_view import PractiseView
from tests.studyapp.attempts import NOON, attempt
from tests.studyapp.ui.keyboard import focused, press, shown, type_in

FAMILIES = {
    "Foundations": [("mlp-parameters", "Parameters of a network"), ("gradient-step", "One gradient step")],
    "Optimization": [("optimizer-step", "One step of an optimizer")],
    "Ethics": [(f"case-{number}", f"Case number {number}") for number in range(40)],
}


@pytest.fixture
def view(qtbot: QtBot) -> PractiseView:
    """Give the page with three shelves and the keyboard in the line to find things."""
    made = PractiseView(QLabel("the exercise"))
    made.show_families(FAMILIES)
    shown(qtbot, made, width=900)
    made.find_edit.setFocus()
    qtbot.waitUntil(made.find_edit.hasFocus)
    return made


def in_view(view: PractiseView) -> list[str]:
    """Return the families that are not folded away."""
    return [family for family, item in view.items.items() if item.isVisible()]


def test_all_shelves_are_folded_but_the_one_of_the_family_in_view(view: PractiseView) -> None:
    assert in_view(view) == []
    view.show_chosen("gradient-step")
    assert in_view(view) == ["mlp-parameters", "gradient-step"]
    view.show_chosen("optimizer-step")
    assert [family for family, item in view.items.items() if item.isChecked()] == ["optimizer-step"]


def test_a_heading_unfolds_and_folds_and_says_so(view: PractiseView) -> None:
    heading = view.sections["Optimization"].heading
    assert heading.accessibleName() == "Optimization, 1 exercise, folded"
    heading.setFocus()
    press(Qt.Key.Key_Space)
    assert in_view(view) == ["optimizer-step"] and heading.accessibleName() == "Optimization, 1 exercise, unfolded"
    press(Qt.Key.Key_Space)
    assert in_view(view) == []


def test_words_find_families_on_folded_shelves_by_title_and_by_shelf(view: PractiseView) -> None:
    type_in("step one")
    assert in_view(view) == ["gradient-step", "optimizer-step"]
    assert not view.sections["Ethics"].isVisible() and view.sections["Optimization"].isVisible()
    type_in(" optim")
    assert in_view(view) == ["optimizer-step"]
    view.find_edit.setText("foundations")
    assert in_view(view) == ["mlp-parameters", "gradient-step"]
    view.find_edit.clear()
    assert in_view(view) == [] and view.sections["Ethics"].isVisible()


def test_what_is_not_there_is_said(view: PractiseView) -> None:
    type_in("zebra")
    assert view.nothing.isVisible() and "“zebra”" in view.nothing.text()
    view.find_edit.clear()
    assert not view.nothing.isVisible()


def test_enter_opens_what_was_found_first_and_down_leads_to_it(qtbot: QtBot, view: PractiseView) -> None:
    type_in("step")
    with qtbot.waitSignal(view.family_requested) as caught:
        press(Qt.Key.Key_Return)
    assert caught.args == ["gradient-step"]
    view.find_edit.setFocus()
    press(Qt.Key.Key_Down)
    assert focused() is view.items["gradient-step"]


def test_enter_in_the_empty_line_opens_nothing(qtbot: QtBot, view: PractiseView) -> None:
    view.show_chosen("mlp-parameters")
    with qtbot.assertNotEmitted(view.family_requested):
        press(Qt.Key.Key_Return)


def test_the_family_in_view_is_scrolled_to(qtbot: QtBot, view: PractiseView) -> None:
    view.show_chosen("case-39")
    qtbot.waitUntil(lambda: not view.items["case-39"].visibleRegion().isEmpty())


def test_families_stand_by_shelf_in_the_order_of_the_shelves(app: StudyApp) -> None:
    app.open("practise")
    assert app.pages.practise is not None
    sections = list(app.pages.practise.view.sections)
    assert sections == [title for title in map(shelf_title, SHELVES) if title in sections]
    assert set(app.pages.practise.view.items) == set(app.pages.library.families)


def test_a_topic_whose_note_is_still_to_come_has_a_name_all_the_same(app: StudyApp) -> None:
    app.session.record(attempt("lost", topic="rl.not-yet-written", score=1, at=NOON))
    app.open("progress")
    assert app.pages.progress is not None
    named = app.pages.progress.view.topics.item(0, 0)
    assert named is not None and named.text() == "Not yet written"
