"""``studyapp data ...`` as a process of its own: the window never waits for a large database."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QEventLoop, QObject, QProcess, QProcessEnvironment, QTimer, Signal
from PySide6.QtWidgets import QApplication, QProgressDialog

from studyapp import paths

BAD_INPUT = 2
ENDING_MS = 2000
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
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        search = [str(paths.ROOT), *filter(None, [environment.value("PYTHONPATH")])]
        environment.insert("PYTHONPATH", os.pathsep.join(search))
        environment.insert("PYTHONUTF8", "1")
        environment.insert(paths.PROFILE_VARIABLE, paths.chosen_profile())
        self._process.setProcessEnvironment(environment)
        self._said = ""
        self._process.readyReadStandardError.connect(self._on_process_said)
        self._process.finished.connect(self._on_process_finished)
        self._process.errorOccurred.connect(self._on_process_error)
        self._process.start(sys.executable, ["-m", "studyapp", "data", *arguments, "--json"])

    def cancel(self) -> None:
        """Kill it; nothing is said."""
        self._process.finished.disconnect(self._on_process_finished)
        self._process.errorOccurred.disconnect(self._on_process_error)
        self._process.kill()
        self._process.waitForFinished(ENDING_MS)

    def is_running(self) -> bool:
        """Tell whether it has not come to its end."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def _on_process_said(self) -> None:
        self._said += bytes(self._process.readAllStandardError().data()).decode(errors="replace")
        if percents := _PERCENT.findall(self._said):
            self.got_on.emit(int(percents[-1]))

    def _on_process_finished(self, code: int) -> None:
        self._on_process_said()
        said = self._said.strip().splitlines()
        if code == 0:
            self.done.emit(msgspec.json.decode(bytes(self._process.readAllStandardOutput().data())))
        else:
            last = said[-1] if said else f"it ended with {code}"
            self.failed.emit(last if code == BAD_INPUT else f"That could not be done: {last}.")

    def _on_process_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.failed.emit(f"That could not be done: {self._process.errorString()}.")


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
