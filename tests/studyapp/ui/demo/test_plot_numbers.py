"""What plots are drawn from: no peak is lost, axes and numbers are readable, and so is ink on every colour."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.demo import Moment
from studyapp.study.run_data import thinned
from studyapp.ui.plots import colours, scales
from studyapp.ui.plots.layout import panel_rows
from studyapp.ui.plots.series import BLOCK, MOST_POINTS, WAITING, Series, moments_of
from studyapp.ui.theme import DARK, LIGHT, Theme

both_themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)

finite = st.floats(-1e6, 1e6)
scalars = st.dictionaries(st.sampled_from(["loss", "accuracy", "gap"]), st.floats(), min_size=1)


# ---------------------------------------------------------------- series


@given(st.integers(0, 2**32), st.integers(1, 1000), st.integers(10, 60))
def test_thinned_points_keep_both_ends_and_every_extreme(seed: int, count: int, most: int) -> None:
    points = np.array([np.arange(count), np.random.default_rng(seed).normal(size=count)])
    kept = thinned(points, most)
    assert kept.shape[1] <= most
    assert set(map(tuple, kept.T)) <= set(map(tuple, points.T))
    assert (np.diff(kept[0]) > 0).all()
    assert (kept[0, 0], kept[0, -1]) == (0, count - 1)
    assert (kept[1].min(), kept[1].max()) == (points[1].min(), points[1].max())


@given(st.integers(0, 2**32), st.integers(20, 40))
def test_a_long_run_is_drawn_without_losing_its_peaks(seed: int, most: int) -> None:
    values = np.random.default_rng(seed).normal(size=BLOCK * most + 777)
    series = Series(Moment(step, {"loss": value}) for step, value in enumerate(values.tolist()))
    steps, drawn = series.drawn("loss", most)
    assert len(drawn) <= most
    assert (drawn.min(), drawn.max()) == (values.min(), values.max())
    assert all(values[int(step)] == value for step, value in zip(steps, drawn, strict=True))
    assert steps[-1] == len(values) - 1
    assert series.limits(["loss"]) == (values.min(), values.max())


@given(st.lists(scalars, max_size=50))
def test_a_series_gives_every_moment_back(measured: list[dict[str, float]]) -> None:
    moments = [Moment(10 * place, each) for place, each in enumerate(measured)]
    back = moments_of(Series(moments).columns())
    assert repr(back) == repr([Moment(moment.step, dict(_ordered(moment, moments))) for moment in moments])


def _ordered(moment: Moment, moments: list[Moment]) -> list[tuple[str, float]]:
    """Return the scalars in the order in which they were first met, as a series keeps them."""
    names = dict.fromkeys(name for each in moments for name in each.scalars)
    return [(name, moment.scalars[name]) for name in names if name in moment.scalars]


@given(st.lists(st.tuples(st.integers(1, 5), finite), min_size=1, max_size=80), st.integers(-3, 400))
def test_the_value_at_a_step_is_the_one_measured_last(gaps: list[tuple[int, float]], step: int) -> None:
    steps = np.cumsum([gap for gap, _ in gaps]).tolist()
    series = Series(Moment(at, {"loss": value}) for at, (_, value) in zip(steps, gaps, strict=True))
    before = [value for at, (_, value) in zip(steps, gaps, strict=True) if at <= step]
    assert series.at("loss", step) == (before[-1] if before else None)


def test_what_is_not_finite_is_left_out_of_the_drawing() -> None:
    series = Series([Moment(0, {"loss": 2.0}), Moment(1, {"loss": math.inf}), Moment(2, {"loss": math.nan})])
    assert series.drawn("loss", 100).tolist() == [[0.0], [2.0]]
    assert series.last("loss") == 2.0
    assert series.last_step == 2


def missing_for_a_while() -> list[Moment]:
    """Return moments of which some in the middle have no number of steps, as when the arrows walk in circles."""
    there = [*range(200), *range(300, 500)]
    return [Moment(step, {"loss": 1.0} | ({"steps": step / 7} if step in there else {})) for step in range(500)]


@pytest.mark.parametrize("absent", [{}, {"steps": math.nan}], ids=["not there", "no number"])
def test_a_line_is_broken_where_nothing_was_measured_for_a_while(absent: dict[str, float]) -> None:
    moments = [Moment(each.step, {**absent, **each.scalars}) for each in missing_for_a_while()]
    for series in (Series(moments), Series.from_columns(Series(moments).thinned(300))):
        steps, values = series.drawn("steps", 100)
        gap = np.flatnonzero(np.isnan(values))
        assert len(gap) == 1
        assert 197 <= steps[gap - 1] <= 199
        assert steps[gap + 1] == 300
        assert not np.isnan(series.drawn("loss", 100)).any()


def test_a_gap_too_narrow_to_be_seen_breaks_no_line() -> None:
    moments = [Moment(step, {"loss": math.nan if step % 2 else float(step)}) for step in range(1000)]
    assert not np.isnan(Series(moments).drawn("loss", 100)).any()


def test_moments_further_apart_later_on_leave_no_gap() -> None:
    steps = [*range(2048), *range(2048, 4096, 2), *range(4096, 20_000, 4)]
    assert not np.isnan(Series(Moment(step, {"loss": 1.0}) for step in steps).drawn("loss", 300)).any()


def test_limits_above_zero_leave_out_what_a_logarithmic_axis_has_no_place_for() -> None:
    series = Series([Moment(0, {"loss": 3.0, "none": 0.0}), Moment(1, {"loss": 0.0}), Moment(2, {"loss": 0.02})])
    assert series.limits(["loss"]) == (0.0, 3.0)
    assert series.limits_above_zero(["loss", "none"]) == (0.02, 3.0)
    assert series.limits_above_zero(["none"]) is None


def test_a_very_long_run_stays_small_and_keeps_its_ends_and_peaks() -> None:
    count = 6 * MOST_POINTS
    values = np.random.default_rng(0).normal(size=count)
    values[77_777] = 50.0
    series = Series(Moment(step, {"loss": value}) for step, value in enumerate(values.tolist()))
    steps, kept = series.columns()["loss"]
    assert MOST_POINTS / 2 <= len(kept) <= MOST_POINTS + WAITING
    assert (np.diff(steps) > 0).all() and (steps[0], steps[-1]) == (0, count - 1)
    assert all(values[int(step)] == value for step, value in zip(steps, kept, strict=True))
    assert (kept.min(), kept.max()) == (values.min(), 50.0)
    drawn = series.drawn("loss", 300)
    assert drawn.shape[1] <= 300 and drawn[1].max() == 50.0
    assert drawn[1].min() == values.min()


def test_a_run_that_stays_odd_for_ever_stays_small_too() -> None:
    series = Series(Moment(step, {"loss": math.nan}) for step in range(5 * MOST_POINTS))
    steps = series.columns()["loss"][0]
    assert len(steps) <= MOST_POINTS + WAITING and steps[-1] == 5 * MOST_POINTS - 1


def test_a_series_thins_up_to_a_step_and_tells_its_ends() -> None:
    series = Series(Moment(step, {"loss": float(step % 7), "odd": math.nan}) for step in range(1000))
    thin = series.thinned(100, until=500)
    assert thin["loss"].shape[1] <= 100 and thin["loss"][0, -1] == 500
    assert series.finals() == {"loss": float(999 % 7)}
    assert series.steps().tolist() == list(range(1000))


# ---------------------------------------------------------------- scales and colours


@given(st.floats(1e-9, 1e12))
def test_a_round_limit_is_at_most_half_as_much_again(value: float) -> None:
    assert value <= scales.round_up(value) * (1 + 1e-6)
    assert scales.round_up(value) <= 1.5001 * value


@given(finite, finite)
def test_round_limits_hold_the_values(first: float, second: float) -> None:
    low, high = sorted((first, second))
    below, above = scales.round_limits(low, high)
    slack = 1e-6 * max(abs(low), abs(high), 1e-12)
    assert below < above
    assert below <= low + slack
    assert high <= above + slack


@given(finite, st.floats(1e-3, 1e6), st.integers(2, 12))
def test_ticks_are_evenly_spaced_between_the_limits(low: float, span: float, most: int) -> None:
    places, spacing = scales.ticks(low, low + span, most)
    assert len(places) <= most + 1
    assert all(math.isclose(b - a, spacing, rel_tol=1e-6) for a, b in pairwise(places))
    assert all(low - spacing * 1e-6 <= place <= low + span + spacing * 1e-6 for place in places)


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0, 1, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (0, 5000, ["0", "1,000", "2,000", "3,000", "4,000", "5,000"]),
        (0, 5e6, ["0", "1M", "2M", "3M", "4M", "5M"]),
        (-0.05, 0.05, ["-0.04", "-0.02", "0", "0.02", "0.04"]),
        (0, 5e-6, ["0", "1e-6", "2e-6", "3e-6", "4e-6", "5e-6"]),
    ],
)
def test_tick_labels_are_short_and_alike(low: float, high: float, told: list[str]) -> None:
    places, spacing = scales.ticks(low, high, 5)
    assert scales.tick_texts(places, spacing) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.123456, "0.1235"),
        (1234.5678, "1,235"),
        (12, "12"),
        (5e-16, "5e-16"),
        (0.999999, "1"),
        (2.5e7, "25,000,000"),
        (2.55e9, "2.55e9"),
        (None, "–"),
        (math.nan, "–"),
        (-math.inf, "-∞"),
    ],
)
def test_numbers_are_told_in_four_digits(value: float | None, told: str) -> None:
    assert scales.number_text(value) == told


def contrast(first: str, second: tuple[int, int, int]) -> float:
    """Return the contrast ratio that the accessibility guidelines define."""

    def luminance(colour: tuple[int, int, int]) -> float:
        parts = [each / 255 for each in colour]
        linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lights = sorted((luminance(colours.rgb(first)), luminance(second)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@both_themes
@pytest.mark.parametrize("diverging", [True, False])
def test_numbers_can_be_read_on_every_colour_of_a_ramp(theme: Theme, diverging: bool) -> None:
    for colour in colours.ramp(theme, diverging=diverging):
        red, green, blue = (int(channel) for channel in colour)
        assert contrast(str(colours.ink_on(theme, colour)), (red, green, blue)) >= 3.5


@both_themes
def test_zero_is_neutral_on_a_diverging_ramp(theme: Theme) -> None:
    values = np.array([-2.0, 0.0, 1.0])
    low, high = colours.limits(values, diverging=True)
    middle = colours.ramp(theme, diverging=True)[colours.levels(values, low, high)[1]]
    assert np.abs(middle.astype(int) - colours.rgb(theme.surface)).max() <= 3


@given(st.integers(1, 30), st.integers(1, 3))
def test_rows_hold_every_plot_once_and_differ_by_one_at_most(count: int, columns: int) -> None:
    rows = panel_rows(count, columns)
    assert [place for row in rows for place in row] == list(range(count))
    assert len(rows) == math.ceil(count / columns)
    assert {len(rows[0]) - len(row) for row in rows} <= {0, 1}
