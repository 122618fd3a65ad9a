"""The demo view, driven as a learner drives it, with frames of real runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QCheckBox, QComboBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from models.demo import Moment
from models.registry import AnyDemo, demos
from models.training import judged
from studyapp.study.demo_export import config_json, moments_csv, read_config
from studyapp.ui.demo_view import DemoView
from studyapp.ui.export_button import ExportButton
from studyapp.ui.knob_controls import ChoiceBox
from studyapp.ui.run_controls import RunControls, RunState
from studyapp.ui.run_record import RunRecord
from studyapp.ui.theme import DARK, LIGHT
from tests.studyapp.ui.small_demo import DEMO, Config, feed, frames

EXPORT_MS = 30_000

every_demo = pytest.mark.parametrize("demo", [*demos().values(), DEMO], ids=lambda demo: demo.id)


@pytest.fixture
def view(qtbot: QtBot) -> DemoView:
    """Give the view of the small demo, shown wide."""
    return shown(qtbot, DEMO)


class Views:
    """Views that several tests look at and none runs, each built once."""

    def __init__(self) -> None:
        self._built: dict[str, DemoView] = {}

    def of(self, demo: AnyDemo) -> DemoView:
        """Return the view of a demo, shown wide at its plots."""
        if demo.id not in self._built:
            self._built[demo.id] = DemoView(demo, LIGHT)
        view = self._built[demo.id]
        view.resize(1200, 800)
        view.tabs.setCurrentWidget(view.board)
        view.show()
        return view

    def close(self) -> None:
        """Close them all."""
        for view in self._built.values():
            view.close()
            view.deleteLater()


@pytest.fixture(scope="module")
def views(qapp: QApplication) -> Iterator[Views]:
    """Give the views of all demos."""
    kept = Views()
    yield kept
    kept.close()


def shown(qtbot: QtBot, demo: AnyDemo, width: int = 1200, height: int = 800) -> DemoView:
    made = DemoView(demo, LIGHT)
    qtbot.addWidget(made)
    made.resize(width, height)
    made.show()
    qtbot.waitExposed(made)
    return made


def running(view: DemoView) -> DemoView:
    """Press Run and let the run begin."""
    view.controls.run_button.click()
    view.show_started("CPU")
    return view


def slide(view: DemoView, knob: str, position: int) -> None:
    """Move the slider of a knob."""
    slider = view.knobs.rows[knob].slider
    assert slider is not None
    slider.setValue(position)


def switch(view: DemoView, knob: str) -> None:
    """Press the check box of a knob."""
    box = view.knobs.rows[knob].input
    assert isinstance(box, QCheckBox)
    box.click()


def choose_word(view: DemoView, knob: str, word: str) -> None:
    """Choose one of a knob's words."""
    box = view.knobs.rows[knob].input
    assert isinstance(box, ChoiceBox)
    box.setCurrentText(word)


def drawn(qtbot: QtBot, view: DemoView) -> None:
    """Wait until every plot that can be seen shows every frame."""
    qtbot.waitUntil(lambda: not any(panel.stale and panel.can_be_seen() for panel in view.board.panels))


# ---------------------------------------------------------------- run, pause, step, reset, seed


def test_run_asks_for_a_run_with_the_knobs_and_the_device(qtbot: QtBot, view: DemoView) -> None:
    view.knobs.show_values({"rate": 0.2})
    with qtbot.waitSignal(view.run_requested) as caught:
        view.controls.run_button.click()
    assert caught.args == [asdict(Config(rate=0.2)), "auto"]
    assert view.state is RunState.STARTING


def test_space_runs_pauses_and_goes_on(qtbot: QtBot, view: DemoView) -> None:
    with qtbot.waitSignal(view.run_requested):
        QTest.keyClick(view, Qt.Key.Key_Space)
    view.show_started("CPU")
    assert view.controls.run_button.text() == "Pause"
    with qtbot.waitSignal(view.pause_requested):
        QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.controls.run_button.text() == "Go on"
    with qtbot.waitSignal(view.resume_requested):
        QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.state is RunState.RUNNING


