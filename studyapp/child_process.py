"""One Python process beside the window as Qt signals: it is given bytes, answers with bytes, and can be given up."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, Signal

from studyapp import paths

BAD_INPUT = 2  # the exit code of a process that says in a sentence what is wrong
ENDING_MS = 2000
NO_MORE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a process came to no good end.

    ``sentence`` is the last line of what it said to the learner, "" where it said nothing fit for one; ``reason`` is
    what is known otherwise, without a full stop.
    """

    sentence: str
    reason: str
    has_started: bool = True

    def told(self, what: str) -> str:
        """Return what the process itself said, or else ``what`` failed and why."""
        return self.sentence or f"{what}: {self.reason}."


class ChildProcess(QObject):
    """Runs one process at a time; it is killed when it is given up, and when the application ends.

    Each ``start`` ends in exactly one of ``answered`` and ``failed``, unless it is given up.

    Signals:
        answered: It came to a good end; carries what it wrote on stdout, as bytes.
        failed: It did not; carries a Failure.
        said: It wrote on stderr; carries all that it has written there.
    """

    answered = Signal(object)
    failed = Signal(object)
    said = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without a process."""
        super().__init__(parent)
        self._process: QProcess | None = None
        self._words = ""
        application = QCoreApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self.cancel)

    @property
    def running(self) -> bool:
        """Tell whether there is a process that has not come to its end."""
        return self._process is not None

    def start(self, command: Sequence[str], package: bytes = b"", variables: Mapping[str, str] = NO_MORE) -> None:
        """Begin with something on stdin and more environment variables; a process that is still at it is given up."""
        self.cancel()
        process = QProcess(self)
        process.setProcessEnvironment(environment(variables))
        process.readyReadStandardError.connect(self._on_process_log)
        process.finished.connect(self._on_process_finished)
        process.errorOccurred.connect(self._on_process_error)
        self._process, self._words = process, ""
        process.start(command[0], list(command[1:]))
        if package:
            process.write(package)
        process.closeWriteChannel()

    def cancel(self) -> None:
        """Kill the process; nothing is said."""
        process = self._forget()
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(ENDING_MS)

    def _forget(self) -> QProcess | None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        return process

    def _on_process_log(self) -> None:
        assert self._process is not None, "a process that was given up is not listened to"
        if words := bytes(self._process.readAllStandardError().data()).decode(errors="replace"):
            self._words += words
            self.said.emit(self._words)

    def _on_process_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._on_process_log()
        process = self._forget()
        assert process is not None
        ended_by_itself = status is QProcess.ExitStatus.NormalExit  # or ``code`` is the signal that killed it
        if ended_by_itself and code == 0:
            self.answered.emit(bytes(process.readAllStandardOutput().data()))
            return
        last = next(iter(reversed(self._words.strip().splitlines())), "")
        sentence = last if ended_by_itself and code == BAD_INPUT else ""
        self.failed.emit(Failure(sentence, last or f"its process ended with {code}"))

    def _on_process_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and (process := self._forget()):  # after others it finishes
            self.failed.emit(Failure("", process.errorString(), has_started=False))


def environment(variables: Mapping[str, str] = NO_MORE) -> QProcessEnvironment:
    """Return an environment in which Python finds our own packages, whatever lies where it is started."""
    found = QProcessEnvironment.systemEnvironment()
    search = [str(paths.ROOT), *filter(None, [found.value("PYTHONPATH")])]
    ours = {"PYTHONPATH": os.pathsep.join(search), "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}
    for name, value in {**ours, **variables}.items():
        found.insert(name, value)
    return found
