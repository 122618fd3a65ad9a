"""The sums of Progress against scipy, numpy and plain counting."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from studyapp.study.history import PredictionMade, Tally
from studyapp.study.statistics import (
    TENTHS,
    Bin,
    bins,
    busy_level,
    compared,
    longest_streak,
    one_in,
    predictions_by_demo,
    usual_most,
    weeks_until,
    whole,
    wilson,
)
from tests.studyapp.attempts import NOON

DAY = date(2026, 3, 18)
days = st.dates(date(2024, 1, 1), DAY)
pairs = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60)


@given(st.integers(1, 5000), st.data())
def test_the_interval_of_a_share_is_the_one_that_scipy_finds(count: int, data: st.DataObject) -> None:
    happened = data.draw(st.integers(0, count))
    truth = binomtest(happened, count).proportion_ci(0.9, method="wilson")
    assert wilson(happened / count, count) == pytest.approx((truth.low, truth.high), abs=2e-5)


def test_without_a_case_a_share_may_be_anything() -> None:
    assert wilson(0.0, 0) == (0.0, 1.0)


@given(pairs)
def test_bins_hold_what_numpy_puts_into_them(said: list[tuple[float, bool]]) -> None:
    chances = np.array([chance for chance, _ in said])
    came = np.array([right for _, right in said], dtype=bool)
    places = np.digitize(chances, TENTHS[1:-1])
    found = bins(Counter(said))
    assert [each.count for each in found] == [n for n in np.bincount(places, minlength=10) if n] if said else not found
    filled = [place for place in range(10) if (places == place).any()]
    for place, each in zip(filled, found, strict=True):
        assert each.expected == pytest.approx(chances[places == place].mean())
        assert each.happened == pytest.approx(came[places == place].mean())
        assert each.low <= each.happened + 1e-9 and each.happened <= each.high + 1e-9


@given(pairs)
def test_all_bins_together_are_all_answers_together(said: list[tuple[float, bool]]) -> None:
    total = whole(bins(Counter(said)))
    if not said:
        assert total is None
        return
    assert total is not None
    assert total.count == len(said)
    assert total.expected == pytest.approx(np.mean([chance for chance, _ in said]))
    assert total.happened == pytest.approx(np.mean([right for _, right in said]))


def test_a_chance_on_an_edge_belongs_to_the_bin_above_and_certainty_to_the_last() -> None:
    assert [each.count for each in bins({(0.3, True): 4, (0.29, True): 2, (1.0, True): 1, (0.95, False): 2})] == [
        2,
        4,
        3,
    ]


def test_expectation_and_outcome_agree_within_five_points() -> None:
    assert [compared(0.8, happened) for happened in (0.74, 0.76, 0.84, 0.86)] == [-1, 0, 0, 1]


@given(st.lists(st.tuples(st.integers(0, 20).map(str), st.integers()), max_size=80), st.integers(2, 7))
def test_of_a_long_log_each_item_is_taken_whole_or_not_at_all(log: list[tuple[str, int]], items: int) -> None:
    kept = list(one_in(log, items))
    names = {item for item, _ in kept}
    assert kept == [row for row in log if row[0] in names]
    assert list(one_in(log, 1)) == log


def test_about_one_item_in_so_many_is_taken() -> None:
    assert len(list(one_in(((f"family-{n}/1",) for n in range(10_000)), 10))) == pytest.approx(1000, rel=0.1)


@given(st.sets(days, max_size=40))
def test_the_longest_streak_is_the_longest_run_of_days(studied: set[date]) -> None:
    def run(day: date) -> int:
        return 1 + run(day + timedelta(days=1)) if day in studied else 0

    assert longest_streak(studied) == max(map(run, studied), default=0)


@given(st.dictionaries(days, st.integers(1, 30), max_size=40), st.integers(1, 60))
def test_weeks_hold_the_answers_of_their_days(answers: dict[date, int], count: int) -> None:
    weeks = weeks_until({day: Tally(number, number / 2) for day, number in answers.items()}, DAY, count)
    assert len(weeks) == count and weeks[-1][0] == date(2026, 3, 16)
    for first, tally in weeks:
        assert first.weekday() == 0
        inside = [number for day, number in answers.items() if first <= day < first + timedelta(days=7)]
        assert (tally.attempts, tally.earned) == (sum(inside), sum(inside) / 2)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=50))
def test_busier_days_are_never_paler_and_a_day_without_answers_is_empty(attempts: list[int]) -> None:
    most = usual_most(attempts)
    levels = [busy_level(number, most) for number in range(max(attempts) + 1)]
    assert levels == sorted(levels) and levels[0] == 0
    assert all(1 <= level <= 4 for level in levels[1:])
    studied = [number for number in attempts if number]
    assert sum(number <= most for number in studied) >= 0.9 * len(studied) - 1


def test_predictions_are_counted_by_demo_most_first() -> None:
    made = [PredictionMade(demo, "?", chosen, 1, "{}", NOON) for demo, chosen in (("a", 1), ("b", 1), ("b", 0))]
    assert list(predictions_by_demo(made).items()) == [("b", Tally(2, 1)), ("a", Tally(1, 1))]


def test_a_bin_is_plain_data() -> None:
    assert bins({(0.5, True): 1}) == [Bin(0.5, 1.0, *wilson(1.0, 1), 1)]
