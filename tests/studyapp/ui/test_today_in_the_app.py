"""Today in the real app: what is due and new, exams, habits, and the one button that starts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.prepared import right_replies
from studyapp.study.exams import Exam
from studyapp.study.history import DayCounts
from studyapp.study.memory import Rating, Review, card_item
from studyapp.ui.confidence_row import SAID
from studyapp.ui.day_bars import CARDS_STRENGTH
from studyapp.ui.exam_dialog import ExamDialog
from studyapp.ui.habits_card import STEP_MINUTES, Habits
from studyapp.ui.map_items import blend
from studyapp.ui.next_strip import Way
from studyapp.ui.theme import LIGHT
from studyapp.ui.today_view import DayPart, TodayPage, TodayView
from tests.studyapp.attempts import NOON, attempt
from tests.studyapp.ui.answering import answer, desk_of
from tests.studyapp.ui.conftest import Clock
from tests.studyapp.ui.keyboard import activate, focused, press, turn_wheel

FAMILY = "conv-output-shape"
YESTERDAY, TOMORROW = (NOON.date() + timedelta(days=days) for days in (-1, 1))


def today(app: StudyApp) -> TodayView:
    """Open Today and return it."""
    app.open("today")
    assert app.pages.today is not None
    return app.pages.today.view


def dialog(app: StudyApp) -> ExamDialog:
    """Return the open dialog."""
    assert app.pages.today is not None and app.pages.today.dialog is not None
    return app.pages.today.dialog


# ---------------------------------------------------------------- the page by itself


PAGE = TodayPage(
    greeting="Good evening",
    today=NOON.date(),
    due=DayPart((Way("exercise:a/1", "A"), Way("exercise:b/1", "B")), 3),
    new=DayPart((Way("topic:t", "Read: T"),), 10),
    days={},
    streak=0,
)


def test_the_day_is_counted_in_reviews_new_things_and_minutes(qtbot: QtBot) -> None:
    view = TodayView(LIGHT)
    qtbot.addWidget(view)
    view.show_page(PAGE)
    assert (view.due.number.text(), view.due.minutes.text()) == ("2", "about 3 min")
    assert (view.new.number.text(), view.new.minutes.text()) == ("1", "about 10 min")
    assert view.start_button.text() == "Start: 2 reviews, 1 new · about 13 min"
    with qtbot.waitSignal(view.way_chosen) as chosen:
        view.new.way_buttons[0].click()
    assert chosen.args == ["topic:t"]


def test_never_a_wall_a_few_are_named_and_the_rest_is_counted(qtbot: QtBot) -> None:
    view = TodayView(LIGHT)
    qtbot.addWidget(view)
    many = DayPart(tuple(Way(f"exercise:a{number}/1", f"A{number}") for number in range(40)), 60)
    view.show_page(replace(PAGE, due=many, later=260))
    assert len(view.due.way_buttons) == 3
    assert view.later.text() == "260 more reviews spread over the days ahead."


@pytest.mark.parametrize(
    ("page", "countdown"),
    [
        (PAGE, "A little every day beats a long night before the exam."),
        (replace(PAGE, exams=(Exam("Vision", NOON.date()),)), "Vision is today. Good luck!"),
        (replace(PAGE, exams=(Exam("Vision", TOMORROW),)), "Vision is tomorrow. Review, then sleep well."),
        (
            replace(PAGE, exams=(Exam("Old", YESTERDAY), Exam("Vision", TOMORROW))),
            "Vision is tomorrow. Review, then sleep well.",
        ),
        (replace(PAGE, exams=(Exam("Vision", NOON.date() + timedelta(days=12)),)), "Vision in 12 days."),
        (
            replace(PAGE, exams=(Exam("Vision", TOMORROW), Exam("Ethics", TOMORROW))),
            "Vision and Ethics are tomorrow. Review, then sleep well.",
        ),
        (
            replace(PAGE, exams=tuple(Exam(name, NOON.date() + timedelta(days=12)) for name in ("A", "B", "C"))),
            "A, B and C in 12 days.",
        ),
        (
            replace(PAGE, streak=5, done=DayCounts(reviews=3, new=1, seconds=90)),
            "A little every day beats a long night before the exam. 5 days in a row. 3 answers today.",
        ),
    ],
)
def test_countdown_streak_and_answers_of_today_are_one_line(qtbot: QtBot, page: TodayPage, countdown: str) -> None:
    view = TodayView(LIGHT)
    qtbot.addWidget(view)
    view.show_page(page)
    assert view.countdown.text() == countdown


def test_cards_are_answers_of_the_two_weeks_too(app: StudyApp, clock: Clock) -> None:
    view = today(app)
    assert view.week_words.text().startswith("No answers this week yet")
    for number in range(3):
        app.session.store.reviews.add_card(
            Review(card_item(number), "rl.td", Rating.GOOD, 3.0, clock(), clock().date()), None
        )
    app.open("learn")
    view = today(app)
    assert "3 answers today." in view.countdown.text()
    assert view.week_words.text() == "3 answers in the last seven days, all to cards (paler)."
    assert view.week.accessibleName() == "Answers by day over 14 days, 3 in all"
    assert view.week._words_at(QPointF(view.week.width() - 2, 60)).endswith(": 3 cards answered")
    app.session.record(attempt(FAMILY, topic="cnn.convolution", at=clock()))
    app.open("learn")
    assert today(app).week_words.text() == "4 answers in the last seven days, 3 of them to cards (paler)."
    pale = blend(QColor(LIGHT.accent), LIGHT.surface, CARDS_STRENGTH)
    drawn = view.week.grab().toImage()
    seen = {drawn.pixelColor(x, y).name() for x in range(drawn.width()) for y in range(drawn.height())}
    assert pale.name() in seen and QColor(LIGHT.accent).name() in seen


def test_being_behind_is_one_sentence_and_else_there_is_none(qtbot: QtBot) -> None:
    view = TodayView(LIGHT)
    qtbot.addWidget(view)
    view.show_page(replace(PAGE, behind="Two days were missed: 3 topics moved to next week."))
    assert not view.behind.isHidden()
    view.show_page(PAGE)
    assert view.behind.isHidden()


# ---------------------------------------------------------------- starting


def test_enter_on_today_starts_with_something_new(app: StudyApp, qtbot: QtBot) -> None:
    activate(qtbot, app.window)
    view = today(app)
    assert focused() is view.start_button and view.start_button.text().startswith("Start with something new")
    first = app.pages.tutor.first()
    press(Qt.Key.Key_Return)
    assert first.startswith("topic:") and app.window.shows("study")
    assert app.pages.tutor.first().startswith("exercise:")  # the note was opened; its exercises come next


def test_what_was_learnt_comes_back_when_it_is_due_with_new_numbers(app: StudyApp, clock: Clock) -> None:
    answer(app, FAMILY, seed=5)
    clock.moment += timedelta(days=20)
    view = today(app)
    assert view.start_button.text().startswith("Start: 1 review")
    view.start_button.click()
    desk = desk_of(app)
    assert desk.sitting is not None
    assert (desk.sitting.key.family, desk.sitting.key.difficulty) == (FAMILY, 1) and desk.sitting.key.seed != 5


def test_with_nothing_planned_anything_may_be_practised(app: StudyApp) -> None:
    app.session.store.exams.save(Exam("Over", NOON.date() - timedelta(days=2)))
    app.remember(after_exam="rest")
    view = today(app)
    assert view.start_button.text() == "Practise something again"
    view.start_button.click()
    assert app.window.shows("practise")


# ---------------------------------------------------------------- exams


def test_an_exam_is_set_changed_removed_and_brought_back(app: StudyApp) -> None:
    view = today(app)
    assert view.exams.exam_buttons == []
    view.exams.new_button.click()
    dialog(app).name_edit.setText("Deep learning")
    dialog(app).keep_button.click()
    assert view.countdown.text().startswith("Deep learning in 21 days.")
    view.exams.exam_buttons[0].click()
    dialog(app).minutes.setValue(60)
    dialog(app).keep_button.click()
    assert [(exam.name, exam.minutes) for exam in app.session.store.exams.all()] == [("Deep learning", 60)]
    view.exams.exam_buttons[0].click()
    dialog(app).remove_button.click()
    assert app.session.store.exams.all() == [] and view.exams.exam_buttons == []
    assert view.exams.restore_button.text() == "Bring back “Deep learning”"
    view.exams.restore_button.click()
    assert len(app.session.store.exams.all()) == 1 and view.exams.restore_button.isHidden()


def test_no_day_before_an_exam_was_set_is_called_missed(app: StudyApp, clock: Clock) -> None:
    answer(app, FAMILY)
    clock.moment += timedelta(days=9)
    view = today(app)
    view.exams.new_button.click()
    dialog(app).keep_button.click()
    assert "missed" not in view.behind.text()
    clock.moment += timedelta(days=2)
    assert today(app).behind.text().startswith("One day was missed")


def test_no_exam_ahead_is_hidden_however_many_there_are(app: StudyApp) -> None:
    for days in (-9, -1, 1, 2, 3, 4, 5, 6):
        app.session.store.exams.save(Exam(f"In {days}", NOON.date() + timedelta(days=days)))
    assert [each.text() for each in today(app).exams.exam_buttons] == [f"In {days}" for days in range(1, 7)]


def test_what_the_disk_refuses_is_told_where_the_day_would_start(app: StudyApp) -> None:
    view = today(app)
    app.session.store.close()
    view.start_button.click()
    assert "Something in studyapp went wrong" not in app.window.banner.message.text()
    assert app.window.banner.message.text()


def test_the_one_date_of_earlier_versions_becomes_an_exam_once(app: StudyApp) -> None:
    app.remember(exam_date=NOON.date() + timedelta(days=9))
    view = today(app)
    assert view.countdown.text().startswith("Exam in 9 days.") and app.settings.exam_date is None
    today(app)
    assert len(app.session.store.exams.all()) == 1


def test_days_left_are_counted_from_the_learners_own_day(app: StudyApp, clock: Clock) -> None:
    app.session.store.exams.save(Exam("Vision", NOON.date() + timedelta(days=3)))
    clock.moment += timedelta(hours=15)  # three at night: still the day before for who begins at four
    assert today(app).countdown.text() == "Vision in 3 days."
    app.remember(day_starts_at=0)
    assert today(app).countdown.text() == "Vision in 2 days."


# ---------------------------------------------------------------- habits


def test_habits_are_kept_as_they_are_chosen(app: StudyApp) -> None:
    view = today(app)
    view.habits.minutes.setValue(45)
    view.habits.day_start.setCurrentIndex(6)
    view.habits.day_start.activated.emit(6)
    view.habits.after_exam.setCurrentIndex(1)
    view.habits.after_exam.activated.emit(1)
    view.habits.confidence.click()
    settings = app.settings
    assert (settings.minutes, settings.day_starts_at, settings.after_exam) == (45, 6, "rest")
    assert settings.asks_confidence and settings.asks_terms
    view.habits.show_habits(Habits())
    assert app.settings.minutes == 45  # what is only shown was not chosen


def test_the_wheel_scrolls_the_page_and_changes_no_habit_on_its_way(app: StudyApp, qtbot: QtBot) -> None:
    activate(qtbot, app.window)
    card = today(app).habits
    before = app.settings
    for field in (card.minutes, card.day_start, card.after_exam):
        turn_wheel(field)
    assert app.settings == before
    card.minutes.setFocus()
    turn_wheel(card.minutes)
    assert app.settings.minutes == before.minutes - STEP_MINUTES


def test_how_sure_one_was_is_kept_with_the_answer_once_it_is_asked(app: StudyApp) -> None:
    desk = answer(app, FAMILY, seed=1)
    assert desk.view.confidence.isHidden()
    app.remember(asks_confidence=True, day_starts_at=6)
    app.pages.open_family(FAMILY, difficulty=1, seed=2)
    assert not desk.view.confidence.isHidden()
    desk.view.confidence.buttons["sure"].click()
    assert desk.sitting is not None
    for part, reply in zip(desk.view.parts, right_replies(desk.sitting.exercise), strict=True):
        part.input.show_reply(reply)
    desk.view.check_button.click()
    kept = app.session.store.attempts()
    assert [(each.confidence, each.day_starts_at) for each in kept] == [(None, 4), (SAID["sure"], 6)]
