"""Runs kept for comparison lie behind the one in view, are told apart without colour, and can be planned together."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.errors import DemoError
from models.knobs import KnobValue, knobs
from models.registry import demos
from studyapp.study.runs import main_scalars
from studyapp.ui.comparison_strip import SAMPLE_PX, Compared, ComparisonStrip
from studyapp.ui.demo_view import DemoView
from studyapp.ui.kept_run import KeptRun
from studyapp.ui.plots.curves import CurvesPlot
from studyapp.ui.plots.looks import DASHES, MOST_KEPT, SHADES, dashes
from studyapp.ui.run_controls import RunState
from studyapp.ui.side_by_side import Plan, read_values, suggested
from studyapp.ui.theme import DARK, LIGHT
from tests.studyapp.ui.demo.driving import drawn, running, slide
from tests.studyapp.ui.demo.small_demo import Config, feed, frames

KNOBS = {each.name: each for each in knobs(Config)}


def ran(view: DemoView, count: int = 30, **values: KnobValue) -> DemoView:
    """Run the small demo for so many frames with these knobs."""
    view.knobs.show_values({**asdict(Config()), **values})
    if view.state is not RunState.READY:
        view.controls.reset_button.click()
        view.show_started("CPU")
        view.controls.run_button.click()
    else:
        running(view)
    feed(view, frames(count, **values))
    return view


def curves(view: DemoView) -> CurvesPlot:
    (plot,) = view.board.curves
    return plot


def test_k_keeps_the_run_in_view_and_the_next_one_is_laid_over_it(qtbot: QtBot, view: DemoView) -> None:
    QTest.keyClick(ran(view, rate=0.1), Qt.Key.Key_K)
    assert "Kept for comparison as run 1" in view.notice.message.text()
    drawn(qtbot, view)
    without = curves(view).grab().toImage()
    ran(view, rate=0.3)
    assert list(view.runs.pinned) == [1]
    assert curves(view).kept.last_step() == 29
    drawn(qtbot, view)
    assert curves(view).grab().toImage() != without
    table = view.runs.comparison.table
    qtbot.waitUntil(lambda: table.rowCount() == 2 and "learning rate" in table.line(1))
    assert table.line(0).startswith("now | the run in view | 29 | ")
    assert table.line(1).startswith("1 | learning rate 0.3 → 0.1 | 29 | ")


def test_the_table_says_that_a_knob_of_the_run_in_view_was_turned_on_the_way(qtbot: QtBot, view: DemoView) -> None:
    QTest.keyClick(ran(view), Qt.Key.Key_K)
    running(view)
    slide(view, "rate", 20)
    feed(view, frames(30))
    table = view.runs.comparison.table
    qtbot.waitUntil(lambda: table.line(0).startswith("now | the run in view; 1 knob turned on the way | 29 | "))


def test_runs_of_every_demo_lie_side_by_side_however_much_they_measure(qtbot: QtBot) -> None:
    for demo in demos().values():
        scalars = main_scalars(demo)
        strip = ComparisonStrip(scalars, LIGHT)
        qtbot.addWidget(strip)
        strip.show_runs([Compared(number, "", 20, [0.5] * len(scalars)) for number in range(2)], pictures_of=0)
        shown = scalars[: strip.table.columnCount() - 3]
        assert shown and strip.table.line(1) == " | ".join(["1", "", "20", *("0.5000" for _ in shown)]), demo.id


def test_the_line_of_the_run_in_view_begins_with_its_whole_name(qtbot: QtBot, view: DemoView) -> None:
    ran(view).runs.keep()
    table = view.runs.comparison.table
    room = table.visualItemRect(table.cell(0, 0)).width() - SAMPLE_PX.width()
    assert room > 2 * table.fontMetrics().horizontalAdvance("now")


def test_without_a_run_there_is_nothing_to_keep(view: DemoView) -> None:
    view.controls.keep_button.click()
    assert view.runs.pinned == {} and "no run to keep" in view.notice.message.text()
    assert view.runs.comparison.isHidden()


def test_five_runs_at_most_are_kept_and_the_sixth_is_refused_in_words(view: DemoView) -> None:
    ran(view)
    for _ in range(MOST_KEPT + 1):
        view.runs.keep()
    assert list(view.runs.pinned) == [1, 2, 3, 4, 5]
    assert view.notice.message.text() == "5 runs are kept for comparison. Remove one of them first."
    view.runs.unpin(2)
    view.runs.keep()
    assert list(view.runs.pinned) == [1, 2, 3, 4, 5]


def test_kept_runs_differ_by_dashes_and_shade_and_not_by_colour_alone() -> None:
    assert len({dashes(number) for number in range(1, MOST_KEPT + 1)}) == MOST_KEPT
    assert len(set(SHADES)) == len(SHADES) == len(DASHES)


def test_the_axes_hold_the_kept_runs_too(qtbot: QtBot, view: DemoView) -> None:
    ran(view, 60, start=2.0).runs.keep()
    ran(view, 5, start=0.1)
    drawn(qtbot, view)
    left, right, low, high = curves(view).chart.limits
    assert (left, right) == (0, 60) and low <= 0 and high >= 4
    view.runs.unpin(1)
    drawn(qtbot, view)
    assert curves(view).chart.limits[1] == 10


def test_the_pointer_reads_the_kept_runs(qtbot: QtBot, view: DemoView) -> None:
    ran(view, 30, rate=0.1).runs.keep()
    ran(view, 10, rate=0.3)
    drawn(qtbot, view)
    curves(view).chart.hovered.emit(QPointF(20.0, 0.5))
    height = frames(30, rate=0.1)[20].scalars["height"]
    step, told = curves(view).toolTip().splitlines()
    assert step == "step 20" and told.startswith("run 1: height ")
    assert float(told.split()[3].rstrip(",")) == pytest.approx(height, rel=1e-3)


def test_a_kept_run_gives_its_knobs_back(qtbot: QtBot, view: DemoView) -> None:
    ran(view, rate=0.2, balls=3).runs.keep()
    ran(view, rate=0.1)
    with qtbot.waitSignal(view.reset_requested) as caught:
        view.runs.comparison.knobs_button.click()
    assert caught.args[0] == asdict(Config(rate=0.2, balls=3))
    assert view.notice.message.text().startswith("These are the knobs of kept run 1.")


def test_a_kept_run_shows_its_pictures_until_they_are_sent_away(qtbot: QtBot, view: DemoView) -> None:
    ran(view, 30, start=2.0, rate=0.01).runs.keep()
    kept = frames(30, start=2.0, rate=0.01)[-1].pictures()["words"]
    ran(view, 30, start=0.5)
    own = view.board.pictures["words"]
    view.runs.comparison.pictures_button.click()
    assert view.board.shown()[1]["words"] == kept != own
    assert view.runs.comparison.table.line(1).count("its pictures are shown") == 1
    feed(view, frames(32, start=0.5)[30:])
    assert view.board.shown()[1]["words"] == kept
    view.runs.comparison.pictures_button.click()
    assert view.board.shown()[1]["words"] == view.board.pictures["words"] != kept


def test_delete_takes_a_kept_run_out_of_the_plots(view: DemoView) -> None:
    ran(view).runs.keep()
    table = view.runs.comparison.table
    assert view.runs.comparison.isVisible()
    view.runs.comparison.remove_button.click()
    assert view.runs.pinned == {} and view.runs.comparison.isHidden()
    assert curves(view).kept.last_step() == 0 and table.rowCount() == 1


def test_knobs_turned_on_the_way_are_told(qtbot: QtBot, view: DemoView) -> None:
    ran(view)
    slide(view, "rate", 0)
    slide(view, "rate", 10)
    view.runs.keep()
    (kept,) = view.runs.pinned.values()
    assert [(turned.step, turned.knob) for turned in kept.run.turned] == [(29, "rate")]
    view.controls.reset_button.click()
    assert "1 knob turned on the way" in view.runs.comparison.table.line(1)


def test_another_theme_draws_the_kept_lines_in_its_colours(qtbot: QtBot, view: DemoView) -> None:
    ran(view).runs.keep()
    drawn(qtbot, view)
    before = view.runs.comparison.grab().toImage()
    view.show_theme(DARK)
    drawn(qtbot, view)
    assert view.runs.comparison.grab().toImage() != before


# ---------------------------------------------------------------- planned together


def carry_out(qtbot: QtBot, view: DemoView) -> list[dict[str, KnobValue]]:
    """Play the worker until no run is planned any more; return the knobs of every run that was asked for."""
    asked: list[dict[str, KnobValue]] = []
    view.run_requested.connect(lambda values, _device: asked.append(values))
    view.history.form.run_button.click()
    while view.planned.plan is not None:
        count = len(asked)
        view.show_started("CPU")
        run = frames(200, **asked[-1])
        feed(view, run)
        if run[-1].diverged:
            view.show_diverged(run[-1].diverged)
        qtbot.waitUntil(partial(gone_on, view, asked, count))
    return asked


def gone_on(view: DemoView, asked: list[dict[str, KnobValue]], count: int) -> bool:
    """Tell whether more than ``count`` runs were asked for, or no more will be."""
    return len(asked) > count or view.planned.plan is None


def plan(view: DemoView, knob: str, values: str, steps: int) -> None:
    form = view.history.form
    form.knob_box.setCurrentIndex(form.knob_box.findData(knob))
    form.values_input.setText(values)
    form.steps_input.setValue(steps)


def test_planned_runs_follow_each_other_for_the_same_number_of_steps(qtbot: QtBot, view: DemoView) -> None:
    kept: list[KeptRun] = []
    view.history.run_ended.connect(kept.append)
    plan(view, "rate", "0.05, 0.1, 0.2", 40)
    asked = carry_out(qtbot, view)
    assert [values["rate"] for values in asked] == [0.05, 0.1, 0.2]
    assert {values["seed"] for values in asked} == {0}
    assert [each.run.steps for each in view.runs.pinned.values()] == [40, 40, 40]
    assert all(each.series.last_step == 40 for each in view.runs.pinned.values())
    assert [each.run.ended.value for each in kept] == ["finished", "finished"]
    assert view.state is RunState.PAUSED and view.planned.progress.isHidden()
    assert view.notice.message.text().startswith("3 runs lie over each other.")


def test_a_planned_run_that_diverges_is_kept_and_the_next_begins(qtbot: QtBot, view: DemoView) -> None:
    plan(view, "rate", "3, 0.1", 100)
    assert [values["rate"] for values in carry_out(qtbot, view)] == [3, 0.1]
    first, second = view.runs.pinned.values()
    assert (first.run.ended.value, second.run.ended.value) == ("diverged", "finished")
    assert first.run.steps < 100 == second.run.steps


def test_planned_runs_can_be_cancelled_and_what_is_done_stays(qtbot: QtBot, view: DemoView) -> None:
    plan(view, "rate", "0.05, 0.1", 30)
    with qtbot.waitSignal(view.run_requested):
        view.history.form.run_button.click()
    view.show_started("CPU")
    with qtbot.waitSignal(view.run_requested):
        feed(view, frames(40, rate=0.05))
    view.show_started("CPU")
    feed(view, frames(5, rate=0.1))
    assert view.planned.progress.words.text() == "Run 2 of 2: learning rate 0.1"
    assert (view.planned.progress.bar.value(), view.planned.progress.bar.maximum()) == (34, 60)
    with qtbot.waitSignal(view.pause_requested):
        view.planned.progress.cancel_button.click()
    assert view.planned.plan is None and list(view.runs.pinned) == [1]


def test_a_run_that_nobody_planned_ends_the_plan(qtbot: QtBot, view: DemoView) -> None:
    plan(view, "balls", "1, 2", 30)
    view.history.form.run_button.click()
    view.show_started("CPU")
    feed(view, frames(3))
    view.controls.reset_button.click()
    assert view.planned.plan is None and view.planned.progress.isHidden()


def test_older_kept_runs_make_room_for_planned_ones(qtbot: QtBot, view: DemoView) -> None:
    ran(view)
    for _ in range(4):
        view.runs.keep()
    view.planned.start(Plan(KNOBS["rate"], (0.1, 0.2, 0.3), 10))
    assert list(view.runs.pinned) == [3, 4]


@pytest.mark.parametrize(
    ("typed", "why"),
    [("0.1", "2 to 4 different values"), ("0.1, 99", "goes from"), ("0.1, fast", "is a number"), ("", "2 to 4")],
)
def test_values_that_can_not_be_used_are_refused_in_words(view: DemoView, typed: str, why: str) -> None:
    plan(view, "rate", typed, 10)
    view.history.form.run_button.click()
    assert why in view.notice.message.text()
    assert view.planned.plan is None


@pytest.mark.parametrize("name", [name for name in KNOBS if name not in ("text", "steps_per_frame")])
def test_what_is_suggested_can_be_used_whatever_the_knob_s_value(name: str) -> None:
    knob = KNOBS[name]
    values = [knob.default, *knob.choices, *(each for each in (knob.low, knob.high) if each is not None)]
    for value in values:
        found = suggested(knob, int(value) if knob.type == "int" else value)
        assert read_values(knob, ", ".join(str(each) for each in found)) == found


def test_values_may_be_parted_by_commas_blanks_or_semicolons() -> None:
    assert read_values(KNOBS["balls"], " 1, 2;3  2 ") == (1, 2, 3)
    with pytest.raises(DemoError, match="2 to 4"):
        read_values(KNOBS["balls"], "1 2 3 4 5")
