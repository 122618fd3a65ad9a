"""The learner's own notes are listed, opened, made, checked and read again when their files change."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.ui.learn_view import LearnView
from studyapp.ui.own_notes_section import OwnNoteRow
from studyapp.ui.palette_row import ROW_ROLE
from studyapp.wiring.library import Library
from studyapp.wiring.own_notes import OwnNotesDesk


@pytest.fixture
def folder(studyapp_home: Path) -> Path:
    notes = studyapp_home / "notes"
    notes.mkdir(parents=True)
    (notes / "mine.md").write_text(
        "# Mine\n\n## First\n\nSee [pooling](topic:cnn.pooling) and $x^2$.\n", encoding="utf-8"
    )
    return notes


def learn(app: StudyApp) -> LearnView:
    app.open("learn")
    assert app.pages.learn is not None
    return app.pages.learn


def note_text(app: StudyApp) -> str:
    assert app.pages.study is not None
    return app.pages.study.note.text.toPlainText()


def test_own_notes_are_listed_and_open_beside_ours(app: StudyApp, folder: Path) -> None:
    page = learn(app)
    assert list(page.own.rows) == ["own.mine"] and not page.own.empty.isVisible()
    page.own.rows["own.mine"].click()
    assert note_text(app).startswith("Mine\nAbout 1 minute to read\nFirst\nSee pooling")
    assert app.settings.topic == "own.mine"
    assert app.pages.study is not None
    app.pages.study.note.link_opened.emit("topic:cnn.pooling")
    assert app.settings.topic == "cnn.pooling"


def test_a_note_that_was_read_last_is_opened_again(app: StudyApp, folder: Path) -> None:
    app.pages.open_topic("own.mine")
    app.open("learn")
    app.open("study")
    assert app.window.shows("study") and note_text(app).startswith("Mine")


def found(app: StudyApp, words: str) -> list[tuple[str, str]]:
    """Return title and place of what the palette finds, commands left out."""
    app.pages.open_search(words)
    assert app.pages.palette is not None
    rows = app.pages.palette.palette.rows
    shown = [rows.item(number).data(ROW_ROLE) for number in range(rows.count())]
    return [(row.title.text, row.aside) for row in shown if row.what in ("Note", "Section")]


def test_own_notes_are_found_and_only_as_they_are_now(app: StudyApp, folder: Path) -> None:
    (folder / "quokka.md").write_text("# Quokkas\n\n## Where quokkas live\n\nOn an island.\n", encoding="utf-8")
    app.open("learn")
    assert found(app, "quokka") == [("Quokkas", "Your notes"), ("Where quokkas live", "Quokkas")]
    (folder / "quokka.md").write_text("# Wombats\n", encoding="utf-8")
    app.open("learn")
    assert found(app, "quokka") == []
    assert found(app, "wombat") == [("Wombats", "Your notes")]


def test_a_broken_note_says_what_is_wrong(app: StudyApp, folder: Path) -> None:
    (folder / "odd.md").write_text("[x](exercise:none)", encoding="utf-8")
    (folder / "bad.md").write_text("+++\nno end", encoding="utf-8")
    rows = {row.path.name: row for row in learn_rows(app)}
    assert rows["odd.md"].faults == ("There is no exercise 'none'.",)
    assert rows["bad.md"].id == "" and "another line of +++" in rows["bad.md"].faults[0]
    assert "1 thing to mend" in learn(app).own.rows["own.odd"].accessibleName()


def learn_rows(app: StudyApp) -> list[OwnNoteRow]:
    app.pages.own.load()
    return app.pages.own.rows()


def test_what_is_saved_in_an_editor_is_shown_at_the_same_place(qtbot: QtBot, app: StudyApp, folder: Path) -> None:
    learn(app)
    app.pages.open_topic("own.mine")
    with qtbot.waitSignal(app.pages.own.changed):
        (folder / "mine.md").write_text("# Mine\n\n## First\n\nOther words.\n", encoding="utf-8")
    assert "Other words." in note_text(app) and "pooling" not in note_text(app)
    with qtbot.waitSignal(app.pages.own.changed):
        (folder / "second.md").write_text("# Second", encoding="utf-8")
    assert app.pages.learn is not None and list(app.pages.learn.own.rows) == ["own.mine", "own.second"]


def test_marks_stay_in_an_own_note_that_is_changed(qtbot: QtBot, app: StudyApp, folder: Path) -> None:
    app.pages.open_topic("own.mine")
    assert app.pages.study is not None
    note = app.pages.study.note
    found = QTextCursor(note.text.document().find("See pooling"))
    note.text.setTextCursor(found)
    note.marks.toggle_highlight()
    with qtbot.waitSignal(app.pages.own.changed):
        text = "# Mine\n\n## New\n\nBefore it.\n\n## First\n\nSee [pooling](topic:cnn.pooling) and $x^2$.\n"
        (folder / "mine.md").write_text(text, encoding="utf-8")
    assert [each.span is not None for each in note.marks.placed] == [True]


def test_a_new_note_is_made_and_opened_in_the_editor(qtbot: QtBot, app: StudyApp, tmp_path: Path) -> None:
    opened: list[Path] = []
    told: list[str] = []

    def edit(path: Path) -> bool:
        opened.append(path)
        return len(opened) == 1

    desk = OwnNotesDesk(tmp_path / "notes", Library(app.catalog, tmp_path), tell=told.append, edit=edit)
    page = LearnView()
    qtbot.addWidget(page)
    desk.connect_section(page.own)
    page.own.new_requested.emit("What I forget")
    assert opened == [tmp_path / "notes" / "what-i-forget.md"] and told == []
    page.own.show_notes(desk.rows())
    assert list(page.own.rows) == ["own.what-i-forget"]
    page.own.edit_buttons[opened[0]].click()
    assert len(opened) == 2 and "Open" in told[0] and "what-i-forget.md" in told[0]


def test_without_notes_the_page_says_how_to_make_one(app: StudyApp) -> None:
    page = learn(app)
    assert page.own.empty.isVisible() and page.own.new_button.isVisible() and not page.own.rows
