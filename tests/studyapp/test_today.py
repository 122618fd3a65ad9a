"""The plan of the day brings back what was wrong tomorrow and what was right later."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from studyapp.study.history import streak
from studyapp.study.today import difficulty_after, plan
from tests.studyapp.attempts import NOON, attempt

FAMILIES = ("a", "b", "c")


@pytest.mark.parametrize(("score", "hints", "days"), [(0.0, 0, 1), (0.5, 0, 1), (1.0, 2, 1), (1.0, 0, 4)])
def test_a_family_comes_back_after_days_that_depend_on_the_last_answer(score: float, hints: int, days: int) -> None:
    last = {"b": attempt("b", score=score, hints=hints)}
    before = plan(FAMILIES, last, NOON + timedelta(days=days - 1), None)
    after = plan(FAMILIES, last, NOON + timedelta(days=days), None)
    assert (before.due, after.due) == ((), ("b",))
    assert after.new == ("a", "c") and after.next_family == "b"


def test_the_most_overdue_comes_first() -> None:
    last = {
        "a": attempt("a", score=0, at=NOON + timedelta(days=2)),
        "c": attempt("c", score=0, at=NOON),
        "gone": attempt("gone", score=0),
    }
    assert plan(FAMILIES, last, NOON + timedelta(days=9), None).due == ("c", "a")


def test_a_day_is_the_learners_own() -> None:
    tokyo = timezone(timedelta(hours=9))
    late = datetime(2026, 3, 2, 23, 50, tzinfo=tokyo)
    last = {"a": attempt("a", score=0, at=late)}
    assert plan(("a",), last, late + timedelta(minutes=20), None).due == ("a",)


def test_the_exam_is_counted_down_in_days() -> None:
    assert plan((), {}, NOON, date(2026, 3, 14)).days_to_exam == 12
    assert plan((), {}, NOON, None).days_to_exam is None


def test_difficulty_rises_with_clean_answers_and_falls_with_poor_ones() -> None:
    assert difficulty_after(None) == 1
    assert difficulty_after(attempt(difficulty=1)) == 2
    assert difficulty_after(attempt(difficulty=3)) == 3
    assert difficulty_after(attempt(difficulty=2, hints=1)) == 2
    assert difficulty_after(attempt(difficulty=2, score=0.6)) == 2
    assert difficulty_after(attempt(difficulty=2, score=0)) == 1
    assert difficulty_after(attempt(difficulty=1, score=0)) == 1


def test_a_streak_counts_days_in_a_row_up_to_today_or_yesterday() -> None:
    today = date(2026, 3, 10)
    days = [today - timedelta(days=back) for back in (1, 2, 3, 5)]
    assert streak(days, today) == 3
    assert streak([*days, today], today) == 4
    assert streak(days, today + timedelta(days=1)) == 0
