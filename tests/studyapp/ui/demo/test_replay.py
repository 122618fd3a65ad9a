"""A run that is held, has ended or was kept is replayed by scrubbing; its pictures on the way stay within bounds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.demo import Moment
from studyapp.study.runs import Ending
from studyapp.ui.demo_view import DemoView
from studyapp.ui.kept_run import Snapshots, pictures_at
from studyapp.ui.plots.scales import number_text
from studyapp.ui.plots.series import Series
from studyapp.ui.run_record import RunRecord
from tests.studyapp.ui.demo.driving import drawn, running
from tests.studyapp.ui.demo.small_demo import DEMO, feed, frames, values_of
from tests.studyapp.ui.demo.small_demo import Config as SmallConfig


def held(view: DemoView, count: int = 30) -> DemoView:
    """Run the small demo for so many frames and hold it."""
    feed(running(view), frames(count))
    view.controls.run_button.click()
    return view


def words(view: DemoView) -> object:
    return view.board.shown()[1]["words"]


def test_a_run_that_goes_on_has_no_replay(view: DemoView) -> None:
    feed(running(view), frames(30))
    assert not view.runs.replay.slider.isEnabled() and not view.runs.replay.play_button.isEnabled()


def test_the_slider_goes_through_the_moments_of_a_held_run(qtbot: QtBot, view: DemoView) -> None:
    run = frames(30)
    replay = held(view).runs.replay
    assert replay.slider.isEnabled() and replay.step() is None
    replay.slider.setValue(7)
    assert replay.step() == 7 and replay.step_label.text() == "step 7"
    assert words(view) == run[7].pictures()["words"]
    (plot,) = view.board.curves
    drawn(qtbot, view)
    height = run[7].scalars["height"]
    assert plot.legend.text().startswith(f"height {number_text(height)};")
    assert replay.slider.accessibleDescription().startswith("step 7: ")
    replay.slider.setValue(29)
    assert replay.step() is None and words(view) == run[29].pictures()["words"]


def test_arrow_keys_home_and_end_replay_from_anywhere_in_the_view(view: DemoView) -> None:
    replay = held(view).runs.replay
    steps = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(view, key)
        steps.append(replay.step())
    assert steps == [28, 27, 28, 0, None]


def test_pictures_of_a_held_run_drawn_anew_take_the_place_of_those_before(view: DemoView) -> None:
    before, after = np.zeros(3, np.float32), np.ones(3, np.float32)
    snapshots = Snapshots()
    for step, picture in ((0, before), (4, before), (4, after), (4, after)):
        snapshots.add(step, {"map": picture})
    assert [each.step for each in snapshots.all()] == [0, 4]
    assert snapshots.all()[-1].pictures()["map"] is after
    held(view)
    view.add_frames([], {"words": "turned"}, 0.0, seconds=1.0)
    assert words(view) == "turned"
    assert view.runs.replay.step() is None


def test_the_replay_plays_to_the_end_and_can_be_held(qtbot: QtBot, view: DemoView) -> None:
    replay = held(view).runs.replay
    with qtbot.waitSignals([replay.moved] * 3):
        replay.play_button.click()
    replay.play_button.click()
    here = replay.step()
    assert here is not None and here > 0 and not replay.playing
    replay.slider.setValue(27)
    replay.play_button.click()
    qtbot.waitUntil(lambda: not replay.playing)
    assert replay.step() is None


def test_going_on_leaves_the_replay(qtbot: QtBot, view: DemoView) -> None:
    replay = held(view).runs.replay
    replay.slider.setValue(3)
    view.controls.run_button.click()
    assert replay.step() is None and words(view) == view.board.pictures["words"]
    (plot,) = view.board.curves
    drawn(qtbot, view)
    assert plot.legend.text().startswith(f"height {number_text(frames(30)[-1].scalars['height'])};")


def test_one_more_step_shows_the_newest_moment(view: DemoView) -> None:
    replay = held(view, 10).runs.replay
    replay.slider.setValue(3)
    view.controls.step_button.click()
    feed(view, frames(11)[10:])
    assert replay.step() is None and replay.slider.maximum() == 10


@given(st.integers(1, 2000), st.integers(2, 30))
def test_pictures_on_the_way_are_few_evenly_spread_and_hold_both_ends(count: int, most: int) -> None:
    snapshots = Snapshots(most)
    for step in range(count):
        snapshots.add(step, {"words": str(step)})
    steps = [each.step for each in snapshots.all()]
    assert len(steps) <= most + 1 and (steps[0], steps[-1]) == (0, count - 1)
    assert len(set(np.diff(steps[:-1]).tolist())) <= 1
    assert [each.pictures()["words"] for each in snapshots.all()] == [str(step) for step in steps]


def test_large_pictures_stay_within_their_bytes() -> None:
    snapshots = Snapshots(120, limit_bytes=100_000)
    for step in range(500):
        snapshots.add(step, {"maps": np.zeros((50, 50), np.float32)})
        assert snapshots.size_bytes <= 100_000
    assert len(snapshots.all()) > 5


@pytest.mark.parametrize(("step", "found"), [(-1, "0"), (0, "0"), (9, "0"), (10, "10"), (99, "20")])
def test_the_pictures_of_a_step_are_those_kept_last_before(step: int, found: str) -> None:
    snapshots = Snapshots()
    for at in (0, 10, 20):
        snapshots.add(at, {"words": str(at)})
    assert pictures_at(snapshots.all(), step)["words"] == found
    assert pictures_at((), step) == {}


def test_a_run_is_kept_once_and_only_when_it_took_some_steps(view: DemoView) -> None:
    record = RunRecord(DEMO)
    record.begin(values_of(SmallConfig()))
    record.add((), 19)
    assert record.end(Ending.RESET, view.board.series) is None
    record.add((), 20, seconds=0.5)
    kept = record.end(Ending.RESET, view.board.series)
    assert kept is not None and (kept.run.steps, kept.run.steps_per_second) == (20, 40.0)
    assert record.end(Ending.CLOSED, view.board.series) is None


def test_a_run_kept_up_to_a_step_has_neither_curves_nor_pictures_nor_numbers_of_later_ones() -> None:
    run, record = frames(30), RunRecord(DEMO)
    record.begin(values_of(SmallConfig()))
    for frame in run:
        record.add([Moment(frame.step, frame.scalars)], frame.step)
        record.add_pictures(frame.pictures())
    series = Series([Moment(frame.step, frame.scalars) for frame in run])
    kept = record.so_far(Ending.STOPPED, series, until=10)
    assert kept.run.steps == 10 and kept.run.final["height"] == run[10].scalars["height"]
    assert {curve[0, -1] for curve in kept.columns.values()} == {10}
    assert [each.step for each in kept.snapshots][-1] == 10
