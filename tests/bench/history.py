"""A history of a million attempts at a hundred thousand items: answering once more, what Today and Progress ask."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from studyapp.storage import Store
from studyapp.study.history import review_of, streak
from studyapp.study.memory import Memory
from studyapp.study.scheduling import Schedule
from tests.bench.bench import Bench, Result
from tests.studyapp.attempts import attempt

ATTEMPTS, ITEMS, FAMILIES, DAYS = 1_000_000, 100_000, 160, 1_500
TARGET_MS = 200
START = datetime(2022, 1, 1, 12, tzinfo=UTC)
NOW = START + timedelta(days=DAYS)
TODAY = NOW.date()
TOPICS = [f"topic-{number}" for number in range(FAMILIES // 2)]


def fill(path: Path) -> None:
    """Put a million attempts with their reviews and a hundred thousand items into a file, as no learner ever would."""
    Store(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma synchronous = off")
    connection.execute("begin")
    connection.executemany(_ATTEMPT, (_row(number) for number in range(ATTEMPTS)))
    connection.execute(_REVIEWS)
    connection.execute(_SLIPS)
    connection.executemany(_MEMORY, (_memory_row(number) for number in range(ITEMS)))
    connection.execute("commit")
    connection.close()


_ATTEMPT = """
    insert into attempts (family, version, seed, difficulty, topic, replies, verdicts, scores, score, hints, duration_s,
                          snapshot, day, at_utc, offset_min, slips, confidence)
    values (?, 1, ?, ?, ?, '["24"]', '["right"]', '[1.0]', ?, 0, 30.0, '{}', ?, ?, 60, '[""]', 0.9)
"""
# Skills are few: most of a hundred thousand items are cards.
_REVIEWS = """
    insert into reviews (item, topic, rating, own, seconds, attempt_id, day, at_utc, offset_min)
    select case when id % 10 = 0 then family || '/' || difficulty else 'card/' || (id * 7919 % 100000) end,
           topic, case when score = 1 then 3 else 1 end, 0, duration_s, case when id % 10 = 0 then id else 0 end,
           day, at_utc, offset_min from attempts
"""
_SLIPS = "insert into slips select id, 0, topic, 1 - score from attempts where score < 1"
_MEMORY = "insert into memories values (?, ?, 20.0, 5.0, ?, ?, 10, 1)"


def _row(number: int) -> tuple[str, int, int, str, float, str, str]:
    moment = START + timedelta(days=number * DAYS // ATTEMPTS)
    family = number * 7919 % FAMILIES
    score = 0.0 if number % 5 == 0 else 1.0
    words = (f"family-{family}", number, 1 + number // FAMILIES % 3, TOPICS[family // 2], score)
    return (*words, moment.date().isoformat(), moment.isoformat())


def _memory_row(number: int) -> tuple[str, str, str, str]:
    last = START + timedelta(minutes=number * 17)
    due = last + timedelta(days=number % DAYS)
    return f"card/{number}", TOPICS[number % len(TOPICS)], last.date().isoformat(), due.date().isoformat()


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


def answer_once_more(store: Store, schedule: Schedule) -> None:
    """Keep an answer with its review and what is remembered after it, as the app does."""
    given = replace(attempt("family-7", topic="topic-3", score=0.5, at=NOW), slips=("topic-3",), confidence=0.5)
    review = review_of(given)
    before: Memory | None = store.reviews.memory(review.item)
    store.add_answer(given, review, schedule.after(before, review) if before else schedule.after(None, review))


def undo_and_redo(store: Store) -> None:
    """Take the last answer back and give it again, both with what is remembered after it."""
    store.take_back(NOW)
    store.reviews.memory("family-7/1")
    store.give_again()
    store.reviews.memory("family-7/1")


def ask_for_today(store: Store) -> None:
    """Ask what the page Today shows."""
    store.last_attempts([f"family-{number}" for number in range(FAMILIES)])
    store.tallies_by_day()
    streak(store.reviews.days_until(TODAY), TODAY)
    store.reviews.due(TODAY, 300)
    store.reviews.due_by_day(TODAY, 30)
    store.reviews.counts_today(NOW.date() - timedelta(days=1))
    store.exams.all()


def ask_for_progress(store: Store) -> None:
    """Ask what the page Progress shows."""
    store.tallies_by_topic()
    store.tallies_by_day()
    store.times_by_topic()
    store.slips_by_topic()
    store.confidences()
    store.reviews.due_by_day(TODAY, 30)


def measure() -> list[Result]:
    """Return the figures beside the disk's own time for a safe write."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "studyapp.db"
        fill(path)
        opening = milliseconds(lambda: Store(path).close())
        with Store(path) as store:
            schedule = Schedule()
            sync = sync_ms(Path(folder))
            record = milliseconds(lambda: answer_once_more(store, schedule), rounds=50)
            undo = milliseconds(lambda: undo_and_redo(store), rounds=20)
            asked = {
                "what Today asks of the history": lambda: ask_for_today(store),
                "what Progress asks of the history": lambda: ask_for_progress(store),
                "the newest answers of every topic": lambda: store.answers_for(TOPICS),
            }
            times = {name: milliseconds(work) for name, work in asked.items()}
            memories = milliseconds(lambda: store.reviews.memories(), rounds=3)
            log = milliseconds(lambda: sum(1 for _ in store.reviews.log()), rounds=1)
    beside = f"{ATTEMPTS:,} attempts, {ITEMS:,} items; a bare safe write {sync:.2f} ms"
    name = "an answer with its review and memory, beyond the disk's sync"
    return [
        Result(name, record - sync, "ms", "<= 1", record - sync <= 1, beside),
        Result("taking an answer back and giving it again", undo, "ms", f"<= {TARGET_MS}", undo <= TARGET_MS),
        *(Result(name, took, "ms", f"<= {TARGET_MS}", took <= TARGET_MS) for name, took in times.items()),
        Result("reading what is remembered of every item", memories, "ms"),
        Result("reading the whole log of reviews", log, "ms"),
        Result("opening the database", opening, "ms"),
    ]


BENCH = Bench("history", measure)