@pytest.mark.parametrize("key", [Qt.Key.Key_S, Qt.Key.Key_Period])
def test_a_step_holds_a_run(qtbot: QtBot, view: DemoView, key: Qt.Key) -> None:
    running(view)
    with qtbot.waitSignal(view.step_requested):
        QTest.keyClick(view, key)
    assert view.state is RunState.PAUSED


def test_a_step_before_any_run_begins_one_that_holds_at_step_0(qtbot: QtBot, view: DemoView) -> None:
    with qtbot.waitSignals([view.reset_requested, view.step_requested], order="strict"):
        view.controls.step_button.click()
    view.show_started("CPU")
    assert view.state is RunState.PAUSED


def test_reset_begins_anew_with_the_same_seed_and_clears_the_plots(qtbot: QtBot, view: DemoView) -> None:
    feed(running(view), frames(10))
    with qtbot.waitSignal(view.reset_requested) as caught:
        QTest.keyClick(view, Qt.Key.Key_R)
    assert caught.args == [asdict(Config()), "auto"]
    assert view.board.series.last("height") is None
    assert view.controls.step_label.text() == "step 0"
    view.show_started("CPU")
    assert view.state is RunState.PAUSED


def test_a_new_seed_is_the_next_one(qtbot: QtBot, view: DemoView) -> None:
    feed(running(view), frames(3))
    with qtbot.waitSignal(view.reset_requested) as caught:
        QTest.keyClick(view, Qt.Key.Key_N)
    assert caught.args[0]["seed"] == 1
    assert "Seed 1" in view.notice.message.text()


def test_frames_of_a_run_that_was_reset_are_not_shown(view: DemoView) -> None:
    feed(running(view), frames(5))
    view.controls.reset_button.click()
    feed(view, frames(5))
    assert view.board.series.last("height") is None


def test_the_view_says_how_far_and_how_fast_it_is_with_grouped_digits(view: DemoView) -> None:
    running(view)
    view.add_frames([Moment(1_234_567, {"height": 1.0})], {}, 98765.4, seconds=83.2)
    shown = [label.text() for label in (view.controls.rate_label, view.controls.step_label, view.controls.time_label)]
    assert shown == ["98,765 steps/s", "step 1,234,567", "1:23"]


def test_the_device_of_the_run_is_shown_and_another_can_be_asked_for(qtbot: QtBot, view: DemoView) -> None:
    view.show_devices({"cpu": "CPU", "cuda": "NVIDIA H100"})
    running(view)
    assert view.controls.device_combo.currentText() == "auto (CPU)"
    view.controls.device_combo.setCurrentText("NVIDIA H100")
    with qtbot.waitSignal(view.reset_requested) as caught:
        view.controls.reset_button.click()
    assert caught.args[1] == "cuda"


def test_the_speed_goes_from_one_step_a_second_to_full(qtbot: QtBot, view: DemoView) -> None:
    slider = view.controls.speed_slider
    speeds: list[float | None] = []
    view.speed_changed.connect(speeds.append)
    assert view.controls.speed() is None
    QTest.keyClick(slider, Qt.Key.Key_Home)
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert speeds == [1, None]


@pytest.mark.parametrize(("pace", "speed"), [(None, None), (1, 1), (60, 50), (90, 100), (100_000, 1000)])
def test_a_demo_begins_about_at_its_own_pace(qtbot: QtBot, pace: float | None, speed: float | None) -> None:
    controls = RunControls(LIGHT)
    qtbot.addWidget(controls)
    controls.show_speed(pace)
    assert controls.speed() == speed


def test_the_speed_is_said_before_the_run_begins(qtbot: QtBot) -> None:
    view = shown(qtbot, replace(DEMO, pace=5))
    with qtbot.waitSignals([view.speed_changed, view.run_requested], order="strict"):
        view.controls.run_button.click()
    assert view.controls.speed() == 5


