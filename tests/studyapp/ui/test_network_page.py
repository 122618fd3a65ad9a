"""The network page: what is typed is read, counted, drawn and explained, and nothing that is typed stops it."""

from __future__ import annotations

import csv
import io

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from question_bank.networks import PRESETS, analyse, preset, read_network, walk
from studyapp.app import StudyApp
from studyapp.ui.network_model import CALCULATION, LAYER, OUTPUT
from studyapp.ui.network_view import NetworkView
from studyapp.ui.theme import DARK, LIGHT
from studyapp.wiring.network import families_for
from tests.studyapp.ui.keyboard import CONTROL, activate, press, type_in

SOON_MS = 5_000  # long: the machine may be busy; what is waited for comes within a tenth of a second


@pytest.fixture
def page(app: StudyApp, qtbot: QtBot) -> NetworkView:
    """Give the network page, empty, in the active window."""
    activate(qtbot, app.window)
    app.open("network")
    assert app.pages.network is not None
    return app.pages.network.view


def column(page: NetworkView, number: int) -> list[str]:
    """Return the texts of a column, without what moves them in."""
    rows = page.table.rows
    return [str(rows.index(row, number).data() or "").strip() for row in range(rows.rowCount())]


def layers(page: NetworkView, *wanted: str) -> bool:
    """Tell whether these are the rows of the table."""
    return column(page, LAYER) == list(wanted)


def underlined(page: NetworkView) -> str:
    """Return the text that is underlined as wrong."""
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    marks = [mark for mark in page.editor.extraSelections() if mark.format.underlineStyle() == wave]
    return "".join(mark.cursor.selectedText() for mark in marks)


def lit(page: NetworkView) -> str:
    """Return the text of the layer that is marked in the editor."""
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    marks = [mark for mark in page.editor.extraSelections() if mark.format.underlineStyle() != wave]
    return "".join(mark.cursor.selectedText() for mark in marks)


# ---------------------------------------------------------------- what is typed


def test_the_table_follows_what_is_typed(page: NetworkView, qtbot: QtBot) -> None:
    page.header.input_edit.setText("1,28,28")
    page.editor.setFocus()
    type_in("conv 6 5; relu")
    qtbot.waitUntil(lambda: layers(page, "conv 6 5", "relu"), timeout=SOON_MS)
    assert column(page, OUTPUT) == ["6×24×24", "6×24×24"]
    assert column(page, CALCULATION) == ["(5·5·1 + 1)·6 = 156", ""]
    type_in("; maxpool 2")
    qtbot.waitUntil(lambda: layers(page, "conv 6 5", "relu", "maxpool 2"), timeout=SOON_MS)
    assert "6×12×12" in page.totals.text() and "156 parameters" in page.totals.text()


@pytest.mark.parametrize(
    ("text", "input_text", "parameters"),
    [
        ("conv 6 5; flatten; dense 10", "1,8,8", 156 + 970),
        ("nn.Conv2d(1, 6, 5),\nnn.Flatten(),\nnn.Linear(96, 10)", "1,8,8", 156 + 970),
        ("Conv2D(6, 5, input_shape=(8, 8, 1))\nFlatten()\nDense(10)", "", 156 + 970),
    ],
)
def test_every_notation_is_read(page: NetworkView, text: str, input_text: str, parameters: int) -> None:
    page.show_text(text, input_text)
    assert page.summary is not None and page.summary.totals.parameters == parameters


def test_an_input_that_the_text_names_itself_wins_and_says_so(page: NetworkView) -> None:
    page.show_text("Dense(3, input_shape=(7,))", "1,32,32")
    assert column(page, CALCULATION) == ["(7 + 1)·3 = 24"]
    assert page.header.note.text() == "The text itself says 7"


@pytest.mark.parametrize("chosen", PRESETS, ids=[each.id for each in PRESETS])
def test_a_preset_fills_text_and_input_and_counts_what_is_published(
    page: NetworkView, qtbot: QtBot, chosen: object
) -> None:
    assert chosen in PRESETS
    known = next(each for each in PRESETS if each == chosen)
    page.header.preset_chosen.emit(known)
    assert page.editor.toPlainText() == known.text
    assert page.header.input_edit.text() == ",".join(map(str, known.input_shape))
    qtbot.waitUntil(lambda: f"{known.parameters:,} parameters" in page.totals.text(), timeout=SOON_MS)
    assert page.details.title.text() == known.title and known.about in page.details.words.text()


def test_presets_are_in_the_menu_and_ctrl_z_brings_back_what_was_typed(page: NetworkView, qtbot: QtBot) -> None:
    page.show_text("dense 3", "7")
    menu = page.header.preset_button.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text().startswith("LeNet-5")).trigger()
    qtbot.waitUntil(lambda: "61,706 parameters" in page.totals.text(), timeout=SOON_MS)
    page.editor.setFocus()
    press(Qt.Key.Key_Z, CONTROL)
    assert page.editor.toPlainText() == "dense 3"


