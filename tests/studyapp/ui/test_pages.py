"""The seven pages open, lead to one another and show what was done."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.paths import settings_file
from studyapp.prepared import fill_with_two_weeks
from studyapp.settings import load_settings
from studyapp.ui.rail import PAGES
from studyapp.ui.theme import DARK
from tests.studyapp.attempts import NOON


@pytest.mark.parametrize("page", [page.id for page in PAGES])
def test_every_page_opens_from_the_rail_in_both_themes(app: StudyApp, page: str) -> None:
    app.window.rail.buttons[page].click()
    assert app.window.shows(page) and app.window.rail.buttons[page].isChecked()
    app.window.rail.theme_button.click()
    assert app.theme == DARK and app.settings.theme == "dark"


def test_learn_lists_topics_and_finds_them(app: StudyApp) -> None:
    app.open("learn")
    learn = app.pages.learn
    assert learn is not None and set(learn.rows) == set(app.catalog.topics)
    learn.find_edit.setText("convol")
    shown = [topic for topic, row in learn.rows.items() if not row.isHidden()]
    assert shown == ["cnn.convolution"]
    learn.find_edit.setText("zebra")
    assert "No topic has “zebra”" in learn.empty.text() and not learn.empty.isHidden()


def test_a_topic_shows_its_note_beside_its_exercises_and_demos(app: StudyApp) -> None:
    app.window.resize(1440, 900)
    app.open("learn")
    assert app.pages.learn is not None
    app.pages.learn.rows["rl.returns"].click()
    study = app.pages.study
    assert study is not None and app.window.shows("study")
    assert set(study.view.choices) >= {"discounted-return", "td-update", "q-learning-gridworld"}
    study.view.choices["td-update"].click()
    assert study.note.isVisible() and study.view.bench.currentWidget() is study.desk.view
    assert study.desk.sitting is not None and study.desk.sitting.key.family == "td-update"
    study.view.choices["q-learning-gridworld"].click()
    assert study.note.isVisible() and app.pages.demos is not None
    assert study.view.bench.currentWidget() is app.pages.demos.view("q-learning-gridworld")


def test_a_narrow_window_shows_note_or_bench(app: StudyApp, qtbot: QtBot) -> None:
    app.window.resize(1024, 700)
    app.pages.open_topic("cnn.convolution")
    study = app.pages.study
    assert study is not None
    assert study.note.isVisible() and not study.view.bench.isVisible()
    study.view.choices["conv-parameters"].click()
    assert study.view.bench.isVisible() and not study.note.isVisible()
    study.view.note_button.click()
    assert study.note.isVisible() and not study.view.bench.isVisible()


def test_links_in_a_note_lead_to_exercises_and_demos_without_leaving_it(app: StudyApp) -> None:
    app.window.resize(1440, 900)
    app.pages.open_topic("cnn.convolution")
    study = app.pages.study
    assert study is not None
    study.note.link_opened.emit("exercise:conv-parameters")
    assert study.desk.sitting is not None and study.desk.sitting.key.family == "conv-parameters"
    study.note.link_opened.emit("demo:cnn-digits")
    assert app.pages.demos is not None and app.pages.demos.latest == "cnn-digits"
    study.note.link_opened.emit("topic:rl.returns")
    assert study.view.topic_title.text() == "Returns"


def test_progress_shows_attempts_by_topic_and_day_and_exports_them(app: StudyApp, tmp_path: Path) -> None:
    app.open("progress")
    desk = app.pages.progress
    assert desk is not None
    progress = desk.view
    assert not progress.begin_button.isHidden()
    fill_with_two_weeks(app.session.store, NOON)
    app.open("progress")
    assert progress.begin_button.isHidden()
    total = len(app.session.store.attempts())
    assert f"{total} answers" in progress.summary.text()
    counted = [progress.topics.item(row, 1) for row in range(progress.topics.rowCount())]
    assert sum(int(item.text()) for item in counted if item) == total
    progress.export_requested.emit(tmp_path / "answers.csv")
    with (tmp_path / "answers.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == total + 1
    progress.export_requested.emit(tmp_path / "no" / "folder.csv")
    assert "can't be written" in app.window.banner.message.text()


def test_a_missing_content_folder_is_said_and_practice_goes_on(app: StudyApp, tmp_path: Path) -> None:
    from studyapp.app import StudyApp as App
    from studyapp.wiring.host import Surroundings

    around = Surroundings(app.around.now, app.around.new_seed, tmp_path, tmp_path / "gone")
    bare = App(app.session, app.settings, around)
    assert "The notes are missing" in bare.window.banner.message.text()
    bare.open("learn")
    assert bare.pages.learn is not None and "no notes" in bare.pages.learn.empty.text()
    bare.pages.open_family("conv-output-shape", difficulty=1, seed=1)
    assert bare.window.shows("practise")
    shiboken6.delete(bare.window)


def test_the_window_comes_back_as_it_was_left(app: StudyApp) -> None:
    app.open("progress")
    app.window.rail.fold_button.click()
    app.remember(exam_date=date(2026, 7, 1))
    app.close()
    settings, _ = load_settings(settings_file())
    assert (settings.page, settings.rail_narrow, settings.exam_date) == ("progress", True, date(2026, 7, 1))
    assert settings.window


def test_a_note_opens_again_where_it_was_left(app: StudyApp, qtbot: QtBot) -> None:
    app.pages.open_topic("rl.returns", "forever")
    assert app.pages.study is not None
    qtbot.waitUntil(lambda: app.settings.heading == "forever")
    app.pages.study.note.larger_button.click()
    app.pages.close()
    again = type(app)(app.session, app.settings, app.around)
    again.open(again.settings.page)
    study = again.pages.study
    assert study is not None and again.window.shows("study") and study.view.topic_title.text() == "Returns"
    assert study.note.zoom == app.pages.study.note.zoom > 1
    shiboken6.delete(again.window)


def test_a_link_in_the_text_about_the_curves_leads_to_its_page(app: StudyApp) -> None:
    app.pages.open_demo("q-learning-gridworld")
    assert app.pages.demos is not None
    view = app.pages.demos.view("q-learning-gridworld")
    view.link_opened.emit("topic:rl.returns#forever")
    assert app.window.shows("study")
    view.link_opened.emit("exercise:td-update")
    assert app.window.shows("practise")
    view.link_opened.emit("demo:nothing")
    assert "leads nowhere" in app.window.banner.message.text()


def test_settings_are_written_while_the_window_is_open(app: StudyApp, qtbot: QtBot) -> None:
    app._settings_timer.setInterval(0)  # two seconds otherwise
    app.remember(zoom=1.25)
    qtbot.waitUntil(lambda: load_settings(settings_file())[0].zoom == 1.25)
