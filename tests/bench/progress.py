"""The page Progress over a million attempts: how long the window waits for it, and when all of it is worked out."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path

from studyapp.app import StudyApp, new_application
from tests.bench.bench import Bench, Result
from tests.bench.history import ATTEMPTS, NOW, fill, milliseconds
from tests.studyapp.attempts import attempt

TARGET_MS = 200
OPENINGS = 3


def measure() -> list[Result]:
    """Return the time from the click to the painted page, and what follows in slices."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from studyapp.backups import Opened
    from studyapp.session import Session
    from studyapp.settings import Settings
    from studyapp.storage import Store
    from studyapp.wiring.host import Surroundings

    application = new_application()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "studyapp.db"
        fill(path)
        around = Surroundings(lambda: NOW, lambda: 1, Path(folder))
        app = StudyApp(Session(Opened(Store(path)), None), Settings(theme="light"), around)
        app.window.resize(1440, 900)
        app.window.show()
        first = milliseconds(lambda: _opened(app), rounds=1)
        rest = _worked_out(app)
        later, cpu = _opened_after_answers(app)
        app.close()
    del application
    beside = f"{ATTEMPTS:,} attempts, with painting at 1440 x 900; {cpu:.0f} ms of the processor's time"
    return [
        Result("opening Progress after one more answer", later, "ms", f"<= {TARGET_MS}", later <= TARGET_MS, beside),
        Result("opening Progress for the first time", first, "ms"),
        Result("mastery, readiness and recall, worked out in slices", rest, "s"),
    ]


def _opened(app: StudyApp) -> None:
    app.open("progress")
    app.window.grab()


def _opened_after_answers(app: StudyApp) -> tuple[float, float]:
    """Return the median milliseconds of an opening, and of the processor's time in it, each after a new answer.

    Without a new answer nothing is worked out anew, which would be too easy.
    """
    taken, worked = [], []
    for number in range(OPENINGS):
        app.open("learn")
        app.session.record(attempt("family-7", topic="cnn.convolution", at=NOW, seed=number))
        wall, processor = time.perf_counter(), time.process_time()
        _opened(app)
        taken.append((time.perf_counter() - wall) * 1000)
        worked.append((time.process_time() - processor) * 1000)
        _worked_out(app)
    return statistics.median(taken), statistics.median(worked)


def _worked_out(app: StudyApp) -> float:
    """Return the seconds until everything on the page is worked out."""
    from PySide6.QtCore import QEventLoop

    page = app.pages.progress
    assert page is not None
    loop = QEventLoop()
    page.slices.finished.connect(lambda: loop.quit() if page.is_complete else None)
    page.recall_slices.finished.connect(lambda: loop.quit() if page.is_complete else None)
    started = time.perf_counter()
    if not page.is_complete:
        loop.exec()
    return time.perf_counter() - started


BENCH = Bench("progress", measure)
