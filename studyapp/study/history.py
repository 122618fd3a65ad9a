"""What a learner did: attempts and predictions, as plain data, and the sums over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from question_bank.exercise import Key, Verdict
from question_bank.wording import counted
from studyapp.study.memory import Rating, Review, item_of

_DAY = timedelta(days=1)
PASSED = 0.5  # the share of marks from which an answer counts as remembered with effort


@dataclass(frozen=True, slots=True)
class Attempt:
    """One marked answer to one exercise; unreadable replies are none.

    ``replies``, ``verdicts`` and ``scores`` have one entry a part. ``score`` is the share of marks in [0, 1].
    ``hints`` counts the solution steps shown before answering. ``duration_s`` is the time from question to answer.
    ``answered_at`` is aware; its offset is the learner's local one. ``snapshot`` is the prompt as it was asked.
    ``slips`` has one entry a part, the topic that cures the misconception it shows, "" for none; () for attempts of
    old. ``confidence`` is the chance of being right that the learner gave before answering, in [0, 1].
    ``day_starts_at`` is the hour at which the learner's day began when the answer was given: a change of it, a journey
    or daylight saving later on moves no answer to another day.
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
    slips: tuple[str, ...] = ()
    confidence: float | None = None
    day_starts_at: int = 0

    @property
    def day(self) -> date:
        """Return the learner's own day of the answer."""
        return learners_day(self.answered_at, self.day_starts_at)

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


@dataclass(frozen=True, slots=True)
class DayTally(Tally):
    """The tally of a day's attempts, and how many cards were answered beside them; only attempts earn marks."""

    cards: int = 0

    @property
    def answers(self) -> int:
        """Return how many answers there were, to exercises and to cards."""
        return self.attempts + self.cards

    @property
    def words(self) -> str:
        """Return the day in words: all answers, and the share of the marks, with what earned them if some didn't."""
        if not self.attempts:
            return f"{counted(self.cards, 'card')} answered" if self.cards else counted(0, "answer")
        of_them = f" of {counted(self.attempts, 'exercise')}" if self.cards else ""
        return f"{counted(self.answers, 'answer')}, {self.accuracy:.0%} of the marks{of_them}"


class Answered(NamedTuple):
    """What the models of knowledge need of an attempt; ``at`` is in UTC. Made by the thousand."""

    topic: str
    family: str
    difficulty: int
    score: float
    hints: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SlipTally:
    """How often a topic would have cured what went wrong, and the marks lost by it (1 is a whole exercise)."""

    times: int
    lost: float


@dataclass(frozen=True, slots=True)
class TimeTally:
    """How many attempts, and the seconds they took together."""

    attempts: int
    seconds: float

    @property
    def mean_s(self) -> float:
        """Return the mean seconds of an attempt; 0 without attempts."""
        return self.seconds / self.attempts if self.attempts else 0.0


@dataclass(frozen=True, slots=True)
class DayCounts:
    """The reviews of one day: how many, how many of them were an item's first, and their seconds together."""

    reviews: int = 0
    new: int = 0
    seconds: float = 0.0


def learners_day(moment: datetime, day_starts_at: int) -> date:
    """Return the day that a moment belongs to for someone whose day begins at an hour of their own clock."""
    # The offset of the moment is fixed here, so that an hour taken away is an hour on the same clock.
    return (moment.replace(tzinfo=None) - timedelta(hours=day_starts_at)).date()


def plain_rating(score: float, hints: int) -> Rating:
    """Return how well a skill was remembered, judged by marks and hints alone."""
    if score == 1 and not hints:
        return Rating.GOOD
    return Rating.HARD if score >= PASSED else Rating.AGAIN


def review_of(attempt: Attempt, rating: Rating | None = None) -> Review:
    """Return what an attempt is to the schedule; without a rating it is rated by marks and hints alone."""
    chosen = plain_rating(attempt.score, attempt.hints) if rating is None else rating
    item = item_of(attempt.key)
    return Review(item, attempt.topic, chosen, attempt.duration_s, attempt.answered_at, attempt.day)


def marks_lost(scores: Sequence[float], score: float) -> tuple[float, ...]:
    """Return what each part lost of the whole, so that together they lose what the attempt lost."""
    missing = sum(1 - each for each in scores)
    return tuple((1 - score) * (1 - each) / missing if missing else 0.0 for each in scores)


def streak(days: Iterable[date], today: date) -> int:
    """Return how many days in a row, up to today or yesterday, had an answer; ``days`` have one, the newest first."""
    length, wanted = 0, today
    for day in days:
        if not length and day == today - _DAY:
            wanted = day
        if day != wanted:
            break
        length, wanted = length + 1, wanted - _DAY
    return length
