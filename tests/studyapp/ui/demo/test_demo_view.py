"""What the demo view shows around a run: predictions, what went wrong, every size and theme, code and text."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.demo import Moment
from models.registry import AnyDemo
from models.training import judged
from studyapp.ui.demo_view import DemoView
from studyapp.ui.run_controls import RunState
from studyapp.ui.run_record import RunRecord
from studyapp.ui.theme import DARK
from tests.studyapp.ui.demo.driving import Views, choose, drawn, every_demo, running, slide
from tests.studyapp.ui.demo.small_demo import DEMO, Config, feed, frames

# ---------------------------------------------------------------- predictions


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
    assert [page.isVisible() for page in card.pages] == [False, True]
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
    assert names == ["Plots", "Code", "What the curves mean", "Runs"]
    view.knobs.show_values({"balls": 5})
    view.resize(560, 700)
    names = [view.tabs.tabText(number) for number in range(view.tabs.count())]
    assert names == ["Plots", "Knobs", "Code", "What the curves mean", "Runs"]
    view.tabs.setCurrentWidget(view.knobs)
    qtbot.waitUntil(view.knobs.isVisible)
    view.resize(1200, 800)
    qtbot.waitUntil(lambda: view.tabs.count() == 4 and view.knobs.isVisible())
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