# ---------------------------------------------------------------- the keyboard


def test_letters_typed_into_a_number_drive_no_run(qtbot: QtBot, view: DemoView) -> None:
    box = view.knobs.rows["rate"].input
    box.setFocus()
    signals = (view.run_requested, view.reset_requested, view.step_requested)
    began = []
    for signal in signals:
        signal.connect(lambda *_args: began.append(1))
    QTest.keyClicks(box, "s rn.")
    assert not began


def test_space_presses_the_button_that_has_the_focus(qtbot: QtBot, view: DemoView) -> None:
    running(view)
    with qtbot.waitSignal(view.reset_requested), qtbot.assertNotEmitted(view.pause_requested):
        QTest.keyClick(view.controls.reset_button, Qt.Key.Key_Space)


def test_a_key_that_is_held_down_counts_once(qtbot: QtBot, view: DemoView) -> None:
    running(view)
    with qtbot.assertNotEmitted(view.pause_requested):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True)
        QApplication.sendEvent(view, held)


def test_pressing_run_leaves_the_focus_on_it(qtbot: QtBot, view: DemoView) -> None:
    qtbot.waitUntil(view.isActiveWindow)
    view.setFocus()
    QTest.keyClick(view.controls.run_button, Qt.Key.Key_Return)
    view.show_started("CPU")
    assert view.controls.run_button.hasFocus()


@every_demo
def test_everything_that_takes_the_focus_has_a_name(views: Views, demo: AnyDemo) -> None:
    view = views.of(demo)
    for widget in view.findChildren(QWidget):
        if isinstance(widget, QAbstractButton):
            assert widget.text() or widget.accessibleName() or not widget.isVisible(), widget
        elif isinstance(widget, QComboBox | QAbstractSlider) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert widget.accessibleName(), widget


# ---------------------------------------------------------------- knobs during a run


def test_a_live_knob_is_passed_on_while_it_runs(qtbot: QtBot, view: DemoView) -> None:
    with qtbot.assertNotEmitted(view.knobs_changed):
        switch(view, "friction")
    running(view)
    with qtbot.waitSignal(view.knobs_changed) as caught:
        switch(view, "friction")
    assert caught.args == [{"friction": False}]


def test_any_other_knob_waits_for_the_next_run_and_says_so(qtbot: QtBot, view: DemoView) -> None:
    feed(running(view), frames(3))
    with qtbot.assertNotEmitted(view.knobs_changed):
        slide(view, "balls", 3)
    assert view.notice.message.text() == "balls takes effect with the next run."
    with qtbot.waitSignal(view.reset_requested) as caught:
        view.notice.action_button.click()
    assert caught.args[0]["balls"] == 4
    view.show_started("CPU")
    assert "takes effect" not in view.notice.message.text()


def test_a_knob_turned_back_waits_no_longer(view: DemoView) -> None:
    feed(running(view), frames(3))
    choose_word(view, "slope", "steep")
    slide(view, "balls", 3)
    assert view.notice.message.text() == "balls and slope take effect with the next run."
    choose_word(view, "slope", "gentle")
    slide(view, "balls", 0)
    assert "Training on CPU" in view.notice.message.text()


def test_run_on_a_held_first_frame_uses_the_knobs_as_they_are_now(qtbot: QtBot, view: DemoView) -> None:
    view.controls.reset_button.click()
    view.show_started("CPU")
    feed(view, frames(1))
    slide(view, "balls", 7)
    with qtbot.waitSignal(view.run_requested) as caught:
        view.controls.run_button.click()
    assert caught.args[0]["balls"] == 8


def test_a_case_sets_its_knobs_leaves_the_others_as_usual_and_says_so(view: DemoView) -> None:
    view.knobs.show_values({"slope": "steep"})
    view.show_values({"rate": 0.5, "balls": 3})
    assert view.config() == Config(rate=0.5, balls=3)
    assert view.notice.message.text().startswith("Set for this case: learning rate 0.5, balls 3.")
    assert view.knobs.rows["rate"].toolTip().startswith("Set for this case.")
    slide(view, "rate", 0)
    assert not view.knobs.rows["rate"].toolTip().startswith("Set for this case.")


