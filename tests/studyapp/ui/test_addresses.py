"""The address of a run opens its demo in the Lab, sets its knobs and starts it."""

from __future__ import annotations

from studyapp.app import StudyApp
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
