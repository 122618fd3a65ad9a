"""Ctrl+K finds and opens everything and runs every command, from any page, by keyboard and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.picture_plan import picture_plan
from studyapp.ui.keys_dialog import KEYS, KeysDialog
from studyapp.ui.main_window import SMALLEST
from studyapp.ui.palette import Palette
from studyapp.ui.palette_row import ROW_ROLE, PaletteRow
from studyapp.ui.theme import DARK, LIGHT
from tests.studyapp.ui.keyboard import CONTROL, activate, press, type_in
from tests.studyapp.ui.pixels import picture, pixels


@pytest.fixture
def palette(app: StudyApp, qtbot: QtBot) -> Palette:
    """Give the palette, opened by its key over the page Learn."""
    activate(qtbot, app.window)
    app.open("learn")
    press(Qt.Key.Key_K, CONTROL)
    assert app.pages.palette is not None
    return app.pages.palette.palette


def rows(palette: Palette) -> list[PaletteRow]:
    return [palette.rows.item(number).data(ROW_ROLE) for number in range(palette.rows.count())]


def titles(palette: Palette) -> list[str]:
    return [row.title.text for row in rows(palette)]


def do(palette: Palette, words: str) -> None:
    """Type some words and open what is listed first."""
    palette.words_edit.setText(words)
    press(Qt.Key.Key_Return)


def test_the_key_opens_a_line_to_type_in_and_escape_gives_the_keyboard_back(app: StudyApp, palette: Palette) -> None:
    assert palette.isVisible() and palette.words_edit.hasFocus()
    press(Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert app.pages.learn is not None
    app.pages.learn.find_edit.setFocus()
    press(Qt.Key.Key_K, CONTROL)
    press(Qt.Key.Key_Escape)
    assert app.pages.learn.find_edit.hasFocus()


def test_the_button_on_learn_opens_the_same(app: StudyApp, palette: Palette) -> None:
    press(Qt.Key.Key_Escape)
    assert app.pages.learn is not None
    app.pages.learn.search_button.click()
    assert palette.isVisible()


def test_what_is_typed_is_found_and_enter_opens_it(app: StudyApp, palette: Palette) -> None:
    type_in("max and av")
    first = rows(palette)[0]
    assert (first.title.text, first.what, first.aside) == ("Max and average", "Section", "Pooling")
    press(Qt.Key.Key_Return)
    assert not palette.isVisible() and app.window.shows("study")
    assert app.pages.study is not None and app.pages.study.view.topic_title.text() == "Pooling"
    assert app.pages.study.note.text.cursorForPosition(QPoint(60, 30)).block().text() == "Max and average"


def test_exercises_demos_and_terms_are_opened_too(app: StudyApp, palette: Palette) -> None:
    do(palette, "convolution by hand")
    assert app.window.shows("practise")
    app.pages.open_search()
    do(palette, "network reads digits")
    assert app.window.shows("lab") and app.pages.demos is not None and app.pages.demos.latest == "cnn-digits"
    app.pages.open_search()
    palette.words_edit.setText("weight sharing")
    number = next(number for number, row in enumerate(rows(palette)) if row.what == "Term")
    assert "Using the same weights at every place" in rows(palette)[number].detail.text
    palette.rows.setCurrentRow(number)
    press(Qt.Key.Key_Return)
    assert app.pages.study is not None and app.pages.study.view.topic_title.text() == "Parameters of a network"


def test_arrows_move_round_and_pages_move_to_the_ends(palette: Palette) -> None:
    last = palette.rows.count() - 1
    assert palette.rows.currentRow() == 0 and last > 10
    for key, row in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, 0), (Qt.Key.Key_Up, last), (Qt.Key.Key_Down, 0)):
        press(key)
        assert palette.rows.currentRow() == row
    for _ in range(last):
        press(Qt.Key.Key_PageDown)
    assert palette.rows.currentRow() == last
    press(Qt.Key.Key_Tab)
    assert palette.rows.currentRow() == 0 and palette.words_edit.hasFocus()


def test_without_words_every_command_is_listed_and_every_key(palette: Palette) -> None:
    listed = {row.aside for row in rows(palette)}
    pages = KEYS[0][0]
    assert {keys for keys, _ in KEYS} - {pages} <= listed
    assert {f"Ctrl+{number}" for number in range(1, 8)} <= listed


def test_commands_go_to_pages_and_change_the_theme(app: StudyApp, palette: Palette) -> None:
    do(palette, "> go prog")
    assert app.window.shows("progress")
    app.pages.open_search("dark")
    press(Qt.Key.Key_Return)
    assert app.theme == DARK and not palette.isVisible()
    app.pages.open_search("dark")
    assert "Change to the dark theme" not in titles(palette)


def test_a_key_without_a_command_leads_to_the_list_of_keys(app: StudyApp, palette: Palette, qtbot: QtBot) -> None:
    do(palette, "> move an item")
    (dialog,) = app.window.findChildren(KeysDialog)
    qtbot.waitUntil(dialog.isVisible)
    dialog.close()


@pytest.mark.parametrize("size", [SMALLEST, (1440, 900)])
def test_all_keys_can_be_seen_in_any_window(app: StudyApp, qtbot: QtBot, size: tuple[int, int]) -> None:
    app.window.resize(*size)
    app.pages.show_keys()
    dialog = app.window.findChildren(KeysDialog)[-1]
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.width() <= size[0] and dialog.height() <= size[1]
    bar = dialog.area.verticalScrollBar()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.area.hasFocus)
    for _page in range(4):
        press(Qt.Key.Key_PageDown)
    last = [each for each in dialog.findChildren(QLabel) if each.text() == KEYS[-1][1]]
    assert bar.value() == bar.maximum() and last and not last[0].visibleRegion().isEmpty()
    dialog.close()


def test_commands_of_the_note_in_view_are_offered_and_work(app: StudyApp, palette: Palette) -> None:
    assert "Larger text" not in titles(palette)
    app.pages.open_topic("cnn.pooling")
    app.pages.open_search()
    assert titles(palette)[0] == "Find in this note"
    do(palette, "larger")
    assert app.pages.study is not None and app.settings.zoom == 1.1
    app.pages.open_search()
    do(palette, "usual text")
    assert app.settings.zoom == 1.0 == app.pages.study.note.zoom


def test_commands_of_the_exercise_in_view_are_offered_and_work(app: StudyApp, palette: Palette) -> None:
    app.pages.open_family("conv-parameters", difficulty=1)
    assert app.pages.practise is not None
    app.pages.open_search()
    do(palette, "next step")
    assert len(app.pages.practise.desk.view.steps) == 1
    app.pages.open_search()
    do(palette, "difficulty 3")
    assert app.pages.practise.desk.sitting is not None and app.pages.practise.desk.sitting.key.difficulty == 3


def test_commands_of_the_demo_in_view_are_offered(app: StudyApp, palette: Palette) -> None:
    app.pages.open_demo("cnn-digits")
    app.pages.open_search()
    assert titles(palette)[:2] == ["Run or pause the demo", "One step of the demo"]


def test_nothing_found_says_what_may_have_been_meant(palette: Palette) -> None:
    palette.words_edit.setText("learnign")
    assert palette.hint.text() == "Nothing has “learnign” in it. Did you mean “learning”?"
    assert not palette.rows.isVisible()
    press(Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.words_edit.setText("qqqq")
    assert palette.hint.text().endswith("Try fewer words, or the beginning of one.")


def test_a_screen_reader_is_told_the_row_that_enter_opens(palette: Palette) -> None:
    palette.words_edit.setText("pooling")
    assert palette.words_edit.accessibleName() and palette.rows.accessibleName()
    said = palette.words_edit.accessibleDescription()
    assert said.startswith(f"1 of {palette.rows.count()}: Pooling, Note, Convolutional networks")
    press(Qt.Key.Key_Down)
    assert palette.words_edit.accessibleDescription().startswith("2 of ")
    assert palette.rows.item(0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Pooling, Note")


def test_the_mouse_opens_a_row_and_closes_beside_the_card(app: StudyApp, palette: Palette) -> None:
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not palette.isVisible()
    app.pages.open_search("pooling")
    at = palette.rows.visualItemRect(palette.rows.item(0)).center()
    QTest.mouseClick(palette.rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert app.window.shows("study") and not palette.isVisible()


def test_the_palette_lies_over_the_window_in_every_size(app: StudyApp, palette: Palette) -> None:
    for size in ((1024, 700), (1600, 1000)):
        app.window.resize(*size)
        palette.words_edit.setText(palette.words_edit.text() + "a")
        assert palette.geometry() == QRect(0, 0, *size)
        assert palette.rect().contains(palette.card.geometry())


def test_another_page_closes_the_palette(app: StudyApp, palette: Palette) -> None:
    app.open("today")
    assert not palette.isVisible()


def test_rows_are_drawn_in_the_colours_of_the_theme(app: StudyApp, palette: Palette) -> None:
    app.pages.open_search("pooling")
    for theme in (DARK, LIGHT):
        app.show_theme(theme)
        seen = pixels(picture(palette.rows.viewport(), 1.0))[..., :3]
        wanted = [int(theme.accent[place : place + 2], 16) for place in (1, 3, 5)]
        assert (seen == wanted).all(axis=2).sum() > 20  # the bar beside the chosen row


class GreedyLine(QLineEdit):
    """Claims Ctrl+K, as every line does on desktops where it deletes to the end."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
            return True
        return super().event(event)


def test_the_key_works_in_a_line_that_has_a_use_of_its_own_for_it(app: StudyApp, palette: Palette) -> None:
    press(Qt.Key.Key_Escape)
    line = GreedyLine(app.window)
    line.show()
    line.setFocus()
    assert QApplication.focusWidget() is line
    press(Qt.Key.Key_K, CONTROL)
    assert palette.isVisible()
    line.deleteLater()


def test_what_is_found_is_read_in_slices_and_whole_when_asked_for(app: StudyApp, qtbot: QtBot) -> None:
    desk = app.pages.search()
    desk.load_soon()
    qtbot.waitUntil(lambda: not desk._unread)
    assert desk.index.find("max pooling")
    desk.load_soon()
    assert len(desk.index.find("max pooling")) == len({each.address for each in desk.index.find("max pooling")})


def test_a_picture_can_be_made_of_the_palette() -> None:
    plan = picture_plan("search:weight decay", "", difficulty=1, seed=7)
    assert (plan.page, plan.words) == ("search", "weight decay")
