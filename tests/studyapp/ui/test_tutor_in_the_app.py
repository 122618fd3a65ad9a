"""The tutor in the real app: ratings, the way on after every answer, fresh numbers, and cards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from question_bank import registry
from studyapp.app import StudyApp
from studyapp.prepared import right_replies
from studyapp.study.cards import Card, cards_of_notes
from studyapp.study.exams import Exam
from studyapp.study.memory import Rating, card_item
from studyapp.wiring.exercises import ExerciseDesk
from tests.studyapp.attempts import NOON, attempt
from tests.studyapp.ui.answering import answer, desk_of
from tests.studyapp.ui.conftest import Clock
from tests.studyapp.ui.keyboard import activate, press

FAMILY = "conv-output-shape"


# ---------------------------------------------------------------- after an answer


def test_a_rating_is_shown_changed_with_a_key_and_moves_the_day(app: StudyApp, qtbot: QtBot) -> None:
    activate(qtbot, app.window)
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


@pytest.mark.parametrize("starts", [0, 4, 6])
def test_what_was_failed_late_comes_back_when_the_next_day_begins(app: StudyApp, clock: Clock, starts: int) -> None:
    (card,) = app.session.store.cards.add([Card("cnn.convolution", "What is a stride?", "The step.")])
    app.remember(day_starts_at=starts)
    clock.moment = NOON + timedelta(hours=12 + starts, minutes=-1)
    app.pages.tutor.rate_card(card, Rating.AGAIN, 5.0)
    assert [review.day for review in app.session.store.reviews.all()] == [NOON.date()]
    assert app.pages.tutor.today().due.ways == ()
    clock.moment += timedelta(minutes=1)
    assert [way.address for way in app.pages.tutor.today().due.ways] == [f"card:{card.id}"]
    app.remember(day_starts_at=starts + 1)  # then the new day has not begun yet
    assert app.pages.tutor.today().due.ways == ()
    app.remember(day_starts_at=0)
    assert len(app.pages.tutor.today().due.ways) == 1
    assert [review.day for review in app.session.store.reviews.all()] == [NOON.date()]


def test_late_at_night_ratings_tell_the_days_from_the_learners_own_day(app: StudyApp, clock: Clock) -> None:
    ratings, reviews = app.pages.tutor.ratings, app.session.store.reviews
    (card,) = app.session.store.cards.add([Card("cnn.convolution", "What is a stride?", "The step.")])
    app.pages.tutor.rate_card(card, Rating.GOOD, 5.0)
    answer(app, FAMILY, seed=1)
    memories = reviews.memories()
    clock.moment = NOON + timedelta(hours=14)  # two at night
    answer(app, FAMILY, seed=2)
    again = ratings.shown_again(app.session.store.attempts()[-1])
    assert again is not None
    for shown, item in ((ratings.card_rating(card), card_item(card.id)), (again, f"{FAMILY}/1")):
        assert shown.days == ratings.schedule.previews(memories[item], NOON.date())
        assert shown.days != ratings.schedule.previews(memories[item], NOON.date() + timedelta(days=1))


def test_a_day_with_nothing_but_cards_counts_for_the_streak_and_is_not_missed(app: StudyApp, clock: Clock) -> None:
    store, tutor = app.session.store, app.pages.tutor
    (card,) = store.cards.add([Card("cnn.convolution", "What is a stride?", "The step.")])
    store.exams.save(Exam("Vision", NOON.date() + timedelta(days=40)))
    answer(app, FAMILY)
    clock.moment = NOON + timedelta(days=1)
    tutor.rate_card(card, Rating.GOOD, 5.0)
    clock.moment = NOON + timedelta(days=2)
    assert (tutor.today().streak, tutor.today().behind) == (2, "")
    clock.moment = NOON + timedelta(days=3)
    assert tutor.today().streak == 0 and tutor.today().behind.startswith("One day was missed")


def test_on_a_free_day_on_the_day_of_an_exam_and_in_rest_no_new_cards_are_offered(app: StudyApp) -> None:
    exams, today = app.session.store.exams, NOON.date()
    app.session.store.cards.add([Card("cnn.convolution", "What is a stride?", "The step.")])
    app.remember(after_exam="rest")
    for exam in (
        Exam("Vision", today + timedelta(days=9), free_days=frozenset({today})),
        Exam("Vision", today),
        Exam("Vision", today - timedelta(days=1)),
    ):
        kept = exams.save(exam)
        assert not app.pages.tutor.today().new.ways
        exams.remove(kept, NOON)
    assert app.pages.tutor.today().new.ways[-1].name == "Card: What is a stride?"


def test_in_rest_nothing_is_said_to_be_spread_over_the_days_ahead(app: StudyApp, clock: Clock) -> None:
    answer(app, FAMILY)
    app.session.store.exams.save(Exam("Vision", NOON.date() + timedelta(days=1)))
    clock.moment = NOON + timedelta(days=30)
    app.remember(after_exam="rest")
    assert app.pages.tutor.today().later == 0
    app.remember(after_exam="maintain")
    assert len(app.pages.tutor.today().due.ways) == 1


def test_a_note_that_was_read_as_planned_takes_its_minutes_of_the_day(app: StudyApp, clock: Clock) -> None:
    app.session.store.exams.save(Exam("All", NOON.date() + timedelta(days=60), minutes=30))
    planning = app.pages.tutor.planning
    first = planning.plan().today
    note = first.new[0]
    assert not note.family
    app.pages.open_topic(note.topic)
    rest = planning.plan().today
    assert rest.new == first.new[1:]
    app.pages.open_topic(next(topic for topic in app.catalog.topics if topic not in {step.topic for step in first.new}))
    assert sum(step.minutes for step in planning.plan().today.new) == rest.minutes  # a look at another note is no work
    clock.moment = NOON + timedelta(days=1)
    assert planning.plan().today.minutes > rest.minutes


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
    assert strip.why.text() == "You chose to practise this: three clean answers in a row lead to a harder one."
    strip.go_button.click()
    desk = desk_of(app)
    assert desk.sitting is not None and desk.sitting.key.family == FAMILY and desk.sitting.key.seed != 5
    app.pages.open_link(f"exercise:{FAMILY}/1")
    for part, reply in zip(desk.view.parts, right_replies(desk.sitting.exercise), strict=True):
        part.input.show_reply(reply)
    desk.view.check_button.click()
    assert "in today's plan" in strip.why.text()


def test_nothing_harder_is_promised_at_the_highest_difficulty(app: StudyApp) -> None:
    words = answer(app, FAMILY, difficulty=3).view.next_strip.why.text()
    assert words.startswith("You chose to practise this") and "harder" not in words


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
    activate(qtbot, app.window)
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


def test_cards_come_back_with_the_answer_they_came_with_however_many_were_taken_back(app: StudyApp) -> None:
    answer(app, FAMILY, right=False)
    answer(app, FAMILY, seed=6)
    taken_in = app.session.store.cards.all()
    assert taken_in
    app.take_back()
    app.take_back()
    app.give_again()
    assert app.session.store.cards.all() == [], "the first answer taught nothing"
    app.give_again()
    assert app.session.store.cards.all() == taken_in


def test_a_term_card_that_the_learner_removed_stays_removed(app: StudyApp) -> None:
    cards = app.session.store.cards
    answer(app, FAMILY)
    removed, *others = cards.all()
    cards.remove(removed, NOON)
    answer(app, "conv-parameters")
    assert cards.all() == others, "another skill of the topic is learnt"
    app.take_back()
    app.take_back()
    assert cards.all() == []
    app.give_again()
    assert cards.all() == others, "undo brings back what it took, and nothing else"
    app.take_back()
    answer(app, FAMILY, seed=9)
    assert cards.all() == others, "and so does learning the topic anew"
    cards.restore(removed)
    assert cards.all() == [removed, *others]


def test_a_term_card_removed_in_another_session_stays_removed(app: StudyApp) -> None:
    cards = app.session.store.cards
    (removed, *_) = cards.add(cards_of_notes([app.catalog.topic("cnn.convolution")]))
    cards.remove(removed, NOON)
    answer(app, FAMILY)
    assert removed.front not in [card.front for card in cards.all()]


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


def test_a_card_put_off_does_not_come_next_after_an_answer_either(app: StudyApp, clock: Clock) -> None:
    (card,) = app.session.store.cards.add([Card("cnn.convolution", "Stride?", "The step.")])
    app.remember(asks_terms=False)
    app.pages.tutor.rate_card(card, Rating.GOOD, 5.0)
    clock.moment += timedelta(days=9)
    app.pages.open_link(f"card:{card.id}")
    assert app.pages.practise is not None
    address = f"card:{card.id}"
    assert address in ways_shown(answer(app, FAMILY))
    app.pages.practise.cards.view.skip_button.click()
    assert address not in ways_shown(answer(app, FAMILY, seed=6))


def ways_shown(desk: ExerciseDesk) -> list[str]:
    """Return where the strip below an answer leads."""
    return [desk.view.next_strip._address, *desk.view.next_strip.other_buttons]


def test_who_has_done_all_of_the_day_s_cards_is_done_for_the_day(app: StudyApp) -> None:
    (card,) = app.session.store.cards.add([Card("cnn.convolution", "Stride?", "The step.")])
    app.session.store.exams.save(Exam("Over", NOON.date() - timedelta(days=2)))
    app.remember(after_exam="rest")
    app.pages.open_link(f"card:{card.id}")
    assert app.pages.practise is not None
    view = app.pages.practise.cards.view
    view.show_back()
    view.rating_bar.buttons[Rating.GOOD].click()
    assert app.window.shows("today") and app.pages.today is not None
    assert app.pages.today.view.later.text() == "Done for today."


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
        app.pages.tutor.rate_card(card, Rating.GOOD, 15.0)
    app.remember(minutes=20)
    clock.moment += timedelta(days=30)
    page = app.pages.tutor.today()
    assert 0 < len(page.due.ways) <= 80 and page.due.minutes <= 21
    assert len(page.due.ways) + page.later == 500
