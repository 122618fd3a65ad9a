"""A history of a million attempts: recording one more, and what Today and Progress ask."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from studyapp.storage import Store
from tests.bench.bench import Bench, Result
from tests.studyapp.attempts import attempt

ATTEMPTS, FAMILIES, DAYS = 1_000_000, 160, 1_500
TARGET_MS = 200
START = datetime(2022, 1, 1, 12, tzinfo=UTC)


def fill(path: Path) -> None:
    """Put a million attempts into a file, in one transaction as no learner ever would."""
    Store(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma synchronous = off")
    connection.execute("begin")
    statement = """insert into attempts (family, version, seed, difficulty, topic, replies, verdicts, scores, score,
        hints, duration_s, snapshot, day, at_utc, offset_min)
        values (?, 1, ?, 1, ?, '["24"]', '["right"]', '[1.0]', 1.0, 0, 30.0, '{}', ?, ?, 60)"""
    connection.executemany(statement, (_row(number) for number in range(ATTEMPTS)))
    connection.execute("commit")
    connection.close()


def _row(number: int) -> tuple[str, int, str, str, str]:
    moment = START + timedelta(days=number * DAYS // ATTEMPTS)
    family = number * 7919 % FAMILIES
    return f"family-{family}", number, f"topic-{family // 2}", moment.date().isoformat(), moment.isoformat()


def milliseconds(work: Callable[[], object], rounds: int = 5) -> float:
    """Return the median time of some rounds."""
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def sync_ms(folder: Path) -> float:
    """Return what the disk itself takes to make a small write safe."""
    connection = sqlite3.connect(folder / "yardstick.db", isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("create table one (n)")
    taken = milliseconds(lambda: connection.execute("insert into one values (1)"), rounds=50)
    connection.close()
    return taken


def measure() -> list[Result]:
    """Return the figures beside the disk's own time for a safe write."""
    families = [f"family-{number}" for number in range(FAMILIES)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "studyapp.db"
        fill(path)
        with Store(path) as store:
            sync = sync_ms(Path(folder))
            record = milliseconds(lambda: store.add_attempt(attempt()), rounds=50)
            today = milliseconds(lambda: (store.last_attempts(families), store.tallies_by_day()))
            progress = milliseconds(lambda: (store.tallies_by_topic(), store.tallies_by_day()))
        opening = milliseconds(lambda: Store(path).close())
    beside = f"{ATTEMPTS:,} attempts; a bare safe write {sync:.2f} ms"
    return [
        Result("recording an attempt, beyond the disk's sync", record - sync, "ms", "<= 1", record - sync <= 1, beside),
        Result("what Today asks of the history", today, "ms", f"<= {TARGET_MS}", today <= TARGET_MS),
        Result("what Progress asks of the history", progress, "ms", f"<= {TARGET_MS}", progress <= TARGET_MS),
        Result("opening the database", opening, "ms"),
    ]


BENCH = Bench("history", measure)
