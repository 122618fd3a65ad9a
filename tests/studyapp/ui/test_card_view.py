"""A card is asked, shown and rated with the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studyapp.study.memory import Rating
from studyapp.ui.card_view import CardView
from studyapp.ui.rating_bar import RatingShown
from studyapp.ui.text_block import Look
from studyapp.ui.theme import DARK
from tests.studyapp.ui.keyboard import focused, press, shown

RATING = RatingShown(None, "How well did you know it?", dict(zip(Rating, (0, 1, 3, 8), strict=True)))


@pytest.fixture
def view(qtbot: QtBot, look: Look) -> CardView:
    """Give a shown view with one card on it."""
    made = CardView(look)
    shown(qtbot, made)
    made.show_card("What is a stride?", "The step of the kernel.", title="A card", rating=RATING, has_note=True)
    return made


def test_the_back_is_hidden_until_space(qtbot: QtBot, view: CardView) -> None:
    assert view.front.toPlainText() == "What is a stride?" and not view.back.isVisible()
    assert not view.rating_bar.isVisible() and focused() is view.show_button
    with qtbot.waitSignal(view.shown):
        press(Qt.Key.Key_Space)
    assert view.back.isVisible() and view.back.toPlainText() == "The step of the kernel."
    assert view.rating_bar.isVisible() and not view.show_button.isVisible()


@pytest.mark.parametrize(("key", "rating"), [(Qt.Key.Key_1, 1), (Qt.Key.Key_4, 4)])
def test_it_can_only_be_rated_once_it_was_seen(qtbot: QtBot, view: CardView, key: Qt.Key, rating: int) -> None:
    with qtbot.assertNotEmitted(view.rated):
        press(key)
    press(Qt.Key.Key_Return)
    with qtbot.waitSignal(view.rated) as rated:
        press(key)
    assert rated.args == [rating]


def test_the_next_card_is_asked_from_its_front(view: CardView) -> None:
    press(Qt.Key.Key_Space)
    view.show_card("And padding?", "A rim of zeros.", title="A card", rating=RATING, has_note=False)
    assert not view.back.isVisible() and not view.rating_bar.isVisible() and not view.note_button.isVisible()
    assert focused() is view.show_button
    view.show_theme(DARK)
    assert view.front.toPlainText() == "And padding?"


def test_a_card_can_be_left_for_later_and_its_note_read(qtbot: QtBot, view: CardView) -> None:
    with qtbot.waitSignal(view.skip_requested):
        view.skip_button.click()
    with qtbot.waitSignal(view.note_requested):
        view.note_button.click()
