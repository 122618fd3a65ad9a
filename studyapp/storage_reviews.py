"""The part of the learner's database that keeps reviews, and what is remembered of every item."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import msgspec

from studyapp.storage_connection import Connection, Row
from studyapp.stored_time import local_time, stored_time
from studyapp.study.history import DayCounts
from studyapp.study.memory import Memory, Rating, Review
from studyapp.study.own_costs import LONGEST_S

STEPS_KEPT = 30  # answers that can be taken back one after the other
_RATING = {int(rating): rating for rating in Rating}


@dataclass(frozen=True, slots=True)
class Step:
    """What was answered in one go: a review, and the attempt it came of, 0 for a card."""

    attempt: int
    review: int


class Steps:
    """What was answered since the store was opened and can be taken back, and what was taken back since."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.done: deque[Step] = deque(maxlen=STEPS_KEPT)
        self.undone: list[Step] = []

    def did(self, step: Step) -> None:
        """Remember an answer; what was taken back before it stays so."""
        self.done.append(step)
        self.undone.clear()


class KeptReviews:
    """The reviews in a store, a log that is only added to, and the memories that follow from it.

    Reviews taken back stay in the file and are in none of the answers here. Every method raises StoreError.
    """

    def __init__(self, connection: Connection, steps: Steps) -> None:
        """Begin with the open file, and with what can be taken back."""
        self._connection = connection
        self._steps = steps

    def add_card(self, review: Review, memory: Memory | None) -> int:
        """Keep the review of a card with what is remembered after it, and return the review's number."""
        number = self.add(review, memory)
        self._steps.did(Step(0, number))
        return number

    def add(self, review: Review, memory: Memory | None) -> int:
        """Keep a review with what is remembered after it, and return its number."""
        row = (review.item, review.topic, int(review.rating), review.own, review.seconds, review.attempt)
        with self._connection.as_one():
            offset = stored_time(review.at)[1]
            number = self._connection.write(_ADD, *row, review.day.isoformat(), _utc(review.at), offset)
            self._remember(review.item, memory)
        return number

    def all(self) -> Iterator[Review]:
        """Yield all reviews, oldest first, with the rating they have now."""
        return (_review(row) for row in self._connection.rows(f"{_REVIEWS} order by id"))

    def of(self, item: str) -> list[Review]:
        """Return the reviews of an item, oldest first, with the rating they have now."""
        return [_review(row) for row in self._connection.rows(f"{_REVIEWS} and item = ? order by id", item)]

    def of_cards(self) -> Iterator[Review]:
        """Yield the reviews of all cards, oldest first, with the rating they have now."""
        return (_review(row) for row in self._connection.rows(f"{_REVIEWS} and attempt_id = 0 order by id"))

    def get(self, number: int) -> Review:
        """Return one review, taken back or not."""
        return _review(self._connection.rows(_ONE, number)[0])

    def log(self) -> Iterator[tuple[str, datetime, date, Rating]]:
        """Yield item, moment in UTC, the learner's day and rating of every review, oldest first."""
        for item, at, day, rating in self._connection.execute(_LOG):
            yield item, datetime.fromisoformat(at), date.fromisoformat(day), _RATING[rating]

    def newest_times(self, count: int = 3000) -> list[tuple[str, float]]:
        """Return item and seconds of the newest reviews that were not forgotten, oldest first."""
        return [(item, seconds) for item, seconds in reversed(self._connection.rows(_TIMES, count))]

    def change_rating(self, number: int, rating: Rating, memory: Memory | None, now: datetime) -> None:
        """Keep the learner's own rating of a review, with what is remembered of the item by it."""
        with self._connection.as_one():
            self._connection.write(_CHANGE, number, int(rating), *stored_time(now))
            self._remember(self.get(number).item, memory)

    def retract(self, number: int, now: datetime) -> None:
        """Take a review out of every list; what is remembered follows when it is next asked for."""
        self._connection.write("insert into review_retractions values (?, ?, ?)", number, *stored_time(now))
        self.forget(self.get(number).item)

    def restore(self, number: int) -> None:
        """Bring back a review that was taken out; what is remembered follows when it is next asked for."""
        self._connection.write("delete from review_retractions where review_id = ?", number)
        self.forget(self.get(number).item)

    def memory(self, item: str) -> Memory | None:
        """Return what is remembered of an item, None while it isn't learnt."""
        return self.memories([item]).get(item)

    def memories(self, items: Iterable[str] | None = None) -> dict[str, Memory]:
        """Return what is remembered of these items, or of all, by item."""
        if items is None:
            self.catch_up()
            rows = self._connection.rows(_MEMORIES)
        else:
            asked = msgspec.json.encode(list(items)).decode()
            self.catch_up(asked)
            rows = self._connection.rows(_MEMORIES + _AMONG, asked)
        return {row["item"]: _memory(row) for row in rows}

    def due(self, day: date, limit: int) -> list[Memory]:
        """Return what is due on a day of the learner's, most overdue first."""
        self.catch_up()
        return [_memory(row) for row in self._connection.rows(_DUE, day.isoformat(), limit)]

    def due_by_day(self, today: date, days: int) -> dict[date, int]:
        """Return how many items come due on each of the next days, today first with all that is overdue."""
        self.catch_up()
        counts = {today + timedelta(days=ahead): 0 for ahead in range(days)}
        for day, count in self._connection.rows(_DUE_BY_DAY, max(counts).isoformat()):
            counts[max(date.fromisoformat(day), today)] += count
        return counts

    def counts_today(self, day: date) -> DayCounts:
        """Return what was reviewed on a day of the learner's; of an answer with a break in it no more than counts."""
        return DayCounts(*self._connection.rows(_COUNTS, LONGEST_S, day.isoformat())[0])

    def days_until(self, day: date) -> Iterator[date]:
        """Yield the learner's days with answers, to cards too, newest first; quick however long the history is."""
        until = day.isoformat()
        return (date.fromisoformat(found) for (found,) in self._connection.rows(_DAYS, until, until))

    def rebuild(self, memories: Iterable[Memory]) -> None:
        """Replace all that is remembered, after the schedule was fitted anew."""
        with self._connection.as_one():
            self._connection.write("delete from memories")
            self._connection.write("delete from stale_memories")
            self._connection.write_all(_REMEMBER, (_memory_row(memory) for memory in memories))

    def forget(self, item: str) -> None:
        """Have what is remembered of an item worked out from its reviews when it is next asked for."""
        self._connection.write("insert or ignore into stale_memories values (?)", item)

    def parameters(self) -> list[float] | None:
        """Return the parameters fitted to the learner, None for the usual ones."""
        rows = self._connection.rows("select fitted from parameters order by id desc limit 1")
        return msgspec.json.decode(rows[0][0], type=list[float] | None) if rows else None

    def set_parameters(self, fitted: list[float] | None, now: datetime) -> None:
        """Keep parameters from now on; None goes back to the usual ones. ``rebuild`` follows them."""
        words = msgspec.json.encode(fitted).decode()
        add = "insert into parameters (fitted, at_utc, offset_min) values (?, ?, ?)"
        self._connection.write(add, words, *stored_time(now))

    def _remember(self, item: str, memory: Memory | None) -> None:
        self._connection.write("delete from stale_memories where item = ?", item)
        if memory is None:
            self._connection.write("delete from memories where item = ?", item)
        else:
            self._connection.write(_REMEMBER, *_memory_row(memory))

    def catch_up(self, *asked: str) -> None:
        """Replay the reviews of the items whose memory doesn't follow them yet; all of them, or those in a list."""
        stale = self._connection.rows(_STALE + _AMONG if asked else _STALE, *asked)
        if not stale:
            return
        from studyapp.study.scheduling import Schedule  # fsrs is loaded when something is scheduled, not at start

        schedule = Schedule(self.parameters())
        with self._connection.as_one():
            for row in stale:
                self._remember(row["item"], schedule.replayed(self.of(row["item"])))