def test_text_and_input_are_there_again_after_a_new_start(page: NetworkView, app: StudyApp, qtbot: QtBot) -> None:
    page.show_text("conv 6 5", "1,9,9")
    assert (app.settings.network_text, app.settings.network_input) == ("conv 6 5", "1,9,9")
    from studyapp.wiring.network import NetworkPage

    again = NetworkPage(app, app.pages.library, open_family=lambda _family: None, open_demos=lambda: None)
    qtbot.addWidget(again.view)
    assert layers(again.view, "conv 6 5") and again.view.header.input_edit.text() == "1,9,9"


# ---------------------------------------------------------------- what is wrong


def test_a_layer_that_does_not_fit_is_explained_at_its_row_and_the_rows_before_it_stand(page: NetworkView) -> None:
    page.show_text("conv 6 5; relu\nconv 16 9", "1,8,8")
    *before, wrong = column(page, LAYER)
    assert before == ["conv 6 5", "relu"]
    assert wrong.startswith("✕  conv 16 9 does not fit (line 2): A kernel of 9 does not fit into 4 places")
    assert page.table.columnSpan(2, 0) == page.table.rows.columnCount()
    assert underlined(page) == "conv 16 9" and page.editor.problem_line() == 1
    assert page.problem_button.isVisible() and "Does not fit" in page.problem_button.text()
    assert page.totals.text().startswith("So far: 156 parameters")
    colour = page.table.rows.index(2, 0).data(Qt.ItemDataRole.ForegroundRole).color().name().upper()
    assert colour == LIGHT.wrong


def test_what_can_not_be_read_is_underlined_and_said_with_another_sign_and_colour(page: NetworkView) -> None:
    page.show_text("# 😀 first\nconv 6 5\ncnov 6 5", "1,8,8")
    *before, wrong = column(page, LAYER)
    assert before == ["conv 6 5"]
    assert wrong.startswith("?  Can't be read (line 3)") and "did you mean conv?" in wrong
    assert underlined(page) == "cnov"
    page.editor.setFocus()
    press(Qt.Key.Key_End, CONTROL)
    assert "did you mean conv?" in page.details.text()
    colour = page.table.rows.index(1, 0).data(Qt.ItemDataRole.ForegroundRole).color().name().upper()
    assert colour == LIGHT.unreadable


def test_the_word_for_a_problem_leads_to_its_place(page: NetworkView) -> None:
    page.show_text("relu\n" * 30 + "conv 6 99", "1,8,8")
    page.problem_button.click()
    assert page.editor.hasFocus() and page.editor.textCursor().blockNumber() == 30
    assert "A kernel of 99" in page.details.text()


def test_a_problem_that_is_mended_is_gone_from_table_text_and_drawing(page: NetworkView) -> None:
    page.show_text("conv 6 99; relu; relu", "1,8,8")
    page.show_text("conv 6 3; relu; relu", "1,8,8")
    assert layers(page, "conv 6 3", "relu", "relu")
    assert underlined(page) == "" and not page.problem_button.isVisible()
    assert page.table.columnSpan(0, 0) == 1 and page.table.rowHeight(0) == page.table.rowHeight(1)


@pytest.mark.parametrize(
    ("input_text", "words"), [("", "Say what goes in"), ("1,x", "no input shape"), ("0", "from 1")]
)
def test_an_input_that_is_missing_or_wrong_is_said_at_its_field(page: NetworkView, input_text: str, words: str) -> None:
    page.show_text("conv 6 5", input_text)
    assert words in page.details.text()
    assert page.header.input_edit.property("state") == "unreadable" and page.header.note.text() != ""
    page.show_text("conv 6 5", "1,8,8")
    assert page.header.input_edit.property("state") == "" and layers(page, "conv 6 5")


HOSTILE = [
    "(" * 20_000,
    "\x00\u202e\ud800" * 3_000,
    "2000x(" * 15 + "relu" + ")" * 15,
    "1000x(res(500x(relu)))",
    "nn.Linear(9**9**9**9, 1)",
    "__import__('os').system('true')",
    "dense 9999999999999999999",
    "x" * 200_000,
    "😀" * 500,
]


