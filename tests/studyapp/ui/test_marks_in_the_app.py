"""What the learner marks in a note is kept, listed, gone to, taken back and exported by the real app."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studyapp.app import StudyApp
from studyapp.study.marks import Anchor, Colour, Mark, MarkKind
from studyapp.wiring.marks import NoteMarks
from tests.studyapp.attempts import NOON

TOPIC, OTHER = "optimization.adam", "rl.returns"


@pytest.fixture
def marks(app: StudyApp) -> NoteMarks:
    app.pages.open_topic(TOPIC)
    assert app.pages.study is not None
    app.pages.study.note.text.setFocus()
    return app.pages.study.marks


def select(app: StudyApp, words: str) -> None:
    assert app.pages.study is not None
    text = app.pages.study.note.text
    found = text.document().find(words)
    assert not found.isNull()
    text.setTextCursor(found)


def press(app: StudyApp, key: Qt.Key) -> None:
    assert app.pages.study is not None
    QTest.keyClick(app.pages.study.note.text, key)


def kept(app: StudyApp) -> list[tuple[MarkKind, str, str]]:
    return [(mark.kind, mark.anchor.quote, mark.remark) for mark in app.session.store.marks()]


def write(marks: NoteMarks, words: str) -> None:
    assert marks.dialog is not None
    marks.dialog.edit.setPlainText(words)
    marks.dialog.keep_button.click()


def test_a_highlight_is_kept_and_one_key_takes_it_and_its_remark_away_and_back(app: StudyApp, marks: NoteMarks) -> None:
    select(app, "first step is")
    press(app, Qt.Key.Key_R)
    write(marks, "  because both averages start at 0 ")
    mine = (MarkKind.HIGHLIGHT, "first step is", "because both averages start at 0")
    assert kept(app) == [mine]
    press(app, Qt.Key.Key_H)
    assert kept(app) == []
    press(app, Qt.Key.Key_H)
    assert kept(app) == [mine]


def test_a_section_has_one_bookmark_and_one_remark(app: StudyApp, marks: NoteMarks) -> None:
    assert app.pages.study is not None
    app.pages.study.note.scroll_to_heading("conventions")
    press(app, Qt.Key.Key_B)
    press(app, Qt.Key.Key_R)
    write(marks, "ask about this")
    bookmark = (MarkKind.BOOKMARK, "Conventions", "")
    assert kept(app) == [bookmark, (MarkKind.REMARK, "Conventions", "ask about this")]
    press(app, Qt.Key.Key_R)
    assert marks.dialog is not None and marks.dialog.edit.toPlainText() == "ask about this"
    write(marks, "")
    assert kept(app) == [bookmark]
    press(app, Qt.Key.Key_B)
    assert kept(app) == []


def test_the_panel_lists_this_note_from_top_to_end_and_then_all_notes(app: StudyApp, marks: NoteMarks) -> None:
    app.session.store.add_mark(Mark(MarkKind.BOOKMARK, Anchor(OTHER, "the-idea", "The idea"), NOON))
    app.session.store.add_mark(Mark(MarkKind.REMARK, Anchor("cnn.gone", "x", "X"), NOON, remark="kept all the same"))
    select(app, "How long steps are")
    press(app, Qt.Key.Key_H)
    select(app, "Both need averages")
    press(app, Qt.Key.Key_H)
    marks.open_panel()
    panel = marks.panel
    assert panel is not None

    def lines() -> list[str]:
        return [panel.list.item(row).text() for row in range(panel.list.count())]

    assert lines() == [
        "Yellow highlight · The idea\n“Both need averages”",
        "Yellow highlight · How long steps are\n“How long steps are”",
    ]
    panel.all_button.click()
    assert lines()[:2] == [
        f"Bookmark · {app.catalog.topics[OTHER].title}\nThe idea",
        "Remark · cnn.gone · lost its place\nX\nkept all the same",
    ]
    panel.list.setCurrentRow(0)
    panel.go_button.click()
    assert app.settings.topic == OTHER
    panel.list.setCurrentRow(1)
    panel.go_button.click()
    assert "is gone" in app.window.banner.message.text()
    panel.list.setCurrentRow(0)
    panel.remove_button.click()
    assert len(kept(app)) == 3


def test_a_mark_whose_words_are_gone_is_listed_with_them_and_can_be_removed(app: StudyApp, marks: NoteMarks) -> None:
    anchor = Anchor(TOPIC, "old", "words of an older note that nobody wrote", "before it", "after it")
    app.session.store.add_mark(Mark(MarkKind.HIGHLIGHT, anchor, NOON, Colour.BLUE))
    marks.show()
    marks.open_panel()
    assert marks.panel is not None
    text = marks.panel.list.item(0).text()
    assert text == "Blue highlight · Old · lost its place\n“words of an older note that nobody wrote”"
    assert not marks.panel.go_button.isEnabled()
    marks.panel.remove_button.click()
    assert kept(app) == [] and marks.panel.empty.isVisible()


def test_marks_are_exported_as_markdown(app: StudyApp, marks: NoteMarks, tmp_path: Path) -> None:
    select(app, "Both need averages")
    press(app, Qt.Key.Key_H)
    marks.open_panel()
    assert marks.panel is not None
    file = tmp_path / "marks.md"
    marks.panel.export_requested.emit(file)
    assert file.read_text(encoding="utf-8") == (
        "# Your marks\n\n## Adam\n\n> Both need averages\n\n[Yellow highlight](topic:optimization.adam#the-idea)\n"
    )
    assert str(file) in app.window.banner.message.text()


def test_marks_are_there_again_when_the_note_is_opened_again(app: StudyApp, marks: NoteMarks) -> None:
    select(app, "Both need averages")
    press(app, Qt.Key.Key_H)
    app.pages.open_topic(OTHER)
    assert app.pages.study is not None and app.pages.study.note.marks.placed == []
    app.pages.open_topic(TOPIC)
    assert [each.mark.anchor.quote for each in app.pages.study.note.marks.placed] == ["Both need averages"]
