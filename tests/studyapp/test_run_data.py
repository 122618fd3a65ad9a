"""A run's curves and pictures fit into their room and come back as they were; how runs differ is told in words."""

from __future__ import annotations

import contextlib
import math
import tracemalloc
import zlib
from dataclasses import replace
from datetime import timedelta
from typing import cast

import msgspec
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.demo import Pictures
from models.protocol import SIZE_LIMIT
from models.registry import demo
from studyapp.study.run_data import (
    MOST_POINTS,
    RunDataError,
    packed_columns,
    packed_snapshot,
    packed_snapshots,
    spread,
    thinned_line,
    unpacked_columns,
    unpacked_snapshots,
)
from studyapp.study.runs import Turned, differences, main_scalars, told, when
from tests.studyapp.attempts import NOON
from tests.studyapp.runs import GRIDWORLD

PICTURES: Pictures = {
    "maps": np.arange(24, dtype=np.float32).reshape(2, 3, 4),
    "agent": np.array([1, 2], np.int64),
    "grey": np.array([[0, 255]], np.uint8),
    "words": "a text",
    "names": ("a", "b"),
}


def curve(count: int, seed: int = 0) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([np.arange(count) * 10.0, np.random.default_rng(seed).normal(size=count)])


def test_short_curves_come_back_number_for_number() -> None:
    columns = {"loss": curve(300), "odd": np.array([[0.0, 1.0, 2.0], [math.nan, 1.5, -math.inf]])}
    back = unpacked_columns(packed_columns(columns))
    assert list(back) == ["loss", "odd"]
    assert all(np.array_equal(back[name], columns[name], equal_nan=True) for name in columns)


@given(st.integers(0, 2**32), st.integers(700, 5000))
def test_long_curves_keep_both_ends_and_every_extreme(seed: int, count: int) -> None:
    whole = curve(count, seed)
    back = unpacked_columns(packed_columns({"loss": whole}))["loss"]
    assert back.shape[1] <= MOST_POINTS
    assert (back[0, 0], back[0, -1]) == (0, whole[0, -1])
    assert (back[1].min(), back[1].max()) == (whole[1].min(), whole[1].max())


def test_what_is_not_finite_does_not_crowd_out_the_rest() -> None:
    whole = curve(4000)
    whole[1, 2000:] = math.nan
    kept = thinned_line(whole, 100)
    assert kept.shape[1] <= 100 and (np.diff(kept[0]) > 0).all()
    assert kept[0, -1] == whole[0, -1]
    assert np.isfinite(kept[1]).sum() > 80


def test_too_many_curves_get_fewer_points_until_they_fit() -> None:
    columns = {f"curve {number}": curve(2000, number) for number in range(40)}
    limit = 100_000
    packed = packed_columns(columns, limit)
    assert len(packed) <= limit < len(packed_columns(columns))
    back = unpacked_columns(packed)
    assert all(back[name][1].max() == columns[name][1].max() for name in columns)


def test_pictures_come_back_as_they_were() -> None:
    blob = packed_snapshots([(40, packed_snapshot(40, PICTURES))], 10_000)
    (back,) = unpacked_snapshots(blob)
    pictures = back.pictures()
    assert back.step == 40 and list(pictures) == list(PICTURES)
    for name, picture in PICTURES.items():
        if isinstance(picture, str | tuple):
            assert pictures[name] == picture
        else:
            found = pictures[name]
            assert not isinstance(found, str | tuple)
            assert found.dtype == picture.dtype and np.array_equal(found, picture)


def test_a_picture_that_no_message_carries_is_left_out_with_its_snapshot() -> None:
    broken = cast("Pictures", {"field": np.zeros((2, 2), np.float64)})
    assert packed_snapshot(0, broken) == b""
    assert packed_snapshots([(0, b"")], 1000) == b""
    assert unpacked_snapshots(b"") == ()


@given(st.lists(st.integers(1, 400), min_size=1, max_size=30), st.integers(100, 3000))
def test_snapshots_that_do_not_fit_are_thinned_and_the_last_one_goes_last(sizes: list[int], limit: int) -> None:
    parts = [(step, bytes(size)) for step, size in enumerate(sizes)]
    blob = packed_snapshots(parts, limit)
    assert len(blob) <= limit
    steps = [each.step for each in unpacked_snapshots(blob)]
    assert steps == sorted(steps)
    assert not steps or steps[-1] == len(sizes) - 1
    if sum(sizes) + 16 * len(sizes) <= limit:
        assert steps == list(range(len(sizes)))


