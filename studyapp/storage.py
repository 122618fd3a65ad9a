"""The learner's database: one SQLite file, spoken to in verbs of studying. Only the storage modules know what is in it.

History is only appended: an answer taken back stays, with a retraction beside it. Times are UTC ISO text with the
learner's offset in minutes in the next column. A new column is a new migration in storage_migrations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Self

from studyapp.errors import StoreError
from studyapp.storage_attempts import NEWEST, KeptAttempts
from studyapp.storage_cards import KeptCards
from studyapp.storage_connection import Connection, Row, sentences
from studyapp.storage_exams import KeptExams
from studyapp.storage_migrations import SCHEMA_VERSION, migrate
from studyapp.storage_reviews import KeptReviews, Step, Steps
from studyapp.storage_runs import KeptRuns
from studyapp.storage_times import KeptTimes
from studyapp.stored_time import local_time, stored_time
from studyapp.study.history import (
    Answered,
    Attempt,
    DayTally,
    PredictionMade,
    SlipTally,
    Tally,
    TimeTally,
    review_of,
)
from studyapp.study.marks import Anchor, Colour, Mark, MarkKind
from studyapp.study.memory import Memory, Review, item_of

LOCK_WAIT_S = 2.0


class Store:
    """The open database of one learner.

    ``reviews`` are what the schedule lives on, ``exams`` what is worked towards, ``cards`` what is learnt by heart,
    ``times`` how long answers took, ``runs`` those of demos.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Open the file and bring its tables up to date; None keeps everything in memory.

        Raises StoreError with a sentence when the file is damaged, locked, newer than the app or can't be written.
        """
        self.path = path
        self._connection = Connection(path, LOCK_WAIT_S)
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise
        self._attempts = KeptAttempts(self._connection)
        self._steps = Steps()
        self.reviews = KeptReviews(self._connection, self._steps)
        self.exams = KeptExams(self._connection)
        self.cards = KeptCards(self._connection)
        self.times = KeptTimes(self._connection)
        self.runs = KeptRuns(self._connection)

    def close(self) -> None:
        """Close the file; the store can't be used afterwards."""
        self._connection.close()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close the file."""
        self.close()

    def add_answer(self, attempt: Attempt, review: Review, memory: Memory | None) -> int:
        """Keep an attempt, its review and what is remembered after it, and return the attempt's number.

        When this returns all three are on the disk; none of them is when it raises StoreError. ``memory`` is None
        while the item isn't learnt.
        """
        with self._connection.as_one():
            step = self._add(attempt, review, memory)
        self._steps.did(step)
        return step.attempt

    def add_attempt(self, attempt: Attempt, review: Review | None = None) -> int:
        """Keep an attempt and its review; what is remembered after it is worked out when it is next asked for.

        Without a review the attempt is rated by its marks and hints alone.
        """
        with self._connection.as_one():
            step = self._add(attempt, review or review_of(attempt), None)
            self.reviews.forget(item_of(attempt.key))
        self._steps.did(step)
        return step.attempt

    def take_back(self, now: datetime) -> Attempt | Review | None:
        """Take back the newest answer since the store was opened, with its review and what is remembered by it.

        Returns the attempt, the review of a card, or None when there is nothing to take back, or not any more.
        """
        if not self._steps.done:
            return None
        step = self._steps.done[-1]
        with self._connection.as_one():
            if step.attempt:
                self._attempts.retract(step.attempt, now)
            self.reviews.retract(step.review, now)
        self._steps.undone.append(self._steps.done.pop())
        return self._answer_of(step)

    def give_again(self) -> Attempt | Review | None:
        """Bring back what was taken back last, and return it; None when there is nothing, or something new since."""
        if not self._steps.undone:
            return None
        step = self._steps.undone[-1]
        with self._connection.as_one():
            if step.attempt:
                self._attempts.restore(step.attempt)
            self.reviews.restore(step.review)
        self._steps.done.append(self._steps.undone.pop())
        return self._answer_of(step)

    def can_give_again(self) -> bool:
        """Tell whether there is an answer to bring back."""
        return bool(self._steps.undone)

    def forget_undone(self) -> None:
        """Leave what was taken back taken back, because something new was answered."""
        self._steps.undone.clear()

    def as_one(self) -> AbstractContextManager[None]:
        """Return a context in which all that is written gets onto the disk together, or not at all."""
        return self._connection.as_one()

    def answers(self) -> Iterator[tuple[Review, Attempt | None]]:
        """Yield every review with the attempt it came of, None for a card, oldest first."""
        for review in self.reviews.all():
            yield review, self._attempts.get(review.attempt) if review.attempt else None

    def attempts(self) -> list[Attempt]:
        """Return all attempts that were not taken back, oldest first."""
        return self._attempts.all()

    def attempts_on(self, family: str) -> list[Attempt]:
        """Return the attempts on one family that were not taken back, oldest first."""
        return self._attempts.on(family)

    def last_attempts(self, families: Iterable[str]) -> dict[str, Attempt]:
        """Return the newest attempt on each of the families that has one."""
        return self._attempts.last_on(families)

    def asked(self, family: str, difficulty: int) -> list[tuple[int, str]]:
        """Return seed and snapshot of the newest variants of a skill that were answered, newest first."""
        return self._attempts.asked(family, difficulty)

    def seeds_of(self, family: str, difficulty: int) -> frozenset[int]:
        """Return the seeds of a skill that were answered and not taken back."""
        return self._attempts.seeds_of(family, difficulty)

    def answers_for(self, topics: Iterable[str], count: int = NEWEST) -> list[Answered]:
        """Return the newest answers of each of the topics, newest first, at most ``count`` of each."""
        return self._attempts.answers_for(topics, count)

    def newest_answers(self, count: int) -> list[Answered]:
        """Return the newest answers to anything, newest first."""
        return self._attempts.newest_answers(count)

    def tallies_by_topic(self) -> dict[str, Tally]:
        """Return the tally of each topic with attempts; quick however long the history is."""
        return self._attempts.tallies_by_topic()

    def tallies_by_day(self) -> dict[date, DayTally]:
        """Return the tally of each of the learner's days with answers, to cards too, earliest first; as quick."""
        return self._attempts.tallies_by_day()

    def times_by_topic(self) -> dict[str, TimeTally]:
        """Return how long the attempts of each topic took; as quick."""
        return self._attempts.times_by_topic()

    def slips_by_topic(self) -> dict[str, SlipTally]:
        """Return what was lost by the misconceptions that each topic cures, most marks first; as quick."""
        return self._attempts.slips_by_topic()

    def confidences(self) -> list[tuple[float, bool]]:
        """Return the chance said before an answer and whether it was right, where something was said; as quick."""
        return self._attempts.confidences()

    def confidence_counts(self) -> dict[tuple[float, bool], int]:
        """Return how often each chance was said before an answer that was right (True), or not; as quick."""
        return self._attempts.confidence_counts()

    def parameters(self) -> list[float] | None:
        """Return the schedule's parameters fitted to the learner, None for the usual ones."""
        return self.reviews.parameters()

    def set_parameters(self, fitted: list[float] | None, now: datetime) -> None:
        """Keep the schedule's parameters; None goes back to the usual ones. ``reviews.rebuild`` follows them."""
        self.reviews.set_parameters(fitted, now)

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

    def _prepare(self) -> None:
        connection = self._connection
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")  # an accepted answer survives a power cut
        connection.execute("pragma foreign_keys = on")
        found = int(connection.rows("pragma user_version")[0][0])
        if found > SCHEMA_VERSION:
            raise StoreError(
                f"{self.path} was written by a newer studyapp. Update the app, or move the file away to start afresh."
            )
        if found < SCHEMA_VERSION:
            with (
                connection.as_one(),
                sentences(self.path),
            ):  # another window that does it meanwhile waits, or is waited for
                migrate(connection.sqlite)

    def _add(self, attempt: Attempt, review: Review, memory: Memory | None) -> Step:
        number = self._attempts.add(attempt)
        return Step(number, self.reviews.add(replace(review, attempt=number), memory))

    def _answer_of(self, step: Step) -> Attempt | Review:
        return self._attempts.get(step.attempt) if step.attempt else self.reviews.get(step.review)

    def _write(self, statement: str, *values: str | int | float | bytes) -> int:
        return self._connection.write(statement, *values)

    def _rows(self, query: str, *values: str | int) -> list[Row]:
        return self._connection.rows(query, *values)


_ADD_PREDICTION = """
    insert into predictions (demo, question, chosen, truth, config, at_utc, offset_min) values (?, ?, ?, ?, ?, ?, ?)
"""
_MARKS = "select * from marks where id not in (select mark_id from mark_removals)"
_ADD_MARK = """
    insert into marks (kind, topic, heading, quote, before, after, colour, remark, at_utc, offset_min)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def _mark(row: Row) -> Mark:
    anchor = Anchor(row["topic"], row["heading"], row["quote"], row["before"], row["after"])
    kind, colour = MarkKind(row["kind"]), Colour(row["colour"])
    return Mark(kind, anchor, local_time(row["at_utc"], row["offset_min"]), colour, row["remark"], row["id"])