def test_a_case_that_does_not_fit_gets_a_sentence_and_changes_nothing(view: DemoView) -> None:
    view.show_values({"colour": "red"})
    assert view.notice.message.text().startswith("There is no knob 'colour'.")
    assert view.config() == Config()


def test_a_preset_during_a_run_goes_back_to_step_0_and_keeps_its_sentence(qtbot: QtBot, view: DemoView) -> None:
    feed(running(view), frames(5))
    with qtbot.waitSignal(view.reset_requested) as caught:
        view.knobs.preset_actions[0].trigger()
    assert caught.args[0]["rate"] == 1.5
    view.show_started("CPU")
    assert view.notice.message.text() == "Too far. Each step overshoots further than the one before."


# ---------------------------------------------------------------- predictions


def choose(view: DemoView, prediction: int, option: int) -> None:
    view.predictions.pages[prediction].options[option].click()


def test_a_prediction_is_passed_on_judged_by_the_run_and_told_in_words(qtbot: QtBot, view: DemoView) -> None:
    with qtbot.waitSignal(view.prediction_made) as made:
        choose(view, 0, 0)
    assert made.args == [0, 0]
    choose(view, 1, 1)
    judged_now: list[tuple[int, int, int]] = []
    view.prediction_judged.connect(lambda *args: judged_now.append(args))
    run = frames(30)
    feed(running(view), run[:5])
    assert judged_now == []
    feed(view, run[5:])
    assert judged_now == [(0, 0, 0), (1, 1, 0)]
    right, wrong = (page.result for page in view.predictions.pages)
    assert right.text() == "✓ You said “yes”, and so it came out."
    assert wrong.text() == "✗ You said “no”, it came out as “yes”."
    assert (right.property("role"), wrong.property("role")) == ("right", "wrong")


@pytest.mark.parametrize("at_once", [1, 4, 100])
@pytest.mark.parametrize("rate", [0.001, 0.01, 0.1, 0.9])
def test_what_comes_out_does_not_depend_on_how_frames_arrive(at_once: int, rate: float) -> None:
    moments = [Moment(frame.step, frame.scalars) for frame in frames(40, rate=rate)]
    record = RunRecord(DEMO)
    record.begin(asdict(Config(rate=rate)))
    told: list[tuple[int, int]] = []
    for first in range(0, len(moments), at_once):
        part = moments[first : first + at_once]
        record.add(part, part[-1].step)
        told += record.newly_judged()
    assert told == list(enumerate(judged(DEMO, Config(rate=rate), moments)))


def test_without_a_prediction_the_run_just_tells(qtbot: QtBot, view: DemoView) -> None:
    with qtbot.assertNotEmitted(view.prediction_judged):
        feed(running(view), frames(30))
    assert view.predictions.pages[0].result.text() == "It came out as “yes”."


def test_a_prediction_can_not_be_made_once_the_run_has_begun(qtbot: QtBot, view: DemoView) -> None:
    running(view)
    with qtbot.assertNotEmitted(view.prediction_made):
        choose(view, 0, 0)
    assert view.predictions.pages[0].chosen == -1


def test_a_run_that_diverges_judges_what_is_still_open(qtbot: QtBot, view: DemoView) -> None:
    choose(view, 1, 1)
    run = frames(100, rate=3.0)
    assert run[-1].diverged
    assert run[-1].step < 20
    feed(running(view), run)
    with qtbot.waitSignal(view.prediction_judged) as caught:
        view.show_diverged(run[-1].diverged)
    assert caught.args == [1, 1, 1]


def test_an_expectation_outlives_a_reset_and_a_judged_one_is_asked_anew(view: DemoView) -> None:
    choose(view, 1, 0)
    feed(running(view), frames(8))
    view.controls.reset_button.click()
    first, second = view.predictions.pages
    assert (first.chosen, first.truth) == (-1, -1)
    assert first.options[0].isEnabled()
    assert second.chosen == 0
    assert second.options[0].isChecked()


