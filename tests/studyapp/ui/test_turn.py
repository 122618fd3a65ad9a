"""A window that is opened while a command changes the learner's data waits for it, or is given up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from studyapp.storage_files import Occupied, OccupiedError
from studyapp.wiring.turn import occupied_in_turn


def once_waiting(then: Callable[[QProgressDialog], None]) -> QTimer:
    """Have something done as soon as the learner is told to wait."""
    timer = QTimer(interval=1)

    def look() -> None:
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QProgressDialog) and dialog.isVisible():
                timer.stop()
                then(dialog)

    timer.timeout.connect(look)
    timer.start()
    return timer


def test_a_window_opens_at_once_beside_another(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = occupied_in_turn(tmp_path), occupied_in_turn(tmp_path)
    with pytest.raises(OccupiedError, match="window is open"):
        Occupied(tmp_path, alone=True)
    first.leave()
    second.leave()


def test_it_opens_when_the_command_is_done_and_keeps_others_from_beginning(qtbot: QtBot, tmp_path: Path) -> None:
    command = Occupied(tmp_path, alone=True)
    told: list[str] = []

    def end(dialog: QProgressDialog) -> None:
        told.append(dialog.labelText())
        command.leave()

    timer = once_waiting(end)
    window = occupied_in_turn(tmp_path)
    assert "as soon as it is done" in told[0] and not timer.isActive()
    with pytest.raises(OccupiedError, match="window is open"):
        Occupied(tmp_path, alone=True)
    window.leave()


def test_waiting_can_be_given_up(qtbot: QtBot, tmp_path: Path) -> None:
    command = Occupied(tmp_path, alone=True)
    timer = once_waiting(lambda dialog: dialog.findChildren(QPushButton)[0].click())
    with pytest.raises(OccupiedError, match="Wait until it is done"):
        occupied_in_turn(tmp_path)
    assert not timer.isActive() and QApplication.quitOnLastWindowClosed()
    command.leave()
