"""A plan that changed says so in one sentence, and in as few numbers as possible."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from studyapp.study.plan_words import Behind, plan_sentence

TODAY = date(2026, 3, 4)  # a Wednesday


def after(*days: int) -> list[date]:
    """Return days after today."""
    return [TODAY + timedelta(days=number) for number in days]


@pytest.mark.parametrize(
    ("behind", "said"),
    [
        (Behind(TODAY), ""),
        (Behind(TODAY, kept=5), ""),
        (
            Behind(TODAY, missed=2, moved=after(1, 5, 6), kept=12, waiting=80),
            "Two days were missed: 3 topics moved to next week, and reviews are cut to the 12 that matter most.",
        ),
        (Behind(TODAY, missed=1), "One day was missed, and everything still fits."),
        (Behind(TODAY, missed=1, moved=after(0)), "One day was missed: 1 topic moved to today."),
        (Behind(TODAY, missed=12, moved=after(1)), "12 days were missed: 1 topic moved to tomorrow."),
        (Behind(TODAY, missed=1, moved=after(4)), "One day was missed: 1 topic moved to later this week."),
        (Behind(TODAY, missed=1, moved=after(13)), "One day was missed: 1 topic moved to the next two weeks."),
        (
            Behind(TODAY, missed=3, moved=after(1), left_out=1, exam="Vision"),
            "Three days were missed: 1 topic moved to tomorrow, and 1 topic no longer fits before Vision.",
        ),
        (
            Behind(TODAY, missed=3, moved=after(1), left_out=2, exam="Vision", kept=1, waiting=9),
            (
                "Three days were missed: 1 topic moved to tomorrow, 2 topics no longer fit before Vision, "
                "and reviews are cut to the one that matters most."
            ),
        ),
        (
            Behind(TODAY, missed=2, waiting=9, new=2),
            "Two days were missed: reviews wait for the next days.",
        ),
        (
            Behind(TODAY, left_out=4, exam="Vision", minutes=20, minutes_needed=35, kept=3, waiting=3),
            "At 20 minutes a day, 4 topics will not fit before Vision; 35 minutes a day would do.",
        ),
        (
            Behind(TODAY, left_out=1, exam="Vision", minutes=20, minutes_needed=500),
            "At 20 minutes a day, 1 topic will not fit before Vision; the plan has what is worth most.",
        ),
        (
            Behind(TODAY, left_out=2, exam="Vision", minutes=20, minutes_needed=20),
            "At 20 minutes a day, 2 topics will not fit before Vision; the plan has what is worth most.",
        ),
        (
            Behind(TODAY, left_out=1, exam="Vision", minutes=20),
            "All days before Vision are free, so 1 topic will not be seen.",
        ),
        (
            Behind(TODAY, kept=1, waiting=3),
            "Reviews are cut to the one that matters most; the rest is spread over the next days.",
        ),
        (
            Behind(TODAY, waiting=3, new=1),
            "New topics come first to be seen in time, and reviews wait for the next days.",
        ),
        (Behind(TODAY, waiting=300), ""),
    ],
)
def test_what_changed_is_one_sentence(behind: Behind, said: str) -> None:
    assert plan_sentence(behind) == said
    assert said.count(".") <= 1
