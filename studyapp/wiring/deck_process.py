"""A deck of Anki being read: in a process of its own, so that a large or a bad one never holds up the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studyapp.child_process import ChildProcess, Failure
from studyapp.deck_reading import COMMAND, read_answer
from studyapp.study.anki import AnkiError

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
        self._process = ChildProcess(self)
        self._process.answered.connect(self._on_process_answered)
        self._process.failed.connect(self._on_process_failed)

    def start(self, path: Path) -> None:
        """Begin to read a file; one that is still being read is given up."""
        self._process.start([*COMMAND, str(path.resolve())])

    def cancel(self) -> None:
        """End the process; nothing is said."""
        self._process.cancel()

    def _on_process_answered(self, answer: bytes) -> None:
        try:
            deck = read_answer(answer)
        except AnkiError as error:
            self.failed.emit(str(error))
        else:
            self.found.emit(deck)

    def _on_process_failed(self, failure: Failure) -> None:
        self.failed.emit(failure.sentence or (BROKEN if failure.has_started else NOT_STARTED))
