"""Formulas, shapes and numbers on one line: told back while they are typed, and pointed at where they can't be read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from question_bank.answers import AnswerSpec, Expression, Integer, Number, Shape
from question_bank.errors import Unreadable
from question_bank.exercise import Exercise, Part
from question_bank.grading import grade
from studyapp.ui.answer_inputs.build import answer_input
from studyapp.ui.answer_inputs.expression_input import ExpressionInput
from studyapp.ui.answer_inputs.line_input import LineInput
from studyapp.ui.answer_inputs.shape_input import ShapeInput
from studyapp.ui.part_view import PartView
from studyapp.ui.text_block import Look
from tests.studyapp.ui.keyboard import CONTROL, focused, press, shown, type_in

SLOPE = Expression("s*(1-s)", ("s",), form="in terms of s only")
CHANNELS_FIRST = Shape((16, 14, 14), ("channels", "height", "width"))


@pytest.fixture
def formula(qtbot: QtBot, look: Look) -> ExpressionInput:
    """Give the shown input of a formula with the keyboard in it."""
    made = answer_input(SLOPE, look)
    assert isinstance(made, ExpressionInput)
    shown(qtbot, made)
    made.setFocus()
    qtbot.waitUntil(made.line.hasFocus)
    return made


def test_the_line_below_says_what_may_stand_in_the_formula(formula: ExpressionInput) -> None:
    assert formula.advice.text().startswith("In terms of s only. Write it like 2*s + 1, s²")
    assert formula.line.accessibleDescription() == formula.advice.text()
    for example in ("2*s + 1", "s²", "e^(-s)", "√(s)"):
        assert example in formula.advice.text() and SLOPE.judge(example).score == 0


def test_without_a_form_the_letters_are_named(qtbot: QtBot, look: Look) -> None:
    field = answer_input(Expression("a*b - a", ("a", "b")), look)
    qtbot.addWidget(field)
    assert isinstance(field, ExpressionInput) and field.advice.text().startswith("In terms of a and b. ")


def test_buttons_write_at_the_cursor_and_leave_the_keyboard_in_the_line(qtbot: QtBot, formula: ExpressionInput) -> None:
    with qtbot.waitSignal(formula.reply_changed):
        formula.keys["√"].click()
    assert formula.reply() == "√()" and focused() is formula.line
    type_in("2")
    press(Qt.Key.Key_End)
    type_in("+")
    formula.keys["s"].click()
    formula.keys["x²"].click()
    assert formula.reply() == "√(2)+s²" and focused() is formula.line
    formula.line.selectAll()
    formula.keys["σ"].click()
    assert formula.reply() == "σ(√(2)+s²)"
    assert all(key.focusPolicy() == Qt.FocusPolicy.NoFocus and key.accessibleName() for key in formula.keys.values())


def test_what_a_button_wrote_is_taken_back_like_typing(formula: ExpressionInput) -> None:
    formula.keys["π"].click()
    assert formula.reply() == "π"
    press(Qt.Key.Key_Z, CONTROL)
    assert formula.reply() == ""


def test_every_button_writes_what_can_be_read(formula: ExpressionInput) -> None:
    for key in formula.keys.values():
        formula.line.setText("")
        if key.text() == "x²":
            type_in("s")
        key.click()
        if formula.reply().endswith("()"):
            type_in("s")
        assert SLOPE.judge(formula.reply()).echo


def part_for(qtbot: QtBot, look: Look, spec: AnswerSpec) -> tuple[PartView, QLineEdit]:
    """Return the shown part that asks a spec, and the line to type in."""
    view = PartView(Part("?", spec), look, name="", marks="")
    shown(qtbot, view)
    assert isinstance(view.input, LineInput)
    view.input.setFocus()
    qtbot.waitUntil(view.input.line.hasFocus)
    return view, view.input.line


def check(view: PartView) -> None:
    """Show the real grade of what is typed."""
    view.show_grade(grade(Exercise("", (view.part,), ()), (view.input.reply(),))[0])


def test_a_formula_is_echoed_typeset_while_it_is_typed(qtbot: QtBot, look: Look) -> None:
    view, _ = part_for(qtbot, look, SLOPE)
    type_in("s(1-s)")
    qtbot.waitUntil(lambda: "read as" in view.echo.toPlainText())
    type_in("+")
    qtbot.waitUntil(lambda: "missing" in view.echo.toPlainText())


@pytest.mark.parametrize(("spec", "reply", "selected"), [(SLOPE, "2*s + ?", "?"), (Integer(3), "1 apple", "a")])
def test_the_character_that_could_not_be_read_is_selected_and_said_once(
    qtbot: QtBot, look: Look, spec: AnswerSpec, reply: str, selected: str
) -> None:
    view, line = part_for(qtbot, look, spec)
    type_in(reply)
    check(view)
    assert line.property("state") == "unreadable" and line.selectedText() == selected
    assert view.feedback.reason.toPlainText() and view.echo.toPlainText() == ""


@pytest.mark.parametrize(
    ("typed", "echo"),
    [
        ("16", "channels 16 · height … · width …"),
        ("16 x", "channels 16 · height … · width …"),
        ("(16, 14", "channels 16 · height 14 · width …"),
        ("[16, 14,", "channels 16 · height 14 · width …"),
        ("16x14x14", "channels 16 · height 14 · width 14"),
        ("(16, 14, 14)", "channels 16 · height 14 · width 14"),
        ("1, 16, 14, 14", "1 × 16 × 14 × 14: 4 axes, asked for are 3"),
    ],
)
def test_a_shape_is_told_back_axis_by_axis_as_it_is_typed(qtbot: QtBot, look: Look, typed: str, echo: str) -> None:
    view, _ = part_for(qtbot, look, CHANNELS_FIRST)
    type_in(typed)
    qtbot.waitUntil(lambda: view.echo.toPlainText() == f"read as {echo}")


def test_a_shape_without_names_is_told_back_with_the_number_of_its_axes(qtbot: QtBot, look: Look) -> None:
    field = answer_input(Shape((3, 4)), look)
    qtbot.addWidget(field)
    assert isinstance(field, ShapeInput)
    field.show_reply("3 4")
    assert field.told_back() == "read as 3 × 4, 2 axes"
    field.show_reply("x")
    with pytest.raises(Unreadable):
        field.told_back()


def test_how_near_a_number_had_to_be_is_said_once_it_is_right_and_not_before(qtbot: QtBot, look: Look) -> None:
    view, line = part_for(qtbot, look, Number(4.0, relative=0.02))
    type_in("3")
    check(view)
    assert not view.accepted.isVisible()
    line.selectAll()
    type_in("4.01")
    assert not view.accepted.isVisible()
    check(view)
    assert view.accepted.isVisible() and "anything from 3.92 to 4.08" in view.accepted.toPlainText()
    type_in("5")
    assert not view.accepted.isVisible()


def test_what_is_right_is_said_for_good_once_the_whole_way_was_shown(qtbot: QtBot, look: Look) -> None:
    view, _ = part_for(qtbot, look, Integer(24, "px"))
    view.show_answer()
    type_in("5")
    check(view)
    assert view.accepted.isVisible() and view.accepted.toPlainText() == "Right is exactly 24 px"
