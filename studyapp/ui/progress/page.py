"""What Progress shows, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from studyapp.study.exams import Exam
from studyapp.study.history import DayTally, SlipTally, Tally, TimeTally
from studyapp.study.statistics import Bin
from studyapp.ui.charts.topic_tiles import Tile


@dataclass(frozen=True, slots=True)
class TopicProgress:
    """What was answered on a topic, and how long it took."""

    topic: str
    title: str
    tally: Tally
    time: TimeTally


@dataclass(frozen=True, slots=True)
class TopicSlips:
    """What misconceptions cost that a topic cures."""

    topic: str
    title: str
    slips: SlipTally


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """The sums of a whole history.

    ``days`` are the learner's days with answers, to cards too, up to ``today``. ``forecast`` counts the items due on
    each of the days to come, today first. ``predictions`` has a tally for the title of each demo, ``confidence`` what
    was said before answers against what came. ``exams`` are those ahead, nearest first.
    """

    today: date
    topics: Sequence[TopicProgress]
    days: Mapping[date, DayTally]
    predictions: Sequence[tuple[str, Tally]] = ()
    slips: Sequence[TopicSlips] = ()
    confidence: Sequence[Bin] = ()
    forecast: Mapping[date, int] = field(default_factory=dict)
    exams: Sequence[Exam] = ()

    @property
    def answers(self) -> int:
        """Return how many answers there are, to exercises and to cards."""
        return sum(each.answers for each in self.days.values())


@dataclass(frozen=True, slots=True)
class MapPage:
    """What is known of every topic, in reading order; while it is worked out, the topics alone."""

    tiles: Sequence[Tile]
    is_ready: bool = True


@dataclass(frozen=True, slots=True)
class Gain:
    """A topic whose practice would raise the score, by so many points of a hundred a minute."""

    topic: str
    title: str
    points_a_minute: float
    words: str


@dataclass(frozen=True, slots=True)
class ReadinessPage:
    """How an exam would go; ``enough`` is False while there are too few answers to say, and ``sentence`` says why.

    ``score``, ``low`` and ``high`` are shares of the marks.
    """

    score: float
    low: float
    high: float
    enough: bool
    sentence: str
    gains: Sequence[Gain] = ()
