"""The part of the learner's database that keeps attempts, and the sums over them that stay quick for any history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from question_bank.exercise import Key, Verdict
from studyapp.storage_connection import Connection, Row
from studyapp.stored_time import local_time, stored_time
from studyapp.study.history import Answered, Attempt, DayTally, SlipTally, Tally, TimeTally, marks_lost

NEWEST = 200  # answers of a topic that a model of knowledge is given: older ones say nothing about today


class KeptAttempts:
    """The attempts in a store; those taken back stay in the file and are in none of the answers here."""

    def __init__(self, connection: Connection) -> None:
        """Begin with the open file."""
        self._connection = connection

    def add(self, attempt: Attempt) -> int:
        """Keep an attempt and return its number."""
        key = attempt.key
        lists = (_json(attempt.replies), _json(attempt.verdicts), _json(attempt.scores))
        effort = (attempt.score, attempt.hints, attempt.duration_s, attempt.snapshot)
        row = (key.family, key.version, key.seed, key.difficulty, attempt.topic, *lists, *effort)
        more = (_json(attempt.slips), attempt.confidence, attempt.day_starts_at)
        number = self._connection.write(_ADD, *row, attempt.day.isoformat(), *stored_time(attempt.answered_at), *more)
        for part, (topic, lost) in enumerate(
            zip(attempt.slips, marks_lost(attempt.scores, attempt.score), strict=False)
        ):
            if topic:
                self._connection.write("insert into slips values (?, ?, ?, ?)", number, part, topic, lost)
        return number

    def retract(self, number: int, now: datetime) -> None:
        """Take an attempt out of every list and sum."""
        self._connection.write("insert into retractions values (?, ?, ?)", number, *stored_time(now))

    def restore(self, number: int) -> None:
        """Bring back an attempt that was taken out."""
        self._connection.write("delete from retractions where attempt_id = ?", number)

    def get(self, number: int) -> Attempt:
        """Return one attempt, taken back or not."""
        return _attempt(self._connection.rows("select * from attempts where id = ?", number)[0])

    def all(self) -> list[Attempt]:
        """Return all attempts, oldest first."""
        return [_attempt(row) for row in self._connection.rows(f"{_ATTEMPTS} order by id")]

    def on(self, family: str) -> list[Attempt]:
        """Return the attempts on one family, oldest first."""
        return [_attempt(row) for row in self._connection.rows(f"{_ATTEMPTS} and family = ? order by id", family)]

    def last_on(self, families: Iterable[str]) -> dict[str, Attempt]:
        """Return the newest attempt on each of the families that has one."""
        newest = f"{_ATTEMPTS} and family = ? order by id desc limit 1"
        return {family: _attempt(row) for family in families for row in self._connection.rows(newest, family)}

    def asked(self, family: str, difficulty: int, count: int = NEWEST) -> list[tuple[int, str]]:
        """Return seed and snapshot of the newest attempts on a skill, those taken back too, newest first."""
        return [(row["seed"], row["snapshot"]) for row in self._connection.rows(_ASKED, family, difficulty, count)]

    def seeds_of(self, family: str, difficulty: int) -> frozenset[int]:
        """Return the seeds of a skill that were answered."""
        return frozenset(row["seed"] for row in self._connection.rows(_SEEDS, family, difficulty))

    def answers_for(self, topics: Iterable[str], count: int = NEWEST) -> list[Answered]:
        """Return the newest answers of each of the topics, newest first, at most ``count`` of each."""
        rows = [tuple(row) for topic in topics for row in self._connection.rows(_ANSWERS, topic, count)]
        rows.sort(reverse=True)
        return [Answered._make((*row[1:6], datetime.fromisoformat(row[6]))) for row in rows]

    def newest_answers(self, count: int) -> list[Answered]:
        """Return the newest answers to anything, newest first."""
        rows = self._connection.rows(_NEWEST, count)
        return [Answered._make((*row[:5], datetime.fromisoformat(row[5]))) for row in rows]

    def tallies_by_topic(self) -> dict[str, Tally]:
        """Return the tally of each topic with attempts."""
        rows = self._connection.rows(_BY_TOPIC)
        return {row["topic"]: Tally(row["attempts"], row["earned"]) for row in rows}

    def tallies_by_day(self) -> dict[date, DayTally]:
        """Return the tally of each of the learner's days with answers, to cards too, earliest first."""
        rows = self._connection.rows(_BY_DAY)
        return {date.fromisoformat(day): DayTally(attempts, earned, cards) for day, attempts, earned, cards in rows}

    def times_by_topic(self) -> dict[str, TimeTally]:
        """Return how long the attempts of each topic took."""
        rows = self._connection.rows(_BY_TOPIC)
        return {row["topic"]: TimeTally(row["attempts"], row["seconds"]) for row in rows}

    def slips_by_topic(self) -> dict[str, SlipTally]:
        """Return what was lost by each topic's misconceptions, most marks first."""
        rows = self._connection.rows(
            "select topic, times, lost from slip_sums where times > 0 order by lost desc, topic"
        )
        return {row["topic"]: SlipTally(row["times"], row["lost"]) for row in rows}

    def confidences(self) -> list[tuple[float, bool]]:
        """Return what was said before an answer and whether it was right, for every answer where something was said."""
        return [pair for pair, times in self.confidence_counts().items() for pair in [pair] * times]

    def confidence_counts(self) -> dict[tuple[float, bool], int]:
        """Return how often each was said before an answer that was then right, or not."""
        rows = self._connection.rows("select said, is_right, times from confidence_sums order by said, is_right")
        return {(said, bool(right)): times for said, right, times in rows}


_ATTEMPTS = "select * from attempts where id not in (select attempt_id from retractions)"
_SEEDS = """
    select distinct seed from attempts
    where family = ? and difficulty = ? and id not in (select attempt_id from retractions)
"""
_ASKED = "select seed, snapshot from attempts where family = ? and difficulty = ? order by id desc limit ?"
_NEWEST = """
    select topic, family, difficulty, score, hints, at_utc from attempts
    where id not in (select attempt_id from retractions) order by id desc limit ?
"""
_ANSWERS = """
    select id, topic, family, difficulty, score, hints, at_utc from attempts
    where topic = ? and id not in (select attempt_id from retractions) order by id desc limit ?
"""
_BY_DAY = """
    select day, sum(attempts), sum(earned), sum(cards) from (
        select day, attempts, earned, 0 as cards from sums_by_day where attempts > 0
        union all select day, 0, 0.0, cards from cards_by_day where cards > 0
    ) group by day order by day
"""
_BY_TOPIC = "select * from sums_by_topic where attempts > 0 order by topic"
_ADD = """
    insert into attempts (family, version, seed, difficulty, topic, replies, verdicts, scores, score, hints, duration_s,
                          snapshot, day, at_utc, offset_min, slips, confidence, day_starts_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def _json(values: tuple[object, ...]) -> str:
    return msgspec.json.encode(values).decode()


def _attempt(row: Row) -> Attempt:
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
        slips=msgspec.json.decode(row["slips"], type=tuple[str, ...]),
        confidence=row["confidence"],
        day_starts_at=row["day_starts_at"],
    )
