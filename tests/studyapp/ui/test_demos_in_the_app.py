"""Several demos share one worker: each has its own speed and its end; the collector of garbage rests meanwhile."""

from __future__ import annotations

import gc
from itertools import islice

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.ui.run_controls import RunState
from studyapp.wiring.demos import IDLE_MS
from tests.studyapp.ui.demo.small_demo import feed

GRIDWORLD, STEPPER = "q-learning-gridworld", "value-iteration-stepper"
TORCH_MS = 60_000  # the worker loads torch, on a machine that may be busy


def test_the_speed_of_one_demo_is_no_other_s(app: StudyApp) -> None:
    demos = app.pages.benches()
    running, other = demos.view(GRIDWORLD), demos.view(STEPPER)
    speeds: list[float | None] = []
    running.controls.speed_slider.setValue(3)
    for press in (
        running.controls.run_button.click,
        lambda: QTest.keyClick(other.controls.speed_slider, Qt.Key.Key_Home),
        lambda: QTest.keyClick(running.controls.speed_slider, Qt.Key.Key_End),
        other.controls.run_button.click,
    ):
        press()
        speeds.append(demos.run._speed)
    assert speeds == [10, 10, None, 1]


def test_a_run_that_gives_way_to_one_of_another_demo_is_over_and_kept(app: StudyApp) -> None:
    demos = app.pages.benches()
    first, other = demos.view(GRIDWORLD), demos.view(STEPPER)
    first.controls.run_button.click()
    first.show_started("CPU")
    feed(first, [*islice(first.demo.train(first.demo.config(), "cpu"), 4)])
    assert first.state is RunState.RUNNING
    other.controls.run_button.click()
    assert (first.state, other.state) == (RunState.ENDED, RunState.STARTING)
    assert [run.demo for run in app.session.store.runs.all()] == [GRIDWORLD]


@pytest.mark.slow
def test_old_objects_are_spared_the_search_for_garbage_from_a_run_s_start_until_it_is_long_over(
    app: StudyApp, qtbot: QtBot
) -> None:
    app.pages.open_demo(GRIDWORLD)
    demos = app.pages.benches()
    view = demos.view(GRIDWORLD)
    for _ in range(2):  # the second follows closely: nothing is looked through in between
        with qtbot.waitSignal(demos.run.started, timeout=TORCH_MS):
            view.controls.run_button.click()
        assert gc.get_freeze_count() > 0
        with qtbot.waitSignal(demos.run.stopped, timeout=TORCH_MS):
            demos.run.stop()
        assert gc.get_freeze_count() > 0
    qtbot.waitUntil(lambda: gc.get_freeze_count() == 0, timeout=5 * IDLE_MS)
    with qtbot.waitSignal(demos.run.started, timeout=TORCH_MS):
        view.controls.run_button.click()
    app.close()
    assert gc.get_freeze_count() == 0