@pytest.mark.parametrize("text", HOSTILE, ids=[f"{number}" for number in range(len(HOSTILE))])
def test_hostile_text_is_refused_with_a_sentence_and_the_page_goes_on(page: NetworkView, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    page.header.input_edit.setText("3,8,8")
    page.editor.setFocus()
    page.editor.paste()
    page.show_text(page.editor.toPlainText(), "3,8,8")
    assert page.summary is not None and page.summary.problem is not None
    assert len(page.editor.toPlainText()) <= 20_001
    page.show_text("relu", "3,8,8")
    assert layers(page, "relu")


def test_a_very_long_net_is_followed_in_slices_and_drawn_as_far_as_it_can_be_seen(
    page: NetworkView, qtbot: QtBot
) -> None:
    page.show_text("300x(transformer 2)", "4,8")
    assert page.summary is None  # the window was given back before all was followed
    qtbot.waitUntil(lambda: page.summary is not None, timeout=SOON_MS)
    assert page.table.rows.rowCount() == 300 * 9
    assert page.picture.place_of(0) is not None and page.picture.place_of(2_000) is None


def test_what_is_typed_while_a_long_net_is_followed_takes_its_place(page: NetworkView, qtbot: QtBot) -> None:
    page.show_text("300x(transformer 2)", "4,8")
    page.show_text("relu", "4,8")
    with qtbot.waitSignal(page.network_typed, timeout=SOON_MS):
        page.editor.setFocus()
        type_in("#")
    assert page.table.rows.rowCount() <= 1


# ---------------------------------------------------------------- one layer at a time


@pytest.fixture
def lenet(page: NetworkView) -> NetworkView:
    """Give the page with LeNet-5 on it."""
    page.header.preset_chosen.emit(preset("lenet-5"))
    return page


def test_a_chosen_row_is_lit_in_text_and_drawing_and_spelled_out(lenet: NetworkView) -> None:
    lenet.table.setCurrentIndex(lenet.table.rows.index(3, 0))
    assert lit(lenet) == "conv 16 5" and lenet.picture.marked_row() == 3
    said = lenet.details.text()
    assert "6×14×14 → 16×10×10   (14 − 5) + 1 = 10" in said
    assert "(5·5·6 + 1)·16 = 2,416" in said and "5·5·6·16·10·10 = 240,000" in said
    assert "14×14 places of the input, neighbours lie 2×2 apart" in said


def test_arrow_keys_walk_through_the_table_and_the_drawing(lenet: NetworkView) -> None:
    lenet.table.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert lit(lenet) == "relu" and lenet.picture.marked_row() == 1
    lenet.picture.setFocus()
    press(Qt.Key.Key_Right)
    assert lit(lenet) == "avgpool 2" and lenet.table.chosen_row() == 2
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Left)
    assert lenet.table.chosen_row() == 0


def test_the_caret_chooses_the_layer_it_stands_in(lenet: NetworkView) -> None:
    lenet.editor.setFocus()
    press(Qt.Key.Key_Down)
    assert lenet.table.chosen_row() == 3 and lit(lenet) == "conv 16 5"
    press(Qt.Key.Key_End)
    assert lenet.table.chosen_row() == 5 and lenet.picture.marked_row() == 5


def test_the_caret_in_a_block_chooses_the_layer_and_not_the_block(page: NetworkView, qtbot: QtBot) -> None:
    page.show_text("# 😀\nres(conv 3 3 same; relu)", "3,8,8")
    page.editor.setFocus()
    press(Qt.Key.Key_End, CONTROL)
    press(Qt.Key.Key_Left)
    assert lit(page) == "relu" and page.table.chosen_row() == 2


def test_a_row_below_the_mouse_is_lit_until_the_mouse_has_left(lenet: NetworkView) -> None:
    lenet.table.setCurrentIndex(lenet.table.rows.index(0, 0))
    place = lenet.table.visualRect(lenet.table.rows.index(5, 1)).center()
    QTest.mouseMove(lenet.table.viewport(), QPoint(2, 2))
    QTest.mouseMove(lenet.table.viewport(), place)
    assert lenet.picture.marked_row() == 5 and lit(lenet) == "avgpool 2"
    lenet.table.row_hovered.emit(-1)
    assert lenet.picture.marked_row() == 0 and lit(lenet) == "conv 6 5"


