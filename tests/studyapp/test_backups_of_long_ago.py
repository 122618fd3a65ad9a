"""Backups are thinned out as they age: days, weeks and months are left, and what was made before risky steps."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from studyapp import backups as module
from studyapp.backups import Backup, superfluous
from tests.studyapp.attempts import NOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def grown(hours: list[float]) -> list[Backup]:
    """Return what is left after a backup at each of these hours, thinned out every time, as the app does it."""
    kept: list[Backup] = []
    for hour in sorted(set(hours)):
        moment = NOON + hour * HOUR
        kept.insert(0, Backup(Path(f"{moment:%Y-%m-%d-%H%M%S}"), moment))
        gone = superfluous(kept)
        kept = [each for each in kept if each not in gone]
    return kept


def test_after_two_years_of_five_backups_a_day_days_weeks_and_months_are_left() -> None:
    kept = grown([hour + day * 24.0 for day in range(730) for hour in range(0, 10, 2)])
    ages = [kept[0].made_at - each.made_at for each in kept]
    assert len(kept) <= module.NEWEST_KEPT + module.DAYS_KEPT + module.WEEKS_KEPT + module.MONTHS_KEPT
    assert len({each.made_at.date() for each in kept if kept[0].made_at - each.made_at < 7 * DAY}) == 7
    weeks = [(kept[0].made_at - number * 7 * DAY).isocalendar()[:2] for number in range(4)]
    assert {each.made_at.isocalendar()[:2] for each in kept} >= set(weeks)
    assert timedelta(days=330) < ages[-1] < timedelta(days=366)
    assert max(later - sooner for sooner, later in pairwise(ages)) <= 31 * DAY


@given(st.lists(st.integers(0, 24 * 800), min_size=1, max_size=60))
def test_the_newest_always_stays_and_no_more_than_agreed(hours: list[int]) -> None:
    kept = grown([float(hour) for hour in hours])
    assert kept[0].made_at == NOON + max(hours) * HOUR
    assert len(kept) <= module.NEWEST_KEPT + module.DAYS_KEPT + module.WEEKS_KEPT + module.MONTHS_KEPT
    newest = sorted({NOON + hour * HOUR for hour in hours}, reverse=True)[: module.NEWEST_KEPT]
    assert {each.made_at for each in kept} >= set(newest)


def test_those_before_risky_steps_take_no_room_of_the_others() -> None:
    def at(minute: int, before: str) -> Backup:
        return Backup(Path(f"{minute}{before}"), NOON + timedelta(minutes=minute), before)

    kept = [at(minute, "import") for minute in range(20, 10, -1)] + [at(minute, "") for minute in range(10, 0, -1)]
    left = [each for each in kept if each not in superfluous(kept)]
    assert [each.before for each in left] == ["import"] * module.BEFORE_KEPT + [""] * module.NEWEST_KEPT
