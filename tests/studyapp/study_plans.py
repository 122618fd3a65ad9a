"""Small worlds to plan in: topics that need each other, learners who know some of them, and exams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from studyapp.study.exam_plan import plan
from studyapp.study.exams import Exam
from studyapp.study.memory import Memory, Rating, Review, skill_item
from studyapp.study.new_work import Subject, Syllabus
from studyapp.study.scheduling import Schedule
from studyapp.study.study_plan import Standing, StudyPlan, Wishes

SCHEDULE = Schedule()
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)  # a Monday
TODAY = NOW.date()


@dataclass(frozen=True, slots=True)
class World:
    """One learner with topics and exams."""

    syllabus: Syllabus
    standing: Standing
    exams: tuple[Exam, ...]

    def planned(self, exams: Sequence[Exam] | None = None, wishes: Wishes | None = None) -> StudyPlan:
        """Return the plan for these exams, or the world's own."""
        chosen = self.exams if exams is None else exams
        return plan(chosen, self.syllabus, self.standing, NOW, schedule=SCHEDULE, wishes=wishes)


def syllabus(*topics: tuple[str, float, int, tuple[str, ...]]) -> Syllabus:
    """Return topics given as (id, minutes, number of families, what it needs)."""
    subjects = {
        name: Subject(name, minutes, tuple(f"{name}-{number}" for number in range(families)))
        for name, minutes, families, _ in topics
    }
    return Syllabus(subjects, {name: needed for name, _, _, needed in topics})


def memory(item: str, topic: str, *days_ago: int, last: Rating = Rating.GOOD, now: datetime = NOW) -> Memory:
    """Return what is remembered after good reviews so many days ago, the last of them rated otherwise."""
    ratings = [Rating.GOOD] * (len(days_ago) - 1) + [last]
    moments = [now - timedelta(days=ago) for ago in days_ago]
    reviews = [Review(item, topic, rating, 30.0, at, at.date()) for rating, at in zip(ratings, moments, strict=True)]
    found = SCHEDULE.replayed(reviews)
    assert found is not None
    return found


def exam(days: int, name: str = "Exam", *, minutes: int = 30, weights: dict[str, float] | None = None) -> Exam:
    """Return an exam in so many days."""
    return Exam(name, TODAY + timedelta(days=days), weights or {}, minutes)


@st.composite
def syllabuses(draw: st.DrawFn, *, least_families: int = 0) -> Syllabus:
    """Return up to eight topics, each of which may need some before it."""
    topics = []
    for number in range(draw(st.integers(1, 8))):
        earlier = [f"t{index}" for index in range(number)]
        needed = draw(st.lists(st.sampled_from(earlier), max_size=2, unique=True)) if earlier else []
        families = draw(st.integers(least_families, 2))
        topics.append((f"t{number}", float(draw(st.integers(2, 14))), families, tuple(needed)))
    return syllabus(*topics)


@st.composite
def standings(draw: st.DrawFn, world: Syllabus) -> Standing:
    """Return a learner who knows some families, some of them well, and has some cards."""
    memories: list[Memory] = []
    for subject in world.subjects.values():
        items = [skill_item(family, 1) for family in subject.families] + [f"card/{len(memories)}"]
        for item in items:
            ago = draw(st.lists(st.integers(1, 40), max_size=3, unique=True))
            if ago:
                last = draw(st.sampled_from(list(Rating)))
                memories.append(
                    memory(item, subject.topic, *sorted(ago, reverse=True), last=last if ago[1:] else Rating.GOOD)
                )
    read = draw(st.sets(st.sampled_from(sorted(world.subjects))))
    return Standing(tuple(memories), frozenset(read))


@st.composite
def exams(draw: st.DrawFn, world: Syllabus, name: str = "Exam") -> Exam:
    """Return an exam within six weeks on some of the topics, with free days."""
    weights = draw(st.dictionaries(st.sampled_from(sorted(world.subjects)), st.integers(1, 9).map(float)))
    days = draw(st.integers(0, 40))
    return Exam(
        name,
        TODAY + timedelta(days=days),
        weights,
        minutes=5 * draw(st.integers(1, 18)),
        free_weekdays=frozenset(draw(st.sets(st.integers(0, 6), max_size=3))),
        free_days=frozenset(draw(st.sets(st.integers(0, 40).map(_day), max_size=3))),
    )


def _day(number: int) -> date:
    return TODAY + timedelta(days=number)


@st.composite
def worlds(draw: st.DrawFn, *, most_exams: int = 1) -> World:
    """Return a learner with topics and one exam or more."""
    topics = draw(syllabuses())
    count = draw(st.integers(1, most_exams))
    return World(topics, draw(standings(topics)), tuple(draw(exams(topics, f"Exam {each}")) for each in range(count)))