def test_a_click_on_a_layer_of_the_drawing_chooses_its_row(lenet: NetworkView) -> None:
    view = lenet.picture
    spots = {view.row_at(QPoint(x, view.viewport().height() // 2 - 12)): x for x in range(view.viewport().width())}
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spots[7], view.viewport().height() // 2 - 12)
    )
    assert lenet.table.chosen_row() == 7 and lit(lenet) == "dense 120"


def test_details_lead_to_the_exercises_that_practise_a_layer(lenet: NetworkView, app: StudyApp) -> None:
    lenet.table.setCurrentIndex(lenet.table.rows.index(0, 0))
    assert lenet.details.links[0].text() == app.pages.library.family_titles["conv-output-shape"]
    lenet.details.links[0].click()
    assert app.window.shows("practise") and app.pages.practise is not None
    assert app.pages.practise.desk.sitting is not None
    assert app.pages.practise.desk.sitting.key.family == "conv-output-shape"


def test_only_families_that_exist_are_offered(app: StudyApp, page: NetworkView) -> None:
    for text, shape in (("conv 3 3", (3, 9, 9)), ("lstm 4", (5, 3)), ("attention 2", (4, 8)), ("bn; relu", (3, 9, 9))):
        for _, row in walk(analyse(read_network(text), shape).rows):
            known = [each for each in families_for(row.spec) if each in app.pages.library.family_titles]
            page.details.show_row(row, [(each, each) for each in known])
            assert set(known) <= set(app.pages.library.families)


# ---------------------------------------------------------------- the page in the window


def test_the_drawing_is_told_to_screen_readers_and_changes_with_the_theme(lenet: NetworkView, app: StudyApp) -> None:
    assert lenet.picture.accessibleDescription().startswith("input 1×32×32, then conv 5×5 6×28×28, then avg pool")
    light = lenet.picture.grab().toImage().pixelColor(5, 5).name()
    app.window.rail.theme_button.click()
    assert light.upper() == LIGHT.surface
    assert lenet.picture.grab().toImage().pixelColor(5, 5).name().upper() == DARK.surface


def test_an_empty_page_teaches_and_its_examples_are_networks_that_fit(page: NetworkView) -> None:
    assert page.welcome.isVisible() and not page.table.isVisible()
    for each in page.welcome.buttons:
        page.show_text("", "")
        each.click()
        assert page.summary is not None and page.summary.problem is None and len(page.summary.rows) >= 4
        assert page.table.isVisible()
    page.show_text("  \n", "")
    assert page.welcome.isVisible()


def test_the_help_folds_out_in_place_of_the_drawing(page: NetworkView) -> None:
    assert not page.help.isVisible()
    page.header.help_button.click()
    assert page.help.isVisible() and "dwconv KERNEL" in page.help.toPlainText()
    page.header.help_button.click()
    assert page.picture.isVisible() and not page.help.isVisible()


def test_the_two_tabs_of_the_lab_lead_to_each_other(app: StudyApp, page: NetworkView) -> None:
    page.header.tabs.setFocus()
    press(Qt.Key.Key_Left)
    assert app.window.shows("lab") and app.pages.lab is not None and app.settings.page == "lab"
    app.pages.lab.tabs.setFocus()
    press(Qt.Key.Key_Right)
    assert app.window.shows("network") and page.editor.hasFocus() and app.settings.page == "network"
    assert app.window.rail.buttons["lab"].isChecked()


def test_a_shortcut_opens_the_page_and_stands_in_the_list_of_keys(app: StudyApp, qtbot: QtBot) -> None:
    activate(qtbot, app.window)
    app.open("today")
    QTest.keyClick(app.window, Qt.Key.Key_N, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert app.window.shows("network")
    app.pages.show_keys()
    said = [each.text() for each in app.window.findChildren(QLabel) if each.isVisible()]
    assert "Ctrl+Shift+N" in said


def test_tab_reaches_everything_and_everything_has_a_name(lenet: NetworkView, app: StudyApp) -> None:
    lenet.header.tabs.setFocus()
    stops: list[QWidget | None] = []
    while len(stops) < 40 and app.window.rail.fold_button not in stops:
        QTest.keyClick(QApplication.focusWidget() or app.window, Qt.Key.Key_Tab)
        stops.append(QApplication.focusWidget())
    head = lenet.header
    wanted = [head.preset_button, head.input_edit, head.copy_button, head.help_button, lenet.editor, lenet.table]
    assert [each for each in stops if each in wanted] == wanted and lenet.picture in stops
    assert all(each.accessibleName() for each in stops if isinstance(each, QAbstractScrollArea))


def test_alt_and_arrows_go_from_the_text_to_the_table_and_back(lenet: NetworkView) -> None:
    lenet.editor.setFocus()
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert lenet.table.hasFocus()
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert lenet.editor.hasFocus()


# ---------------------------------------------------------------- copies


def test_the_table_is_copied_as_markdown_and_as_csv(lenet: NetworkView) -> None:
    menu = lenet.header.copy_button.menu()
    assert menu is not None
    menu.actions()[0].trigger()
    assert "| conv 6 5 | 6×28×28 | 156 | (5·5·1 + 1)·6 = 156 | 117,600 | 5×5 |" in QGuiApplication.clipboard().text()
    menu.actions()[1].trigger()
    rows = list(csv.DictReader(io.StringIO(QGuiApplication.clipboard().text())))
    assert sum(int(row["parameters"]) for row in rows) == 61_706
    menu.actions()[2].trigger()
    assert "nn.Linear(84, 10)," in QGuiApplication.clipboard().text()
    lenet.show_text("res(relu)", "7")
    menu.actions()[2].trigger()
    assert "only plain layers" in lenet.details.text() and "Linear" in QGuiApplication.clipboard().text()
