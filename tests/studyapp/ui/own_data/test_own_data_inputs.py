"""A learner's own tables, pictures and points on their way into a knob."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.datasets.own_data import MOST_IMAGES, parse_images, parse_points, parse_table
from models.knobs import Holds, Knob
from studyapp.study.own_tables import read_sheet
from studyapp.ui.knob_row import KnobRow
from studyapp.ui.knob_text import TextInput
from studyapp.ui.own_data.picture_reader import grey_square
from studyapp.ui.own_data.pictures_input import PicturesInput
from studyapp.ui.own_data.points_input import PointsDialog, PointsInput
from studyapp.ui.own_data.table_dialog import USED, TableDialog
from studyapp.ui.own_data.table_input import TableInput

FLOWERS = "width;length;kind\n1,5;2;rose\n?;3;lily\n2,5;4;lily\n"


def picture(path: Path, width: int, height: int, grey: int, *, edge: int | None = None) -> None:
    """Write a grey picture, with a left half of another grey if asked."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    for x in range(width):
        for y in range(height):
            value = edge if edge is not None and x < width // 2 else grey
            image.setPixel(x, y, 0xFF000000 | value * 0x010101)
    path.parent.mkdir(parents=True, exist_ok=True)
    assert image.save(str(path))


@pytest.mark.parametrize(
    ("holds", "kind"), [("", QLineEdit), ("text", TextInput), ("table", TableInput), ("points", PointsInput)]
)
def test_a_text_knob_gets_the_input_for_what_it_holds(qtbot: QtBot, holds: Holds, kind: type[QWidget]) -> None:
    row = KnobRow(Knob("own", "text", "", "Your own.", "own", holds=holds))
    qtbot.addWidget(row)
    assert type(row.input) is kind
    assert all(widget.accessibleName() for widget in row.inputs())


def test_a_table_goes_from_its_file_through_the_dialog_into_the_knob(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "flowers.csv"
    file.write_text(FLOWERS, encoding="utf-8")
    row = KnobRow(Knob("own", "text", "", "Your own.", "own", holds="table"))
    qtbot.addWidget(row)
    assert isinstance(row.input, TableInput)
    assert row.input.takes(file)
    row.input.open_file(file)
    (dialog,) = row.input.findChildren(TableDialog)
    assert dialog.features() == [0, 1]
    assert dialog.target.currentText() == "kind"
    assert "2 rows, 2 columns, 2 classes. 1 of 3 rows have a gap" in dialog.verdict.text()
    with qtbot.waitSignal(row.value_changed), qtbot.waitSignal(row.told) as told:
        dialog.use_button.click()
    assert "left out" in told.args[0]
    table = parse_table(str(row.value))
    assert table.values.tolist() == [[1.5, 2.0], [2.5, 4.0]]
    assert row.input.summary.text() == "flowers.csv: 2 rows, 2 columns, 2 classes"
    row.input.notes_button.click()
    assert row.value == ""


def test_columns_can_be_chosen_and_a_choice_that_does_not_fit_says_why(qtbot: QtBot) -> None:
    dialog = TableDialog("flowers.csv", FLOWERS, read_sheet(FLOWERS))
    qtbot.addWidget(dialog)
    for place in dialog.features():
        item = dialog.columns.item(place, USED)
        assert item is not None
        item.setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.use_button.isEnabled()
    assert dialog.verdict.text().startswith("Choose 1 to 32 columns")
    item = dialog.columns.item(1, USED)
    assert item is not None
    item.setCheckState(Qt.CheckState.Checked)
    assert dialog.use_button.isEnabled()
    dialog.target.setCurrentIndex(1)
    assert dialog.features() == []


def test_another_separator_or_no_header_is_read_at_once(qtbot: QtBot) -> None:
    dialog = TableDialog("flowers.csv", FLOWERS, read_sheet(FLOWERS))
    qtbot.addWidget(dialog)
    dialog.header.setChecked(False)
    name = dialog.columns.item(0, 1)
    assert name is not None
    assert name.text() == "column 1"
    dialog.separator.setCurrentText("bar")
    assert "only one column" in dialog.verdict.text()
    assert not dialog.use_button.isEnabled()
    dialog.separator.setCurrentText("semicolon")
    dialog.header.setChecked(True)
    assert dialog.use_button.isEnabled()


def test_a_long_file_is_read_while_the_window_lives(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("x,y,kind\n" + "".join(f"{n}.5,{n},{'ab'[n % 2]}\n" for n in range(100_000)), encoding="utf-8")
    field = TableInput()
    qtbot.addWidget(field)
    field.open_file(file)
    assert not field.findChildren(TableDialog)  # it is still being read
    qtbot.waitUntil(lambda: bool(field.findChildren(TableDialog)), timeout=30_000)
    [dialog] = field.findChildren(TableDialog)
    assert not dialog.use_button.isEnabled()
    qtbot.waitUntil(dialog.use_button.isEnabled, timeout=30_000)
    assert dialog.verdict.text().startswith("10,000 rows, 2 columns, 2 classes.")
    with qtbot.waitSignal(dialog.table_chosen) as chosen:
        dialog.use_button.click()
    assert chosen.args[0].values.shape == (10_000, 2)


def test_a_file_that_is_no_table_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "poem.txt"
    file.write_text("rose\nlily\n", encoding="utf-8")
    field = TableInput()
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.refused) as caught:
        field.open_file(file)
    assert "only one column" in caught.args[0]


def test_a_folder_of_pictures_is_read_with_its_folders_as_classes(qtbot: QtBot, tmp_path: Path) -> None:
    picture(tmp_path / "cats" / "a.png", 40, 20, 200)
    picture(tmp_path / "dogs" / "b.jpg", 16, 16, 30, edge=250)
    (tmp_path / "dogs" / "c.png").write_bytes(b"no picture at all")
    (tmp_path / "dogs" / "notes.txt").write_text("not looked at", encoding="utf-8")
    field = PicturesInput(8)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.text_changed) as changed, qtbot.waitSignal(field.told) as told:
        field.open_file(tmp_path)
    assert "1 of 3 files can't be read" in told.args[0]
    read = parse_images(changed.args[0])
    assert read.images.shape == (2, 8, 8)
    assert [read.class_names[kind] for kind in read.classes] == ["cats", "dogs"]
    assert np.allclose(read.images[0], 200 / 255, atol=0.02)
    assert read.images[1][:, :3].mean() > 0.9 > 0.2 > read.images[1][:, 5:].mean()
    assert field.summary.text().endswith("2 pictures of 2 classes, 8 × 8 pixels")


