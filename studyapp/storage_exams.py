"""The part of the learner's database that keeps the exams a learner works towards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import msgspec

from studyapp.storage_connection import Connection, Row
from studyapp.stored_time import stored_time
from studyapp.study.exams import Exam


class KeptExams:
    """The exams in a store; every method raises StoreError."""

    def __init__(self, connection: Connection) -> None:
        """Begin with the open file."""
        self._connection = connection

    def all(self) -> list[Exam]:
        """Return the exams that were not removed, those past too, earliest first."""
        return [_exam(row) for row in self._connection.rows(_EXAMS)]

    def save(self, exam: Exam) -> Exam:
        """Keep a new exam, or one as it is now, and return it with its id."""
        lists = (dict(exam.weights), sorted(exam.free_weekdays), sorted(exam.free_days))
        weights, weekdays, days = (msgspec.json.encode(each).decode() for each in lists)
        row = (exam.name, exam.day.isoformat(), weights, exam.minutes, weekdays, days)
        if exam.id:
            self._connection.write(_CHANGE, *row, exam.id)
            return exam
        return replace(exam, id=self._connection.write(_ADD, *row))

    def remove(self, exam: Exam, now: datetime) -> None:
        """Take an exam out of every list; its row stays until ``restore``, or for good."""
        self._connection.write("insert or ignore into exam_removals values (?, ?, ?)", exam.id, *stored_time(now))

    def restore(self, exam: Exam) -> None:
        """Bring back an exam that was removed."""
        self._connection.write("delete from exam_removals where exam_id = ?", exam.id)


_EXAMS = "select * from exams where id not in (select exam_id from exam_removals) order by day, id"
_ADD = "insert into exams (name, day, weights, minutes, free_weekdays, free_days) values (?, ?, ?, ?, ?, ?)"
_CHANGE = """
    update exams set name = ?, day = ?, weights = ?, minutes = ?, free_weekdays = ?, free_days = ? where id = ?
"""


def _exam(row: Row) -> Exam:
    return Exam(
        name=row["name"],
        day=date.fromisoformat(row["day"]),
        weights=msgspec.json.decode(row["weights"], type=dict[str, float]),
        minutes=row["minutes"],
        free_weekdays=msgspec.json.decode(row["free_weekdays"], type=frozenset[int]),
        free_days=msgspec.json.decode(row["free_days"], type=frozenset[date]),
        id=row["id"],
    )
