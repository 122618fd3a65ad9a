"""What belongs together in the Lab keeps its distance, and stands on one line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from models.knobs import Knob
from studyapp.ui.knob_row import KnobRow
from studyapp.ui.run_controls import RunControls
from studyapp.ui.style_sheet import style_sheet
from studyapp.ui.theme import LIGHT
from tests.studyapp.ui.demo.picture_plots import image_of, like, shown

BLACK = replace(LIGHT, on_accent="#000000")


def test_an_icon_stands_a_little_apart_from_its_word(qtbot: QtBot) -> None:
    controls = RunControls(BLACK)
    controls.setStyleSheet(style_sheet(BLACK))
    shown(qtbot, controls, 1200, 60)
    written = np.flatnonzero(like(image_of(controls.run_button), "#000000", near=90)[8:-8, 8:-8].any(axis=0))
    assert np.diff(written).max() >= 8


def test_the_label_of_a_switch_stands_on_the_line_of_its_box(qtbot: QtBot) -> None:
    row = KnobRow(Knob("shuffle", "bool", True, "Shuffle.", "shuffle"))
    row.setStyleSheet(style_sheet(LIGHT))
    shown(qtbot, row, 300, 34)
    switch = row.input
    assert isinstance(switch, QCheckBox)
    option = QStyleOptionButton()
    option.initFrom(switch)
    option.text = switch.text()
    words = switch.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, switch)
    middle = switch.mapTo(row, words.center()).y()
    assert abs(middle - row.label.geometry().center().y()) <= 1
