"""The plan at work: made from the learner's history, and kept until an answer, an exam or a habit changes it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property

from question_bank.exercise import DIFFICULTIES
from studyapp.session import Session
from studyapp.settings import Settings
from studyapp.study.exam_plan import plan
from studyapp.study.history import learners_day
from studyapp.study.levels import LEVELS
from studyapp.study.memory import Memory, card_of, skill_item, skill_of
from studyapp.study.new_work import Step, Subject, Syllabus
from studyapp.study.own_costs import own_costs
from studyapp.study.prerequisites import needs
from studyapp.study.study_plan import AfterExam, Costs, Mode, Standing, StudyPlan, TodayPlan, Wishes
from studyapp.ui.next_strip import Way
from studyapp.wiring.library import Library
from studyapp.wiring.ratings import Ratings
from studyapp.wiring.ways import exercise_address

AFTER_EXAM = {"maintain": AfterExam.MAINTAIN, "rest": AfterExam.REST}
CARD_CHARACTERS = 60
SOON, MOST_SOON = timedelta(days=60), 300


class Planning:
    """Works out what is to be done on which day; ``costs`` are the minutes that the newest plan counts with.

    ``put_off`` are the items that the learner doesn't want before the app is opened again.
    """

    def __init__(
        self,
        session: Session,
        library: Library,
        ratings: Ratings,
        *,
        now: Callable[[], datetime],
        settings: Callable[[], Settings],
    ) -> None:
        """Begin without a plan; nothing is read until one is asked for."""
        self._session, self._library, self._ratings = session, library, ratings
        self._now, self._settings = now, settings
        self._kept: TodayPlan | None = None
        self._done: set[str] = set()
        self._notes: dict[tuple[date, str], float] = {}  # the minutes of the notes that a day's plans asked to be read
        self.costs = Costs()
        self.put_off: set[str] = set()

    def left(self) -> TodayPlan:
        """Return what is left of today's plan, without working it out anew after every answer. Raises StoreError."""
        if self._kept is None or self._kept.day != self.today():
            self.plan()
        assert self._kept is not None
        kept, read = self._kept, self._settings().places.keys()
        due = tuple(item for item in kept.due if item not in self._done | self.put_off)
        new = tuple(step for step in kept.new if (step.family or step.topic) not in self._done)
        return replace(kept, due=due, new=tuple(step for step in new if step.family or step.topic not in read))

    def did(self, item: str) -> None:
        """Take an item that was answered out of what is left of today."""
        skill = skill_of(item)
        self._done.update((item, skill[0]) if skill else (item,))

    def changed(self) -> None:
        """Have what is left worked out anew: an answer was taken back, an exam or a habit is another."""
        self._kept = None

    def today(self) -> date:
        """Return the learner's day."""
        return learners_day(self._now(), self._settings().day_starts_at)

    def plan(self) -> StudyPlan:
        """Return the plan as seen now; what is left of today goes by it from then on. Raises StoreError."""
        settings = self._settings()
        wishes = Wishes(
            minutes=settings.minutes,
            after_exam=AFTER_EXAM[settings.after_exam],
            day_starts_at=settings.day_starts_at,
        )
        self.costs = own_costs(self._session.store.times.of(self._skills()))
        found = plan(
            self._session.store.exams.all(),
            self.syllabus,
            self._standing(),
            self._now(),
            schedule=self._ratings.schedule,
            wishes=wishes,
            costs=self.costs,
        )
        self._kept = found.today
        self._notes |= {(found.today.day, step.topic): step.minutes for step in found.today.new if not step.family}
        self._done.clear()
        return found

    @cached_property
    def syllabus(self) -> Syllabus:
        """Return all topics with a note as work."""
        catalog = self._library.catalog
        subjects = {
            topic.id: Subject(topic.id, topic.front.minutes, catalog.families.get(topic.id, ()))
            for topic in catalog.topics.values()
        }
        return Syllabus(subjects, needs({each.id: each.front.prerequisites for each in catalog.topics.values()}))

    def way_to_item(self, item: str) -> Way | None:
        """Return the way to an item that is due, None where it is gone."""
        skill = skill_of(item)
        if skill is None:
            card = self._session.store.cards.get(card_of(item))
            return Way(f"card:{card.id}", short(f"Card: {card.front}")) if card else None
        if skill[0] not in self._library.family_titles:
            return None
        return self.way_to_skill(*skill)

    def way_to_skill(self, family: str, difficulty: int) -> Way:
        """Return the way to an exercise."""
        level = f", {LEVELS[difficulty].lower()}" if difficulty > 1 else ""
        return Way(exercise_address(family, difficulty), f"{self._library.family_titles.get(family, family)}{level}")

    def way_to_note(self, topic: str, heading: str = "") -> Way | None:
        """Return the way to a note, None where there is none."""
        found = self._library.catalog.topics.get(topic)
        if found is None:
            return None
        return Way(f"topic:{topic}#{heading}" if heading else f"topic:{topic}", f"Read: {found.title}")

    def way_to_step(self, step: Step) -> Way:
        """Return the way to something new: a family, or a note."""
        if step.family:
            return self.way_to_skill(step.family, 1)
        return Way(f"topic:{step.topic}", f"Read: {self._library.catalog.topic(step.topic).title}")

    def _memories(self) -> tuple[Memory, ...]:
        """Return what is remembered of every skill, and of what comes back next; the plan looks at no more than that.

        A deck has any number of cards, but a day has room for some of them.
        """
        reviews = self._session.store.reviews
        soon = reviews.due(self.today() + SOON, MOST_SOON)
        return tuple((reviews.memories(self._skills()) | {memory.item: memory for memory in soon}).values())

    def _skills(self) -> list[str]:
        return [skill_item(family, level) for family in self._library.families for level in DIFFICULTIES]

    def waiting(self, plan: StudyPlan) -> int:
        """Return how many items are due and come on other days than today; none for someone who rests."""
        if plan.mode is Mode.REST:
            return 0
        due = self._session.store.reviews.due_by_day(self.today(), 1)
        return max(sum(due.values()) - len(plan.today.due), plan.today.waiting)

    def _standing(self) -> Standing:
        store, settings = self._session.store, self._settings()
        today = self.today()
        done, read = store.reviews.counts_today(today), frozenset(settings.places)
        answering = done.seconds / 60
        last_day = next(store.reviews.days_until(today - timedelta(days=1)), None)
        reading = sum(minutes for (day, topic), minutes in self._notes.items() if day == today and topic in read)
        return Standing(
            memories=self._memories(),
            read=read | store.tallies_by_topic().keys(),
            spent=answering + reading,
            new_spent=reading + (answering * done.new / done.reviews if done.reviews else 0.0),
            last_day=max(last_day, settings.exams_set_on or last_day) if last_day else None,
        )


def whole_minutes(minutes: float) -> int:
    """Return minutes as they are shown: never less than it takes."""
    return math.ceil(minutes - 1e-9)


def short(text: str) -> str:
    """Return a text as short as a link may be."""
    line = " ".join(text.split())
    return line if len(line) <= CARD_CHARACTERS else line[: CARD_CHARACTERS - 1].rstrip() + "…"
