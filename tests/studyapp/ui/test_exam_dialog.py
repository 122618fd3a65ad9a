"""An exam is made and changed: name, day, minutes, free days, and what each topic is worth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from studyapp.study.exams import Exam
from studyapp.ui.exam_dialog import ExamDialog
from tests.studyapp.ui.keyboard import press, turn_wheel, type_in

TODAY = date(2026, 3, 18)
SHELVES = {
    "Convolutional networks": [("cnn.convolution", "Convolution"), ("cnn.pooling", "Pooling")],
    "Reinforcement learning": [("rl.returns", "Returns")],
}
EXAM = Exam(
    "Deep learning",
    TODAY + timedelta(days=12),
    weights={"cnn.convolution": 20.0, "rl.returns": 5.0},
    minutes=45,
    free_weekdays=frozenset({6}),
    free_days=frozenset({date(2026, 3, 25)}),
    id=7,
)


def dialog(qtbot: QtBot, exam: Exam | None = None) -> ExamDialog:
    """Return the open dialog."""
    made = ExamDialog(exam, SHELVES, today=TODAY)
    qtbot.addWidget(made)
    made.open()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def kept(qtbot: QtBot, made: ExamDialog) -> Exam:
    """Press Keep and return the exam that comes of it."""
    with qtbot.waitSignal(made.exam_chosen) as chosen:
        made.keep_button.click()
    exam = chosen.args[0]
    assert isinstance(exam, Exam)
    return exam


def test_a_new_exam_needs_nothing_but_enter(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    type_in("Vision")
    with qtbot.waitSignal(made.exam_chosen) as chosen:
        press(Qt.Key.Key_Return)
    assert chosen.args == [Exam("Vision", TODAY + timedelta(days=21))]
    assert not made.isVisible()


def test_an_exam_left_as_it_is_stays_the_same(qtbot: QtBot) -> None:
    uneven = replace(EXAM, weights={"cnn.convolution": 20.0, "cnn.pooling": 5.0})
    for exam in (EXAM, uneven):
        assert kept(qtbot, dialog(qtbot, exam)) == exam


def test_marks_of_a_shelf_are_spread_over_its_ticked_topics(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    made.topics.alike.setChecked(False)
    first, second = made.topics.sections
    first.marks.setValue(30)
    second.marks.setValue(10)
    assert [first.share.text(), second.share.text()] == ["75 %", "25 %"]
    assert made.exam().weights == {"cnn.convolution": 15, "cnn.pooling": 15, "rl.returns": 10}
    first.heading.click()
    first.ticks["cnn.pooling"].click()
    assert "1 of 2 topics" in first.heading.text()
    assert made.exam().weights == {"cnn.convolution": 30, "rl.returns": 10}


def test_topics_that_were_not_part_of_it_are_not_ticked(qtbot: QtBot) -> None:
    made = dialog(qtbot, EXAM)
    first, _ = made.topics.sections
    assert {topic: tick.isChecked() for topic, tick in first.ticks.items()} == {
        "cnn.convolution": True,
        "cnn.pooling": False,
    }


def test_an_exam_about_nothing_is_refused_with_a_sentence(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    made.topics.alike.setChecked(False)
    for section in made.topics.sections:
        section.marks.setValue(0)
    with qtbot.assertNotEmitted(made.exam_chosen):
        made.keep_button.click()
    assert made.problem.isVisible() and "worth any marks" in made.problem.text()


def test_a_day_that_is_over_is_refused_for_a_new_exam_and_kept_for_an_old_one(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    made.day_edit.setDate(QDate(2026, 3, 17))
    with qtbot.assertNotEmitted(made.exam_chosen):
        made.keep_button.click()
    assert "is over" in made.problem.text()
    old = Exam("Old", date(2026, 1, 2), id=3)
    assert kept(qtbot, dialog(qtbot, old)) == old


def test_a_plan_without_any_day_is_refused(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    for each in made.free.weekday_buttons:
        each.click()
    with qtbot.assertNotEmitted(made.exam_chosen):
        made.keep_button.click()
    assert "Every day is free" in made.problem.text()


def test_free_days_are_added_and_removed(qtbot: QtBot) -> None:
    made = dialog(qtbot, EXAM)
    made.free.weekday_buttons[5].click()
    made.free.day_edit.setDate(QDate(2026, 4, 1))
    made.free.add_button.click()
    made.free.add_button.click()
    made.free.day_buttons[date(2026, 3, 25)].click()
    exam = made.exam()
    assert exam.free_weekdays == {5, 6} and exam.free_days == {date(2026, 4, 1)}


def test_enter_after_typing_a_free_day_adds_it_and_the_dialog_stays(qtbot: QtBot) -> None:
    made = dialog(qtbot, EXAM)
    made.free.day_edit.setFocus()
    made.free.day_edit.setDate(QDate(2026, 4, 1))
    with qtbot.assertNotEmitted(made.exam_chosen):
        press(Qt.Key.Key_Return)
    assert made.exam().free_days == EXAM.free_days | {date(2026, 4, 1)} and made.isVisible()


def test_scrolling_through_the_shelves_changes_no_marks_and_no_day(qtbot: QtBot) -> None:
    made = dialog(qtbot, EXAM)
    for field in (made.minutes, made.day_edit, made.free.day_edit, *(each.marks for each in made.topics.sections)):
        turn_wheel(field)
    assert made.exam() == EXAM


@pytest.mark.parametrize("exam", [None, EXAM])
def test_only_an_exam_that_there_is_can_be_removed(qtbot: QtBot, exam: Exam | None) -> None:
    made = dialog(qtbot, exam)
    assert made.remove_button.isVisible() == (exam is not None)
    if exam is not None:
        with qtbot.waitSignal(made.removed):
            made.remove_button.click()


def test_every_field_has_a_name_for_screen_readers(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    fields = [made.name_edit, made.day_edit, made.minutes, made.free.day_edit, made.free.add_button]
    marks = [section.marks for section in made.topics.sections]
    assert all(field.accessibleName() for field in (*fields, *marks, *made.free.weekday_buttons))
