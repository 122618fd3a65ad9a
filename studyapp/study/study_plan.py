"""The plan of the coming days as plain data: what it is made from, and what it says."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum

from studyapp.study.exams import Exam
from studyapp.study.memory import CARD, Memory
from studyapp.study.new_work import Step


class AfterExam(StrEnum):
    """What becomes of an exam's topics when it is over; the value is how the choice is kept."""

    MAINTAIN = "maintain"
    REST = "rest"


class Mode(Enum):
    """What a plan works towards."""

    GOAL = "a daily goal"
    EXAM = "an exam"
    MAINTENANCE = "keeping it alive"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the learner chose: ``minutes`` are those of a day while no exam is ahead.

    ``day_starts_at`` is the hour at which the learner's day begins.
    """

    minutes: int = 30
    after_exam: AfterExam = AfterExam.MAINTAIN
    day_starts_at: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the learner stands: what is remembered, the topics whose notes were ``read``, and today's work so far.

    ``spent`` are the minutes of today, ``new_spent`` those of them that went to new things. ``last_day`` is the last
    day before today with an answer, or a later one on which exams were set: no plan asked for anything before that.
    """

    memories: Sequence[Memory] = ()
    read: Collection[str] = frozenset()
    spent: float = 0.0
    new_spent: float = 0.0
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Costs:
    """Minutes: of a skill's review, a card's, and a family's first practice; ``own`` are this learner's by item."""

    skill: float = 1.5
    card: float = 0.25
    first_go: float = 6.0
    own: Mapping[str, float] = field(default_factory=dict)

    def review(self, item: str) -> float:
        """Return the minutes that a review of an item takes."""
        return self.own.get(item, self.card if item.startswith(CARD) else self.skill)


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One day: the new steps, how many reviews are expected, and the minutes of both; all 0 on a free day."""

    day: date
    new: tuple[Step, ...] = ()
    reviews: int = 0
    minutes: float = 0.0

    @property
    def topics(self) -> tuple[str, ...]:
        """Return the topics of the new steps."""
        return tuple(dict.fromkeys(step.topic for step in self.new))


@dataclass(frozen=True, slots=True)
class TodayPlan:
    """What is left for today: items that are due, worth most first, new steps, and the minutes of both.

    ``waiting`` counts what is due too but comes on the next days. ``is_free`` says that nothing is to be asked today:
    the learner keeps the day free, rests, or sits an exam.
    """

    day: date
    due: tuple[str, ...] = ()
    new: tuple[Step, ...] = ()
    minutes: float = 0.0
    waiting: int = 0
    is_free: bool = False

    @property
    def families(self) -> tuple[str, ...]:
        """Return the new families in order."""
        return tuple(step.family for step in self.new if step.family)

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left."""
        return not self.due and not self.new


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a plan leads to: the mean recall of an exam's topics on its day, in [0, 1], by what they are worth.

    ``seen_by`` is the day on which the last new topic has been seen, None when there is none. ``left_out`` are the
    topics that don't fit, and ``minutes_needed`` what a day would have to hold for all of them; 0 if all fit, or if
    every day up to the exam is free.
    """

    exam: Exam
    days_left: int
    recall: float
    seen_by: date | None = None
    left_out: tuple[str, ...] = ()
    minutes_needed: int = 0


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """The coming days; ``sentence`` says what changed when the learner is behind or too much is due, "" if all is well.

    ``outlooks`` has the exams ahead, the next one first.
    """

    mode: Mode
    today: TodayPlan
    days: tuple[PlannedDay, ...]
    outlooks: tuple[Outlook, ...] = ()
    sentence: str = ""
