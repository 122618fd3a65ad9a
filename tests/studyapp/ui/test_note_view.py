"""A note can be read, found in, made larger and gone through by its headings, with the mouse and the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studyapp.study.note_page import NotePage
from studyapp.ui.note_view import ZOOMS, NoteView
from studyapp.ui.theme import DARK, LIGHT
from studyapp.ui.typesetter import Typesetter
from tests.studyapp.ui.pixels import picture, pixels

BODY = "\n\n".join(
    f"## Part {n}\n\n### Inside {n}\n\n" + "Some words don't move about $x_n$ on this page. " * 10 for n in range(9)
)
NOTE = NotePage("cnn.convolution", "Convolution", BODY, Path(), 12)


@pytest.fixture
def view(qtbot: QtBot) -> NoteView:
    made = NoteView(Typesetter())
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    made.show_note(NOTE)
    return made


def at_the_top(view: NoteView) -> str:
    return view.text.cursorForPosition(QPoint(60, 30)).block().text()


def press(view: NoteView, key: Qt.Key) -> None:
    QTest.keyClick(view, key, Qt.KeyboardModifier.ControlModifier)


def test_a_note_shows_its_title_its_minutes_and_its_text(view: NoteView) -> None:
    words = view.text.toPlainText()
    assert words.startswith("Convolution\nAbout 12 minutes to read\nPart 0\nInside 0\nSome words don’t move")
    view.show_note(NotePage("a.b", "Short", "Text.", Path(), 1))
    assert view.text.toPlainText() == "Short\nAbout 1 minute to read\nText."


def test_contents_lead_to_headings_and_show_where_one_is(qtbot: QtBot, view: NoteView) -> None:
    assert list(view.contents.buttons)[:3] == ["part-0", "inside-0", "part-1"]
    with qtbot.waitSignal(view.heading_reached) as caught:
        view.contents.buttons["part-5"].click()
    assert caught.args == ["part-5"] and at_the_top(view) == "Part 5"
    checked = [slug for slug, each in view.contents.buttons.items() if each.isChecked()]
    assert checked == ["part-5"]
    view.text.verticalScrollBar().setValue(0)
    assert not any(each.isChecked() for each in view.contents.buttons.values())


def test_contents_become_a_menu_where_there_is_no_room(view: NoteView) -> None:
    assert view.contents.isVisible() and not view.contents_button.isVisible()
    width = view.text.viewport().width()
    view.resize(720, 700)
    assert not view.contents.isVisible() and view.contents_button.isVisible()
    assert view.text.viewport().width() == width
    entries = view.contents_button.menu().actions()
    assert [entry.text().strip() for entry in entries[:3]] == ["Part 0", "Inside 0", "Part 1"]
    entries[8].trigger()
    assert at_the_top(view) == "Part 4"


def test_a_note_without_headings_has_no_contents(view: NoteView) -> None:
    view.show_note(NotePage("a.b", "Short", "Text.", Path(), 1))
    assert not view.contents.isVisible() and not view.contents_button.isVisible()


def test_finding_goes_from_match_to_match_and_round(view: NoteView) -> None:
    press(view, Qt.Key.Key_F)
    bar = view.find_bar
    assert bar.isVisible() and bar.words_edit.hasFocus()
    QTest.keyClicks(bar.words_edit, "part")
    assert bar.matches.text() == "1 of 9"
    QTest.keyClick(bar.words_edit, Qt.Key.Key_Return)
    assert bar.matches.text() == "2 of 9"
    QTest.keyClick(bar.words_edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    bar.before_button.click()
    assert bar.matches.text() == "9 of 9"
    bar.next_button.click()
    assert bar.matches.text() == "1 of 9"


def test_finding_takes_words_literally_and_any_quotes(view: NoteView) -> None:
    view.find_bar.open()
    view.find_bar.words_edit.setText("words don't MOVE")
    assert view.find_bar.matches.text() == "1 of 90"
    view.find_bar.words_edit.setText("p.rt")
    assert view.find_bar.matches.text() == "Not in this note" and not view.find_bar.next_button.isEnabled()
    view.find_bar.words_edit.setText(" ")
    assert view.find_bar.matches.text() == ""


def test_finding_marks_what_is_found_until_it_is_closed(view: NoteView) -> None:
    def marked() -> int:
        seen = pixels(picture(view.text.viewport(), 1.0))[..., :3]
        return int((seen == [0x2F, 0x5F, 0xD0]).all(axis=2).sum())

    assert marked() == 0
    view.find_bar.open()
    view.find_bar.words_edit.setText("Inside 0")
    assert marked() > 200
    view.set_zoom(1.5)
    assert marked() > 400
    QTest.keyClick(view.find_bar.words_edit, Qt.Key.Key_Escape)
    assert not view.find_bar.isVisible() and marked() == 0
    assert view.text.hasFocus()


def test_the_text_is_made_larger_smaller_and_as_it_was_by_keys(qtbot: QtBot, view: NoteView) -> None:
    view.scroll_to_heading("part-6")
    with qtbot.waitSignal(view.zoom_changed) as caught:
        press(view, Qt.Key.Key_Plus)
    assert caught.args == [1.1] == [view.zoom] and at_the_top(view) == "Part 6"
    press(view, Qt.Key.Key_Minus)
    press(view, Qt.Key.Key_Minus)
    assert view.zoom == 0.9
    press(view, Qt.Key.Key_0)
    assert view.zoom == 1.0 and at_the_top(view) == "Part 6"
    for _ in ZOOMS:
        view.larger_button.click()
    assert view.zoom == ZOOMS[-1] and not view.larger_button.isEnabled() and view.smaller_button.isEnabled()


def test_another_theme_keeps_the_place(view: NoteView) -> None:
    view.scroll_to_heading("part-7")
    view.show_theme(DARK)
    assert at_the_top(view) == "Part 7"
    corner = pixels(picture(view.text, 1.0))[5, 5, :3]
    assert "#" + "".join(f"{int(part):02X}" for part in corner) == DARK.surface
    view.show_theme(LIGHT)
    assert at_the_top(view) == "Part 7"


def test_links_of_the_note_are_passed_on(qtbot: QtBot, view: NoteView) -> None:
    view.show_note(NotePage("a.b", "Short", "[go](demo:cnn-digits)", Path(), 1))
    view.text.setFocus()
    QTest.keyClick(view.text, Qt.Key.Key_Tab)
    with qtbot.waitSignal(view.link_opened) as caught:
        QTest.keyClick(view.text, Qt.Key.Key_Return)
    assert caught.args == ["demo:cnn-digits"]


def test_every_button_has_a_name_for_screen_readers(view: NoteView) -> None:
    bar = view.find_bar
    for each in (view.find_button, view.smaller_button, view.larger_button, bar.next_button, bar.close_button):
        assert each.accessibleName()
