"""One sitting over one exercise: hints taken, replies marked, the attempt that comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from question_bank import registry
from question_bank.exercise import Exercise, Key, Verdict
from question_bank.grading import Grade, grade, score
from question_bank.snapshot import snapshot
from studyapp.study.history import Attempt

LONGEST_S = 3600.0  # a page left open over lunch is not an hour of thinking more


@dataclass(frozen=True, slots=True)
class Sitting:
    """One exercise in front of a learner.

    ``hints`` counts the solution steps revealed. ``asked_at`` is aware.
    """

    key: Key
    topic: str
    title: str
    exercise: Exercise
    asked_at: datetime
    hints: int = 0

    def with_hint(self) -> Sitting:
        """Return the sitting with one more solution step shown."""
        return replace(self, hints=min(self.hints + 1, len(self.exercise.solution)))

    def mark(
        self, replies: Sequence[str], now: datetime, *, confidence: float | None = None, day_starts_at: int = 0
    ) -> tuple[tuple[Grade, ...], Attempt | None]:
        """Return a grade for each part, and the attempt to keep: None while a reply is unreadable.

        ``confidence`` and ``day_starts_at`` are those of the Attempt.
        """
        grades = grade(self.exercise, replies)
        if any(each.verdict is Verdict.UNREADABLE for each in grades):
            return grades, None
        attempt = Attempt(
            key=self.key,
            topic=self.topic,
            replies=tuple(replies),
            verdicts=tuple(each.verdict for each in grades),
            scores=tuple(each.score for each in grades),
            score=score(self.exercise, grades),
            hints=self.hints,
            duration_s=seconds_between(self.asked_at, now),
            answered_at=now,
            snapshot=snapshot(self.exercise),
            slips=tuple(each.misconception.topic if each.misconception else "" for each in grades),
            confidence=confidence,
            day_starts_at=day_starts_at,
        )
        return grades, attempt

    def again(self, now: datetime) -> Sitting:
        """Return a new try at the same exercise; hints seen stay counted."""
        return replace(self, asked_at=now)


def seconds_between(asked_at: datetime, answered_at: datetime) -> float:
    """Return how long an answer took, in [0, LONGEST_S]: nothing where the clock was set back meanwhile."""
    return min(max((answered_at - asked_at).total_seconds(), 0.0), LONGEST_S)


def sit(family_id: str, *, seed: int, difficulty: int, now: datetime) -> Sitting:
    """Return a sitting over one exercise; raises BankError for an unknown family, seed or difficulty."""
    exercise = registry.exercise(family_id, seed, difficulty)
    family = registry.family(family_id)
    return Sitting(family.key(seed, difficulty), family.topic, family.title, exercise, now)
