"""A streak is days in a row with an answer, and isn't over before today is."""

from __future__ import annotations

from datetime import date, timedelta

from studyapp.study.history import streak


def test_a_streak_counts_days_in_a_row_up_to_today_or_yesterday() -> None:
    today = date(2026, 3, 10)
    days = [today - timedelta(days=back) for back in (1, 2, 3, 5)]
    assert streak(days, today) == 3
    assert streak([today, *days], today) == 4
    assert streak([], today) == 0
    assert streak(days, today + timedelta(days=1)) == 0
