"""What is remembered goes by days of the learner's calendar, whatever the clocks do and wherever the learner is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import dropwhile, pairwise
from zoneinfo import ZoneInfo

import fsrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.refit import review_logs
from studyapp.storage import Store
from studyapp.study.history import learners_day, review_of
from studyapp.study.memory import Memory, Rating, Review
from studyapp.study.refitting import LogRow, counted, predictions
from studyapp.study.scheduling import Schedule
from tests.studyapp.attempts import attempt
from tests.studyapp.test_scheduling import by_fsrs

# Lord Howe Island moves its clocks by half an hour; between Honolulu and Auckland lies the date line.
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Honolulu", "Pacific/Auckland")
CHANGES = ("2026-03-08T07+00:00", "2026-03-29T01+00:00", "2026-04-04T15+00:00", "2026-10-25T01+00:00")
SCHEDULE = Schedule()
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Answer:
    """An answer somewhere on earth, by someone whose day begins at an hour of the clock there."""

    at: datetime
    starts: int
    rating: Rating

    @property
    def day(self) -> date:
        """Return the day as one tells it: by the calendar on the wall, or the day before while it is too early."""
        return date.fromordinal(self.at.toordinal() - (self.at.hour < self.starts))

    @property
    def review(self) -> Review:
        """Return the review that the app makes of it."""
        return review_of(replace(attempt(at=self.at), day_starts_at=self.starts), self.rating)


def count(earlier: date, later: date) -> int:
    """Count the days from one to another on a calendar, one by one."""
    days = 0
    while earlier < later:
        earlier, days = earlier + timedelta(days=1), days + 1
    return days


def at_noon(answers: Sequence[Answer]) -> list[Review]:
    """Return the answers as if each had been given at noon of its day in one place that is never left."""
    day, reviews = BEGINNING.date(), []
    for before, answer in pairwise([answers[0], *answers]):
        day += timedelta(days=count(before.day, answer.day))
        reviews.append(replace(answer.review, day=day))
    return reviews


def learnt(answers: Sequence[Answer]) -> list[Answer]:
    """Return the answers from the first on that was clean enough."""
    return list(dropwhile(lambda answer: answer.rating is Rating.AGAIN, answers))


@st.composite
def journeys(draw: st.DrawFn) -> list[Answer]:
    """Return answers from a change of clocks on, here and there, with days that begin at one hour or another."""
    moment = datetime.fromisoformat(draw(st.sampled_from(CHANGES))) - timedelta(hours=draw(st.integers(0, 72)))
    zone, starts, answers = draw(st.sampled_from(ZONES)), draw(st.integers(0, 6)), []
    for _ in range(draw(st.integers(1, 8))):
        if draw(st.booleans()):
            zone, starts = draw(st.sampled_from(ZONES)), draw(st.integers(0, 6))
        answers.append(Answer(moment.astimezone(ZoneInfo(zone)), starts, draw(st.sampled_from(Rating))))
        moment += timedelta(minutes=draw(st.one_of(st.integers(1, 60 * 60), st.integers(1, 60 * 24 * 90))))
    return answers


@given(journeys(), st.integers(0, 99))
def test_a_memory_is_what_fsrs_makes_of_the_days_that_were_counted(answers: list[Answer], later: int) -> None:
    memory = SCHEDULE.replayed(answer.review for answer in answers)
    begun = learnt(answers)
    assert (memory is None) == (not begun)
    if memory is None:
        return
    scheduler, card = by_fsrs(at_noon(begun))
    assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
    assert memory.last == answers[-1].day
    assert card.last_review is not None
    interval = (card.due - card.last_review).days
    assert count(memory.last, memory.due) == (1 if answers[-1].rating is Rating.AGAIN else interval)
    then = card.last_review + timedelta(days=later)
    assert SCHEDULE.recall(memory, memory.last + timedelta(days=later)) == scheduler.get_card_retrievability(card, then)


@given(journeys())
def test_the_fitting_is_given_the_days_that_were_counted(answers: list[Answer]) -> None:
    log: list[LogRow] = [(each.item, each.at, each.day, each.rating) for each in (one.review for one in answers)]
    begun = learnt(answers)
    found = list(review_logs(log))
    assert [each.rating for each in found] == [fsrs.Rating(int(each.rating)) for each in begun]
    days = [count(before.day, after.day) for before, after in pairwise(begun)]
    moments = [each.review_datetime for each in found]
    assert [after - before for before, after in pairwise(moments)] == [timedelta(days=each) for each in days]
    assert counted(log) == len(list(predictions(log, None, BEGINNING))) == sum(each > 0 for each in days)


@settings(max_examples=30)
@given(journeys())
def test_the_day_of_a_review_is_kept_and_brings_the_item_back_with_a_day_of_its_own(answers: list[Answer]) -> None:
    with Store() as store:
        memory: Memory | None = None
        for each in answers:
            review = each.review
            memory = SCHEDULE.after(memory, review) if memory else SCHEDULE.after(None, review)
            store.add_answer(replace(attempt(at=each.at), day_starts_at=each.starts), review, memory)
        assert [review.day for review in store.reviews.all()] == [answer.day for answer in answers]
        assert [day for _, _, day, _ in store.reviews.log()] == [answer.day for answer in answers]
        assert store.reviews.memory(answers[0].review.item) == memory
        if memory is not None:
            assert store.reviews.due(memory.due - timedelta(days=1), 9) == []
            assert store.reviews.due(memory.due, 9) == [memory]


@pytest.mark.parametrize("hours", [23, 24, 25])
def test_an_hour_earlier_or_later_every_day_is_a_day_every_time(hours: int) -> None:
    noon = datetime(2026, 5, 4, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    each_day = [Answer(noon + timedelta(hours=hours * number), 4, Rating.GOOD) for number in range(7)]
    same_hour = [Answer(noon + timedelta(days=number), 4, Rating.GOOD) for number in range(7)]
    memory = SCHEDULE.replayed(answer.review for answer in each_day)
    assert memory == SCHEDULE.replayed(answer.review for answer in same_hour)
    assert memory is not None and memory.last == date(2026, 5, 10)


def test_what_was_failed_late_at_night_comes_back_in_the_morning() -> None:
    known = SCHEDULE.after(None, Answer(datetime(2026, 5, 1, 20, tzinfo=UTC), 4, Rating.GOOD).review)
    late = Answer(datetime(2026, 5, 9, 3, 59, tzinfo=UTC), 4, Rating.AGAIN)
    memory = SCHEDULE.after(known, late.review)
    assert known is not None and memory is not None
    assert (memory.last, memory.due) == (date(2026, 5, 8), date(2026, 5, 9))
    assert learners_day(late.at + timedelta(minutes=1), late.starts) == memory.due


def test_a_journey_over_the_date_line_into_yesterday_is_no_time_and_moves_nothing_else() -> None:
    auckland = Answer(datetime(2026, 5, 8, 9, tzinfo=ZoneInfo("Pacific/Auckland")), 4, Rating.GOOD)
    honolulu = Answer((auckland.at + timedelta(hours=12)).astimezone(ZoneInfo("Pacific/Honolulu")), 4, Rating.GOOD)
    assert (auckland.day, honolulu.day) == (date(2026, 5, 8), date(2026, 5, 7))
    first = SCHEDULE.replayed([auckland.review])
    assert first is not None
    assert SCHEDULE.recall(first, honolulu.day) == SCHEDULE.recall(first, auckland.day) == 1
    again = SCHEDULE.after(first, honolulu.review)
    same_day = SCHEDULE.after(first, auckland.review)
    assert again is not None and same_day is not None
    assert (again.stability, again.difficulty) == (same_day.stability, same_day.difficulty)
    assert again.due - honolulu.day == same_day.due - auckland.day
    log = [(each.item, each.at, each.day, each.rating) for each in (auckland.review, honolulu.review)]
    assert len({each.review_datetime for each in review_logs(log)}) == 1 and counted(log) == 0


def test_another_start_of_the_day_leaves_the_past_as_it_was_and_is_followed_from_then_on() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    late = Answer(datetime(2026, 3, 3, 1, 30, tzinfo=berlin), 4, Rating.HARD)
    memory = SCHEDULE.after(None, late.review)
    assert memory is not None and memory.last == date(2026, 3, 2)
    with Store() as store:
        store.add_answer(replace(attempt(at=late.at), day_starts_at=4), late.review, memory)
        for starts in range(7):  # what the learner chooses now
            assert store.reviews.memory(memory.item) == memory
            assert [review.day for review in store.reviews.all()] == [date(2026, 3, 2)]
            first = datetime(memory.due.year, memory.due.month, memory.due.day, starts, tzinfo=berlin)
            before = first - timedelta(minutes=1)
            assert [store.reviews.due(learners_day(each, starts), 9) for each in (before, first)] == [[], [memory]]
            assert store.reviews.due_by_day(learners_day(before, starts), 3)[memory.due] == 1
