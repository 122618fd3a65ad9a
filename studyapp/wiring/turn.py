"""Waits for a learner's folder while a command of the command line changes what is in it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog

from studyapp.storage_files import Occupied, OccupiedError

ASK_AGAIN_MS = 200
WORDS = "A command changes this learner's data, an import perhaps. The window opens as soon as it is done."


def occupied_in_turn(folder: Path) -> Occupied:
    """Return the folder as occupied, at once or when a command is done with it.

    Raises OccupiedError when the learner gives up waiting, StoreError where the folder can't be written.
    """
    try:
        return Occupied(folder)
    except OccupiedError:
        return _waited_for(folder)


def _waited_for(folder: Path) -> Occupied:
    application = QApplication.instance()
    assert isinstance(application, QApplication), "a window is to be opened"
    loop, timer = QEventLoop(), QTimer(interval=ASK_AGAIN_MS)
    had: list[Occupied] = []
    waiting = QProgressDialog(WORDS, "Give up", 0, 0)
    waiting.setWindowTitle("studyapp")
    waiting.canceled.connect(loop.quit)

    def ask() -> None:
        with suppress(OccupiedError):
            had.append(Occupied(folder))
            loop.quit()

    timer.timeout.connect(ask)
    application.setQuitOnLastWindowClosed(False)
    timer.start()
    waiting.show()
    loop.exec()
    timer.stop()
    waiting.deleteLater()
    application.setQuitOnLastWindowClosed(True)
    return had[0] if had else Occupied(folder)
