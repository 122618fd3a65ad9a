"""The tutor at work: joins schedule, plan and history, and says what is to be done today and next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from question_bank.grading import Grade
from studyapp.session import Session
from studyapp.settings import Settings
from studyapp.study.history import Attempt, learners_day, streak
from studyapp.study.memory import card_item
from studyapp.study.today import difficulty_after, plan
from studyapp.ui.habits_card import Habits
from studyapp.ui.next_strip import Way
from studyapp.ui.today_view import DayPart, TodayPage
from studyapp.wiring.library import Library
from studyapp.wiring.ratings import Ratings
from studyapp.wiring.ways import exercise_address


@dataclass(frozen=True, slots=True)
class NextShown:
    """The way on as it is shown: where to, why in one sentence, and what else may be done."""

    way: Way
    why: str
    others: tuple[Way, ...]


class Tutor:
    """Knows what is to be done today, and what comes after an answer.

    ``ratings`` keeps answers and what is remembered after them.
    """

    def __init__(
        self,
        session: Session,
        library: Library,
        *,
        now: Callable[[], datetime],
        dice: Callable[[], int],
        settings: Callable[[], Settings],
    ) -> None:
        """Begin with the learner's history; nothing is read until something is asked."""
        self.ratings = Ratings(session, now=now, dice=dice)
        self._session = session
        self._library = library
        self._now = now
        self._settings = settings
        self._put_off: set[str] = set()

    def today(self, *, removed: str = "") -> TodayPage:
        """Return what Today shows; ``removed`` is the name of an exam that may come back."""
        now, settings, store = self._now(), self._settings(), self._session.store
        today = learners_day(now, settings.day_starts_at)
        todays = plan(self._library.families, store.last_attempts(self._library.families), now, None)
        due = tuple(self._way(family, 1) for family in todays.due)
        new = tuple(self._way(family, 1) for family in todays.new[:2])
        days = store.tallies_by_day()
        return TodayPage(
            greeting=_greeting(now.hour),
            today=today,
            due=DayPart(due, todays.minutes),
            new=DayPart(new, 5 * len(new)),
            days=days,
            streak=streak(days, today),
            exams=tuple(store.exams.all()),
            removed=removed,
            done=store.reviews.counts_today(today),
            habits=habits(settings),
        )

    def first(self) -> str:
        """Return the address of what to begin with, "" when there is nothing at all."""
        page = self.today()
        families = self._library.families
        return next(
            (way.address for way in (*page.due.ways, *page.new.ways)), f"exercise:{families[0]}" if families else ""
        )

    def next(self, attempt: Attempt, grades: Sequence[Grade]) -> NextShown:
        """Return what comes after an answer, and what else may be done."""
        family = attempt.key.family
        way = self._way(family, difficulty_after(attempt))
        return NextShown(way, "Another variant makes it last.", ())

    def put_off(self, card: int) -> None:
        """Leave a card for later, until the app is opened again."""
        self._put_off.add(card_item(card))

    def _way(self, family: str, difficulty: int) -> Way:
        return Way(exercise_address(family, difficulty), self._library.family_titles.get(family, family))


def habits(settings: Settings) -> Habits:
    """Return how the learner studies, as it is kept."""
    return Habits(settings.minutes, settings.day_starts_at, settings.asks_confidence, settings.after_exam)


def _greeting(hour: int) -> str:
    if hour < 5:
        return "Still awake?"
    if hour < 12:
        return "Good morning"
    return "Good afternoon" if hour < 18 else "Good evening"
