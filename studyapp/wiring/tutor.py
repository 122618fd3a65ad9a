"""The tutor at work: joins schedule, plan and history, and says what is to be done today and next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from question_bank.exercise import DIFFICULTIES
from question_bank.grading import Grade
from studyapp.errors import StoreError
from studyapp.session import Session
from studyapp.settings import Settings
from studyapp.study.cards import Card, cards_of_notes, changes
from studyapp.study.history import Attempt, streak
from studyapp.study.memory import Rating, card_item, item_of, skill_item
from studyapp.study.study_plan import TodayPlan
from studyapp.ui.habits_card import Habits
from studyapp.ui.next_strip import Way
from studyapp.ui.today_view import DayPart, TodayPage
from studyapp.wiring.library import Library
from studyapp.wiring.next_ways import NextShown, NextWays
from studyapp.wiring.planning import Planning, short, whole_minutes
from studyapp.wiring.ratings import Ratings

NEW_CARDS = 5  # a day


class Tutor:
    """Knows what is to be done today, and what comes after an answer.

    ``ratings`` keeps answers and what is remembered after them, ``planning`` works out the days,
    ``ways`` what comes next.
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
        self.ratings = Ratings(session, now=now, today=lambda: self.planning.today(), dice=dice)
        self.planning = Planning(session, library, self.ratings, now=now, settings=settings)
        self.ways = NextWays(session, library, self.planning, now=now)
        self._session, self._library = session, library
        self._now, self._settings = now, settings
        self._terms: dict[str, list[Card]] = {}  # made since the app was opened
        self._gone: dict[str, list[Card]] = {}  # of those, what went with an answer that was taken back
        self.ratings.learnt = self._take_in_terms

    def today(self, *, removed: str = "") -> TodayPage:
        """Return what Today shows; ``removed`` is the name of an exam that may come back. Raises StoreError."""
        now, settings, store = self._now(), self._settings(), self._session.store
        today = self.planning.today()
        plan, days, done = self.planning.plan(), store.tallies_by_day(), store.reviews.counts_today(today)
        due, new = self._due(plan.today), self._new(plan.today, done.new)
        return TodayPage(
            greeting=_greeting(now.hour),
            today=today,
            due=due,
            new=new,
            days=days,
            streak=streak(store.reviews.days_until(today), today),
            later=self.planning.waiting(plan),
            behind=plan.sentence,
            can_start=bool(self._library.families),
            exams=tuple(store.exams.all()),
            removed=removed,
            done=done,
            habits=habits(settings),
        )

    def first(self) -> str:
        """Return the address of what to begin with: what is planned, anything; "" if there is nothing."""
        return self.planned() or self._anything()

    def planned(self) -> str:
        """Return the address of what is due, or else of what is new; "" when the day is done. Raises StoreError."""
        page = self.today()
        return next((way.address for way in (*page.due.ways, *page.new.ways)), "")

    def next(self, attempt: Attempt, grades: Sequence[Grade], *, asked: bool = False) -> NextShown:
        """Return what comes after an answer, and what else may be done; ``asked`` is that the learner chose its family.

        Raises StoreError.
        """
        self.planning.did(item_of(attempt.key))
        return self.ways.after(attempt, grades, asked=asked)

    def rate_card(self, card: Card, rating: Rating, seconds: float) -> None:
        """Keep how well a card was known. Raises StoreError."""
        self.ratings.rate_card(card, rating, seconds)
        self.planning.did(card_item(card.id))

    def schedule_changed(self) -> None:
        """Go by other parameters from now on: everything that is learnt has another day."""
        self.ratings.forget()
        self.planning.changed()

    def put_off(self, card: int) -> None:
        """Leave a card for later, until the app is opened again."""
        self.planning.put_off.add(card_item(card))

    def taken_back(self, topic: str) -> None:
        """Leave nothing of an answer that was taken back: no plan by it, and no cards that came with it."""
        self.planning.changed()
        cards = self._session.store.cards
        with suppress(StoreError):
            if not self._is_learnt(topic):
                going = [card for card in self._terms.get(topic, ()) if cards.get(card.id)]
                for card in going:
                    cards.remove(card, self._now())
                self._gone[topic] = [*self._gone.get(topic, ()), *going]

    def given_again(self, topic: str) -> None:
        """Have all of an answer again that was brought back."""
        self.planning.changed()
        with suppress(StoreError):
            if self._is_learnt(topic):
                self._bring_back(topic)

    def _is_learnt(self, topic: str) -> bool:
        families = self._library.catalog.families.get(topic, ())
        skills = [skill_item(family, level) for family in families for level in DIFFICULTIES]
        return bool(self._session.store.reviews.memories(skills))

    def _take_in_terms(self, topic: str) -> None:
        """Make cards of the terms that the note of a topic introduces, but for those that the learner removed."""
        found = self._library.catalog.topics.get(topic)
        if found is None or not self._settings().asks_terms:
            return
        self._bring_back(topic)
        cards = self._session.store.cards
        added = cards.add(changes(cards.known(), cards_of_notes([found])).added)
        self._terms[topic] = [*self._terms.get(topic, ()), *added]

    def _bring_back(self, topic: str) -> None:
        for card in self._gone.pop(topic, ()):
            self._session.store.cards.restore(card)

    def _due(self, today: TodayPlan) -> DayPart:
        items = [item for item in today.due if item not in self.planning.put_off]
        ways = {item: way for item in items if (way := self.planning.way_to_item(item)) is not None}
        return DayPart(tuple(ways.values()), whole_minutes(sum(self.planning.costs.review(item) for item in ways)))

    def _new(self, today: TodayPlan, done: int) -> DayPart:
        """Return the new steps of the plan, then a few cards that were never asked; none of them on a free day."""
        room = 0 if today.is_free else max(NEW_CARDS - done, 0)
        put_off = self.planning.put_off
        fresh = self._session.store.cards.fresh(room + len(put_off))
        cards = [card for card in fresh if card_item(card.id) not in put_off][:room]
        ways = [self.planning.way_to_step(step) for step in today.new]
        ways += [Way(f"card:{card.id}", short(f"Card: {card.front}")) for card in cards]
        minutes = sum(step.minutes for step in today.new) + len(cards) * self.planning.costs.card
        return DayPart(tuple(ways), whole_minutes(minutes))

    def _anything(self) -> str:
        """Return the address of the exercise that was not asked for the longest time."""
        last = self._session.store.last_attempts(self._library.families)
        families = sorted(last, key=lambda family: last[family].answered_at) or self._library.families[:1]
        return next((f"exercise:{family}" for family in families), "")


def habits(settings: Settings) -> Habits:
    """Return how the learner studies, as it is kept."""
    return Habits(
        minutes=settings.minutes,
        day_starts_at=settings.day_starts_at,
        asks_confidence=settings.asks_confidence,
        asks_terms=settings.asks_terms,
        after_exam=settings.after_exam,
    )


def _greeting(hour: int) -> str:
    if hour < 5:
        return "Still awake?"
    if hour < 12:
        return "Good morning"
    return "Good afternoon" if hour < 18 else "Good evening"
