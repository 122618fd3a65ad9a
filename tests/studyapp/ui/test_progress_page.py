"""Progress in the real app: months of answers, what charts lead to, files, and a schedule fitted to the learner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import process_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.prepared_months import fill_with_months
from studyapp.storage import Store
from studyapp.study.exams import Exam
from studyapp.study.mastery import Mastery
from studyapp.study.memory import Memory
from studyapp.study.refitting import Foresight, Refit
from studyapp.study.scheduling import Schedule
from studyapp.ui.charts.reliability import Reliability
from studyapp.ui.charts.topic_tiles import TopicTiles
from studyapp.ui.main_window import SMALLEST
from studyapp.ui.progress_view import ProgressView
from studyapp.ui.slices import Slices
from studyapp.ui.theme import DARK
from studyapp.wiring.progress import ProgressDesk
from tests.studyapp.attempts import NOON, attempt
from tests.studyapp.ui.conftest import Clock

USUAL = list(Schedule()._scheduler.parameters)


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with months of answers, made once."""
    path = tmp_path_factory.mktemp("months") / "months.db"
    with Store(path) as store:
        fill_with_months(store, NOON)
    return path


@pytest.fixture
def months_app(app: StudyApp, months: Path, tmp_path: Path) -> StudyApp:
    """Give the app with a copy of those months."""
    copy = tmp_path / "copy.db"
    copy.write_bytes(months.read_bytes())
    app.session.store.close()
    app.session.store = Store(copy)
    return app


def desk(app: StudyApp) -> ProgressDesk:
    """Open Progress."""
    app.open("progress")
    assert app.pages.progress is not None
    return app.pages.progress


def worked_out(qtbot: QtBot, app: StudyApp) -> ProgressView:
    """Open Progress and return its page when everything on it is worked out."""
    page = desk(app)
    qtbot.waitUntil(lambda: page.is_complete, timeout=30_000)
    return page.view


# ---------------------------------------------------------------- what is shown


def test_months_of_answers_fill_every_card(qtbot: QtBot, months_app: StudyApp) -> None:
    view = worked_out(qtbot, months_app)
    shown = {card.title: card.view.isVisibleTo(card) for card in view.cards}
    assert shown == dict.fromkeys(shown, True)
    tiles = view.map.view.chart
    assert isinstance(tiles, TopicTiles)
    tallies = months_app.session.store.tallies_by_topic()
    begun = {tile.topic for tile in tiles.tiles if tile.mastery is not Mastery.NOT_STARTED}
    assert begun == {tile.topic for tile in tiles.tiles if tile.topic in tallies}
    assert all(tile.low <= tile.chance <= tile.high for tile in tiles.tiles if tile.chance is not None)


def test_who_only_guesses_is_expected_to_earn_what_guessing_earns(qtbot: QtBot, app: StudyApp) -> None:
    for number in range(30):
        at = NOON + timedelta(minutes=number)
        app.session.store.add_attempt(
            attempt("dikw-level", topic="ethics.dikw-pyramid", score=0.0, difficulty=1 + number % 3, at=at)
        )
    tiles = worked_out(qtbot, app).map.view.chart
    assert isinstance(tiles, TopicTiles)
    (tile,) = (tile for tile in tiles.tiles if tile.topic == "ethics.dikw-pyramid")
    assert tile.chance is not None
    assert 0.2 < tile.chance < 0.3  # one of four options


def test_recall_is_compared_over_all_reviews_that_come_a_day_later(qtbot: QtBot, months_app: StudyApp) -> None:
    view = worked_out(qtbot, months_app)
    store, schedule = months_app.session.store, Schedule()
    later = forgotten = 0
    for item in {item for item, *_ in store.reviews.log()}:
        reviews = store.reviews.of(item)
        learnt = next((n for n, review in enumerate(reviews) if schedule.replayed(reviews[: n + 1])), len(reviews))
        for before, review in zip(reviews[learnt:], reviews[learnt + 1 :], strict=False):
            if review.day > before.day:
                later, forgotten = later + 1, forgotten + (review.rating == 1)
    chart = view.retention.view.chart
    assert isinstance(chart, Reliability)
    assert sum(each.count for each in chart.bins) == later > 100
    assert sum(each.count * (1 - each.happened) for each in chart.bins) == pytest.approx(forgotten)


