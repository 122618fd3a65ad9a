"""The address of a run opens its demo in the Lab, sets its knobs and starts it."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.ui.address_dialog import AddressDialog
from studyapp.ui.run_controls import RunState


def test_an_address_opens_and_starts_the_run_it_stands_for(app: StudyApp) -> None:
    app.pages.open_address("demo:q-learning-gridworld?seed=3")
    assert app.window.shows("lab")
    assert app.pages.demos is not None
    view = app.pages.demos.view("q-learning-gridworld")
    assert view.config() == type(view.config())(seed=3)
    assert view.state is RunState.STARTING
    view.address_opened.emit("demo:q-learning-gridworld?seed=5")  # as a cell of a heat map does, during a run
    assert view.config() == type(view.config())(seed=5)
    assert view.run_config() == view.config()


def test_a_text_that_is_no_address_is_told_in_a_sentence(app: StudyApp) -> None:
    for text, told in (("hello", "A shared run begins with demo:"), ("demo:q-learning-gridworld?seed=x", "number")):
        app.pages.open_address(text)
        assert told in app.window.banner.message.text()
    assert not app.window.shows("lab")


def test_a_shared_run_is_pasted_into_the_lab(app: StudyApp, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(" demo:q-learning-gridworld?seed=3\n")
    app.pages.open("lab")
    assert app.pages.lab is not None
    app.pages.lab.address_button.click()
    (dialog,) = app.window.findChildren(AddressDialog)
    assert dialog.verdict.text() == "q-learning-gridworld, 1 knob set"
    dialog.edit.setText("demo:q-learning-gridworld?seed=-3")
    assert "outside" in dialog.verdict.text()
    assert not dialog.open_button.isEnabled()
    dialog.edit.setText("demo:q-learning-gridworld?seed=4")
    dialog.open_button.click()
    assert app.pages.demos is not None
    assert app.pages.demos.view("q-learning-gridworld").config().seed == 4


def test_a_shared_run_typed_into_the_search_can_be_opened(app: StudyApp) -> None:
    app.pages.open_search("demo:q-learning-gridworld?seed=6")
    desk = app.pages.search()
    desk.palette.row_chosen.emit(0)
    assert app.pages.demos is not None
    assert app.pages.demos.view("q-learning-gridworld").config().seed == 6


def test_the_worker_is_warm_as_soon_as_the_lab_is_open(app: StudyApp) -> None:
    app.pages.open("lab")
    assert app.pages.demos is not None
    assert app.pages.demos.run.process_id != 0
