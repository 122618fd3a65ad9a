"""What the running app remembers: every accepted answer on the disk, or kept until it can be."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from studyapp.backups import Opened
from studyapp.errors import StoreError
from studyapp.storage import Store
from studyapp.study.history import Attempt, PredictionMade
from studyapp.study.runs import Run


class Session:
    """One sitting at the app, from start to close.

    ``store`` can be read at any time; writing goes through here, so that nothing accepted is lost when the disk
    is full or the file in use.
    """

    def __init__(self, opened: Opened, path: Path | None) -> None:
        """Begin with an opened store; ``path`` is where progress belongs, None for a session without a file."""
        self.store = opened.store
        self._saved = opened.saved
        self._path = path
        self._waiting: list[Attempt] = []
        self._answered = 0

    def is_saved(self) -> bool:
        """Tell whether everything accepted is in the file; else something is kept in memory only."""
        return self._saved

    def record(self, attempt: Attempt) -> None:
        """Keep an accepted attempt. Raises StoreError when the disk would not have it; it is then kept here."""
        self._waiting.append(attempt)
        self._answered += 1
        self._write_waiting()

    def record_prediction(self, made: PredictionMade) -> None:
        """Keep a judged prediction. Raises StoreError."""
        self.store.add_prediction(made)

    def record_run(self, run: Run, curves: bytes) -> Run:
        """Keep a run of a demo and return it with its id. Raises StoreError."""
        return self.store.runs.add(run, curves)

    def take_back(self, now: datetime) -> Attempt | None:
        """Take back the last answer of this sitting and return it; None when there is none. Raises StoreError."""
        if not self._answered:
            return None
        taken = self._waiting.pop() if self._waiting else self.store.take_back_last(now)
        self._answered -= 1
        return taken

    def save_again(self) -> None:
        """Try again to write what is kept in memory. Raises StoreError when it still can't be."""
        if self._path is not None and self.store.path is None:
            self._move_to_file(Store(self._path))
        self._write_waiting()

    def close(self) -> None:
        """Close the store. Raises StoreError, with the store still open, while something can't be written."""
        if self._waiting or not self._saved:
            self.save_again()
        self.store.close()

    def _move_to_file(self, file_store: Store) -> None:
        for attempt in self.store.attempts():
            file_store.add_attempt(attempt)
        for made in self.store.predictions():
            file_store.add_prediction(made)
        for mark in self.store.marks():
            file_store.add_mark(mark)
        for run in self.store.runs.all():
            kept = file_store.runs.add(run, self.store.runs.curves(run))
            if snapshots := self.store.runs.snapshots(run):
                file_store.runs.add_snapshots(kept, snapshots)
        self.store.close()
        self.store = file_store
        self._saved = True

    def _write_waiting(self) -> None:
        try:
            while self._waiting:
                self.store.add_attempt(self._waiting[0])
                del self._waiting[0]
        except StoreError:
            self._saved = False
            raise
        self._saved = self.store.path is not None or self._path is None
