"""Back and forward lead over topics and headings; a note is opened where it was left."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studyapp.app import StudyApp
from studyapp.wiring.study import StudyPage

ADAM, RETURNS = "optimization.adam", "rl.returns"


def opened(app: StudyApp, topic: str, heading: str = "") -> StudyPage:
    app.pages.open_topic(topic, heading)
    assert app.pages.study is not None
    return app.pages.study


def at_the_top(study: StudyPage) -> str:
    return study.note.text.cursorForPosition(QPoint(60, 30)).block().text()


def press(study: StudyPage, key: Qt.Key) -> None:
    QTest.keyClick(study.note.text, key, Qt.KeyboardModifier.AltModifier)


def test_back_leads_over_headings_and_topics_and_at_last_to_the_list(app: StudyApp) -> None:
    study = opened(app, ADAM)
    assert not study.view.earlier_button.isEnabled()
    study.note.contents.buttons["conventions"].click()
    study.note.link_opened.emit(f"topic:{RETURNS}")
    study.note.text.setFocus()
    press(study, Qt.Key.Key_Left)
    assert study.view.topic_title.text() == "Adam" and at_the_top(study) == "Conventions"
    press(study, Qt.Key.Key_Left)
    assert at_the_top(study) == "Adam" and app.window.shows("study")
    press(study, Qt.Key.Key_Right)
    assert at_the_top(study) == "Conventions"
    study.view.later_button.click()
    assert study.view.topic_title.text() == app.catalog.topics[RETURNS].title
    assert not study.view.later_button.isEnabled()
    for _ in range(3):
        press(study, Qt.Key.Key_Left)
    assert app.window.shows("learn")


def test_a_note_opens_where_it_was_left_also_after_a_restart(app: StudyApp) -> None:
    study = opened(app, ADAM)
    study.note.scroll_to_heading("conventions")
    opened(app, RETURNS)
    opened(app, ADAM)
    assert at_the_top(study) == "Conventions"
    assert app.settings.places[ADAM] == "conventions"
    opened(app, RETURNS)
    opened(app, ADAM, "one-step")
    assert at_the_top(study) == "One step"
