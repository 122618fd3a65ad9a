"""The exams a learner works towards: their day, their topics and what each is worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Exam:
    """One exam.

    ``weights`` are the topics and what each is worth, in any unit; empty means all topics alike. ``minutes`` is what
    the learner can give on a day; on ``free_weekdays`` (0 is Monday) and ``free_days`` it is nothing. ``id`` is 0 until
    it is stored.
    """

    name: str
    day: date
    weights: Mapping[str, float] = field(default_factory=dict)
    minutes: int = 30
    free_weekdays: frozenset[int] = frozenset()
    free_days: frozenset[date] = frozenset()
    id: int = 0

    def is_free(self, day: date) -> bool:
        """Tell whether the learner does nothing for this exam on a day."""
        return day.weekday() in self.free_weekdays or day in self.free_days

    def share(self, topic: str) -> float:
        """Return what a topic is worth of the whole, in [0, 1]; 1 for every topic of an exam without weights."""
        if not self.weights:
            return 1.0
        total = sum(self.weights.values())
        return self.weights.get(topic, 0.0) / total if total else 0.0


def exams_ahead(exams: Iterable[Exam], today: date) -> list[Exam]:
    """Return the exams that are not past, nearest first."""
    return sorted((exam for exam in exams if exam.day >= today), key=_day_of)


def _day_of(exam: Exam) -> date:
    return exam.day
