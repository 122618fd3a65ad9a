"""Work that is too long for one go, done in slices between which the window lives."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

SLICE_MS = 8
AT_ONCE_MS = 30
"""How long the first slice may be: what is quick is there before the page is drawn."""


class Slices(QObject):
    """One piece of work at a time, given as a generator that yields wherever it may be interrupted.

    Signals:
        finished: The work is done.
    """

    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        """Begin without work."""
        super().__init__(parent)
        self._work: Iterator[None] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(lambda: self._do(SLICE_MS))

    @property
    def is_working(self) -> bool:
        """Tell whether there is something left to do."""
        return self._work is not None

    def start(self, work: Iterator[None], at_once_ms: int = AT_ONCE_MS) -> None:
        """Begin; what was not finished before is given up."""
        self.stop()
        self._work = work
        if at_once_ms:
            self._do(at_once_ms)
        if self.is_working:
            self._timer.start()

    def stop(self) -> None:
        """Give up what is not finished."""
        self._timer.stop()
        self._work = None

    def _do(self, milliseconds: int) -> None:
        clock = QElapsedTimer()
        clock.start()
        work = self._work
        assert work is not None, "a timer that was not stopped"
        for _ in work:
            if clock.elapsed() >= milliseconds:
                return
        self.stop()
        self.finished.emit()
