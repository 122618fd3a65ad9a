"""When an item comes back: FSRS 6, from the reviews alone, so that the same log always gives the same days.

The model was published by Ye, Su and Cao (A stochastic shortest path algorithm for optimizing spaced repetition
scheduling, KDD 2022) and has grown since; the arithmetic is the ``fsrs`` package's. No fuzz, no dice, no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import overload

import fsrs

from studyapp.errors import StudyAppError
from studyapp.study.memory import CARD, Memory, Rating, Review

RETENTION = 0.9  # how likely an item is to be recalled on the day it comes back
_LOWEST, _HIGHEST = 0.7, 0.99  # below, one mostly forgets; above, everything comes back every day
_FSRS = {rating: fsrs.Rating(int(rating)) for rating in Rating}
_NEXT_DAY = timedelta(days=1)
_AN_ITEM = 0  # fsrs numbers its cards, and waits a millisecond where it has to make up a number


class ScheduleError(StudyAppError):
    """Parameters that no schedule can be made of."""


def begins(item: str, rating: Rating) -> bool:
    """Tell whether an answer to an item that isn't learnt yet is where its schedule begins.

    A skill is learnt with the first answer that was clean enough. Whoever has seen a card has seen its answer.
    """
    return rating > Rating.AGAIN or item.startswith(CARD)


class Schedule:
    """Decides when items come back, and how likely they are to be recalled until then."""

    def __init__(self, parameters: Sequence[float] | None = None, retention: float = RETENTION) -> None:
        """Take the parameters fitted to a learner, None for the usual ones. Raises ScheduleError."""
        if not _LOWEST <= retention <= _HIGHEST:
            raise ScheduleError(f"A schedule aims at a recall between 70 % and 99 %, not at {retention:.0%}.")
        usual = fsrs.scheduler.DEFAULT_PARAMETERS
        try:
            self._scheduler = fsrs.Scheduler(
                parameters=usual if parameters is None else tuple(parameters),
                desired_retention=retention,
                learning_steps=(),
                relearning_steps=(),
                enable_fuzzing=False,
            )
        except ValueError as error:
            raise ScheduleError("The schedule can't use these parameters. Go back to the usual ones.") from error

    @overload
    def after(self, memory: Memory, review: Review) -> Memory: ...

    @overload
    def after(self, memory: None, review: Review) -> Memory | None: ...

    def after(self, memory: Memory | None, review: Review) -> Memory | None:
        """Return what is remembered after a review; None where the item is still not learnt."""
        if memory is None and not begins(review.item, review.rating):
            return None
        return self._reviewed(memory, review)

    def recall(self, memory: Memory, now: datetime) -> float:
        """Return the chance, in [0, 1], that an item is recalled now. It falls once a day, as FSRS counts."""
        return self._scheduler.get_card_retrievability(_card(memory), now.astimezone(UTC))

    def replayed(self, reviews: Iterable[Review]) -> Memory | None:
        """Return what is remembered after all reviews of one item, oldest first; None while it isn't learnt."""
        memory: Memory | None = None
        for review in reviews:
            memory = self._reviewed(memory, review) if memory else self.after(None, review)
        return memory

    def previews(self, memory: Memory | None, now: datetime, *, item: str = "") -> dict[Rating, date]:
        """Return the day on which an item comes back for each rating given now, in the zone of ``now``.

        ``item`` is needed for a card that has no memory yet. What is not learnt comes back the same day.
        """
        found = {}
        for rating in Rating:
            after = self.after(memory, Review(memory.item if memory else item, "", rating, 0.0, now))
            found[rating] = after.due.astimezone(now.tzinfo).date() if after else now.date()
        return found

    def _reviewed(self, memory: Memory | None, review: Review) -> Memory:
        at = review.at.astimezone(UTC)
        before = _card(memory) if memory else fsrs.Card(card_id=_AN_ITEM, due=at)
        card, _ = self._scheduler.review_card(before, _FSRS[review.rating], at)
        assert card.stability is not None and card.difficulty is not None
        failed = review.rating is Rating.AGAIN
        return Memory(
            item=review.item,
            topic=review.topic,
            stability=card.stability,
            difficulty=card.difficulty,
            last=at,
            due=min(card.due, at + _NEXT_DAY) if failed else card.due,
            reviews=memory.reviews + 1 if memory else 1,
            lapses=(memory.lapses if memory else 0) + (memory is not None and failed),
        )


def _card(memory: Memory) -> fsrs.Card:
    return fsrs.Card(
        card_id=_AN_ITEM,
        state=fsrs.State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.last,
    )
