"""The learner's database: one SQLite file, spoken to in verbs of studying. No other module knows what is in it.

History is only appended: an answer taken back stays, with a retraction beside it. Times are UTC ISO text with the
learner's offset in minutes in the next column. A new column is a new migration at the end of this file's list.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec

from question_bank.exercise import Key, Verdict
from studyapp.errors import StoreError
from studyapp.storage_runs import KeptRuns
from studyapp.stored_time import local_time, stored_time
from studyapp.study.history import Attempt, PredictionMade, Tally
from studyapp.study.marks import Anchor, Colour, Mark, MarkKind

if TYPE_CHECKING:
    from sqlite_utils import Database

LOCK_WAIT_S = 2.0
SCHEMA_VERSION = 4  # the number of migrations; kept in the file as user_version


class Store:
    """The open database of one learner; ``runs`` are those of demos."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the file and bring its tables up to date; None keeps everything in memory.

        Raises StoreError with a sentence when the file is damaged, locked, newer than the app or can't be written.
        """
        self.path = path
        with _sentences(path):
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path or ":memory:", timeout=LOCK_WAIT_S, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise
        self.runs = KeptRuns(self._write, self._rows)

    def close(self) -> None:
        """Close the file; the store can't be used afterwards."""
        self._connection.close()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close the file."""
        self.close()

    def add_attempt(self, attempt: Attempt) -> None:
        """Keep an attempt; when this returns it is on the disk. Raises StoreError."""
        key = attempt.key
        lists = (_json(attempt.replies), _json(attempt.verdicts), _json(attempt.scores))
        effort = (attempt.score, attempt.hints, attempt.duration_s, attempt.snapshot)
        row = (key.family, key.version, key.seed, key.difficulty, attempt.topic, *lists, *effort)
        self._write(_ADD_ATTEMPT, *row, attempt.day.isoformat(), *stored_time(attempt.answered_at))

    def attempts(self) -> list[Attempt]:
        """Return all attempts that were not taken back, oldest first."""
        return [_attempt(row) for row in self._rows(f"{_ATTEMPTS} order by id")]

    def attempts_on(self, family: str) -> list[Attempt]:
        """Return the attempts on one family that were not taken back, oldest first."""
        return [_attempt(row) for row in self._rows(f"{_ATTEMPTS} and family = ? order by id", family)]

    def last_attempts(self, families: Iterable[str]) -> dict[str, Attempt]:
        """Return the newest attempt on each of the families that has one."""
        newest = f"{_ATTEMPTS} and family = ? order by id desc limit 1"
        return {family: _attempt(row) for family in families for row in self._rows(newest, family)}

    def recent_scores(self, families: Iterable[str], count: int) -> list[float]:
        """Return the shares of marks of the newest attempts on any of the families, newest first."""
        rows = [(row["id"], row["score"]) for family in families for row in self._rows(_RECENT, family, count)]
        return [score for _, score in sorted(rows, reverse=True)[:count]]

    def tallies_by_topic(self) -> dict[str, Tally]:
        """Return the tally of each topic with attempts; quick however long the history is."""
        return {row[0]: Tally(row[1], row[2]) for row in self._rows(_TALLIES.format(by="topic"))}

    def tallies_by_day(self) -> dict[date, Tally]:
        """Return the tally of each of the learner's days with attempts, earliest first; as quick."""
        rows = self._rows(_TALLIES.format(by="day"))
        return {date.fromisoformat(row[0]): Tally(row[1], row[2]) for row in rows}

    def take_back_last(self, now: datetime) -> Attempt | None:
        """Take back the newest attempt and return it, or None when there is nothing to take back."""
        rows = self._rows(f"{_ATTEMPTS} order by id desc limit 1")
        if not rows:
            return None
        self._write("insert into retractions values (?, ?, ?)", rows[0]["id"], *stored_time(now))
        return _attempt(rows[0])

    def add_prediction(self, made: PredictionMade) -> None:
        """Keep a judged prediction. Raises StoreError."""
        row = (made.demo, made.question, made.chosen, made.truth, made.config)
        self._write(_ADD_PREDICTION, *row, *stored_time(made.judged_at))

    def predictions(self) -> list[PredictionMade]:
        """Return all judged predictions, oldest first."""
        return [
            PredictionMade(
                demo=row["demo"],
                question=row["question"],
                chosen=row["chosen"],
                truth=row["truth"],
                config=row["config"],
                judged_at=local_time(row["at_utc"], row["offset_min"]),
            )
            for row in self._rows("select * from predictions order by id")
        ]

    def add_mark(self, mark: Mark) -> Mark:
        """Keep a new mark of the learner's and return it with its id. Raises StoreError."""
        anchor = mark.anchor
        words = (anchor.topic, anchor.heading, anchor.quote, anchor.before, anchor.after)
        number = self._write(_ADD_MARK, mark.kind, *words, mark.colour, mark.remark, *stored_time(mark.made_at))
        return replace(mark, id=number)

    def change_mark(self, mark: Mark) -> None:
        """Keep the colour and the remark of a mark as they are now. Raises StoreError."""
        self._write("update marks set colour = ?, remark = ? where id = ?", mark.colour, mark.remark, mark.id)

    def remove_mark(self, mark: Mark, now: datetime) -> None:
        """Take a mark out of every list; its row stays until ``restore_mark``, or for good. Raises StoreError."""
        self._write("insert into mark_removals values (?, ?, ?)", mark.id, *stored_time(now))

    def restore_mark(self, mark: Mark) -> None:
        """Bring back a mark that was removed. Raises StoreError."""
        self._write("delete from mark_removals where mark_id = ?", mark.id)

    def marks(self) -> list[Mark]:
        """Return the marks in all notes that were not removed, oldest first."""
        return [_mark(row) for row in self._rows(f"{_MARKS} order by id")]

    def marks_in(self, topic: str) -> list[Mark]:
        """Return the marks in one note that were not removed, oldest first."""
        return [_mark(row) for row in self._rows(f"{_MARKS} and topic = ? order by id", topic)]

    def is_sound(self) -> bool:
        """Tell whether SQLite finds the file's structure whole."""
        try:
            return [row[0] for row in self._rows("pragma quick_check(1)")] == ["ok"]
        except StoreError:
            return False

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy of the whole database. Raises StoreError."""
        with _sentences(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            copy = sqlite3.connect(path)
            try:
                self._connection.backup(copy)
            finally:
                copy.close()

    def _prepare(self) -> None:
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute("pragma synchronous = full")  # an accepted answer survives a power cut
        self._connection.execute("pragma foreign_keys = on")
        found = int(self._connection.execute("pragma user_version").fetchone()[0])
        if found > SCHEMA_VERSION:
            raise StoreError(
                f"{self.path} was written by a newer studyapp. Update the app, or move the file away to start afresh."
            )
        if found < SCHEMA_VERSION:
            _migrate(self._connection)

    def _write(self, statement: str, *values: str | int | float | bytes) -> int:
        """Write one row and return its number."""
        with _sentences(self.path):
            return self._connection.execute(statement, values).lastrowid or 0

    def _rows(self, query: str, *values: str | int) -> list[sqlite3.Row]:
        with _sentences(self.path):
            return self._connection.execute(query, values).fetchall()


_ATTEMPTS = "select * from attempts where id not in (select attempt_id from retractions)"
_RECENT = f"{_ATTEMPTS} and family = ? order by id desc limit ?"
_TALLIES = """
    select {by}, sum(attempts), sum(earned) from day_sums where attempts > 0 group by {by} order by {by}