def test_an_answer_more_and_one_less_are_followed(qtbot: QtBot, months_app: StudyApp, clock: Clock) -> None:
    view = worked_out(qtbot, months_app)
    first = view.map.view.chart
    assert isinstance(first, TopicTiles)
    for seed in range(3):
        months_app.session.record(attempt("conv-output-shape", topic="cnn.convolution", score=0, at=clock(), seed=seed))
    view = worked_out(qtbot, months_app)
    second = view.map.view.chart
    assert isinstance(second, TopicTiles)
    chances = [{tile.topic: tile.chance for tile in drawn.tiles} for drawn in (first, second)]
    before, after = (each["cnn.convolution"] for each in chances)
    assert before is not None and after is not None and after < before
    for _ in range(3):
        view.undo_button.click()
    third = worked_out(qtbot, months_app).map.view.chart
    assert isinstance(third, TopicTiles)
    assert [tile.chance for tile in third.tiles] == pytest.approx([tile.chance for tile in first.tiles])


def test_what_is_worked_out_is_not_worked_out_again_until_something_changes(qtbot: QtBot, months_app: StudyApp) -> None:
    worked_out(qtbot, months_app)
    months_app.open("today")
    assert desk(months_app).is_complete
    months_app.session.store.exams.save(Exam("Ethics", NOON.date() + timedelta(days=3)))
    assert not desk(months_app).is_complete
    view = worked_out(qtbot, months_app)
    assert view.outlooks.shown[0].readiness.sentence.text().startswith("Ethics: ")


def test_each_of_the_next_three_exams_has_its_outlook_and_the_others_are_counted(
    qtbot: QtBot, months_app: StudyApp
) -> None:
    store, today = months_app.session.store, NOON.date()
    topics = {"Far": "rl.returns", "Nets": "cnn.convolution", "Ethics": "ethics.dikw-pyramid"}
    for days, name in ((40, "Later"), (30, "Far"), (3, "Nets"), (3, "Ethics"), (-2, "Over"), (50, "Last")):
        weights = {topics[name]: 1.0} if name in topics else {}
        store.exams.save(Exam(name, today + timedelta(days=days), weights))
    view = worked_out(qtbot, months_app)
    shown = view.outlooks.shown
    assert [each.heading.text().partition(" · ")[0] for each in shown] == ["Nets", "Ethics", "Far"]
    assert [each.heading.isVisible() for each in shown] == [True] * 3
    assert view.outlooks.more.isVisible() and view.outlooks.more.text() == "3 more exams after these."
    for each in shown:
        name = each.heading.text().partition(" · ")[0]
        told = each.readiness.sentence if each.readiness.sentence.isVisible() else each.readiness.empty
        assert told.text().startswith(f"{name}: ")
        assert name in each.readiness.accessibleName() and name in each.gains.accessibleName()
        targets = {spot.target for spot in each.gains.view.spots()} if each.gains.view.chart else set()
        assert targets <= {topics[name]}
    assert any(each.gains.view.isVisible() for each in shown)
    with qtbot.waitSignal(view.topic_requested) as chosen:
        shown[2].gains.target_chosen.emit("rl.returns")
    assert chosen.args == ["rl.returns"]


def test_with_one_exam_left_nothing_of_the_others_is_shown(qtbot: QtBot, months_app: StudyApp) -> None:
    store = months_app.session.store
    for exam in store.exams.all():
        store.exams.remove(exam, NOON)
    for name in ("Nets", "Ethics"):
        store.exams.save(Exam(name, NOON.date() + timedelta(days=3)))
    assert len(worked_out(qtbot, months_app).outlooks.shown) == 2
    months_app.open("today")
    nets = next(exam for exam in store.exams.all() if exam.name == "Nets")
    store.exams.remove(nets, NOON)
    view = desk(months_app).view
    (left,) = view.outlooks.shown
    assert "Nets" not in left.readiness.sentence.text() or not left.readiness.sentence.isVisible()
    view = worked_out(qtbot, months_app)
    assert left.readiness.sentence.text().startswith("Ethics: ") and not left.heading.isVisible()
    assert [each.isVisible() for each in view.outlooks.made] == [True, False]
    assert not view.outlooks.more.isVisible()


