"""What the learner knows and how an exam would go: worked out in slices, and kept until the next answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from studyapp.session import Session
from studyapp.study.catalog import Topic, shelf_title
from studyapp.study.exams import Exam
from studyapp.study.history import Answered, learners_day
from studyapp.study.mastery import Mastery, mastery_of
from studyapp.study.memory import skill_item
from studyapp.study.prerequisites import needs
from studyapp.ui.charts.topic_tiles import Tile
from studyapp.ui.progress.page import Gain, ReadinessPage
from studyapp.ui.slices import Slices
from studyapp.wiring.library import Library

# numpy and fsrs are loaded when the page is there, not before.
if TYPE_CHECKING:
    from studyapp.study.knowledge import Knowledge
    from studyapp.study.readiness import Readiness, Syllabus

NEWEST_A_TOPIC = 30
"""Answers of a topic that count: older ones hardly move a belief, and a long history is read as fast as a short one."""
LEVELS = (1, 2, 3)
ALL_TOPICS = "All topics, if the exam were today"


class Knowing:
    """The beliefs about a learner, which follow the history from one look at it to the next.

    They are looked at in ``slices``, by one page at a time: what another had not finished is given up.
    """

    def __init__(self, session: Session, library: Library, parent: QObject) -> None:
        """Begin without having read an answer."""
        self.slices = Slices(parent)
        self._session = session
        self._library = library
        self._knowledge: Knowledge | None = None
        self._taken_in: list[Answered] = []

    @property
    def is_ready(self) -> bool:
        """Tell whether there is a belief, be it of the time before the newest answers."""
        return self._knowledge is not None

    def blank_tiles(self) -> list[Tile]:
        """Return all topics as if nothing was known of them."""
        return [_blank(topic) for topic in self._library.catalog.topics.values()]

    def follow(self) -> Iterator[None]:
        """Take in, in slices, the answers since the last time; all of them when some were taken back."""
        from studyapp.study.knowledge import Knowledge

        newest_first = self._session.store.answers_for(self._library.catalog.topics, NEWEST_A_TOPIC)
        fresh = _fresh(newest_first, self._taken_in)
        knowledge = self._knowledge
        if knowledge is None or fresh is None:
            graph = needs({each.id: each.front.prerequisites for each in self._library.catalog.topics.values()})
            knowledge, fresh = Knowledge(graph, self._library.floors), newest_first
        self._knowledge = None  # not to be used while answers are missing
        for answer in reversed(fresh):
            knowledge.add(answer)
            yield
        self._knowledge, self._taken_in = knowledge, newest_first

    def tile(self, topic: Topic, now: datetime) -> Tile:
        """Return what is known of a topic; ``follow`` has been through."""
        assert self._knowledge is not None
        skills = self._syllabus.skills.get(topic.id)
        if not skills or not self._knowledge.answers_to(topic.id):
            return _blank(topic)
        found = self._knowledge.topic_chance(skills, now)
        known, answers = mastery_of(found), found.answers
        return replace(_blank(topic), mastery=known, chance=found.mean, low=found.low, high=found.high, answers=answers)

    def readiness(self, exams: Sequence[Exam], now: datetime, day_starts_at: int) -> Iterator[ReadinessPage]:
        """Yield how these exams would go; without one, an exam about everything today."""
        from studyapp.study.rating import Pace
        from studyapp.study.readiness import kept_until, readiness
        from studyapp.study.scheduling import Schedule

        assert self._knowledge is not None
        store, today = self._session.store, learners_day(now, day_starts_at)
        items = [
            skill_item(each.family, each.difficulty) for skills in self._syllabus.skills.values() for each in skills
        ]
        memories, schedule = store.reviews.memories(items).values(), Schedule(store.parameters())
        pace = Pace(store.reviews.newest_times())
        for exam in exams or [Exam(ALL_TOPICS, today)]:
            kept = kept_until(memories, schedule, today, exam.day)
            found = readiness(exam, self._syllabus, self._knowledge, now, today=today, pace=pace, kept=kept)
            yield self._readiness_page(exam, found)

    def _readiness_page(self, exam: Exam, found: Readiness) -> ReadinessPage:
        title = self._syllabus.title
        gains = [Gain(each.topic, title(each.topic), each.points_per_minute, each.what) for each in found.gains]
        return ReadinessPage(found.score, found.low, found.high, found.enough, f"{exam.name}: {found.sentence}", gains)

    @cached_property
    def _syllabus(self) -> Syllabus:
        from studyapp.study.readiness import Syllabus, exam_skills

        catalog = self._library.catalog
        skills = {
            topic: exam_skills(topic, dict.fromkeys(catalog.families.get(topic, ()), LEVELS))
            for topic in catalog.topics
            if catalog.families.get(topic)
        }
        return Syllabus(skills, {topic.id: topic.title for topic in catalog.topics.values()})


def _blank(topic: Topic) -> Tile:
    return Tile(topic.id, topic.title, shelf_title(topic.shelf), Mastery.NOT_STARTED, None)


def _fresh(newest_first: list[Answered], taken_in: list[Answered]) -> list[Answered] | None:
    """Return the answers that are not taken in yet, None when one of those taken in counts no more."""
    if not taken_in or taken_in[0] not in newest_first:
        return None
    place = newest_first.index(taken_in[0])
    return newest_first[:place] if set(newest_first[place:]) <= set(taken_in) else None