def test_of_too_many_pictures_every_folder_keeps_some(qtbot: QtBot, tmp_path: Path) -> None:
    for folder, count in (("cats", MOST_IMAGES), ("dogs", 10)):
        (tmp_path / folder).mkdir()
        for number in range(count):
            (tmp_path / folder / f"{number}.pgm").write_bytes(b"P5 1 1 255\n\x80")
    field = PicturesInput(32)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.text_changed) as changed, qtbot.waitSignal(field.told) as told:
        field.open_file(tmp_path)
    assert parse_images(changed.args[0]).class_names == ("cats", "dogs")
    assert "10 more are left out" in told.args[0] and "evenly spread, are used" in told.args[0]


@pytest.mark.parametrize("content", [{}, {"a.png": b"no"}])
def test_a_folder_without_pictures_is_refused(qtbot: QtBot, tmp_path: Path, content: dict[str, bytes]) -> None:
    for name, data in content.items():
        (tmp_path / name).write_bytes(data)
    field = PicturesInput(8)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.refused) as caught:
        field.open_file(tmp_path)
    assert caught.args[0].endswith(".")
    assert field.summary.text() == field.USUAL


def test_the_middle_of_a_wide_picture_is_taken(qtbot: QtBot, tmp_path: Path) -> None:
    picture(tmp_path / "wide.png", 300, 10, 100, edge=0)
    square = grey_square(tmp_path / "wide.png", 10)
    assert square is not None
    assert square.shape == (10, 10)
    assert square[:, 0].max() < 20
    assert square[:, -1].min() > 80


def test_points_can_be_typed_and_a_wrong_line_is_named(qtbot: QtBot) -> None:
    dialog = PointsDialog("1 2 0")
    qtbot.addWidget(dialog)
    assert dialog.verdict.text() == "1 point."
    dialog.edit.setPlainText("1 2 0\n1 2 7")
    assert dialog.verdict.text().startswith("Line 2 of your points")
    assert not dialog.keep_button.isEnabled()
    dialog.edit.setPlainText("1 2 0\n-1 0.5 1\n")
    with qtbot.waitSignal(dialog.points_written) as caught:
        dialog.keep_button.click()
    assert parse_points(caught.args[0]).classes.tolist() == [0, 1]


def test_clicked_points_are_counted_by_class(qtbot: QtBot) -> None:
    field = PointsInput()
    qtbot.addWidget(field)
    field.show_value("0 0 0\n1 1 1\n2 2 1")
    assert field.summary.text() == "1 of class 0, 2 of class 1"
    with qtbot.waitSignal(field.text_changed) as caught:
        field.notes_button.click()
    assert caught.args == [""]