def test_without_an_answer_the_page_shows_the_topics_and_where_to_begin(app: StudyApp) -> None:
    view = desk(app).view
    assert view.begin_button.isVisible() and view.map.view.isVisible()
    assert not any(card.isVisible() for card in view.cards if card is not view.map)
    view.begin_button.click()
    assert app.window.shows("practise")


def test_cards_without_data_say_what_to_do(qtbot: QtBot, app: StudyApp) -> None:
    app.session.record(attempt("conv-output-shape", topic="cnn.convolution", at=NOON))
    view = worked_out(qtbot, app)
    assert "Not enough answers yet" in view.outlooks.shown[0].readiness.empty.text()
    assert "Say before an answer how sure you are" in view.confidence.empty.text()
    view.confidence.action_button.click()
    assert app.settings.asks_confidence
    view.predictions.action_button.click()
    assert app.window.shows("lab")


# ---------------------------------------------------------------- what it leads to


def test_a_topic_on_the_map_opens_its_note(months_app: StudyApp) -> None:
    view = desk(months_app).view
    spot = next(spot for spot in view.map.view.spots() if spot.target == "rl.returns")
    assert spot.words.startswith("Returns: ")
    view.map.target_chosen.emit(spot.target)
    assert months_app.window.shows("study")
    assert months_app.pages.study is not None and months_app.pages.study.view.topic_title.text() == "Returns"


def test_arrow_keys_bring_what_they_reach_into_view(app: StudyApp, qtbot: QtBot) -> None:
    app.window.resize(*SMALLEST)
    chart = worked_out(qtbot, app).map.view
    assert chart.height() > app.window.height()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        for _ in range(40):
            QTest.keyClick(chart, key)
            reached = chart.spots()[chart._current].place.toAlignedRect()
            assert chart.visibleRegion().boundingRect().contains(reached)


def test_a_chart_is_saved_and_a_folder_that_refuses_is_told(months_app: StudyApp, tmp_path: Path) -> None:
    view = desk(months_app).view
    for ending in ("png", "svg", "csv"):
        file = tmp_path / f"chart.{ending}"
        view.slips.save_requested.emit(file)
        assert file.stat().st_size > 100
        assert "was saved" in months_app.window.banner.message.text()
        view.slips.save_requested.emit(tmp_path / "gone" / f"chart.{ending}")
        assert "can't be written" in months_app.window.banner.message.text()


def test_the_theme_changes_with_the_window(months_app: StudyApp) -> None:
    view = desk(months_app).view
    months_app.show_theme(DARK)
    ground = view.calendar.view.grab().toImage()
    assert ground.pixelColor(ground.width() - 1, ground.height() - 1).lightness() < 100


# ---------------------------------------------------------------- the schedule


def test_a_schedule_that_gains_is_used_only_when_it_is_wanted(qtbot: QtBot, months_app: StudyApp) -> None:
    view, store = desk(months_app).view.fit, months_app.session.store
    before = store.reviews.memories()
    fitted = [value * 1.3 if place < 4 else value for place, value in enumerate(USUAL)]
    gain = Refit("Fitted to you, it foresees more.", 700, 140, Foresight(0.5, 0.1), Foresight(0.4, 0.05), tuple(fitted))
    desk(months_app).fitting.process.found.emit(gain)
    assert view.result.text() == gain.sentence and view.use_button.isVisible()
    assert store.parameters() is None and store.reviews.memories() == before
    view.use_button.click()
    qtbot.waitUntil(lambda: store.parameters() is not None, timeout=20_000)
    assert store.parameters() == pytest.approx(fitted)
    schedule = Schedule(fitted)
    after = store.reviews.memories()
    assert after == {item: schedule.replayed(store.reviews.of(item)) for item in before}
    assert view.status.text() == "You use a schedule fitted to you."
    assert months_app.pages.tutor.ratings.schedule._scheduler.parameters == pytest.approx(fitted)
    view.usual_button.click()
    qtbot.waitUntil(lambda: store.parameters() is None, timeout=20_000)
    assert store.reviews.memories() == before


