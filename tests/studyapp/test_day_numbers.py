"""The days of a plan are days of the learner's calendar, over clock changes and late nights."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.day_numbers import DayNumbers
from studyapp.study.exam_plan import plan
from studyapp.study.memory import Rating, Review
from studyapp.study.study_plan import Standing, Wishes
from tests.studyapp.study_plans import SCHEDULE, syllabus

BERLIN = ZoneInfo("Europe/Berlin")


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-100, 100))
def test_every_day_of_the_calendar_has_its_number(today: date, number: int) -> None:
    days = DayNumbers(today)
    assert days.on(0) == today and days.number_of(days.on(number)) == number
    assert days.on(number).toordinal() - today.toordinal() == number


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])  # the clocks of Berlin go on, and back
@pytest.mark.parametrize("hour", [1, 23])
def test_a_plan_over_a_change_of_clocks_has_every_day_once(change: date, hour: int) -> None:
    now = datetime(change.year, change.month, change.day - 2, hour, 30, tzinfo=BERLIN)
    yesterday = now - timedelta(days=1)
    learnt = SCHEDULE.after(None, Review("f/1", "a", Rating.EASY, 30, yesterday, yesterday.date()))
    assert learnt is not None and learnt.due > change
    found = plan([], syllabus(), Standing([learnt]), now, schedule=SCHEDULE, wishes=Wishes(minutes=30))
    assert [day.day for day in found.days] == [now.date() + timedelta(days=number) for number in range(14)]
    assert next(day.day for day in found.days if day.reviews) == learnt.due


def test_a_late_night_belongs_to_the_day_before() -> None:
    late = datetime(2026, 3, 3, 2, 30, tzinfo=BERLIN)
    found = plan([], syllabus(), Standing(), late, schedule=SCHEDULE, wishes=Wishes(day_starts_at=4))
    assert found.today.day == date(2026, 3, 2)
