"""Asking for a file: what is saved gets its ending, what is opened is there, and giving up does nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from studyapp.ui.open_dialog import ask_which
from studyapp.ui.save_dialog import ask_where

FIGURE = "PNG picture (*.png);;SVG drawing (*.svg)"


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def asked(parent: QWidget, folder: Path) -> QFileDialog:
    dialog = parent.findChild(QFileDialog)
    assert dialog is not None and dialog.isVisible()
    dialog.setDirectory(str(folder))
    return dialog


def test_a_name_without_an_ending_gets_that_of_the_filter_chosen_last(parent: QWidget, tmp_path: Path) -> None:
    saved: list[Path] = []
    ask_where(parent, "Save", "small.png", FIGURE, saved.append)
    dialog = asked(parent, tmp_path)
    dialog.filterSelected.emit("SVG drawing (*.svg)")
    dialog.selectFile("other")
    dialog.accept()
    assert saved == [tmp_path / "other.svg"]


def test_a_file_that_is_there_is_opened(parent: QWidget, tmp_path: Path) -> None:
    opened: list[Path] = []
    (tmp_path / "deck.apkg").write_bytes(b"")
    ask_which(parent, "Open", "Decks (*.apkg)", opened.append)
    dialog = asked(parent, tmp_path)
    dialog.selectFile("deck.apkg")
    dialog.accept()
    assert opened == [tmp_path / "deck.apkg"]


def test_giving_up_does_nothing_and_leaves_nothing_behind(qtbot: QtBot, parent: QWidget, tmp_path: Path) -> None:
    chosen: list[Path] = []
    ask_which(parent, "Open", "Decks (*.apkg)", chosen.append)
    asked(parent, tmp_path).reject()
    qtbot.waitUntil(lambda: parent.findChild(QFileDialog) is None)
    assert not chosen
