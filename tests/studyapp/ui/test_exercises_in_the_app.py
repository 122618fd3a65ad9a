"""A learner answers exercises: right, wrong, unreadable, with hints, and takes an answer back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from question_bank import registry
from question_bank.exercise import Exercise, Verdict
from studyapp.app import StudyApp
from studyapp.prepared import right_replies, wrong_replies
from studyapp.study.memory import Rating
from studyapp.ui.feedback_frame import ROLES
from studyapp.wiring.exercises import ExerciseDesk
from tests.studyapp.ui.conftest import Clock

FAMILY, SEED = "conv-output-shape", 7


@pytest.fixture
def desk(app: StudyApp) -> ExerciseDesk:
    """Give the desk of Practise with one exercise on it."""
    app.pages.open_family(FAMILY, difficulty=1, seed=SEED)
    assert app.pages.practise is not None
    return app.pages.practise.desk


def give(desk: ExerciseDesk, *replies: str) -> None:
    """Type the replies and press Check."""
    for part, reply in zip(desk.view.parts, replies, strict=True):
        part.input.show_reply(reply)
    desk.view.check_button.click()


def verdicts(desk: ExerciseDesk) -> list[str]:
    """Return what each part says came of its reply."""
    return [part.feedback.verdict.text() for part in desk.view.parts if not part.feedback.isHidden()]


def exercise_of(desk: ExerciseDesk) -> tuple[str, ...]:
    assert desk.sitting is not None
    return right_replies(desk.sitting.exercise)


def carried_slip(seed: int) -> tuple[int, str, str] | None:
    """Return a wrong first reply of this variant and the second reply that follows from it, if there is one."""
    first, second, *_ = registry.exercise(FAMILY, seed, 3).parts
    if not first.misconceptions or second.carry is None:
        return None
    wrong = first.misconceptions[0].reply
    follows = second.carry((first.answer.judge(wrong).value,))
    return (seed, wrong, follows.show()) if follows and follows.show() != second.answer.show() else None


def test_a_right_answer_is_kept_at_once_and_enter_leads_to_the_next(app: StudyApp, desk: ExerciseDesk) -> None:
    give(desk, *exercise_of(desk))
    (kept,) = app.session.store.attempts()
    assert (kept.key.family, kept.key.seed, kept.right, kept.topic) == (FAMILY, SEED, True, "cnn.convolution")
    assert set(verdicts(desk)) == {"Right"}
    assert desk.view.check_button.text() == "Next"
    desk.view.check_button.click()
    assert desk.sitting is not None and desk.sitting.key.seed != SEED
    assert desk.view.check_button.text() == "Check" and verdicts(desk) == []


def test_a_known_slip_is_named_with_the_way_to_its_cure(app: StudyApp, desk: ExerciseDesk) -> None:
    assert desk.sitting is not None
    exercise = desk.sitting.exercise
    slip = exercise.parts[0].misconceptions[0]
    give(desk, *wrong_replies(exercise))
    feedback = desk.view.parts[0].feedback
    assert feedback.verdict.text() == "Not right"
    assert slip.why.split("$", 1)[0].strip()[:20] in feedback.reason.toPlainText()
    assert not feedback.cure_button.isHidden()
    feedback.cure_button.click()
    assert app.window.shows("study")
    assert app.session.store.attempts()[0].verdicts[0] is Verdict.WRONG


def test_an_unreadable_reply_costs_no_attempt_and_is_pointed_at(app: StudyApp, desk: ExerciseDesk) -> None:
    give(desk, *["12 apples?" for _ in desk.view.parts])
    assert app.session.store.attempts() == []
    assert verdicts(desk)[0] == "Could not be read"
    [line] = desk.view.parts[0].input.findChildren(QLineEdit)
    assert line.property("state") == "unreadable"
    give(desk, *exercise_of(desk))
    assert len(app.session.store.attempts()) == 1


def test_the_reply_is_echoed_while_typing_without_saying_whether_it_is_right(desk: ExerciseDesk, qtbot: QtBot) -> None:
    part = desk.view.parts[0]
    line = part.input.focusProxy()
    assert line is not None
    QTest.keyClicks(line, "1234")
    qtbot.waitUntil(lambda: "read as" in part.echo.toPlainText())
    assert part.feedback.isHidden()


def test_right_wrong_and_unreadable_differ_in_sign_word_and_colour() -> None:
    assert len(set(ROLES.values())) == len(Verdict)


def test_hints_reveal_the_solution_step_by_step_and_are_kept(app: StudyApp, desk: ExerciseDesk) -> None:
    assert desk.sitting is not None
    steps = len(desk.sitting.exercise.solution)
    desk.view.hint_button.click()
    desk.view.hint_button.click()
    assert len(desk.view.steps) == min(2, steps)
    give(desk, *exercise_of(desk))
    assert app.session.store.attempts()[0].hints == min(2, steps)
    for _ in range(steps):
        desk.view.hint_button.click()
    assert len(desk.view.steps) == steps and not desk.view.hint_button.isEnabled()


def test_duration_is_from_question_to_answer(app: StudyApp, desk: ExerciseDesk, clock: Clock) -> None:
    clock.moment += timedelta(seconds=42)
    give(desk, *exercise_of(desk))
    assert app.session.store.attempts()[0].duration_s == 42


def test_ctrl_z_takes_the_answer_back_with_its_consequences(app: StudyApp, desk: ExerciseDesk, qtbot: QtBot) -> None:
    give(desk, *exercise_of(desk))
    app.window.activateWindow()
    desk.view.check_button.setFocus()
    with qtbot.waitSignal(app.window.undo_requested):
        QTest.keyClick(app.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert app.session.store.attempts() == []
    assert app.session.store.tallies_by_topic() == {}
    assert verdicts(desk) == [] and desk.view.saved.text() == "Answer taken back"
    give(desk, *wrong_replies(desk.sitting.exercise if desk.sitting else registry.exercise(FAMILY, SEED, 1)))
    assert [each.right for each in app.session.store.attempts()] == [False]


def test_ctrl_z_in_the_input_undoes_typing_first_and_the_answer_once_it_is_marked(
    app: StudyApp, desk: ExerciseDesk, qtbot: QtBot
) -> None:
    assert desk.sitting is not None
    line = desk.view.parts[0].input.focusProxy()
    assert line is not None
    app.window.activateWindow()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, desk.sitting.exercise.parts[0].misconceptions[0].reply)
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.view.parts[0].input.reply() == ""
    QTest.keyClicks(line, desk.sitting.exercise.parts[0].misconceptions[0].reply)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert len(app.session.store.attempts()) == 1 and line.hasFocus()
    with qtbot.waitSignal(app.window.undo_requested):
        QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert app.session.store.attempts() == []


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_an_answer_taken_back_is_given_again_by_a_key_with_its_grades(
    app: StudyApp, desk: ExerciseDesk, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    replies = wrong_replies(exercise_of_sitting(desk))
    give(desk, *replies)
    graded, before = verdicts(desk), app.session.store.reviews.memories()
    line = desk.view.parts[0].input.focusProxy()
    assert line is not None
    app.window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    with qtbot.waitSignal(app.window.undo_requested):
        QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.view.parts[0].input.show_reply("")
    with qtbot.waitSignal(app.window.redo_requested):
        QTest.keyClick(line, key, modifiers)
    assert [each.replies for each in app.session.store.attempts()] == [replies]
    assert verdicts(desk) == graded and desk.view.parts[0].input.reply() == replies[0]
    assert "counts again" in desk.view.saved.text() and app.session.store.reviews.memories() == before


def exercise_of_sitting(desk: ExerciseDesk) -> Exercise:
    assert desk.sitting is not None
    return desk.sitting.exercise


def test_nothing_to_give_again_is_said(app: StudyApp) -> None:
    app.give_again()
    assert "no answer to bring back" in app.window.banner.message.text()


def test_an_answer_is_scheduled_when_it_is_kept(app: StudyApp, desk: ExerciseDesk) -> None:
    give(desk, *wrong_replies(exercise_of_sitting(desk)))
    reviews = app.session.store.reviews
    assert [review.rating for review in reviews.all()] == [Rating.AGAIN] and reviews.memories() == {}
    give(desk, *exercise_of(desk))
    first, second = reviews.all()
    memory = reviews.memory(first.item)
    assert second.rating is Rating.HARD, "the very numbers had been seen"
    assert memory is not None and memory.due > second.day


def test_h_shows_a_hint_unless_it_is_typed(desk: ExerciseDesk) -> None:
    desk.view.another_button.setFocus()
    QTest.keyClick(desk.view.another_button, Qt.Key.Key_H)
    assert len(desk.view.steps) == 1
    line = desk.view.parts[0].input.focusProxy()
    assert line is not None
    QTest.keyClicks(line, "h")
    assert len(desk.view.steps) == 1 and desk.view.parts[0].input.reply() == "h"


def test_nothing_to_take_back_is_said(app: StudyApp) -> None:
    app.take_back()
    assert "no answer to take back" in app.window.banner.message.text()


def test_another_difficulty_asks_another_exercise(desk: ExerciseDesk) -> None:
    desk.view.level_buttons[3].click()
    assert desk.sitting is not None and desk.sitting.key.difficulty == 3
    assert len(desk.view.parts) == len(desk.sitting.exercise.parts)


def test_a_later_part_is_right_when_it_follows_from_the_learners_own_value(app: StudyApp, desk: ExerciseDesk) -> None:
    seed, wrong, follows = next(slip for seed in range(30) if (slip := carried_slip(seed)))
    desk.ask(FAMILY, difficulty=3, seed=seed)
    replies = [wrong, follows, *exercise_of(desk)[2:]]
    give(desk, *replies)
    assert verdicts(desk)[:2] == ["Not right", "Right"]
    assert "own earlier value" in desk.view.parts[1].feedback.reason.toPlainText()


@pytest.mark.parametrize("difficulty", [1, 2, 3])
def test_every_family_can_be_answered_in_the_window(app: StudyApp, difficulty: int) -> None:
    for family in registry.families():
        app.pages.open_family(family, difficulty=difficulty, seed=3)
        assert app.pages.practise is not None
        desk = app.pages.practise.desk
        replies = exercise_of(desk)
        give(desk, *replies)
        assert [part.input.reply() for part in desk.view.parts] != [""] * len(replies), family
        assert set(verdicts(desk)) == {"Right"}, family
    assert {kept.key.family: kept.score for kept in app.session.store.attempts()} == dict.fromkeys(
        registry.families(), 1
    )


def test_show_me_this_case_opens_the_demo_with_the_exercises_numbers(app: StudyApp, desk: ExerciseDesk) -> None:
    assert desk.sitting is not None
    case = desk.sitting.exercise.demo
    assert case is not None
    desk.view.demo_button.click()
    assert app.window.shows("lab") and app.pages.demos is not None
    config = app.pages.demos.view(case.demo).config()
    assert {name: getattr(config, name) for name in case.config} == dict(case.config)


def test_the_note_is_one_click_away_at_the_right_heading(app: StudyApp, desk: ExerciseDesk) -> None:
    desk.view.note_button.click()
    assert app.window.shows("study") and app.pages.study is not None
    assert app.pages.study.view.topic_title.text() == "Convolution"
