"""A note and a shelf are saved as PDF from the window, which goes on meanwhile and says what came of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.wiring.study import StudyPage


@pytest.fixture
def study(app: StudyApp) -> StudyPage:
    app.pages.open_topic("ethics.six-lenses")
    assert app.pages.study is not None
    return app.pages.study


def told(app: StudyApp) -> str:
    return app.window.banner.message.text()


def test_the_note_in_view_is_saved_as_pdf(qtbot: QtBot, app: StudyApp, study: StudyPage, tmp_path: Path) -> None:
    file = tmp_path / "lenses.pdf"
    study.note.paper_button.note_pdf_requested.emit(file)
    assert told(app) == "Writing lenses.pdf …"
    qtbot.waitUntil(lambda: told(app) == f"Saved as {file}.", timeout=30_000)
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_folder_that_is_not_there_is_said(qtbot: QtBot, app: StudyApp, study: StudyPage, tmp_path: Path) -> None:
    study.note.paper_button.note_pdf_requested.emit(tmp_path / "none" / "lenses.pdf")
    qtbot.waitUntil(lambda: "can't be written" in told(app), timeout=30_000)


def test_a_file_that_is_being_written_is_given_up_when_the_window_closes(study: StudyPage, tmp_path: Path) -> None:
    study.paper.save("rl", tmp_path / "rl.pdf")  # what is left running fails the test


def test_the_menu_names_the_shelf(study: StudyPage) -> None:
    assert study.note.paper_button.shelf_action.text() == "Save all notes of “Ethics” as PDF…"
    assert study.note.paper_button.print_action.isEnabled()