@given(st.integers(0, 500), st.integers(2, 60))
def test_a_choice_is_spread_evenly_with_both_ends(count: int, most: int) -> None:
    places = spread(count, most)
    assert len(places) == len(set(places)) == min(count, most)
    assert places == sorted(places)
    assert not places or (places[0], places[-1]) == (0, count - 1)


def test_runs_differ_in_the_words_of_their_knobs() -> None:
    usual = demo("cnn-digits").config()
    other = replace(usual, learning_rate=0.3, optimizer="sgd")
    assert differences(usual, usual) == ()
    changes = differences(usual, other)
    assert "learning rate 0.01 → 0.3" in changes and "optimizer adam → sgd" in changes
    turned = (Turned(5, "learning_rate", 0.1), Turned(9, "learning_rate", 0.2))
    assert told(changes[:1], turned, nothing="nothing") == f"{changes[0]}; 1 knob turned on the way"
    assert told((), nothing="the usual knobs") == "the usual knobs"


def test_a_long_text_is_told_by_its_length() -> None:
    usual = demo("char-rnn").config()
    (change,) = differences(usual, replace(usual, text="x" * 1234))
    assert change.endswith("→ 1,234 characters")


def test_the_main_scalars_are_one_of_each_plot_of_curves() -> None:
    assert main_scalars(demo("cnn-digits")) == ("validation accuracy", "validation loss", "silent filters")
    assert main_scalars(demo(GRIDWORLD))


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (timedelta(hours=2), "today 10:00"),
        (timedelta(days=1), "1 Mar 12:00"),
        (timedelta(days=300), "6 May 2025 12:00"),
    ],
)
def test_when_it_was_is_told_as_short_as_it_can_be(back: timedelta, words: str) -> None:
    assert when(NOON - back, NOON) == words


@given(st.binary(max_size=300))
def test_bytes_from_elsewhere_are_refused_with_a_sentence_or_hold_nothing(data: bytes) -> None:
    wrapped = zlib.compress(data)
    for each in (data, wrapped):
        with contextlib.suppress(RunDataError):
            unpacked_columns(each)
        with contextlib.suppress(RunDataError):
            unpacked_snapshots(each)
        (snapshot,) = unpacked_snapshots(msgspec.msgpack.encode([(1, each)]))
        assert snapshot.pictures() == {} or msgspec.msgpack.decode(data)


numbers = st.lists(st.floats(), max_size=4)


@given(numbers, numbers, st.binary(max_size=9))
@example([0.0, 1.0, 1.0], [3.0, math.nan, -math.inf], b"")
@example([1.0, 0.0], [3.0, 2.0], b"")
@example([0.0, math.inf], [3.0, 2.0], b"")
def test_curves_from_elsewhere_are_refused_but_for_steps_that_go_up_with_a_value_each(
    steps: list[float], values: list[float], more: bytes
) -> None:
    lines = {"loss": (np.array(steps).tobytes(), np.array(values).tobytes() + more)}
    data = zlib.compress(msgspec.msgpack.encode(lines))
    count = len(values) + len(more) / 8
    if len(steps) == count and steps == sorted(steps) and all(map(math.isfinite, steps)):
        found = unpacked_columns(data)["loss"]
        assert found[0].tolist() == steps and found.tobytes() == b"".join(lines["loss"])
    else:
        with pytest.raises(RunDataError, match="curves of this run can't be read"):
            unpacked_columns(data)


def test_a_small_file_does_not_unfold_to_a_large_one() -> None:
    bomb = zlib.compress(b"\0" * (SIZE_LIMIT + 1))
    assert len(bomb) < SIZE_LIMIT / 500
    tracemalloc.start()
    with pytest.raises(RunDataError, match="curves of this run can't be read"):
        unpacked_columns(bomb)
    assert unpacked_snapshots(msgspec.msgpack.encode([(1, bomb)]))[0].pictures() == {}
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2.2 * SIZE_LIMIT


@pytest.mark.parametrize("cut", [1, 20])  # the last bytes only tell whether those before are right
def test_a_run_that_is_cut_off_is_refused(cut: int) -> None:
    whole = packed_columns({"loss": curve(300)})
    with pytest.raises(RunDataError):
        unpacked_columns(whole[:-cut])


def test_a_run_of_very_many_small_parts_is_refused() -> None:
    lines = {str(place): (b"", b"") for place in range(1001)}
    with pytest.raises(RunDataError, match="curves of this run can't be read"):
        unpacked_columns(zlib.compress(msgspec.msgpack.encode(lines)))
    with pytest.raises(RunDataError, match="pictures of this run can't be read"):
        unpacked_snapshots(msgspec.msgpack.encode([(1, b"")] * 1001))
