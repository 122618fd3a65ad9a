"""Runs of demos are kept by the app, listed in the tab Runs, shown, compared, named, deleted and brought back."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from models.demo import Moment
from models.registry import demo
from studyapp.app import StudyApp
from studyapp.study.run_data import unpacked_columns, unpacked_snapshots
from studyapp.study.runs import Ending
from studyapp.ui.demo_view import DemoView
from studyapp.ui.run_controls import RunState
from studyapp.wiring.runs import RunDesk
from tests.studyapp.runs import GRIDWORLD
from tests.studyapp.ui.conftest import Clock
from tests.studyapp.ui.demo.driving import shown

SCALAR = "return"


@pytest.fixture
def desk(app: StudyApp) -> RunDesk:
    return RunDesk(app)


@pytest.fixture
def view(qtbot: QtBot, desk: RunDesk) -> DemoView:
    """Give a demo's view that is joined to the app's store and to no worker."""
    made = shown(qtbot, demo(GRIDWORLD))
    desk.connect_view(made)
    return made


def ran(view: DemoView, steps: int = 60, seed: int = 0) -> DemoView:
    """Play the worker: a run of so many steps that is reset then."""
    view.knobs.show_values({"seed": seed})
    view._begin(held=False)
    view.show_started("CPU")
    grid = np.zeros((2, 2), np.float32)
    for step in range(steps + 1):
        view.add_frames([Moment(step, {SCALAR: step / 10 + seed})], {"values": grid + step}, 100.0, seconds=step / 100)
    view._begin(held=True)
    view.show_started("CPU")
    return view


def listed(view: DemoView) -> list[str]:
    view.tabs.setCurrentWidget(view.history.panel)
    return [view.history.panel.table.line(number) for number in range(view.history.panel.table.rowCount())]


def test_a_run_that_is_reset_is_stored_with_curves_and_pictures(qtbot: QtBot, view: DemoView, app: StudyApp) -> None:
    ran(view, seed=3)
    runs = app.session.store.runs
    (run,) = runs.all()
    assert (run.demo, run.device, run.steps, run.seconds, run.ended.value) == (GRIDWORLD, "CPU", 60, 0.6, "reset")
    assert run.final == {SCALAR: 9.0} and run.ended_at == app.around.now()
    assert unpacked_columns(runs.curves(run))[SCALAR][1].tolist() == [step / 10 + 3 for step in range(61)]
    qtbot.waitUntil(lambda: bool(runs.snapshots(run)))
    snapshots = unpacked_snapshots(runs.snapshots(run))
    assert len(snapshots) == 24 and (snapshots[0].step, snapshots[-1].step) == (0, 60)
    assert np.array_equal(np.asarray(snapshots[-1].pictures()["values"]), np.full((2, 2), 60))


def test_a_run_that_hardly_began_is_not_kept(view: DemoView, app: StudyApp) -> None:
    ran(view, steps=19)
    assert app.session.store.runs.all() == []


def test_closing_the_window_keeps_the_run_with_its_pictures(view: DemoView, desk: RunDesk, app: StudyApp) -> None:
    ran(view)
    view.add_frames([Moment(25, {SCALAR: 1.0})], {"values": np.ones((2, 2), np.float32)}, 1.0)
    view.keep_run(Ending.CLOSED)
    desk.close()
    runs = app.session.store.runs
    assert [run.ended.value for run in runs.all()] == ["reset", "closed"]
    assert all(runs.snapshots(run) for run in runs.all())


def test_the_list_tells_when_what_differs_and_what_it_came_to(view: DemoView, app: StudyApp, clock: Clock) -> None:
    assert listed(view) == [] and view.history.panel.empty.isVisible()
    ran(view)
    clock.moment += timedelta(days=1)
    ran(view, seed=2)
    newest, oldest = listed(view)
    assert newest.startswith("today 12:00 | seed 0 → 2 | reset | 60 | ")
    assert oldest.startswith("2 Mar 12:00 | nothing | reset | 60 | ")


def test_a_held_run_says_where_it_holds_even_if_that_is_told_a_moment_later(view: DemoView, app: StudyApp) -> None:
    view = ran(view)
    view.add_frames([Moment(7, {SCALAR: 1.0})], {}, 1.0)
    assert view.notice.message.text().startswith("Held at step 7, on CPU.")


def test_a_run_of_the_history_is_shown_replayed_and_left_again(qtbot: QtBot, view: DemoView, app: StudyApp) -> None:
    ran(view, seed=1)
    listed(view)
    view.history.panel.show_button.click()
    assert view.tabs.currentWidget() is view.board
    assert view.notice.message.text() == "A kept run of today 12:00: seed 0 → 1."
    assert view.board.shown()[0].last(SCALAR) == 7.0
    assert view.runs.comparison.table.line(0).startswith("now | a kept run of today 12:00 | 60")
    view.runs.replay.slider.setValue(10)
    assert view.runs.replay.step() == 10
    at_10 = np.asarray(view.board.shown()[1]["values"])
    assert at_10.max() <= 10 and at_10.max() >= 7  # the nearest earlier of 24 kept out of 61
    view.notice.action_button.click()
    assert view.runs.shown is None and view.board.shown()[0] is view.board.series
    assert view.runs.replay.step() is None


def test_run_takes_the_plots_back_from_a_run_of_the_history(view: DemoView, app: StudyApp) -> None:
    ran(view)
    listed(view)
    view.history.panel.show_button.click()
    view.controls.run_button.click()
    assert view.runs.shown is None and view.state is RunState.RUNNING


def test_a_run_of_the_history_can_be_compared_once(view: DemoView, app: StudyApp) -> None:
    ran(view, seed=4)
    for _ in range(2):
        listed(view)
        view.history.panel.compare_button.click()
    assert [kept.run.final[SCALAR] for kept in view.runs.pinned.values()] == [10.0]
    assert "already" in view.notice.message.text()


def test_a_run_of_the_history_gives_its_knobs_back(qtbot: QtBot, view: DemoView, app: StudyApp) -> None:
    ran(view, seed=5)
    view.knobs.show_values({"seed": 0})
    listed(view)
    with qtbot.waitSignal(view.reset_requested) as caught:
        view.history.panel.knobs_button.click()
    assert caught.args[0]["seed"] == 5


def test_a_run_gets_a_name(qtbot: QtBot, view: DemoView, app: StudyApp) -> None:
    ran(view)
    listed(view)
    view.history.panel.name_button.click()
    (dialog,) = view.history.panel.findChildren(QInputDialog)
    dialog.setTextValue("  the   calm one ")
    dialog.accept()
    assert listed(view)[0].endswith("| the calm one")
    view.history.panel.show_button.click()
    assert view.notice.message.text().startswith("“the calm one”, a kept run of today")


def test_a_deleted_run_comes_back_with_undo(view: DemoView, app: StudyApp) -> None:
    ran(view)
    assert len(listed(view)) == 1
    view.history.panel.remove_button.click()
    assert listed(view) == [] and view.notice.message.text() == "Deleted a run of 60 steps."
    view.notice.action_button.click()
    assert len(listed(view)) == 1 == len(app.session.store.runs.all())


def test_a_run_that_the_disk_keeps_is_not_said_to_be_deleted(view: DemoView, app: StudyApp) -> None:
    ran(view)
    listed(view)
    app.session.store._connection.execute("pragma query_only = on")
    view.history.panel.remove_button.click()
    app.session.store._connection.execute("pragma query_only = off")
    assert "Deleted" not in view.notice.message.text() and app.window.banner.message.text()
    assert len(listed(view)) == 1


@pytest.mark.slow
def test_a_run_of_the_real_worker_is_kept_and_shown(qtbot: QtBot, app: StudyApp) -> None:
    app.pages.open_demo(GRIDWORLD)
    assert app.pages.demos is not None
    view = app.pages.demos.view(GRIDWORLD)
    view.controls.speed_slider.setValue(view.controls.speed_slider.maximum())
    view.controls.run_button.click()
    qtbot.waitUntil(lambda: view.board.series.last_step >= 100, timeout=20_000)
    view.runs.keep()
    view.controls.reset_button.click()
    qtbot.waitUntil(lambda: view.state is RunState.PAUSED and view.board.series.last_step == 0, timeout=20_000)
    (run,) = app.session.store.runs.all()
    assert run.steps >= 100 and run.device == "CPU" and run.steps_per_second > 0
    listed(view)
    view.history.panel.show_button.click()
    kept, (pinned,) = view.runs.shown, view.runs.pinned.values()
    assert kept is not None and pinned.run.steps <= kept.run.steps
    assert set(kept.columns) == set(pinned.columns) and len(kept.snapshots) > 1
    assert set(kept.pictures_at()) == set(pinned.pictures_at()) != set()
    view.controls.run_button.click()
    qtbot.waitUntil(lambda: view.board.series.last_step >= 30, timeout=20_000)
    app.pages.demos.close()
    assert [each.ended for each in app.session.store.runs.all()] == [Ending.RESET, Ending.CLOSED]