def test_predictions_are_turned_and_folded_away(view: DemoView) -> None:
    card = view.predictions
    card.next_button.click()
    assert card.counter.text() == "2 of 2"
    assert card.stack.currentWidget() is card.pages[1]
    card.hide_button.click()
    assert card.stack.isHidden()
    card.hide_button.click()
    assert card.stack.isVisible()


# ---------------------------------------------------------------- when it goes wrong


def test_divergence_is_explained_and_reset_is_offered(qtbot: QtBot, view: DemoView) -> None:
    run = frames(100, rate=3.0)
    feed(running(view), run)
    view.show_diverged(run[-1].diverged)
    assert view.outcome.isVisible()
    assert view.outcome.reason.text() == run[-1].diverged
    assert view.notice.message.text() == f"It went out of bounds at step {run[-1].step}."
    with qtbot.waitSignal(view.reset_requested):
        view.outcome.again_button.click()
    assert not view.outcome.isVisible()


def test_after_divergence_the_usual_knobs_are_one_press_away(qtbot: QtBot, view: DemoView) -> None:
    view.knobs.show_values({"rate": 3.0})
    feed(running(view), frames(100, rate=3.0))
    view.show_diverged("Too far.")
    with qtbot.waitSignal(view.reset_requested) as caught:
        view.outcome.defaults_button.click()
    assert caught.args[0] == asdict(Config())


def test_a_failure_says_what_happened_and_restarts_with_the_knobs_as_they_are(qtbot: QtBot, view: DemoView) -> None:
    feed(running(view), frames(5))
    view.show_failed("The demo's process ended unexpectedly.")
    slide(view, "balls", 1)
    assert view.outcome.isVisible()
    assert view.outcome.reason.text() == "The demo's process ended unexpectedly."
    with qtbot.waitSignal(view.run_requested) as caught:
        view.outcome.again_button.click()
    assert caught.args[0]["balls"] == 2


def test_a_run_that_was_stopped_stays_in_view(view: DemoView) -> None:
    feed(running(view), frames(5))
    view.show_stopped()
    assert view.state is RunState.ENDED
    assert view.board.series.last("height") is not None


def test_nothing_jumps(qtbot: QtBot, view: DemoView) -> None:
    choose(view, 0, 1)
    places: list[dict[str, QRect]] = []

    def look() -> None:
        parts: dict[str, QWidget] = {"plots": view.board, "notice": view.notice, "card": view.predictions}
        parts |= {panel.objectName() or str(number): panel.plot for number, panel in enumerate(view.board.panels)}
        places.append({name: QRect(part.mapTo(view, QPoint()), part.size()) for name, part in parts.items()})

    look()
    feed(running(view), frames(60, rate=0.5))
    drawn(qtbot, view)
    look()
    slide(view, "balls", 3)
    look()
    view.show_diverged("It left. " * 40)
    look()
    view.show_failed("The process ended.")
    look()
    view.controls.reset_button.click()
    qtbot.waitUntil(lambda: not view.outcome.isVisible())
    look()
    assert all(place == places[0] for place in places)


# ---------------------------------------------------------------- wide, narrow, light, dark


def test_in_a_narrow_view_the_knobs_are_a_tab_and_keep_their_values(qtbot: QtBot, view: DemoView) -> None:
    names = [view.tabs.tabText(number) for number in range(view.tabs.count())]
    assert names == ["Plots", "Code", "What the curves mean"]
    view.knobs.show_values({"balls": 5})
    view.resize(560, 700)
    names = [view.tabs.tabText(number) for number in range(view.tabs.count())]
    assert names == ["Plots", "Knobs", "Code", "What the curves mean"]
    view.tabs.setCurrentWidget(view.knobs)
    qtbot.waitUntil(view.knobs.isVisible)
    view.resize(1200, 800)
    qtbot.waitUntil(lambda: view.tabs.count() == 3 and view.knobs.isVisible())
    assert view.config() == Config(balls=5)


