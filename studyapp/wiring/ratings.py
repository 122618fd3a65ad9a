"""What an answer says about memory: rated and scheduled the moment it is kept, and rated otherwise on demand."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from question_bank import registry
from question_bank.snapshot import snapshot
from studyapp.errors import StoreError, StudyAppError
from studyapp.session import Session
from studyapp.study.cards import Card
from studyapp.study.history import Attempt, review_of
from studyapp.study.memory import Rating, Review, card_item, item_of
from studyapp.study.rating import Pace, rated
from studyapp.study.variants import new_seed
from studyapp.ui.rating_bar import RatingShown

if TYPE_CHECKING:
    from studyapp.study.scheduling import Schedule

OWN_WORDS = "Your own rating."
NOT_YET = "This answer is not on the disk yet. Rate it once it is saved."
ASKED = "How well did you know it?"


class NoReviewError(StudyAppError):
    """There is no review that a rating could be given to."""


class Ratings:
    """Rates answers, schedules what was answered, and finds variants that this learner has not been given.

    ``today`` is the learner's own day. ``learnt`` is called with the topic of a skill that is scheduled from now on.
    """

    def __init__(
        self,
        session: Session,
        *,
        now: Callable[[], datetime],
        today: Callable[[], date],
        dice: Callable[[], int],
    ) -> None:
        """Begin with the learner's history; nothing is read until the first answer."""
        self._session = session
        self._now = now
        self._today = today
        self._dice = dice
        self._rated: Review | None = None
        self.learnt: Callable[[str], None] = lambda _topic: None

    @cached_property
    def schedule(self) -> Schedule:
        """Return the schedule with the learner's parameters; ``forget`` has it made anew."""
        from studyapp.study.scheduling import Schedule  # fsrs: loaded with the first answer, not with the window

        return Schedule(self._session.store.parameters())

    @cached_property
    def _pace(self) -> Pace:
        return Pace(self._session.store.reviews.newest_times())

    def forget(self) -> None:
        """Have schedule and pace worked out anew: the parameters or the history are others now."""
        for name in ("schedule", "_pace"):
            self.__dict__.pop(name, None)

    def answered(self, attempt: Attempt, *, steps: int) -> RatingShown:
        """Keep an attempt with its rating and what is remembered after it, and return the rating with its reason.

        ``steps`` are those of the exercise's solution. Raises StoreError when the disk would not have it; the attempt
        is then kept in memory.
        """
        item = item_of(attempt.key)
        try:
            rating, why = self._rate(attempt, item, steps)
            before = self._session.store.reviews.memory(item)
        except StoreError:
            self._session.record(attempt)
            raise
        review = review_of(attempt, rating)
        after = self.schedule.after(before, review)
        self._session.record(attempt, review, after)
        self._rated = review
        if before is None and after is not None:
            self.learnt(attempt.topic)
        if rating is not Rating.AGAIN:
            self._pace.add(item, attempt.duration_s)
        return RatingShown(rating, why, self.schedule.previews(before, review.day, item=item))

    def shown_again(self, attempt: Attempt) -> RatingShown | None:
        """Return the rating of an attempt that was brought back; None where it waits for the disk."""
        self._rated = review_of(attempt)
        try:
            reviews = self._reviews()
        except NoReviewError:
            return None
        last, before = reviews[-1], self.schedule.replayed(reviews[:-1])
        words = OWN_WORDS if last.own else "Rated as before."
        return RatingShown(last.rating, words, self.schedule.previews(before, last.day, item=last.item))

    def change_rating(self, rating: Rating) -> RatingShown:
        """Rate the answer given last otherwise; raises NoReviewError or StoreError with a sentence."""
        reviews = self._reviews()
        last = reviews[-1]
        before = self.schedule.replayed(reviews[:-1])
        after = self.schedule.after(before, replace(last, rating=rating))
        self._session.store.reviews.change_rating(last.id, rating, after, self._now())
        return RatingShown(rating, OWN_WORDS, self.schedule.previews(before, last.day, item=last.item))

    def card_rating(self, card: Card) -> RatingShown:
        """Return what asks how well a card was known, with the days after which it comes back."""
        item = card_item(card.id)
        before = self._session.store.reviews.memory(item)
        return RatingShown(None, ASKED, self.schedule.previews(before, self._today(), item=item))

    def rate_card(self, card: Card, rating: Rating, seconds: float) -> None:
        """Keep how well a card was known. Raises StoreError."""
        review = Review(card_item(card.id), card.topic, rating, seconds, self._now(), self._today(), own=True)
        before = self._session.store.reviews.memory(review.item)
        self._session.record_card(review, self.schedule.after(before, review))

    def new_seed(self, family: str, difficulty: int) -> int:
        """Return the seed of a variant with numbers that this learner has not been given lately."""
        asked: list[tuple[int, str]] = []
        with suppress(StoreError):
            asked = self._session.store.asked(family, difficulty)
        old = {text for _, text in asked}
        return new_seed(
            {seed for seed, _ in asked},
            self._dice,
            looks_old=lambda seed: snapshot(registry.exercise(family, seed, difficulty)) in old,
        )

    def _rate(self, attempt: Attempt, item: str, steps: int) -> tuple[Rating, str]:
        key = attempt.key
        seen = key.seed in self._session.store.seeds_of(key.family, key.difficulty)
        pace = self._pace.typical(item)
        return rated(attempt.score, attempt.hints, attempt.duration_s, pace, steps=steps, seen=seen)

    def _reviews(self) -> list[Review]:
        """Return the reviews of the item answered last; the last of them is of that very answer."""
        if self._rated is None:
            raise NoReviewError(NOT_YET)
        reviews = self._session.store.reviews.of(self._rated.item)
        if not reviews or reviews[-1].at != self._rated.at:
            raise NoReviewError(NOT_YET)
        return reviews
