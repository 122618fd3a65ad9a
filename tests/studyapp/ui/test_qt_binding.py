"""The locked Qt binding keeps Python's reference counts.

PySide6 6.12.0 lost one reference to None with every call that returns nothing. On Python 3.11, where None is counted
like any other object, the process died once the count ran out, after some thousand calls.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 1000


def test_calls_that_return_nothing_give_no_reference_away(qtbot: QtBot) -> None:
    label, timer = QLabel(), QTimer()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        label.update()
        label.setText("x")
        timer.stop()
    assert abs(sys.getrefcount(None) - before) < CALLS / 2
