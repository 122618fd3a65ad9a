"""A deck of Anki being read: in a process of its own, so that a large or a bad one never holds up the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

import studyapp
from studyapp.deck_reading import COMMAND, read_answer
from studyapp.study.anki import AnkiError

ENDING_MS = 1000
BROKEN = "Reading the deck ended without a result. Nothing was changed."
NOT_STARTED = "Reading the deck could not be started. Nothing was changed."


class DeckProcess(QObject):
    """One deck at a time.

    Signals:
        found: The deck was read; carries the Deck, its cards without a topic.
        failed: It was not; carries a sentence.
    """

    found = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        """Begin without a process."""
        super().__init__(parent)
        self._process: QProcess | None = None

    def start(self, path: Path) -> None:
        """Begin to read a file; one that is still being read is given up."""
        self.cancel()
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONPATH", str(Path(studyapp.__file__).resolve().parent.parent))
        process.setProcessEnvironment(environment)
        process.finished.connect(self._on_process_finished)
        process.errorOccurred.connect(self._on_process_error)
        self._process = process
        program, *arguments = COMMAND
        process.start(program, [*arguments, str(path.resolve())])

    def cancel(self) -> None:
        """End the process; nothing is said."""
        process = self._forget()
        if process is not None:
            process.finished.disconnect(self._on_process_finished)
            process.errorOccurred.disconnect(self._on_process_error)
            process.kill()
            process.waitForFinished(ENDING_MS)

    def _forget(self) -> QProcess | None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        return process

    def _on_process_finished(self, code: int) -> None:
        process = self._forget()
        assert process is not None
        try:
            if code:
                said = bytes(process.readAllStandardError().data()).decode(errors="replace")
                raise AnkiError(said if code == 2 and said else BROKEN)  # 2: it says in a sentence what is wrong
            self.found.emit(read_answer(bytes(process.readAllStandardOutput().data())))
        except AnkiError as error:
            self.failed.emit(str(error))

    def _on_process_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._forget() is not None:
            self.failed.emit(NOT_STARTED)
