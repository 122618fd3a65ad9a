"""When an item comes back: FSRS 6, from the reviews alone, so that the same log always gives the same days.

The model was published by Ye, Su and Cao (A stochastic shortest path algorithm for optimizing spaced repetition
scheduling, KDD 2022) and has grown since; the arithmetic is the ``fsrs`` package's. No fuzz, no dice, no clock.

Time is counted in the learner's own days, as their calendar has them: from one evening to the next morning is a day,
an hour earlier than yesterday is a day too, and neither a journey nor a change of clocks makes it more or less. The
package counts spans of 24 hours, so it is given one for every day that has begun since.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

import fsrs

from studyapp.errors import StudyAppError
from studyapp.study.memory import CARD, Memory, Rating, Review

RETENTION = 0.9  # how likely an item is to be recalled on the day it comes back
_LOWEST, _HIGHEST = 0.7, 0.99  # below, one mostly forgets; above, everything comes back every day
_FSRS = {rating: fsrs.Rating(int(rating)) for rating in Rating}
_NONE, _A_DAY = timedelta(), timedelta(days=1)
_LAST = datetime(2000, 1, 1, tzinfo=UTC)  # when fsrs is told that the last review was: only what has gone by counts
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

    def after(self, memory: Memory | None, review: Review) -> Memory | None:
        """Return what is remembered after a review; None where the item is still not learnt."""
        if memory is None and not begins(review.item, review.rating):
            return None
        return self._reviewed(memory, review.item, review.topic, review.rating, review.day)

    def begun(self, item: str, topic: str, rating: Rating, day: date) -> Memory | None:
        """Return what is remembered after an item's first answer; None where it is still not learnt."""
        return self._reviewed(None, item, topic, rating, day) if begins(item, rating) else None

    def reviewed(self, memory: Memory, rating: Rating, day: date) -> Memory:
        """Return what is remembered after one more answer on a day."""
        return self._reviewed(memory, memory.item, memory.topic, rating, day)

    def recall(self, memory: Memory, day: date) -> float:
        """Return the chance, in [0, 1], that an item is recalled on a day. It falls from day to day, not within one."""
        return self._scheduler.get_card_retrievability(_card(memory), _LAST + gone_by(memory.last, day))

    def replayed(self, reviews: Iterable[Review]) -> Memory | None:
        """Return what is remembered after all reviews of one item, oldest first; None while it isn't learnt."""
        memory: Memory | None = None
        for review in reviews:
            memory = self.after(memory, review)
        return memory

    def previews(self, memory: Memory | None, today: date, *, item: str = "") -> dict[Rating, int]:
        """Return after how many days an item comes back for each rating given today.

        ``item`` is needed for a card that has no memory yet. What is not learnt comes back the same day.
        """
        found = {}
        for rating in Rating:
            after = self.reviewed(memory, rating, today) if memory else self.begun(item, "", rating, today)
            found[rating] = (after.due - today).days if after else 0
        return found

    def _reviewed(self, memory: Memory | None, item: str, topic: str, rating: Rating, day: date) -> Memory:
        at = _LAST + gone_by(memory.last, day) if memory else _LAST
        before = _card(memory) if memory else fsrs.Card(card_id=_AN_ITEM, due=_LAST)
        card, _ = self._scheduler.review_card(before, _FSRS[rating], at)
        assert card.stability is not None and card.difficulty is not None
        failed = rating is Rating.AGAIN
        return Memory(
            item=item,
            topic=topic,
            stability=card.stability,
            difficulty=card.difficulty,
            last=day,
            due=day + (_A_DAY if failed else card.due - at),
            reviews=memory.reviews + 1 if memory else 1,
            lapses=(memory.lapses if memory else 0) + (memory is not None and failed),
        )


def gone_by(last: date, day: date) -> timedelta:
    """Return the days from one day of the learner's to another.

    It is none for a day before the last, which a journey over the date line can lead to.
    """
    return max(day - last, _NONE)


def _card(memory: Memory) -> fsrs.Card:
    return fsrs.Card(
        card_id=_AN_ITEM,
        state=fsrs.State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_LAST,
        last_review=_LAST,
    )
