"""The days of a plan are whole days of the learner, over journeys, clock changes and late nights."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.day_numbers import day_numbers
from studyapp.study.exam_plan import plan
from studyapp.study.history import learners_day
from studyapp.study.memory import Rating, Review
from studyapp.study.study_plan import Standing, Wishes
from tests.studyapp.study_plans import SCHEDULE, syllabus

BERLIN = ZoneInfo("Europe/Berlin")
YEAR = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.builds(
    lambda seconds, zone: (YEAR + timedelta(seconds=seconds)).astimezone(zone),
    st.integers(0, 365 * 24 * 3600),
    st.sampled_from([UTC, BERLIN]),
)


@given(moments, st.integers(0, 12), st.integers(-100, 100))
def test_the_end_of_each_day_belongs_to_it_and_the_next_second_to_the_next(
    now: datetime, day_starts_at: int, number: int
) -> None:
    days = day_numbers(now, day_starts_at)
    assert days.today == learners_day(now, day_starts_at) and days.number(now) == 0
    end = days.moment(number)
    assert (days.number(end), days.number(end + timedelta(seconds=1))) == (number, number + 1)
    assert days.number_of(days.on(number)) == number
    there = end.astimezone(now.tzinfo) if now.tzinfo is UTC else end + (now.utcoffset() or timedelta())
    assert learners_day(there, day_starts_at) == days.on(number)


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])  # the clocks of Berlin go on, and back
def test_a_plan_over_a_change_of_clocks_has_every_day_once(change: date) -> None:
    now = datetime(change.year, change.month, change.day - 2, 23, 30, tzinfo=BERLIN)
    learnt = SCHEDULE.after(None, Review("f/1", "a", Rating.GOOD, 30, now - timedelta(days=1)))
    assert learnt is not None
    found = plan([], syllabus(), Standing([learnt]), now, schedule=SCHEDULE, wishes=Wishes(minutes=30))
    assert [day.day for day in found.days] == [now.date() + timedelta(days=number) for number in range(14)]
    assert next(day.day for day in found.days if day.reviews) == learnt.due.astimezone(now.tzinfo).date()


def test_a_late_night_belongs_to_the_day_before() -> None:
    late = datetime(2026, 3, 3, 2, 30, tzinfo=BERLIN)
    assert day_numbers(late, 4).today == date(2026, 3, 2)
    assert plan([], syllabus(), Standing(), late, schedule=SCHEDULE, wishes=Wishes(day_starts_at=4)).today.day == date(
        2026, 3, 2
    )
