"""The demo view's run, driven as a learner drives it: buttons, keys, knobs while it goes."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from models.demo import Moment
from models.registry import AnyDemo
from models.training import DEVICES as ASKED
from studyapp.ui.demo_view import DemoView
from studyapp.ui.run_controls import DEVICES, RunControls, RunState
from studyapp.ui.theme import LIGHT
from tests.studyapp.ui.demo.driving import Views, choose_word, every_demo, running, slide, switch
from tests.studyapp.ui.demo.small_demo import Config, feed, frames

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


def test_a_step_asked_for_while_a_reset_begins_is_taken(qtbot: QtBot, view: DemoView) -> None:
    running(view)
    view.controls.reset_button.click()
    with qtbot.waitSignal(view.step_requested), qtbot.assertNotEmitted(view.reset_requested):
        view.controls.step_button.click()
    view.show_started("CPU")
    assert view.state is RunState.PAUSED


def test_run_pressed_while_a_reset_begins_goes_on_from_there(qtbot: QtBot, view: DemoView) -> None:
    running(view)
    view.controls.reset_button.click()
    with qtbot.waitSignal(view.resume_requested), qtbot.assertNotEmitted(view.run_requested):
        view.controls.run_button.click()
    view.show_started("CPU")
    assert view.state is RunState.RUNNING


def test_where_a_run_stands_may_be_beyond_its_last_moment(view: DemoView) -> None:
    running(view)
    view.add_frames([Moment(1500, {"height": 1.0})], {}, 100.0, step=1534, seconds=1.0)
    view.controls.run_button.click()
    view.show_paused()
    assert view.controls.step_label.text() == "step 1,534"
    assert "Held at step 1,534" in view.notice.message.text()


def test_every_word_of_the_run_button_is_read_whole(view: DemoView) -> None:
    for state in RunState:
        view.controls.show_state(state)
        assert view.controls.run_button.width() >= view.controls.run_button.sizeHint().width(), state


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


def test_every_device_that_a_run_may_have_can_be_chosen(qtbot: QtBot, view: DemoView) -> None:
    assert tuple(DEVICES) == ASKED
    view.show_devices({"cpu": "CPU", "mps": "Apple GPU"})
    combo = view.controls.device_combo
    assert [combo.itemText(place) for place in range(4)] == ["auto", "CPU", "CUDA (none found)", "Apple GPU"]
    combo.setCurrentText("Apple GPU")
    with qtbot.waitSignal(view.run_requested) as caught:
        view.controls.run_button.click()
    assert caught.args[1] == "mps"


def test_a_run_that_fell_back_to_the_cpu_begins_anew_and_says_why(view: DemoView) -> None:
    running(view)
    feed(view, frames(5))
    assert view.board.series.last_step > 0
    view.show_fell_back("CPU", "The GPU has too little free memory for this run, so it began again on the CPU.")
    assert view.board.series.last_step == 0
    assert view.notice.message.text().startswith("The GPU has too little free memory")
    assert view.state is RunState.RUNNING
    feed(view, frames(2))
    assert view.controls.device_combo.currentText() == "auto (CPU)"


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


def test_where_it_is_narrow_buttons_become_icons_one_after_the_other(qtbot: QtBot) -> None:
    controls = RunControls(LIGHT)
    qtbot.addWidget(controls)
    controls.resize(2000, 60)
    controls.show()
    words = [controls.step_button, controls.reset_button, controls.seed_button, controls.keep_button]
    assert [each.text() for each in words] == ["Step", "Reset", "New seed", "Keep"]
    line = controls.heightForWidth(2000)
    narrowest = next(width for width in range(2000, 0, -20) if controls.heightForWidth(width) > line)
    controls.resize(narrowest, 60)
    assert [each.text() for each in words] == ["Step", "Reset", "New seed", ""]
    assert controls.heightForWidth(narrowest) == line
    controls.resize(narrowest - 160, 60)
    assert [each.text() for each in words] == [""] * 4
    assert [each.accessibleName() for each in words] == ["Step", "Reset", "New seed", "Keep for comparison"]
    assert all(each.toolTip() for each in words)
    assert controls.heightForWidth(narrowest - 160) == line
    controls.resize(2000, 60)
    assert controls.keep_button.text() == "Keep"


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
