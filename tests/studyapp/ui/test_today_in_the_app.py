"""Today in the real app: what is due and new, exams, habits, and the one button that starts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from question_bank import registry
from studyapp.app import StudyApp
from studyapp.prepared import right_replies, wrong_replies
from studyapp.study.cards import Card
from studyapp.study.exams import Exam
from studyapp.study.history import DayCounts
from studyapp.study.memory import Rating, card_item
from studyapp.ui.confidence_row import SAID
from studyapp.ui.exam_dialog import ExamDialog
from studyapp.ui.habits_card import Habits
from studyapp.ui.next_strip import Way
from studyapp.ui.theme import LIGHT
from studyapp.ui.today_view import DayPart, TodayPage, TodayView
from studyapp.wiring.exercises import ExerciseDesk
from tests.studyapp.attempts import NOON, attempt
from tests.studyapp.ui.conftest import Clock
from tests.studyapp.ui.keyboard import focused, press

FAMILY = "conv-output-shape"
YESTERDAY, TOMORROW = (NOON.date() + timedelta(days=days) for days in (-1, 1))


def today(app: StudyApp) -> TodayView:
    """Open Today and return it."""
    app.open("today")
    assert app.pages.today is not None
    return app.pages.today.view


def desk_of(app: StudyApp) -> ExerciseDesk:
    """Return the desk of Practise."""
    assert app.pages.practise is not None
    return app.pages.practise.desk


def answer(app: StudyApp, family: str, *, right: bool = True, difficulty: int = 1, seed: int = 5) -> ExerciseDesk:
    """Answer one exercise on the page Practise."""
    app.pages.open_family(family, difficulty=difficulty, seed=seed)
    desk = desk_of(app)
    assert desk.sitting is not None
    replies = right_replies(desk.sitting.exercise) if right else wrong_replies(desk.sitting.exercise)
    for part, reply in zip(desk.view.parts, replies, strict=True):
        part.input.show_reply(reply)
    desk.view.check_button.click()
    return desk


def dialog(app: StudyApp) -> ExamDialog:
    """Return the open dialog."""
    assert app.pages.today is not None and app.pages.today.dialog is not None
    return app.pages.today.dialog


def active(app: StudyApp, qtbot: QtBot) -> None:
    """Let the window have the keyboard."""
    app.window.activateWindow()
    qtbot.waitUntil(app.window.isActiveWindow)


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
    assert view.start_button.text() == "Start: 2 reviews · about 13 min"
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


def test_being_behind_is_one_sentence_and_else_there_is_none(qtbot: QtBot) -> None:
    view = TodayView(LIGHT)
    qtbot.addWidget(view)
    view.show_page(replace(PAGE, behind="Two days were missed: 3 topics moved to next week."))
    assert not view.behind.isHidden()
    view.show_page(PAGE)
    assert view.behind.isHidden()


# ---------------------------------------------------------------- starting


def test_enter_on_today_starts_with_something_new(app: StudyApp, qtbot: QtBot) -> None:
    active(app, qtbot)
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


# ---------------------------------------------------------------- after an answer


def test_a_rating_is_shown_changed_with_a_key_and_moves_the_day(app: StudyApp, qtbot: QtBot) -> None:
    active(app, qtbot)
    desk = answer(app, FAMILY)
    item = f"{FAMILY}/1"
    before = app.session.store.reviews.memory(item)
    assert before is not None and desk.view.rating_bar.buttons[Rating.GOOD].isChecked()
    press(Qt.Key.Key_4)
    after = app.session.store.reviews.memory(item)
    assert after is not None and after.due > before.due
    assert [(each.rating, each.own) for each in app.session.store.reviews.of(item)] == [(Rating.EASY, True)]
    assert desk.view.rating_bar.buttons[Rating.EASY].isChecked()
    assert desk.view.rating_bar.why.text() == "Your own rating."


def test_an_answer_brought_back_has_its_rating_again(app: StudyApp) -> None:
    desk = answer(app, FAMILY)
    desk.view.rating_bar.buttons[Rating.HARD].click()
    app.take_back()
    assert desk.view.rating_bar.isHidden() and desk.view.next_strip.isHidden()
    app.give_again()
    assert desk.view.rating_bar.buttons[Rating.HARD].isChecked() and not desk.view.next_strip.isHidden()
    desk.view.rating_bar.buttons[Rating.EASY].click()
    assert [each.rating for each in app.session.store.reviews.of(f"{FAMILY}/1")] == [Rating.EASY]


def test_a_known_slip_leads_to_the_note_that_cures_it(app: StudyApp) -> None:
    desk = answer(app, FAMILY, right=False)
    strip = desk.view.next_strip
    slip = registry.exercise(FAMILY, 5, 1).parts[0].misconceptions[0]
    assert strip.go_button.whole_text() == f"Next: Read: {app.catalog.topic(slip.topic).title}"
    assert strip.why.text().endswith("its note sets it right.")
    strip.go_button.click()
    assert app.window.shows("study") and app.settings.topic == slip.topic


def test_three_clean_answers_in_a_row_raise_the_difficulty(app: StudyApp) -> None:
    app.remember(minutes=5, places=dict.fromkeys(app.catalog.topics, ""))
    for seed in (1, 2):
        answer(app, FAMILY, seed=seed)
    assert app.pages.practise is not None
    app.pages.practise.ask(FAMILY, difficulty=1, seed=3)
    desk = desk_of(app)
    assert desk.sitting is not None
    for part, reply in zip(desk.view.parts, right_replies(desk.sitting.exercise), strict=True):
        part.input.show_reply(reply)
    desk.view.check_button.click()
    assert "ready for more" in desk.view.next_strip.why.text()
    desk.view.check_button.click()
    assert (desk.sitting.key.family, desk.sitting.key.difficulty) == (FAMILY, 2)


def test_what_the_learner_chose_goes_on_and_what_the_plan_chose_leads_to_the_rest_of_it(app: StudyApp) -> None:
    strip = answer(app, FAMILY).view.next_strip
    assert strip.why.text().startswith("You chose to practise this")
    strip.go_button.click()
    desk = desk_of(app)
    assert desk.sitting is not None and desk.sitting.key.family == FAMILY and desk.sitting.key.seed != 5
    app.pages.open_link(f"exercise:{FAMILY}/1")
    for part, reply in zip(desk.view.parts, right_replies(desk.sitting.exercise), strict=True):
        part.input.show_reply(reply)
    desk.view.check_button.click()
    assert "in today's plan" in strip.why.text()


def test_what_comes_before_and_is_not_sure_yet_is_practised_first(app: StudyApp, clock: Clock) -> None:
    for seed in range(8):
        app.session.store.add_attempt(attempt("mlp-parameters", topic="foundations.mlp", score=0, seed=seed))
    clock.moment += timedelta(hours=1)
    graph = app.pages.tutor.planning.syllabus.graph
    families = app.pages.library.catalog.families
    topic = next(each for each, needed in graph.items() if needed == ("foundations.mlp",) and families.get(each))
    missed = attempt(families[topic][0], topic=topic, score=0.3, at=clock.moment)
    app.session.store.add_attempt(missed)
    step = app.pages.tutor.next(missed, ())
    assert step.way.address == "exercise:mlp-parameters/1" and "is not sure yet" in step.why
    known = attempt(families[topic][0], topic=topic, score=1.0, at=clock.moment, seed=8)
    app.session.store.add_attempt(known)
    assert "not sure" not in app.pages.tutor.next(known, ()).why


def test_after_a_wrong_answer_nothing_harder_is_offered(app: StudyApp) -> None:
    strip = answer(app, FAMILY, right=False).view.next_strip
    assert "A harder one" not in [each.text() for each in strip.other_buttons.values()]
    strip = answer(app, FAMILY, seed=6).view.next_strip
    assert "A harder one" in [each.text() for each in strip.other_buttons.values()]


def test_old_numbers_are_never_asked_again_while_there_are_others(app: StudyApp) -> None:
    given = set()
    app.pages.open_family(FAMILY, difficulty=1)
    desk = desk_of(app)
    for _ in range(8):
        assert desk.sitting is not None
        prompt = desk.sitting.exercise.prompt + desk.sitting.exercise.parts[0].prompt
        assert prompt not in given
        given.add(prompt)
        for part, reply in zip(desk.view.parts, right_replies(desk.sitting.exercise), strict=True):
            part.input.show_reply(reply)
        desk.view.check_button.click()
        desk.view.another_button.click()


# ---------------------------------------------------------------- cards


def test_a_card_is_asked_rated_and_taken_back(app: StudyApp, qtbot: QtBot) -> None:
    active(app, qtbot)
    (card,) = app.session.store.cards.add([Card("cnn.convolution", "Stride?", "The step of the kernel.")])
    app.remember(minutes=5)
    app.pages.open_link(f"card:{card.id}")
    assert app.pages.practise is not None
    view = app.pages.practise.cards.view
    assert view.isVisible() and view.front.toPlainText() == "Stride?"
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_3)
    memory = app.session.store.reviews.memory(card_item(card.id))
    assert memory is not None and memory.reviews == 1
    app.take_back()
    assert app.session.store.reviews.memory(card_item(card.id)) is None
    assert view.isVisible() and not view.back.isVisible()


def test_terms_of_a_note_become_cards_once_one_of_its_skills_is_learnt(app: StudyApp) -> None:
    terms = app.catalog.topic("cnn.convolution").front.terms
    assert terms
    answer(app, FAMILY, right=False)
    assert app.session.store.cards.all() == []
    answer(app, FAMILY, seed=6)
    answer(app, FAMILY, seed=7)
    assert [card.front for card in app.session.store.cards.all()] == list(terms)
    new = app.pages.tutor.today().new.ways
    assert 0 < sum(way.address.startswith("card:") for way in new) <= 5


def test_cards_that_came_with_an_answer_go_and_come_back_with_it(app: StudyApp) -> None:
    own = app.session.store.cards.add([Card("cnn.convolution", "Mine?", "Yes.")])
    answer(app, FAMILY)
    taken_in = app.session.store.cards.all()
    assert len(taken_in) > len(own)
    app.take_back()
    assert app.session.store.cards.all() == own
    app.give_again()
    assert app.session.store.cards.all() == taken_in


def test_whoever_wants_no_cards_gets_none(app: StudyApp) -> None:
    app.remember(asks_terms=False)
    answer(app, FAMILY)
    assert app.session.store.cards.all() == []


def test_a_card_put_off_is_not_asked_again_today(app: StudyApp) -> None:
    cards = app.session.store.cards.add([Card("cnn.convolution", f"{n}?", "!") for n in range(2)])
    app.pages.open_link(f"card:{cards[0].id}")
    assert app.pages.practise is not None
    app.pages.practise.cards.view.skip_button.click()
    addresses = [way.address for way in app.pages.tutor.today().new.ways]
    assert f"card:{cards[0].id}" not in addresses and f"card:{cards[1].id}" in addresses


def test_a_card_that_is_gone_is_said(app: StudyApp) -> None:
    app.pages.open_link("card:99")
    assert "not there any more" in app.window.banner.message.text()
    assert QApplication.activeModalWidget() is None


def test_only_cards_that_were_never_asked_are_fresh(app: StudyApp) -> None:
    store = app.session.store
    first, second, gone = store.cards.add([Card("cnn.convolution", f"{n}?", "!") for n in range(3)])
    store.cards.remove(gone, NOON)
    assert store.cards.fresh(5) == [first, second]
    for left, card in (([second], first), ([], second)):
        app.pages.tutor.rate_card(card, Rating.GOOD, 5.0)
        assert store.cards.fresh(5) == left
    app.take_back()
    assert store.cards.fresh(5) == [second]
    store.cards.restore(gone)
    assert store.cards.fresh(5) == [second, gone]


def test_what_is_due_beyond_the_day_is_counted_and_not_shown(app: StudyApp, clock: Clock) -> None:
    cards = app.session.store.cards.add([Card("cnn.convolution", f"{n}?", "!") for n in range(500)])
    for card in cards:
        app.pages.tutor.rate_card(card, Rating.GOOD, 1.0)
    app.remember(minutes=20)
    clock.moment += timedelta(days=30)
    page = app.pages.tutor.today()
    assert 0 < len(page.due.ways) <= 80 and page.due.minutes <= 21
    assert len(page.due.ways) + page.later == 500