_ONE = "select * from rated_reviews where id = ?"
_REVIEWS = "select * from rated_reviews where id not in (select review_id from review_retractions)"
_LOG = """
    select item, at_utc, day, rating from rated_reviews
    where id not in (select review_id from review_retractions) order by id
"""
_TIMES = """
    select item, seconds from reviews
    where rating > 1 and id not in (select review_id from review_retractions) order by id desc limit ?
"""
_ADD = """
    insert into reviews (item, topic, rating, own, seconds, attempt_id, day, at_utc, offset_min)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CHANGE = "insert into rating_changes (review_id, rating, at_utc, offset_min) values (?, ?, ?, ?)"
_STALE = "select item from stale_memories"
_MEMORIES = "select * from memories"
_AMONG = " where item in (select value from json_each(?))"
_DUE = """
    select * from memories where due_day <= ? and item not in (select 'card/' || card_id from card_removals)
    order by due_day, item limit ?
"""
_DUE_BY_DAY = """
    select due_day, count(*) from memories
    where due_day <= ? and item not in (select 'card/' || card_id from card_removals) group by due_day
"""
_COUNTS = """
    select count(*), coalesce(sum(not exists (
        select 1 from reviews as earlier where earlier.item = reviews.item and earlier.id < reviews.id
        and earlier.id not in (select review_id from review_retractions)
    )), 0), coalesce(sum(min(seconds, ?)), 0.0)
    from reviews where day = ? and id not in (select review_id from review_retractions)
"""
_DAYS = """
    select day from sums_by_day where attempts > 0 and day <= ?
    union select day from cards_by_day where cards > 0 and day <= ? order by day desc
"""
_REMEMBER = "insert or replace into memories values (?, ?, ?, ?, ?, ?, ?, ?)"


def _utc(moment: datetime) -> str:
    """Return a moment to the microsecond: what is replayed from the file is then exactly what was worked out before."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _review(row: Row) -> Review:
    return Review(
        item=row["item"],
        topic=row["topic"],
        rating=_RATING[row["rating"]],
        seconds=row["seconds"],
        at=local_time(row["at_utc"], row["offset_min"]),
        day=date.fromisoformat(row["day"]),
        own=bool(row["own"]),
        attempt=row["attempt_id"],
        id=row["id"],
    )


def _memory_row(memory: Memory) -> tuple[str | int | float, ...]:
    state = (memory.stability, memory.difficulty, memory.last.isoformat(), memory.due.isoformat())
    return (memory.item, memory.topic, *state, memory.reviews, memory.lapses)


def _memory(row: Row) -> Memory:
    item, topic, stability, difficulty, last, due, reviews, lapses = (
        row  # by place: a hundred thousand may be asked for
    )
    days = date.fromisoformat(last), date.fromisoformat(due)
    return Memory(item, topic, stability, difficulty, *days, reviews, lapses)