"""
_ADD_ATTEMPT = """
    insert into attempts (family, version, seed, difficulty, topic, replies, verdicts, scores,
                          score, hints, duration_s, snapshot, day, at_utc, offset_min)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_PREDICTION = """
    insert into predictions (demo, question, chosen, truth, config, at_utc, offset_min) values (?, ?, ?, ?, ?, ?, ?)
"""
_MARKS = "select * from marks where id not in (select mark_id from mark_removals)"
_ADD_MARK = """
    insert into marks (kind, topic, heading, quote, before, after, colour, remark, at_utc, offset_min)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@contextmanager
def _sentences(path: Path | None) -> Iterator[None]:
    """Turn SQLite's and the system's errors into sentences for the learner."""
    where = path or "the database in memory"
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{_reason(str(error), str(where))} (SQLite says: {error}.)") from error
    except OSError as error:
        raise StoreError(f"The folder of {where} can't be used: {error.strerror}. Check its permissions.") from error


def _reason(message: str, where: str) -> str:
    known = {
        "not a database": f"{where} is not a studyapp database. Move it away and start again.",
        "malformed": f"{where} is damaged.",
        "locked": f"{where} is in use by another program. Close that program and try again.",
        "readonly": f"{where} can't be written. Allow writing to the file and its folder, and try again.",
        "unable to open": f"{where} can't be opened. Allow writing to its folder, and try again.",
        "full": f"The disk that holds {where} is full. Free some space and try again.",
    }
    for sign, sentence in known.items():
        if sign in message:
            return sentence
    return f"{where} can't be used."


def _json(values: tuple[object, ...]) -> str:
    return msgspec.json.encode(values).decode()


def _attempt(row: sqlite3.Row) -> Attempt:
    return Attempt(
        key=Key(row["family"], row["version"], row["seed"], row["difficulty"]),
        topic=row["topic"],
        replies=msgspec.json.decode(row["replies"], type=tuple[str, ...]),
        verdicts=msgspec.json.decode(row["verdicts"], type=tuple[Verdict, ...]),
        scores=msgspec.json.decode(row["scores"], type=tuple[float, ...]),
        score=row["score"],
        hints=row["hints"],
        duration_s=row["duration_s"],
        answered_at=local_time(row["at_utc"], row["offset_min"]),
        snapshot=row["snapshot"],
    )


def _mark(row: sqlite3.Row) -> Mark:
    anchor = Anchor(row["topic"], row["heading"], row["quote"], row["before"], row["after"])
    kind, colour = MarkKind(row["kind"]), Colour(row["colour"])
    return Mark(kind, anchor, local_time(row["at_utc"], row["offset_min"]), colour, row["remark"], row["id"])


def _migrate(connection: sqlite3.Connection) -> None:
    """Apply what is missing of ``_MIGRATIONS``; sqlite-utils is imported only when there is something to do."""
    from sqlite_utils import Database, Migrations

    database = Database(connection)
    migrations = Migrations("studyapp")
    for migration in _MIGRATIONS:
        migrations(name=migration.__name__)(migration)
    migrations.apply(database)
    connection.execute(f"pragma user_version = {SCHEMA_VERSION}")


def _m001_attempts_and_predictions(database: Database) -> None:
    moment = {"at_utc": str, "offset_min": int}
    attempt = {"family": str, "version": int, "seed": int, "difficulty": int, "topic": str, "replies": str}
    marks = {"verdicts": str, "scores": str, "score": float, "hints": int, "duration_s": float, "snapshot": str}
    attempts = database.table("attempts")
    attempts.create({"id": int, **attempt, **marks, "day": str, **moment}, pk="id")
    attempts.create_index(["family"])
    database.table("retractions").create(
        {"attempt_id": int, **moment}, pk="attempt_id", foreign_keys=[("attempt_id", "attempts", "id")]
    )
    prediction = {"demo": str, "question": str, "chosen": int, "truth": int, "config": str}
    database.table("predictions").create({"id": int, **prediction, **moment}, pk="id")


def _m002_sums_by_day(database: Database) -> None:
    """Keep the sums that Today and Progress show beside the history, so that a long history costs them nothing."""
    columns = {"day": str, "topic": str, "attempts": int, "earned": float}
    database.table("day_sums").create(columns, pk=("day", "topic"))
    database.execute("""
        create trigger attempt_counts after insert on attempts begin
            insert into day_sums values (new.day, new.topic, 1, new.score)
            on conflict (day, topic) do update set attempts = attempts + 1, earned = earned + new.score;
        end
    """)
    database.execute("""
        create trigger retraction_uncounts after insert on retractions begin
            update day_sums set attempts = attempts - 1, earned = earned - gone.score
            from (select day, topic, score from attempts where id = new.attempt_id) as gone
            where day_sums.day = gone.day and day_sums.topic = gone.topic;
        end
    """)


def _m003_marks_in_notes(database: Database) -> None:
    """Keep what the learner marks; a removed mark stays, so that one key takes a remark away and brings it back."""
    moment = {"at_utc": str, "offset_min": int}
    words = {"heading": str, "quote": str, "before": str, "after": str, "colour": str, "remark": str}
    marks = database.table("marks")
    marks.create({"id": int, "kind": str, "topic": str, **words, **moment}, pk="id")
    marks.create_index(["topic"])
    database.table("mark_removals").create(
        {"mark_id": int, **moment}, pk="mark_id", foreign_keys=[("mark_id", "marks", "id")]
    )


def _m004_runs_of_demos(database: Database) -> None:
    """Keep runs; their pictures apart, because old ones are dropped when all of them grow too large."""
    moment = {"at_utc": str, "offset_min": int}
    run = {"demo": str, "config": str, "device": str, "steps": int, "seconds": float, "ended": str}
    runs = database.table("runs")
    # The curves come last: SQLite then reads a list of runs without them.
    runs.create({"id": int, **run, "final": str, "turned": str, **moment, "curves": bytes}, pk="id")
    runs.create_index(["demo"])
    of_run = [("run_id", "runs", "id")]
    pictures = {"run_id": int, "size": int, "data": bytes}
    database.table("run_snapshots").create(pictures, pk="run_id", foreign_keys=of_run)
    names = database.table("run_names")
    names.create({"id": int, "run_id": int, "name": str, **moment}, pk="id", foreign_keys=of_run)
    names.create_index(["run_id"])
    database.table("run_removals").create({"run_id": int, **moment}, pk="run_id", foreign_keys=of_run)


_MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    _m001_attempts_and_predictions,
    _m002_sums_by_day,
    _m003_marks_in_notes,
    _m004_runs_of_demos,
)
