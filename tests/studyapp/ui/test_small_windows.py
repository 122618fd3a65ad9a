"""What has to be read is whole and right in the smallest window, and nothing opens a window of its own."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.ui.answer_inputs.matching_input import MatchingInput
from studyapp.ui.main_window import SMALLEST
from studyapp.ui.text_block import Look
from tests.studyapp.attempts import NOON, attempt


class WindowsShown(QObject):
    """Remembers every widget that was shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def is_whole_in(view: QWidget, button: QPushButton) -> bool:
    """Tell whether a button has the room that it asks for, inside of a view."""
    place = button.rect().translated(button.mapTo(view, QPoint()))
    return view.rect().contains(place) and place.width() >= button.sizeHint().width()


@pytest.mark.parametrize("page", ["learn", "lab"])
def test_rows_of_topics_and_demos_are_as_tall_as_their_two_lines_in_both_themes(app: StudyApp, page: str) -> None:
    app.open(page)
    for _theme in range(2):
        app.window.rail.theme_button.click()
        app.window.grab()  # lays out and styles what is in view
        shown = app.pages.learn if page == "learn" else app.pages.lab
        assert shown is not None and shown.rows
        for row in shown.rows.values():
            layout = row.layout()
            assert layout is not None and row.height() >= layout.sizeHint().height()


def test_the_choices_of_every_topic_can_be_read_in_the_smallest_window(app: StudyApp, qtbot: QtBot) -> None:
    app.window.resize(*SMALLEST)
    for topic in app.catalog.topics:
        app.pages.open_topic(topic)
        assert app.pages.study is not None
        view = app.pages.study.view
        for each in (view.note_button, *view.choices.values()):
            qtbot.waitUntil(partial(is_whole_in, view, each))


def test_neither_practise_nor_any_exercise_flashes_a_window(app: StudyApp) -> None:
    watcher = WindowsShown()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watcher)
    app.open("practise")
    for family in app.pages.library.families:
        app.pages.open_family(family, difficulty=1, seed=3)
    application.removeEventFilter(watcher)
    assert app.window.shows("practise") and watcher.seen == []


def test_opening_a_demo_flashes_no_window(app: StudyApp) -> None:
    watcher = WindowsShown()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watcher)
    for demo in app.pages.library.demo_titles:
        app.pages.open_demo(demo)
    application.removeEventFilter(watcher)
    assert app.window.shows("lab") and watcher.seen == []


def test_long_partners_are_written_out_and_short_ones_stay_in_the_list(qtbot: QtBot, look: Look) -> None:
    long = "Start with the smallest office, and publish every month what the model got wrong."
    written = MatchingInput(("rights",), (long, "Wait."), look)
    short = MatchingInput(("a case",), ("rights", "care"), look)
    qtbot.addWidget(written)
    qtbot.addWidget(short)
    assert [block.toPlainText() for block in written.partners] == [f"a) {long}", "b) Wait."]
    assert written.boxes[0].itemText(1) == "a)"
    assert short.partners == [] and short.boxes[0].itemText(2) == "b) care"
    written.show_reply("1b")
    assert written.reply() == "1b"


def test_one_answer_is_one_answer(app: StudyApp) -> None:
    app.session.record(attempt("td-update", topic="rl.returns", score=1, at=NOON))
    app.open("progress")
    app.open("learn")
    assert app.pages.progress is not None and app.pages.learn is not None
    assert app.pages.progress.view.summary.text() == "1 answer, 100% of the marks."
    assert "1 answer, 100% of the marks" in app.pages.learn.rows["rl.returns"].accessibleName()


def test_the_first_window_fits_the_screen_and_later_ones_come_back_as_they_were(app: StudyApp) -> None:
    room = app.window.screen().availableGeometry().size()
    app.window.restore_geometry_text("")
    assert app.window.width() <= max(room.width(), SMALLEST[0])
    assert app.window.height() <= max(room.height(), SMALLEST[1])
    app.window.resize(SMALLEST[0], 720)
    kept = app.window.geometry_text()
    app.window.resize(1300, 800)
    app.window.restore_geometry_text(kept)
    assert app.window.height() == 720
