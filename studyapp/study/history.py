"""What a learner did: attempts and predictions, as plain data, and the sums over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from question_bank.exercise import Key, Verdict


@dataclass(frozen=True, slots=True)
class Attempt:
    """One marked answer to one exercise; unreadable replies are none.

    ``replies``, ``verdicts`` and ``scores`` have one entry a part. ``score`` is the share of marks in [0, 1].
    ``hints`` counts the solution steps shown before answering. ``duration_s`` is the time from question to answer.
    ``answered_at`` is aware; its offset is the learner's local one. ``snapshot`` is the prompt as it was asked.
    """

    key: Key
    topic: str
    replies: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    scores: tuple[float, ...]
    score: float
    hints: int
    duration_s: float
    answered_at: datetime
    snapshot: str

    @property
    def day(self) -> date:
        """Return the learner's own calendar day of the answer."""
        return self.answered_at.date()

    @property
    def right(self) -> bool:
        """Tell whether every mark was earned."""
        return self.score == 1


@dataclass(frozen=True, slots=True)
class PredictionMade:
    """What a learner expected of a run, and what the run did (option indices)."""

    demo: str
    question: str
    chosen: int
    truth: int
    config: str
    judged_at: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """How many attempts, and the sum of their shares of marks."""

    attempts: int = 0
    earned: float = 0.0

    @property
    def accuracy(self) -> float:
        """Return the mean share of marks in [0, 1]; 0 without attempts."""
        return self.earned / self.attempts if self.attempts else 0.0


def streak(days: Iterable[date], today: date) -> int:
    """Return how many days in a row, up to today or yesterday, had an attempt."""
    studied = set(days)
    day = today if today in studied else today - timedelta(days=1)
    length = 0
    while day in studied:
        length, day = length + 1, day - timedelta(days=1)
    return length