def test_while_every_item_gets_its_new_day_no_answer_can_be_given(qtbot: QtBot, months_app: StudyApp) -> None:
    view, window = desk(months_app).view.fit, months_app.window
    gain = Refit("It foresees more.", 700, 140, Foresight(0.5, 0.1), Foresight(0.4, 0.05), tuple(USUAL))
    for end in ("cancelled", "done"):
        desk(months_app).fitting.process.found.emit(gain)
        view.use_button.click()
        (waiting,) = window.findChildren(QProgressDialog)
        assert waiting.isVisible() and waiting.isModal()
        if end == "cancelled":
            waiting.findChildren(QPushButton)[0].click()
            assert not desk(months_app).fitting.slices.is_working
        with qtbot.waitSignal(waiting.destroyed, timeout=20_000):
            pass
        assert (months_app.session.store.parameters() is None) is (end == "cancelled")


def test_what_is_remembered_is_read_in_portions_between_which_the_window_lives(months_app: StudyApp) -> None:
    fitting, reviews = desk(months_app).fitting, months_app.session.store.reviews
    day = NOON.date()
    many = [Memory(f"card/{number}", "cnn.convolution", 1.0, 5.0, day, day, 1, 0) for number in range(30_000)]
    reviews.rebuild([*reviews.memories().values(), *many])
    begun = process_time()
    reviews.memories()
    at_once = process_time() - begun
    slices: list[float] = []
    begun = process_time()
    for _ in fitting._rebuild(None):
        slices.append(process_time() - begun)
        begun = process_time()
    assert max(slices) < at_once / 4


def test_what_was_found_can_be_left_alone(months_app: StudyApp) -> None:
    card = desk(months_app).view.fit
    gain = Refit("It foresees more.", 700, 140, Foresight(0.5, 0.1), Foresight(0.4, 0.05), tuple(USUAL))
    desk(months_app).fitting.process.found.emit(gain)
    card.keep_button.click()
    assert card.fit_button.isVisible() and not card.use_button.isVisible() and not card.result.text()
    assert months_app.session.store.parameters() is None


def test_no_gain_is_said_and_nothing_is_offered(months_app: StudyApp) -> None:
    card = desk(months_app).view.fit
    desk(months_app).fitting.process.found.emit(Refit("No gain: it stays as it is.", 700, 140))
    assert card.result.text() == "No gain: it stays as it is."
    assert not card.use_button.isVisible() and card.fit_button.isVisible()


def test_too_few_reviews_are_told_by_the_process_itself(qtbot: QtBot, app: StudyApp) -> None:
    app.session.record(attempt("conv-output-shape", topic="cnn.convolution", at=NOON))
    card = desk(app).view.fit
    with qtbot.waitSignal(desk(app).fitting.process.found, timeout=30_000):
        card.fit_button.click()
    assert "there are 0 so far" in card.result.text()
    assert card.fit_button.isVisible()


def test_a_fitting_can_be_stopped(app: StudyApp) -> None:
    app.session.record(attempt("conv-output-shape", topic="cnn.convolution", at=NOON))
    card = desk(app).view.fit
    card.fit_button.click()
    assert card.stop_button.isVisible()
    card.stop_button.click()
    assert "Nothing was changed" in card.result.text() and card.fit_button.isVisible()


# ---------------------------------------------------------------- slices


def test_long_work_is_done_in_slices_and_new_work_replaces_it(qtbot: QtBot, app: StudyApp) -> None:
    done: list[str] = []

    def work(name: str) -> Iterator[None]:
        for _ in range(3):
            yield
        done.append(name)

    slices = Slices(app.window)
    slices.start(work("first"), at_once_ms=0)
    assert slices.is_working and not done
    with qtbot.waitSignal(slices.finished):
        slices.start(work("second"), at_once_ms=0)
    assert done == ["second"] and not slices.is_working
