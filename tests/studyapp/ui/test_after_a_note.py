"""Whoever has read a note to its end sees what comes next, and why; before that nothing is in the way."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.prepared import right_replies
from studyapp.ui.main_window import SMALLEST
from studyapp.ui.note_view import NoteView
from studyapp.wiring.study import StudyPage
from tests.studyapp.attempts import attempt


def study(app: StudyApp, topic: str) -> StudyPage:
    app.pages.open_topic(topic)
    assert app.pages.study is not None
    return app.pages.study


def read_on(note: NoteView, qtbot: QtBot) -> None:
    """Scroll to the end and rest there."""
    bar = note.text.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)

    def is_shown() -> bool:
        bar.setValue(bar.maximum())  # the note grows while its formulas are set
        return note.next_strip.isVisible()

    qtbot.waitUntil(is_shown)


def test_at_the_end_of_a_note_stands_its_exercise_and_why(app: StudyApp, qtbot: QtBot) -> None:
    page = study(app, "cnn.convolution")
    assert not page.note.next_strip.isVisible()
    read_on(page.note, qtbot)
    strip = page.note.next_strip
    first = app.pages.library.catalog.families["cnn.convolution"][0]
    assert strip.go_button.toolTip() == f"Next: {app.pages.library.family_titles[first]}"
    bar = page.note.text.verticalScrollBar()
    assert bar.value() == bar.maximum(), "the end of the note is still in view"
    assert "what has stayed" in strip.why.text() and not strip.why.isVisible()
    strip.why_button.click()
    assert strip.why.isVisible()
    strip.go()
    assert page.desk.sitting is not None and page.desk.sitting.key.family == first
    assert app.window.shows("study"), "it is asked beside the note"


def test_what_was_tried_gives_way_to_what_was_not_and_then_to_the_plan(app: StudyApp, qtbot: QtBot) -> None:
    families = app.pages.library.catalog.families["cnn.convolution"]
    shown = []
    for family in families:
        shown.append(app.pages.tutor.ways.after_note("cnn.convolution").way.address)
        app.session.record(attempt(family))
    assert shown == [f"exercise:{family}/1" for family in families]
    page = study(app, "cnn.convolution")
    read_on(page.note, qtbot)
    planned = app.pages.tutor.planning.way_to_step(app.pages.tutor.planning.left().new[0])
    assert page.note.next_strip.go_button.toolTip() == f"Next: {planned.name}"


def test_an_exercise_that_was_answered_beside_the_note_does_not_come_next_again(app: StudyApp, qtbot: QtBot) -> None:
    page = study(app, "cnn.convolution")
    read_on(page.note, qtbot)
    first, second = app.pages.library.catalog.families["cnn.convolution"][:2]
    strip, bar = page.note.next_strip, page.note.text.verticalScrollBar()
    strip.go()
    bar.setValue(bar.maximum() // 2)
    assert page.desk.sitting is not None and page.desk.sitting.key.family == first
    for part, reply in zip(page.desk.view.parts, right_replies(page.desk.sitting.exercise), strict=True):
        part.input.show_reply(reply)
    page.desk.view.check_button.click()
    titles = app.pages.library.family_titles
    assert strip.go_button.toolTip() == f"Next: {titles[second]}"
    assert bar.value() == bar.maximum() // 2, "the note stays where it was"
    app.take_back()
    assert strip.go_button.toolTip() == f"Next: {titles[first]}"


def test_it_leads_elsewhere_too_and_another_note_begins_without_it(app: StudyApp, qtbot: QtBot) -> None:
    page = study(app, "cnn.convolution")
    read_on(page.note, qtbot)
    page.note.way_chosen.emit("page:today")
    assert app.window.shows("today")
    page = study(app, "cnn.pooling")
    assert not page.note.next_strip.isVisible()


def test_leafing_past_the_end_and_reading_the_middle_show_nothing(app: StudyApp, qtbot: QtBot) -> None:
    page = study(app, "cnn.convolution")
    bar = page.note.text.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    ended: list[None] = []
    page.note.ended.connect(lambda: ended.append(None))
    bar.setValue(bar.maximum())
    bar.setValue(bar.maximum() // 2)
    with qtbot.waitSignal(page.note.end_timer.timeout):
        pass
    assert ended == [] and not page.note.next_strip.isVisible()


@pytest.mark.parametrize("size", [SMALLEST, (1440, 900)])
def test_the_strip_leaves_nearly_all_of_the_pane_to_the_note(
    app: StudyApp, qtbot: QtBot, size: tuple[int, int]
) -> None:
    app.window.resize(*size)
    page = study(app, "rl.returns")
    read_on(page.note, qtbot)
    assert page.note.next_strip.height() < 100 < page.note.text.height() / 3
