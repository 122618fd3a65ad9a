"""After an answer: its rating with the four keys, the way on with its reason, and how sure one was before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from question_bank.answers import Integer
from question_bank.exercise import Exercise, Part
from question_bank.grading import grade
from studyapp.study.memory import Rating
from studyapp.ui.confidence_row import SAID
from studyapp.ui.exercise_view import ExerciseView
from studyapp.ui.next_strip import Way
from studyapp.ui.rating_bar import RatingBar, RatingShown, short_words, when_words
from studyapp.ui.text_block import Look
from tests.studyapp.ui.keyboard import focused, press, shown, type_in

EXERCISE = Exercise("Count.", (Part("First?", Integer(1)), Part("Second?", Integer(2))), ("Begin with 1.",))
DAYS = {Rating.AGAIN: 0, Rating.HARD: 1, Rating.GOOD: 8, Rating.EASY: 90}
GOOD = RatingShown(Rating.GOOD, "Right, without help.", DAYS)
ON, EASIER, NOTE = Way("exercise:b/2", "Padding"), Way("exercise:a/1", "Easier"), Way("topic:t", "The note")
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def view(qtbot: QtBot, look: Look) -> ExerciseView:
    """Give the shown view of EXERCISE with the keyboard in its first part."""
    made = ExerciseView(look)
    shown(qtbot, made)
    made.show_exercise(EXERCISE, title="Counting", difficulty=1, seed=1)
    made.focus_input()
    return made


def answer(view: ExerciseView, *replies: str) -> None:
    """Give replies and show all that comes after an answer."""
    for part, reply in zip(view.parts, replies, strict=True):
        part.input.show_reply(reply)
    view.show_grades(grade(EXERCISE, view.replies()), saved="Saved")
    view.show_rating(GOOD)
    view.show_next(ON, "Something else makes both last.", (EASIER, NOTE))


@pytest.mark.parametrize(
    ("days", "short", "sentence"),
    [
        (0, "today", "today"),
        (1, "1 d", "tomorrow"),
        (59, "59 d", "in 59 days"),
        (60, "2 mo", "in 2 months"),
        (729, "24 mo", "in 24 months"),
        (730, "2 y", "in 2 years"),
    ],
)
def test_spans_are_said_in_the_unit_that_fits(days: int, short: str, sentence: str) -> None:
    assert (short_words(days), when_words(days)) == (short, sentence)


def test_the_bar_names_the_rating_its_reason_and_when_each_choice_comes_back(qtbot: QtBot) -> None:
    bar = RatingBar()
    shown(qtbot, bar)
    bar.show_rating(GOOD)
    assert bar.why.text() == "Right, without help."
    texts = [each.text() for each in bar.buttons.values()]
    assert texts == ["1 Again · today", "2 Hard · 1 d", "3 ✓ Good · 8 d", "4 Easy · 3 mo"]
    assert [rating for rating, each in bar.buttons.items() if each.isChecked()] == [Rating.GOOD]
    assert bar.buttons[Rating.GOOD].accessibleName() == "Good, comes back in 8 days, chosen. Key 3"
    bar.show_rating(RatingShown(None, "How well?", DAYS))
    assert not any(each.isChecked() for each in bar.buttons.values())


def test_nothing_is_rated_and_nothing_is_next_before_an_answer(qtbot: QtBot, view: ExerciseView) -> None:
    assert not view.rating_bar.isVisible() and not view.next_strip.isVisible()
    view.check_button.setFocus()
    with qtbot.assertNotEmitted(view.rating_chosen):
        press(Qt.Key.Key_3)


def test_after_a_right_answer_1_to_4_rate_it_and_enter_goes_on(qtbot: QtBot, view: ExerciseView) -> None:
    answer(view, "1", "2")
    assert focused() is view.check_button and view.check_button.text() == "Next"
    with qtbot.waitSignal(view.rating_chosen) as rated:
        press(Qt.Key.Key_4)
    assert rated.args == [4]
    with qtbot.waitSignal(view.way_chosen) as gone:
        press(Qt.Key.Key_Return)
    assert gone.args == [ON.address]


def test_after_a_wrong_answer_digits_are_typed_and_alt_with_a_digit_rates(qtbot: QtBot, view: ExerciseView) -> None:
    answer(view, "1", "9")
    assert focused() is view.parts[1].input.focusProxy()
    with qtbot.waitSignal(view.rating_chosen) as rated:
        press(Qt.Key.Key_2, ALT)
    assert rated.args == [2]
    with qtbot.assertNotEmitted(view.rating_chosen):
        type_in("2")
    assert view.parts[1].input.reply() == "92"


def test_enter_on_a_wrong_reply_left_as_it_is_goes_on_and_on_another_one_checks(
    qtbot: QtBot, view: ExerciseView
) -> None:
    answer(view, "1", "9")
    with qtbot.waitSignal(view.way_chosen), qtbot.assertNotEmitted(view.replies_submitted):
        press(Qt.Key.Key_Return)
    type_in("0")
    with qtbot.waitSignal(view.replies_submitted) as checked, qtbot.assertNotEmitted(view.way_chosen):
        press(Qt.Key.Key_Return)
    assert checked.args == [("1", "90")]


def test_the_strip_says_why_on_demand_and_offers_other_ways(qtbot: QtBot, view: ExerciseView) -> None:
    answer(view, "1", "2")
    strip = view.next_strip
    assert strip.go_button.whole_text() == "Next: Padding" and not strip.why.isVisible()
    assert strip.go_button.accessibleName() == "Next: Padding. Something else makes both last."
    strip.why_button.click()
    assert strip.why.isVisible() and strip.why.text() == "Something else makes both last."
    assert [each.text() for each in strip.other_buttons.values()] == ["Easier", "The note"]
    with qtbot.waitSignal(view.way_chosen) as gone:
        strip.other_buttons[NOTE.address].click()
    assert gone.args == [NOTE.address]
    view.show_next(EASIER, "Other.", ())
    assert strip.other_buttons == {} and strip.why.isVisible()  # who wants reasons gets them from then on


def test_taking_an_answer_back_hides_its_rating_and_the_way_on(view: ExerciseView) -> None:
    answer(view, "1", "2")
    view.show_taken_back()
    assert not view.rating_bar.isVisible() and not view.next_strip.isVisible()
    answer(view, "1", "2")
    view.show_exercise(EXERCISE, title="Counting", difficulty=1, seed=2)
    assert not view.rating_bar.isVisible() and not view.next_strip.isVisible()


def test_how_sure_one_is_is_asked_only_where_it_is_wanted(view: ExerciseView) -> None:
    assert not view.confidence.isVisible() and view.confidence.confidence() is None
    view.show_asking_confidence(True)
    assert view.confidence.isVisible() and view.confidence.confidence() is None


@pytest.mark.parametrize(("key", "word"), [(Qt.Key.Key_G, "guess"), (Qt.Key.Key_M, "maybe"), (Qt.Key.Key_S, "sure")])
def test_a_letter_says_how_sure_one_is_unless_it_is_typed(view: ExerciseView, key: Qt.Key, word: str) -> None:
    view.show_asking_confidence(True)
    press(key)
    assert view.confidence.confidence() is None and view.parts[0].input.reply() == word[0]
    view.confidence.buttons["guess"].setFocus()
    press(key)
    assert view.confidence.confidence() == SAID[word]
    assert focused() is view.check_button


def test_a_second_try_at_the_same_numbers_is_no_guess_so_nobody_asks(view: ExerciseView) -> None:
    view.show_asking_confidence(True)
    view.confidence.buttons["sure"].click()
    answer(view, "1", "9")
    assert not view.confidence.isVisible() and view.confidence.confidence() is None
    view.show_taken_back()
    assert view.confidence.isVisible()


def test_what_was_said_stays_while_a_reply_cannot_be_read(view: ExerciseView) -> None:
    view.show_asking_confidence(True)
    view.confidence.buttons["sure"].click()
    answer(view, "1", "two?")
    assert view.confidence.isVisible() and view.confidence.confidence() == SAID["sure"]


def test_tab_leads_from_the_answer_past_how_sure_to_check_and_then_to_the_way_on(view: ExerciseView) -> None:
    view.show_asking_confidence(True)
    view.parts[1].input.setFocus()
    press(Qt.Key.Key_Tab)
    assert focused() is view.confidence.buttons["guess"]
    answer(view, "1", "2")
    stops = [focused()]
    while stops[-1] is not view.rating_bar.buttons[Rating.EASY] and len(stops) < 20:
        press(Qt.Key.Key_Tab)
        stops.append(focused())
    own = [view.next_strip.go_button, view.next_strip.why_button, *view.next_strip.other_buttons.values()]
    assert [each for each in stops if each in own] == own
    assert stops.index(view.check_button) < stops.index(own[0])
