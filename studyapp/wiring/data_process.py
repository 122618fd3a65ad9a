"""``studyapp data ...`` as a process of its own: the window never waits for a large database."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QProgressDialog

from studyapp import paths
from studyapp.child_process import ChildProcess

SHOW_AFTER_MS = 600
_PERCENT = re.compile(r"^(\d{1,3}) %$", re.MULTILINE)


class DataProcess(QObject):
    """One command; it is killed when its parent goes, which loses nothing (tests/studyapp/test_killed.py).

    Signals:
        done: It came to its end; carries its JSON document.
        failed: It could not; carries a sentence.
        got_on: So many per cent are done; only of commands that were asked to say so.
    """

    done = Signal(object)
    got_on = Signal(int)
    failed = Signal(str)

    def __init__(self, arguments: Sequence[str], parent: QObject | None = None) -> None:
        """Begin at once."""
        super().__init__(parent)
        self._process = ChildProcess(self)
        self._process.said.connect(self._on_process_said)
        self._process.answered.connect(lambda answer: self.done.emit(msgspec.json.decode(answer)))
        self._process.failed.connect(lambda failure: self.failed.emit(failure.told("That could not be done")))
        command = [sys.executable, "-m", "studyapp", "data", *arguments, "--json"]
        self._process.start(command, variables={paths.PROFILE_VARIABLE: paths.chosen_profile()})

    def cancel(self) -> None:
        """Kill it; nothing is said."""
        self._process.cancel()

    def is_running(self) -> bool:
        """Tell whether it has not come to its end."""
        return self._process.running

    def _on_process_said(self, words: str) -> None:
        if percents := _PERCENT.findall(words):
            self.got_on.emit(int(percents[-1]))


def errand(arguments: Sequence[str], doing: str) -> Callable[[], str]:
    """Return what runs a command while no window is open, and returns the sentence it says; it can be given up."""

    def run() -> str:
        application = QApplication.instance()
        assert isinstance(application, QApplication), "errands are run between two windows"
        application.setQuitOnLastWindowClosed(False)
        try:
            return _carried_out(arguments, doing)
        finally:
            application.setQuitOnLastWindowClosed(True)

    return run


def _carried_out(arguments: Sequence[str], doing: str) -> str:
    loop, said = QEventLoop(), ["It was given up, and nothing was changed."]
    waiting = QProgressDialog(doing, "Give up", 0, 0)
    waiting.setWindowTitle("studyapp")
    waiting.reset()  # or it shows itself after a time of its own
    process = DataProcess(arguments, loop)

    def end(sentence: str) -> None:
        said[0] = sentence
        loop.quit()

    def get_on(percent: int) -> None:
        waiting.setLabelText(f"{doing} {percent} %")
        waiting.setMaximum(100)
        waiting.setValue(percent)

    process.got_on.connect(get_on)
    process.done.connect(lambda document: end(_sentence(document)))
    process.failed.connect(end)
    waiting.canceled.connect(loop.quit)
    QTimer.singleShot(SHOW_AFTER_MS, waiting, waiting.show)
    loop.exec()
    if process.is_running():
        process.cancel()
    waiting.deleteLater()
    return said[0]


def _sentence(document: object) -> str:
    found = document.get("sentence") if isinstance(document, dict) else None
    return found if isinstance(found, str) else "Done."
