"""The knobs: every type, by keyboard and pointer, exact and within bounds."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from models.errors import DemoError
from models.knobs import TEXT_LIMIT, Knob, checked_value
from models.registry import AnyDemo, demos
from studyapp.ui.demo_style import demo_style
from studyapp.ui.knob_controls import ChoiceBox, KnobSlider, NumberBox
from studyapp.ui.knob_panel import PANEL_PX, KnobPanel
from studyapp.ui.knob_row import KnobRow
from studyapp.ui.knob_text import TextInput
from studyapp.ui.style_sheet import style_sheet
from studyapp.ui.theme import LIGHT
from tests.studyapp.ui.demo.small_demo import DEMO, Config

every_demo = pytest.mark.parametrize("demo", [*demos().values(), DEMO], ids=lambda demo: demo.id)


@pytest.fixture
def panel(qtbot: QtBot) -> KnobPanel:
    """Give the panel of the small demo, shown."""
    made = KnobPanel(Config, DEMO.presets)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def number_box(panel: KnobPanel, name: str) -> NumberBox:
    box = panel.rows[name].input
    assert isinstance(box, NumberBox)
    return box


def type_into(qtbot: QtBot, box: NumberBox, text: str) -> None:
    """Replace what stands in a box and press Enter, as a learner does."""
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


# ---------------------------------------------------------------- every demo


@every_demo
def test_the_panel_begins_with_the_demo_s_own_values(qtbot: QtBot, demo: AnyDemo) -> None:
    panel = KnobPanel(demo.config, demo.presets)
    qtbot.addWidget(panel)
    assert panel.values() == asdict(demo.config())


@every_demo
def test_every_input_has_a_name_and_a_help_for_screen_readers(qtbot: QtBot, demo: AnyDemo) -> None:
    panel = KnobPanel(demo.config, demo.presets)
    qtbot.addWidget(panel)
    for row in panel.rows.values():
        assert row.toolTip() == row.knob.help
        for widget in row.inputs():
            assert widget.accessibleName() == row.knob.label
            assert widget.accessibleDescription() == row.knob.help


@every_demo
def test_every_preset_sets_its_values_and_leaves_the_others_as_usual(qtbot: QtBot, demo: AnyDemo) -> None:
    panel = KnobPanel(demo.config, demo.presets)
    qtbot.addWidget(panel)
    usual = asdict(demo.config())
    for preset, action in zip(demo.presets, panel.preset_actions, strict=True):
        with qtbot.waitSignal(panel.preset_chosen) as caught:
            action.trigger()
        assert caught.args == [preset]
        assert panel.values() == {**usual, **preset.values}


@every_demo
def test_every_slider_reaches_both_ends_and_stays_within_bounds(qtbot: QtBot, demo: AnyDemo) -> None:
    panel = KnobPanel(demo.config, demo.presets)
    qtbot.addWidget(panel)
    for row in panel.rows.values():
        if row.slider is None:
            continue
        row.slider.setValue(row.slider.maximum())
        assert row.value == row.knob.high
        for position in range(row.slider.maximum(), -1, -1):
            row.slider.setValue(position)
            assert checked_value(row.knob, row.value) == row.value
        assert row.value == row.knob.low


def test_the_menu_says_why_each_preset_is_worth_seeing(panel: KnobPanel) -> None:
    shown = " ".join(action.text().strip() for action in panel.preset_menu.actions())
    assert all(preset.name in shown and preset.why in shown for preset in DEMO.presets)


# ---------------------------------------------------------------- numbers


def test_a_typed_number_counts_when_enter_is_pressed(qtbot: QtBot, panel: KnobPanel) -> None:
    box = number_box(panel, "rate")
    box.setFocus()
    box.selectAll()
    with qtbot.assertNotEmitted(panel.knob_turned):
        QTest.keyClicks(box, "0.03")
    with qtbot.waitSignal(panel.knob_turned) as caught:
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert caught.args == ["rate"]
    assert panel.values()["rate"] == 0.03


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("rate", "1e-3", 0.001),
        ("rate", "0,25", 0.25),
        ("rate", "2E-4", 0.0002),
        ("balls", "7", 7),
        ("seed", "1,234", 1234),
        ("seed", "1000000", 1_000_000),
        ("start", "-1.5", -1.5),
    ],
)
def test_numbers_may_be_written_as_people_write_them(
    qtbot: QtBot, panel: KnobPanel, name: str, typed: str, value: float
) -> None:
    type_into(qtbot, number_box(panel, name), typed)
    assert panel.values()[name] == value


@pytest.mark.parametrize(("typed", "value"), [("99", 8), ("0", 1), ("-3", 1)])
def test_a_number_out_of_bounds_becomes_the_nearest_within(
    qtbot: QtBot, panel: KnobPanel, typed: str, value: int
) -> None:
    type_into(qtbot, number_box(panel, "balls"), typed)
    assert panel.values()["balls"] == value


def test_letters_can_not_be_typed_into_a_number(qtbot: QtBot, panel: KnobPanel) -> None:
    box = number_box(panel, "balls")
    type_into(qtbot, box, "many")
    assert panel.values()["balls"] == 1
    assert box.text() == "1"


def test_the_arrow_keys_move_a_log_knob_through_one_two_five(qtbot: QtBot, panel: KnobPanel) -> None:
    box = number_box(panel, "rate")
    seen = []
    for _ in range(4):
        QTest.keyClick(box, Qt.Key.Key_Up)
        seen.append(panel.values()["rate"])
    for _ in range(2):
        QTest.keyClick(box, Qt.Key.Key_Down)
        seen.append(panel.values()["rate"])
    assert seen == [0.2, 0.5, 1.0, 2.0, 1.0, 0.5]


def test_the_arrow_keys_move_a_slider(qtbot: QtBot, panel: KnobPanel) -> None:
    slider = panel.rows["start"].slider
    assert slider is not None
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert panel.values()["start"] == 1.1
    assert number_box(panel, "start").text() == "1.1"


def test_a_seed_has_no_slider_because_none_could_reach_each_of_them(panel: KnobPanel) -> None:
    assert panel.rows["seed"].slider is None
    assert panel.rows["balls"].slider is not None


@given(st.floats(1e-4, 10.0))
def test_values_set_from_outside_come_back_exactly(value: float) -> None:
    panel = KnobPanel(Config, ())
    panel.show_values({"rate": value})
    assert panel.values()["rate"] == value
    panel.deleteLater()


@given(st.floats(1e-6, 1e-2), st.floats(1.5, 1e6), st.data())
def test_a_log_slider_never_turns_back(low: float, span: float, data: st.DataObject) -> None:
    slider = KnobSlider(Knob("rate", "float", low, "", "rate", low=low, high=low * span, log=True))
    first, second = sorted(data.draw(st.lists(st.floats(low, low * span), min_size=2, max_size=2)))
    slider.show_value(first)
    before = slider.value()
    slider.show_value(second)
    assert before <= slider.value()
    slider.deleteLater()


def test_the_wheel_scrolls_the_page_unless_the_input_has_the_focus(qtbot: QtBot, panel: KnobPanel) -> None:
    row = panel.rows["balls"]
    assert row.slider is not None
    panel.rows["seed"].input.setFocus()
    for widget in (row.slider, row.input, panel.rows["slope"].input):
        middle = QPointF(widget.rect().center())
        wheel = QWheelEvent(
            middle,
            widget.mapToGlobal(middle),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, wheel)
        assert not wheel.isAccepted()
    assert panel.values() == asdict(Config())


# ---------------------------------------------------------------- choices, switches, texts


def test_a_choice_and_a_switch_are_turned_by_keyboard(qtbot: QtBot, panel: KnobPanel) -> None:
    choice, switch = panel.rows["slope"].input, panel.rows["friction"].input
    assert isinstance(choice, ChoiceBox)
    assert isinstance(switch, QCheckBox)
    QTest.keyClick(choice, Qt.Key.Key_Down)
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert panel.values()["slope"] == "steep"
    assert panel.values()["friction"] is True


@every_demo
def test_no_knob_of_any_demo_is_wider_than_the_panel(qtbot: QtBot, demo: AnyDemo) -> None:
    panel = KnobPanel(demo.config, demo.presets)
    qtbot.addWidget(panel)
    panel.setStyleSheet(style_sheet(LIGHT) + demo_style(LIGHT))
    panel.resize(PANEL_PX, 600)
    panel.show()
    scroll = panel.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    inner = scroll.widget()
    assert inner is not None
    assert inner.minimumSizeHint().width() <= scroll.viewport().width()


def test_a_text_of_the_learner_s_own_is_opened_and_put_away(qtbot: QtBot, panel: KnobPanel, tmp_path: Path) -> None:
    text = panel.rows["text"].input
    assert isinstance(text, TextInput)
    assert text.summary.text() == "the app's own notes"
    path = tmp_path / "song.txt"
    path.write_text("La la la.\nÄh.", encoding="utf-8")
    with qtbot.waitSignal(panel.knob_turned) as caught:
        text.open_file(path)
    assert caught.args == ["text"]
    assert panel.values()["text"] == "La la la.\nÄh."
    assert text.summary.text() == "song.txt, 13 characters"
    QTest.mouseClick(text.notes_button, Qt.MouseButton.LeftButton)
    assert panel.values()["text"] == ""


def test_a_short_line_is_typed_and_counts_when_it_is_finished(qtbot: QtBot) -> None:
    row = KnobRow(Knob("numbers", "text", "", "A picture of your own.", "own numbers"))
    qtbot.addWidget(row)
    assert isinstance(row.input, QLineEdit)
    QTest.keyClicks(row.input, "3 2 1")
    assert row.value == ""
    with qtbot.waitSignal(row.value_changed) as caught:
        QTest.keyClick(row.input, Qt.Key.Key_Return)
    assert caught.args == ["numbers"]
    QTest.keyClicks(row.input, "; 1 2 3")
    row.finish()
    assert row.value == "3 2 1; 1 2 3"
    row.show_value("")
    assert row.input.text() == ""


def broken_files(folder: Path) -> list[tuple[Path, str]]:
    binary, empty, long = folder / "photo.txt", folder / "empty.txt", folder / "long.txt"
    binary.write_bytes(b"\xff\xfe\x00\x81" * 20)
    empty.write_text(" \n")
    long.write_text("a" * (TEXT_LIMIT + 1))
    return [
        (binary, "photo.txt is not a text in UTF-8"),
        (empty, "empty.txt is empty"),
        (long, "long.txt is longer than"),
        (folder / "none.txt", "none.txt can't be read"),
        (folder, "can't be read"),
    ]


@pytest.mark.parametrize("number", range(5))
def test_a_file_that_is_no_text_gets_one_sentence(qtbot: QtBot, panel: KnobPanel, tmp_path: Path, number: int) -> None:
    path, told = broken_files(tmp_path)[number]
    text = panel.rows["text"].input
    assert isinstance(text, TextInput)
    with qtbot.waitSignal(panel.refused) as caught:
        text.open_file(path)
    assert told in caught.args[0]
    assert caught.args[0].endswith(".")
    assert panel.values()["text"] == ""


# ---------------------------------------------------------------- help, marks, bad values


def test_the_help_of_the_input_in_focus_is_visible(qtbot: QtBot, panel: KnobPanel) -> None:
    qtbot.waitUntil(panel.isActiveWindow)
    panel.rows["start"].input.setFocus()
    assert panel.help.text() == "Where the ball begins."
    panel.rows["slope"].input.setFocus()
    assert panel.help.text() == "The shape of the valley."


def test_every_label_leads_to_its_input(panel: KnobPanel) -> None:
    for row in panel.rows.values():
        assert isinstance(row.label, QLabel)
        assert row.label.buddy() is row.input


def test_knobs_that_were_set_or_have_to_wait_are_marked_and_say_so(panel: KnobPanel) -> None:
    panel.show_marks(set_for=["rate"], waiting=["balls"])
    assert panel.rows["rate"].toolTip() == "Set for this case. Above 1 it overshoots."
    assert panel.rows["balls"].toolTip() == "Takes effect with the next run. How many roll."
    assert panel.rows["balls"].input.accessibleDescription() == panel.rows["balls"].toolTip()
    panel.show_marks(set_for=[], waiting=[])
    assert panel.rows["rate"].toolTip() == "Above 1 it overshoots."


@pytest.mark.parametrize("values", [{"rate": 0.5, "balls": 99}, {"rate": 0.5, "colour": "red"}, {"slope": "none"}])
def test_one_bad_value_leaves_every_knob_as_it_was(panel: KnobPanel, values: dict[str, object]) -> None:
    with pytest.raises(DemoError):
        panel.show_values(values)
    assert panel.values() == asdict(Config())


def test_defaults_set_every_knob_back(qtbot: QtBot, panel: KnobPanel) -> None:
    panel.show_values({"rate": 2.0, "slope": "steep", "friction": True, "text": "mine"})
    with qtbot.waitSignal(panel.defaults_chosen):
        QTest.mouseClick(panel.defaults_button, Qt.MouseButton.LeftButton)
    assert panel.values() == asdict(Config())
