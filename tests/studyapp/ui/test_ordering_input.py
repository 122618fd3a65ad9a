"""Items are put in order by drag, by arrows and by keyboard, and those that have to move are told so."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from question_bank.answers import Ordering
from question_bank.exercise import Exercise, Part
from question_bank.grading import grade
from studyapp.ui.answer_inputs.build import answer_input
from studyapp.ui.answer_inputs.ordering_input import OrderingInput
from studyapp.ui.part_view import PartView
from studyapp.ui.text_block import Look
from studyapp.ui.theme import DARK
from tests.studyapp.ui.keyboard import drag, press, shown

ALT = Qt.KeyboardModifier.AltModifier
STEPS = Ordering(("Take the loss.", "Step along $-g$.", "Zero the gradients.", "Propagate back."), (2, 0, 3, 1))


@pytest.fixture
def field(qtbot: QtBot, look: Look) -> OrderingInput:
    """Give the shown input of STEPS with the keyboard on it."""
    made = answer_input(STEPS, look)
    assert isinstance(made, OrderingInput)
    shown(qtbot, made)
    made.setFocus()
    qtbot.waitUntil(made.items[0].hasFocus)
    return made


def test_the_order_in_view_is_the_reply_from_the_beginning(field: OrderingInput) -> None:
    assert field.reply() == "a b c d"
    assert [item.number.text() for item in field.rows()] == ["1", "2", "3", "4"]


def test_alt_and_an_arrow_key_move_an_item_and_the_keyboard_goes_with_it(qtbot: QtBot, field: OrderingInput) -> None:
    with qtbot.waitSignal(field.reply_changed) as caught:
        press(Qt.Key.Key_Down, ALT)
    assert caught.args == ["b a c d"] and field.items[0].hasFocus()
    press(Qt.Key.Key_Down, ALT)
    press(Qt.Key.Key_Up, ALT)
    press(Qt.Key.Key_Up, ALT)
    press(Qt.Key.Key_Up, ALT)
    assert field.reply() == "a b c d"


def test_arrow_keys_alone_walk_so_that_no_mouse_is_needed(qtbot: QtBot, field: OrderingInput) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up, ALT)
    press(Qt.Key.Key_Up, ALT)  # c a b d
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down, ALT)
    assert STEPS.judge(field.reply()).score == 1
    with qtbot.waitSignal(field.submitted):
        press(Qt.Key.Key_Return)


def test_tab_follows_the_order_that_is_seen(field: OrderingInput) -> None:
    field.show_reply("d c b a")
    field.setFocus()
    for item in field.rows():
        assert item.hasFocus()
        press(Qt.Key.Key_Tab)


def test_arrow_buttons_move_and_stop_at_the_ends(field: OrderingInput) -> None:
    field.items[3].up_button.click()
    assert field.reply() == "a b d c" and field.items[3].hasFocus()
    assert not field.items[0].up_button.isEnabled() and field.items[0].down_button.isEnabled()
    assert not field.items[2].down_button.isEnabled()


def test_an_item_is_dragged_down_and_up(field: OrderingInput) -> None:
    drag(field.items[0], 400)
    assert field.reply() == "b c d a"
    assert field.items[0].geometry().top() > field.items[3].geometry().bottom()
    drag(field.items[3], -(field.items[3].y() - field.items[1].y()) - 10)
    assert field.reply() == "d b c a"


def test_a_click_moves_nothing_and_takes_the_keyboard(qtbot: QtBot, field: OrderingInput) -> None:
    drag(field.items[2], 1)
    assert field.reply() == "a b c d"
    field.items[2].setFocus()
    assert field.items[2].property("current") == "yes" and field.items[0].property("current") == ""


def test_items_say_their_place_to_screen_readers(field: OrderingInput) -> None:
    field.show_reply("c a d b")
    assert field.rows()[0].accessibleName() == "1 of 4: Zero the gradients."
    assert field.items[0].up_button.accessibleName() == "Move up"


def test_a_reply_that_is_no_order_changes_nothing(field: OrderingInput) -> None:
    for text in ("", "a b c", "a a b c", "x y z w", "nonsense"):
        field.show_reply(text)
        assert field.reply() == "a b c d"


def test_items_that_have_to_move_are_told_which_way(qtbot: QtBot, look: Look) -> None:
    view = PartView(Part("", STEPS), look, name="", marks="")
    shown(qtbot, view)
    view.input.show_reply("c a b d")
    view.show_grade(grade(Exercise("", (view.part,), ()), (view.input.reply(),))[0])
    assert isinstance(view.input, OrderingInput)
    moving = [item for item in view.input.items if item.role == "wrong"]
    assert len(moving) == 1 and "further" in moving[0].note.text() and moving[0].note.isVisible()
    assert {item.accessibleDescription() for item in view.input.items if item not in moving} == {"can stay"}
    before = moving[0].sign.pixmap().toImage()
    view.show_theme(DARK)
    assert moving[0].sign.pixmap().toImage() != before
    view.input.focus_open()
    assert moving[0].hasFocus()
    press(Qt.Key.Key_Up, ALT)
    assert [item.role for item in view.input.items] == [""] * 4 and not moving[0].note.isVisible()
