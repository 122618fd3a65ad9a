"""Matrices, tables and vectors are filled by keyboard and clipboard, and each cell shows what came of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from question_bank.answers import AnswerSpec, Choice, Integer, Matrix, Number, Shape, Table, Value, Vector
from question_bank.exercise import Exercise, Part
from question_bank.grading import grade
from studyapp.ui.answer_inputs.build import answer_input
from studyapp.ui.answer_inputs.cell import CARRIED, EMPTY, RIGHT, UNREADABLE, WRONG, ChoiceCell, LineCell
from studyapp.ui.answer_inputs.cells_input import CellsInput
from studyapp.ui.answer_inputs.side_scroll import SideScroll
from studyapp.ui.answer_inputs.table_input import TableInput
from studyapp.ui.answer_inputs.table_text import TableText
from studyapp.ui.part_view import PartView
from studyapp.ui.text_block import Look
from studyapp.ui.theme import DARK
from tests.studyapp.ui.keyboard import CONTROL, focused, paste, press, shown, type_in

SCORES = Matrix(((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)), ("cat", "sat"), ("the", "cat", "sat"))


def doubled(values: tuple[Value, ...]) -> AnswerSpec | None:
    """Return what follows in LAYERS: the second count is twice the first."""
    return Integer(2 * values[1]) if len(values) == 3 and isinstance(values[1], int) else None


LAYERS = Table(
    ("Layer", "Output", "Parameters", "Padding"),
    (
        ("conv1", Shape((26, 26, 16)), Integer(160), "none"),
        ("conv2", "24 × 24 × 32", "", Choice(("valid", "same"), 0)),
        ("dense", "10", Integer(320), "none"),
    ),
    lambda values: doubled(values),
)


def cells_for(qtbot: QtBot, look: Look, spec: AnswerSpec) -> CellsInput:
    """Return the shown input of a spec, with the keyboard in its first cell."""
    field = answer_input(spec, look)
    assert isinstance(field, CellsInput)
    shown(qtbot, field)
    field.setFocus()
    qtbot.waitUntil(field.cells[0].field.hasFocus)
    return field


def part_for(qtbot: QtBot, look: Look, spec: AnswerSpec) -> tuple[PartView, CellsInput]:
    """Return the shown part that asks a spec, and its input."""
    view = PartView(Part("Fill it in.", spec), look, name="", marks="")
    shown(qtbot, view)
    assert isinstance(view.input, CellsInput)
    return view, view.input


def check(view: PartView, reply: str) -> None:
    """Give a reply and show the real grade of what the input makes of it."""
    view.input.show_reply(reply)
    exercise = Exercise("", (view.part,), ())
    view.show_grade(grade(exercise, (view.input.reply(),))[0])


def test_arrow_keys_move_between_cells_at_the_edge_of_the_text(qtbot: QtBot, look: Look) -> None:
    field = cells_for(qtbot, look, SCORES)
    type_in("0.5")
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Right)
    assert field.cell(0, 0).field.hasFocus()  # the cursor was inside the text
    press(Qt.Key.Key_Right)
    assert field.cell(0, 1).field.hasFocus()
    press(Qt.Key.Key_Left)
    assert field.cell(0, 0).field.hasFocus()
    press(Qt.Key.Key_Left)
    assert field.cell(0, 0).field.hasFocus()


def test_up_and_down_go_to_the_cell_above_and_below(qtbot: QtBot, look: Look) -> None:
    field = cells_for(qtbot, look, SCORES)
    field.cell(0, 2).field.setFocus()
    type_in("12")
    press(Qt.Key.Key_Down)
    assert field.cell(1, 2).field.hasFocus()
    press(Qt.Key.Key_Down)
    assert field.cell(1, 2).field.hasFocus()
    press(Qt.Key.Key_Up)
    assert field.cell(0, 2).field.hasFocus()


def test_tab_goes_through_the_cells_in_reading_order(qtbot: QtBot, look: Look) -> None:
    field = cells_for(qtbot, look, SCORES)
    for cell in field.cells[1:]:
        press(Qt.Key.Key_Tab)
        assert cell.field.hasFocus()


def test_enter_goes_to_the_next_empty_cell_and_submits_when_there_is_none(qtbot: QtBot, look: Look) -> None:
    field = cells_for(qtbot, look, Matrix(((1.0, 2.0), (3.0, 4.0))))
    field.cell(0, 1).set_text("2")
    for text in ("1", "3"):
        type_in(text)
        press(Qt.Key.Key_Return)
    assert field.cell(1, 1).field.hasFocus()
    type_in("4")
    with qtbot.waitSignal(field.submitted):
        press(Qt.Key.Key_Return)
    assert Matrix(((1.0, 2.0), (3.0, 4.0))).judge(field.reply()).score == 1


@pytest.mark.parametrize("text", ["1\t2\t3\n4\t5\t6\n", "[[1, 2, 3], [4, 5, 6]]", "1 2 3; 4 5 6", "1 2 3 4 5 6"])
def test_a_matrix_is_pasted_at_once(qtbot: QtBot, look: Look, text: str) -> None:
    field = cells_for(qtbot, look, SCORES)
    with qtbot.waitSignal(field.reply_changed):
        paste(text)
    assert SCORES.judge(field.reply()).score == 1


def test_a_block_is_pasted_from_the_cell_with_the_keyboard_on_and_the_rest_is_left(qtbot: QtBot, look: Look) -> None:
    field = cells_for(qtbot, look, SCORES)
    field.cell(0, 1).field.setFocus()
    paste("2\t3\t99\n5\t6\t99\n99\t99\t99")
    assert [cell.text() for cell in field.cells] == ["", "2", "3", "", "5", "6"]


def test_one_number_is_pasted_as_text_at_the_cursor(qtbot: QtBot, look: Look) -> None:
    field = cells_for(qtbot, look, SCORES)
    type_in("-")
    paste("1,5")
    assert field.cells[0].text() == "-1,5" and field.cells[1].text() == ""


def test_arrow_keys_walk_through_filled_cells_without_stopping_inside_their_texts(qtbot: QtBot, look: Look) -> None:
    field = cells_for(qtbot, look, SCORES)
    field.show_reply("1.5\t2.5\t3.5\n4\t5\t6")
    press(Qt.Key.Key_Down)
    for column in (1, 2):
        press(Qt.Key.Key_Right)
        assert field.cell(1, column).field.hasFocus()
    for column in (1, 0):
        press(Qt.Key.Key_Left)
        assert field.cell(1, column).field.hasFocus()
    type_in("7")
    assert field.cell(1, 0).text() == "7"


def test_what_was_pasted_is_taken_back_cell_by_cell_before_any_answer_is(qtbot: QtBot, look: Look) -> None:
    field = cells_for(qtbot, look, SCORES)
    paste("1 2 3; 4 5 6")
    press(Qt.Key.Key_Z, CONTROL)
    assert field.cells[0].text() == "" and field.cells[1].text() == "2"


def test_all_cells_are_copied_as_a_spreadsheet_takes_them(qtbot: QtBot, look: Look) -> None:
    field = cells_for(qtbot, look, SCORES)
    field.show_reply("1\t2\t3\n4\t5\t6")
    press(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "1\t2\t3\n4\t5\t6"


def test_a_vector_takes_a_row_or_a_column_of_a_spreadsheet(qtbot: QtBot, look: Look) -> None:
    spec = Vector(tuple(float(number) for number in range(7)))
    for between in ("\t", "\n", "; "):
        field = cells_for(qtbot, look, spec)
        paste(between.join(map(str, range(7))))
        assert spec.judge(field.reply()).score == 1
        field.close()


def test_each_cell_is_marked_by_sign_frame_and_words(qtbot: QtBot, look: Look) -> None:
    view, field = part_for(qtbot, look, SCORES)
    check(view, "[[1, 2, 3], [4, 5, 7]]")
    assert [cell.mark for cell in field.cells] == [RIGHT] * 5 + [WRONG]
    right, wrong = field.cells[0], field.cells[-1]
    assert (right.field.property("state"), wrong.field.property("state")) == ("right", "wrong")
    assert right.sign.pixmap().toImage() != wrong.sign.pixmap().toImage()
    assert (right.field.accessibleDescription(), wrong.field.accessibleDescription()) == ("right", "not right")
    assert "5 of 6 cells are right" in view.feedback.reason.toPlainText()


def test_marks_go_away_with_the_next_key_and_when_the_answer_is_taken_back(qtbot: QtBot, look: Look) -> None:
    view, field = part_for(qtbot, look, SCORES)
    check(view, "[[1, 2, 3], [4, 5, 7]]")
    field.focus_open()
    assert field.cells[-1].field.hasFocus()
    type_in("6")
    assert [cell.mark for cell in field.cells] == [None] * 6 and field.cells[-1].text() == "6"
    check(view, "[[1, 2, 3], [4, 5, 7]]")
    view.show_taken_back()
    assert [cell.mark for cell in field.cells] == [None] * 6 and field.cells[-1].text() == "7"


def test_signs_are_drawn_again_in_another_theme(qtbot: QtBot, look: Look) -> None:
    view, field = part_for(qtbot, look, SCORES)
    check(view, "[[1, 2, 3], [4, 5, 7]]")
    before = field.cells[0].sign.pixmap().toImage()
    view.show_theme(DARK)
    assert field.cells[0].sign.pixmap().toImage() != before


@pytest.mark.parametrize(
    ("spec", "reply", "wanted", "selected"),
    [
        (SCORES, "1\t2\t3\n4\t12 ?\t6", 4, "?"),
        (Vector((1.0, 2.0, 3.0)), "1; 2 ?; 3", 1, "?"),
        (LAYERS, "26x26x16 | 16?0\na\n320", 1, "?"),
    ],
)
def test_the_cell_and_the_character_that_could_not_be_read_are_pointed_at(
    qtbot: QtBot, look: Look, spec: AnswerSpec, reply: str, wanted: int, selected: str
) -> None:
    view, field = part_for(qtbot, look, spec)
    check(view, reply)
    assert [index for index, cell in enumerate(field.cells) if cell.mark is UNREADABLE] == [wanted]
    cell = field.cells[wanted]
    assert isinstance(cell, LineCell) and cell.line.hasFocus() and cell.line.selectedText() == selected
    assert view.feedback.reason.toPlainText().lower().startswith(cell.name.lower())


def test_empty_cells_are_pointed_at_and_counted(qtbot: QtBot, look: Look) -> None:
    view, field = part_for(qtbot, look, SCORES)
    check(view, "1\t2\t3\n4\t\t")
    assert [cell.mark for cell in field.cells] == [None] * 4 + [EMPTY] * 2
    assert field.cells[4].field.hasFocus()
    assert "2 cells are still empty" in view.feedback.reason.toPlainText()
    check(view, "")
    assert field.reply() == "" and view.feedback.reason.toPlainText() == "Nothing is filled in yet."


def test_the_matrix_is_echoed_typeset_once_it_is_whole(qtbot: QtBot, look: Look) -> None:
    view, field = part_for(qtbot, look, SCORES)
    field.cells[0].field.setFocus()
    type_in("1")
    qtbot.waitUntil(lambda: "1 of 6 cells filled" in view.echo.toPlainText())
    paste("1 2 3; 4 5 1/6")
    qtbot.waitUntil(lambda: "read as" in view.echo.toPlainText())
    assert view.feedback.isHidden()


def test_cells_are_called_by_row_column_and_label(qtbot: QtBot, look: Look) -> None:
    field = cells_for(qtbot, look, SCORES)
    assert field.cell(1, 0).field.accessibleName() == "row 2, column 1 (sat, the)"
    table = cells_for(qtbot, look, LAYERS)
    assert [cell.field.accessibleName() for cell in table.cells] == [
        "row 1 (conv1), Output",
        "row 1 (conv1), Parameters",
        "row 2 (conv2), Padding",
        "row 3 (dense), Parameters",
    ]


def test_formulas_in_labels_and_headings_are_put_into_words(qtbot: QtBot, look: Look) -> None:
    table = Table(("$w$", r"$\nabla$ **of** it"), (("$w_1$", Number(0.5)),))
    assert cells_for(qtbot, look, table).cells[0].field.accessibleName() == "row 1 (w 1), nabla of it"
    vector = cells_for(qtbot, look, Vector((1.0, 2.0), (r"$\hat{y}$", "$x^2$")))
    assert [cell.name for cell in vector.cells] == ["Value for hat y", "Value for x to the 2"]
    assert len(vector.findChildren(TableText)) == 2


def test_a_table_shows_what_is_given_and_asks_for_the_rest(qtbot: QtBot, look: Look) -> None:
    field = cells_for(qtbot, look, LAYERS)
    assert [type(cell) for cell in field.cells] == [LineCell, LineCell, ChoiceCell, LineCell]
    type_in("26 26 16")
    press(Qt.Key.Key_Return)
    type_in("160")
    press(Qt.Key.Key_Return)
    assert isinstance(field.cells[2], ChoiceCell) and field.cells[2].box.hasFocus()
    type_in("a")
    press(Qt.Key.Key_Return)
    type_in("320")
    assert LAYERS.judge(field.reply()).score == 1


def test_arrow_keys_leave_a_list_without_changing_what_is_chosen(qtbot: QtBot, look: Look) -> None:
    field = cells_for(qtbot, look, LAYERS)
    box = field.cells[2].field
    box.setFocus()
    type_in("b")
    press(Qt.Key.Key_Down)
    assert field.cells[3].field.hasFocus() and field.cells[2].text() == "b"
    press(Qt.Key.Key_Up)
    assert box.hasFocus() and field.cells[2].text() == "b"


def test_rows_copied_with_what_is_given_fall_into_the_right_cells(qtbot: QtBot, look: Look) -> None:
    field = cells_for(qtbot, look, LAYERS)
    paste("conv1\t26x26x16\t160\tnone\nconv2\t24x24x32\t\tvalid\ndense\t10\t320\tnone")
    assert LAYERS.judge(field.reply()).score == 1


def test_a_cell_that_follows_from_an_own_value_says_so(qtbot: QtBot, look: Look) -> None:
    view, field = part_for(qtbot, look, LAYERS)
    assert isinstance(field, TableInput)
    check(view, "26x26x16 | 161\na\n322")
    assert [cell.mark for cell in field.cells] == [RIGHT, WRONG, RIGHT, CARRIED]
    assert field.cells[3].field.accessibleDescription() == "right with your own earlier value"
    assert field.carried.isVisible() and "own earlier value" in view.feedback.reason.toPlainText()
    check(view, LAYERS.show())
    assert not field.carried.isVisible()


def test_options_with_formulas_are_written_out_below_the_table(qtbot: QtBot, look: Look) -> None:
    spec = Table(("Step", "Rule"), (("1", Choice(("$a+b$", "$ab$"), 1)),))
    field = cells_for(qtbot, look, spec)
    cell = field.cells[0]
    assert isinstance(cell, ChoiceCell) and cell.box.itemText(2) == "b)"
    field.show_reply("b")
    assert spec.judge(field.reply()).score == 1


def test_a_wide_matrix_scrolls_sideways_to_the_cell_with_the_keyboard(qtbot: QtBot, look: Look) -> None:
    field = cells_for(qtbot, look, Matrix((tuple(map(float, range(12))),)))
    last = field.cells[-1]
    around = field.findChild(SideScroll)
    assert around is not None

    def is_in_view() -> bool:
        return around.viewport().rect().contains(last.rect().translated(last.mapTo(around.viewport(), QPoint())))

    assert not is_in_view()
    last.field.setFocus()
    qtbot.waitUntil(is_in_view)
    assert around.height() >= last.height() + around.horizontalScrollBar().height()


def test_labels_stand_beside_rows_and_above_columns(qtbot: QtBot, look: Look) -> None:
    field = cells_for(qtbot, look, SCORES)
    titles = {label.text() for label in field.findChildren(QLabel)}
    assert {"the", "cat", "sat"} <= titles
    assert focused() is field.cells[0].field