@every_demo
def test_everything_fits_into_the_view(views: Views, demo: AnyDemo) -> None:
    view = views.of(demo)
    for width, height in ((1200, 800), (980, 720), (560, 700)):
        view.resize(width, height)
        assert (view.width(), view.height()) == (width, height)
        inside: list[QWidget] = [view.controls, view.notice, view.tabs, view.predictions]
        for part in [*inside, *view.controls.findChildren(QWidget)]:
            if part.isVisible():
                assert view.rect().contains(QRect(part.mapTo(view, QPoint()), part.size())), (part, width)


def test_another_theme_changes_every_plot(qtbot: QtBot, view: DemoView) -> None:
    feed(running(view), frames(30))
    drawn(qtbot, view)
    before = [panel.plot.grab().toImage() for panel in view.board.panels]
    view.show_theme(DARK)
    drawn(qtbot, view)
    after = [panel.plot.grab().toImage() for panel in view.board.panels]
    assert all(old != new for old, new in zip(before, after, strict=True))


# ---------------------------------------------------------------- code and text


@every_demo
def test_the_code_tab_shows_the_network_s_source(views: Views, demo: AnyDemo) -> None:
    view = views.of(demo)
    view.tabs.setCurrentWidget(view.source)
    for number, path in enumerate(view.source.paths):
        view.source.files.setCurrentIndex(number)
        assert view.source.code.toPlainText().split() == path.read_text(encoding="utf-8").split()
    assert view.source.code.isReadOnly()


@every_demo
def test_the_text_says_what_the_curves_mean_from_its_top(qtbot: QtBot, views: Views, demo: AnyDemo) -> None:
    view = views.of(demo)
    view.tabs.setCurrentWidget(view.reading)
    qtbot.waitUntil(lambda: view.reading.page is not None and bool(view.reading.page.toPlainText().strip()))
    assert view.reading.page is not None
    assert view.reading.page.verticalScrollBar().value() == 0


# ---------------------------------------------------------------- files


@pytest.fixture
def gridworld(qtbot: QtBot) -> DemoView:
    """Give the view of a registered demo: its config can be named in a file."""
    return shown(qtbot, demos()["q-learning-gridworld"])


def test_knobs_are_saved_and_opened_again(qtbot: QtBot, gridworld: DemoView, tmp_path: Path) -> None:
    path = tmp_path / "knobs.json"
    gridworld.knobs.show_values({"gamma": 1 / 3, "seed": 7})
    config = gridworld.config()
    gridworld.save_file(path)
    assert read_config(path.read_text()) == ("q-learning-gridworld", config)
    gridworld.knobs.defaults_button.click()
    assert gridworld.config() != config
    gridworld.open_file(path)
    assert gridworld.config() == config


def test_a_file_of_knobs_is_dropped_onto_the_view(qtbot: QtBot, gridworld: DemoView, tmp_path: Path) -> None:
    path = tmp_path / "knobs.json"
    wanted = type(gridworld.config())(seed=5)
    path.write_text(config_json("q-learning-gridworld", wanted))
    drop(gridworld, path)
    assert gridworld.config() == wanted


def test_a_text_is_dropped_onto_the_view_of_a_demo_that_learns_from_one(view: DemoView, tmp_path: Path) -> None:
    path = tmp_path / "song.txt"
    path.write_text("La la la.")
    drop(view, path)
    assert view.knobs.values()["text"] == "La la la."


