"""Words of a note are highlighted and unhighlighted by one key, remarks get room below them, and nothing moves away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studyapp.study.marks import Anchor, Colour, Mark, MarkKind
from studyapp.study.note_page import NotePage
from studyapp.ui.mark_colours import mark_look
from studyapp.ui.note_view import NoteView
from studyapp.ui.theme import DARK, LIGHT, Theme
from studyapp.ui.typesetter import Typesetter
from tests.studyapp.attempts import NOON
from tests.studyapp.ui.pixels import picture, pixels

BODY = "\n\n".join(f"## Part {n}\n\nWord{n} stands beside $x_{n}$ here.\n\n" + "More follows. " * 40 for n in range(6))
NOTE = NotePage("cnn.convolution", "Convolution", BODY, Path(), 12)


@pytest.fixture
def view(qtbot: QtBot) -> NoteView:
    made = NoteView(Typesetter())
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    made.show_note(NOTE)
    made.marks.show_marks(NOTE.topic_id, [])
    made.text.setFocus()
    return made


def select(view: NoteView, words: str) -> None:
    found = view.text.document().find(words)
    assert not found.isNull(), words
    view.text.setTextCursor(found)


def press(view: NoteView, key: Qt.Key) -> None:
    QTest.keyClick(view.text, key)


def made(view: NoteView, qtbot: QtBot, words: str, colour: Colour = Colour.YELLOW) -> Mark:
    """Highlight some words and show the mark, as the app would."""
    select(view, words)
    with qtbot.waitSignal(view.marks.highlight_made) as caught:
        view.marks.toggle_highlight(colour)
    anchor, chosen = caught.args
    mark = Mark(MarkKind.HIGHLIGHT, anchor, NOON, chosen, id=7)
    view.marks.show_marks(NOTE.topic_id, [mark])
    return mark


def test_h_asks_for_a_highlight_of_the_words_selected_with_formulas_as_latex(qtbot: QtBot, view: NoteView) -> None:
    start = view.text.document().find("Word2").selectionStart()
    cursor = QTextCursor(view.text.document())
    cursor.setPosition(start)
    cursor.setPosition(view.text.document().find("here", start).selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    view.text.setTextCursor(cursor)
    with qtbot.waitSignal(view.marks.highlight_made) as caught:
        press(view, Qt.Key.Key_H)
    anchor, colour = caught.args
    assert (anchor.topic, anchor.heading, anchor.quote) == (
        "cnn.convolution",
        "part-2",
        "Word2 stands beside $x_2$ here",
    )
    assert (
        anchor.after.startswith(".\nMore follows.") and anchor.before.endswith("Part 2\n") and colour is Colour.YELLOW
    )


def test_h_on_a_highlight_removes_it_and_again_brings_it_back(qtbot: QtBot, view: NoteView) -> None:
    mark = made(view, qtbot, "Word1 stands")
    cursor = view.text.document().find("Word1")
    cursor.setPosition(cursor.selectionStart() + 2)
    view.text.setTextCursor(cursor)
    with qtbot.waitSignal(view.marks.mark_removed) as removed:
        press(view, Qt.Key.Key_H)
    assert removed.args == [mark]
    view.marks.show_marks(NOTE.topic_id, [])
    with qtbot.waitSignal(view.marks.highlight_made) as again:
        press(view, Qt.Key.Key_H)
    assert again.args == [mark.anchor, Colour.YELLOW]


def test_another_colour_changes_the_highlight_and_is_the_one_that_h_gives_next(qtbot: QtBot, view: NoteView) -> None:
    mark = made(view, qtbot, "Word1 stands")
    with qtbot.waitSignal(view.marks.colour_changed) as changed:
        view.marks.bar.colour_buttons[Colour.GREEN].click()
    assert changed.args == [mark, Colour.GREEN]
    select(view, "Word3")
    with qtbot.waitSignal(view.marks.highlight_made) as caught:
        press(view, Qt.Key.Key_H)
    assert caught.args[1] is Colour.GREEN


def test_nothing_selected_is_nothing_highlighted(qtbot: QtBot, view: NoteView) -> None:
    view.text.moveCursor(QTextCursor.MoveOperation.Start)
    with qtbot.assertNotEmitted(view.marks.highlight_made):
        press(view, Qt.Key.Key_H)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_highlight_is_seen_behind_its_words_in_each_theme(qtbot: QtBot, view: NoteView, theme: Theme) -> None:
    made(view, qtbot, "Word0 stands beside", Colour.BLUE)
    view.text.moveCursor(QTextCursor.MoveOperation.Start)
    view.show_theme(theme)
    ground = QColor(mark_look(Colour.BLUE, theme).ground).getRgb()
    assert (pixels(picture(view.text, 1)) == ground).all(axis=2).sum() > 500
    view.marks.show_marks(NOTE.topic_id, [])
    assert not (pixels(picture(view.text, 1)) == ground).all(axis=2).any()


def test_a_remark_gets_room_below_its_paragraph_and_gives_it_back(qtbot: QtBot, view: NoteView) -> None:
    mark = made(view, qtbot, "Word0 stands")
    height = view.text.document().size().height()
    view.marks.show_marks(NOTE.topic_id, [replace(mark, remark="A thought of mine. " * 30)])
    taller = view.text.document().size().height()
    assert taller > height + 60
    view.set_zoom(1.25)
    view.set_zoom(1.0)
    assert view.text.document().size().height() == taller
    view.marks.show_marks(NOTE.topic_id, [mark])
    assert view.text.document().size().height() == height


def test_a_remark_takes_more_lines_in_a_narrower_window(qtbot: QtBot, view: NoteView) -> None:
    mark = made(view, qtbot, "Word0 stands")
    view.marks.show_marks(NOTE.topic_id, [replace(mark, remark="A thought of mine. " * 30)])
    block = view.text.document().find("Word0").block
    wide = block().blockFormat().bottomMargin()
    view.resize(420, 700)
    qtbot.waitUntil(lambda: block().blockFormat().bottomMargin() > wide)


def test_what_is_read_stays_where_it_is_when_a_remark_above_gets_room(qtbot: QtBot, view: NoteView) -> None:
    mark = made(view, qtbot, "Word0 stands")
    view.scroll_to_heading("part-4")
    top = view.text.cursorForPosition(QPoint(60, 30)).block().text()
    view.marks.show_marks(NOTE.topic_id, [replace(mark, remark="A thought of mine. " * 30)])
    assert view.text.cursorForPosition(QPoint(60, 30)).block().text() == top


def test_b_and_r_are_about_the_section_that_is_read(qtbot: QtBot, view: NoteView) -> None:
    view.scroll_to_heading("part-3")
    with qtbot.waitSignal(view.marks.bookmark_toggled) as bookmarked:
        press(view, Qt.Key.Key_B)
    assert bookmarked.args == [Anchor("cnn.convolution", "part-3", "Part 3")]
    with qtbot.waitSignal(view.marks.remark_wanted) as wanted:
        press(view, Qt.Key.Key_R)
    assert wanted.args == [Anchor("cnn.convolution", "part-3", "Part 3"), MarkKind.REMARK]


def test_the_bar_appears_with_a_selection_made_by_mouse_and_goes_with_it(qtbot: QtBot, view: NoteView) -> None:
    select(view, "Word0 stands")
    place = view.text.cursorRect(view.text.document().find("Word0")).center()
    QTest.mouseRelease(view.text.viewport(), Qt.MouseButton.RightButton, pos=place)
    qtbot.waitUntil(view.marks.bar.isVisible)
    assert not view.marks.bar.remove_button.isVisible()
    view.scroll_to_heading("part-4")
    assert not view.marks.bar.isVisible()


def test_a_mark_can_be_gone_to_unless_it_lost_its_place(qtbot: QtBot, view: NoteView) -> None:
    mark = made(view, qtbot, "Word5")
    view.text.verticalScrollBar().setValue(0)
    assert view.marks.go_to(mark) and view.text.verticalScrollBar().value() > 0
    lost = replace(mark, anchor=Anchor("cnn.convolution", "gone", "no such words anywhere"))
    view.marks.show_marks(NOTE.topic_id, [lost])
    assert not view.marks.go_to(lost)


def test_f7_lets_the_keyboard_select(view: NoteView) -> None:
    view.text.moveCursor(QTextCursor.MoveOperation.Start)
    press(view, Qt.Key.Key_F7)
    for _ in range(3):
        QTest.keyClick(view.text, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.text.textCursor().selectedText() == "Con"
    press(view, Qt.Key.Key_F7)
    QTest.keyClick(view.text, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.text.textCursor().selectedText() == "Con"


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("colour", Colour)
def test_words_can_be_read_on_every_colour(colour: Colour, theme: Theme) -> None:
    ground = mark_look(colour, theme).ground
    assert contrast(theme.ink, ground) >= 7 and contrast(theme.accent, ground) >= 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