def drop(view: DemoView, path: Path) -> None:
    """Let go of a file over the view."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    move, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), move, data, button, keys)
    QApplication.sendEvent(view, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(view, QDropEvent(QPointF(300, 300), move, data, button, keys))


BAD_FILES: dict[str, Callable[[], bytes]] = {
    "no json": lambda: b"gamma = 0.9",
    "no config": lambda: b'{"demo": "q-learning-gridworld"}',
    "out of bounds": lambda: b'{"demo": "q-learning-gridworld", "config": {"gamma": 7}}',
    "another demo": lambda: config_json("cnn-digits", demos()["cnn-digits"].config()).encode(),
    "no such demo": lambda: b'{"demo": "perpetual-motion", "config": {}}',
    "no text": lambda: bytes(range(256)),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_of_knobs_gets_one_sentence(views: Views, tmp_path: Path, kind: str) -> None:
    gridworld = views.of(demos()["q-learning-gridworld"])
    path = tmp_path / "bad.json"
    path.write_bytes(BAD_FILES[kind]())
    before = gridworld.config()
    gridworld.open_file(path)
    said = gridworld.notice.message.text()
    assert said.startswith("bad.json")
    assert said.endswith(".")
    assert "\n" not in said
    assert gridworld.config() == before


def test_the_numbers_of_every_frame_are_saved_as_a_table(qtbot: QtBot, view: DemoView, tmp_path: Path) -> None:
    run = frames(50)
    feed(running(view), run, at_once=7)
    path = tmp_path / "numbers.csv"
    with qtbot.waitSignal(view.files.writing_changed, timeout=EXPORT_MS, check_params_cb=lambda writing: not writing):
        view.save_file(path)
        assert "Writing numbers.csv" in view.notice.message.text()
    assert view.notice.message.text() == f"Saved as {path}."
    assert path.read_text() == moments_csv([Moment(frame.step, frame.scalars) for frame in run])


def test_a_figure_is_saved_while_the_view_stays_alive(qtbot: QtBot, view: DemoView, tmp_path: Path) -> None:
    feed(running(view), frames(50))
    path = tmp_path / "figure.png"
    with qtbot.waitSignal(view.files.writing_changed, timeout=EXPORT_MS, check_params_cb=lambda writing: not writing):
        view.save_file(path)
    assert view.notice.message.text() == f"Saved as {path}."
    assert path.read_bytes().startswith(b"\x89PNG")


def test_a_file_that_can_not_be_written_gets_one_sentence(qtbot: QtBot, view: DemoView, tmp_path: Path) -> None:
    feed(running(view), frames(5))
    path = tmp_path / "nowhere" / "numbers.csv"
    with qtbot.waitSignal(view.files.writing_changed, timeout=EXPORT_MS, check_params_cb=lambda writing: not writing):
        view.save_file(path)
    assert view.notice.message.text().startswith("numbers.csv can't be written")


def test_writing_can_be_cancelled(qtbot: QtBot, view: DemoView, tmp_path: Path) -> None:
    feed(running(view), frames(5))
    view.save_file(tmp_path / "figure.png")
    assert view.notice.action_button.text() == "Cancel"
    view.notice.action_button.click()
    assert view.notice.message.text() == "Nothing was written."
    assert view.export_button.isEnabled()
    assert list(tmp_path.glob("*.png")) == []


def test_without_frames_there_is_nothing_to_save_but_the_knobs(view: DemoView) -> None:
    button = view.export_button
    assert not button.figure_action.isEnabled()
    assert not button.table_action.isEnabled()
    assert button.knobs_action.isEnabled()
    feed(running(view), frames(1))
    assert button.figure_action.isEnabled()


def test_the_menu_asks_where_to_save_and_what_to_open(qtbot: QtBot, tmp_path: Path) -> None:
    button = ExportButton("small")
    qtbot.addWidget(button)
    button.show_run(True)
    saved = tmp_path / "knobs.json"
    saved.write_text("{}")
    asked = (
        (button.figure_action, button.save_requested, tmp_path / "small.png"),
        (button.table_action, button.save_requested, tmp_path / "small.csv"),
        (button.open_action, button.open_requested, saved),
    )
    for action, signal, path in asked:
        action.trigger()
        dialog = next(each for each in button.findChildren(QFileDialog) if each.isVisible())
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile(path.name)
        with qtbot.waitSignal(signal) as caught:
            dialog.accept()
        assert caught.args == [path]
