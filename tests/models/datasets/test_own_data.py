"""The learner's own data: what is written is read back, and what is wrong is named by its line."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from models.datasets.own_data import (
    MOST_IMAGES,
    MOST_POINTS,
    MOST_ROWS,
    Points,
    Table,
    parse_images,
    parse_points,
    parse_table,
    write_images,
    write_points,
    write_table,
)
from models.errors import DemoError


@given(arrays.arrays(np.float32, (7, 2), elements=st.floats(-6, 6, width=32)), st.lists(st.integers(0, 1), min_size=7))
def test_points_come_back_to_the_hundredth(places: np.ndarray[tuple[int, int]], kinds: list[int]) -> None:
    points = Points(places.astype(np.float32), np.array(kinds[:7]))
    read = parse_points(write_points(points))
    assert np.allclose(read.places, points.places, atol=0.0051)
    assert read.classes.tolist() == kinds[:7]


def test_points_may_be_written_with_commas_and_empty_lines() -> None:
    points = parse_points("1.5, -2, 0\n\n 0 0.25 1 \n")
    assert points.places.tolist() == [[1.5, -2.0], [0.0, 0.25]]
    assert points.classes.tolist() == [0, 1]
    assert parse_points("").places.shape == (0, 2)


def test_a_table_comes_back_with_its_names() -> None:
    values = np.array([[1.5, 2], [0.1, -3e6], [7, 1 / 3]], dtype=np.float32)
    table = Table(("width", "length"), values, ("rose", "lily"), np.array([0, 1, 1]))
    read = parse_table(write_table(table))
    assert (read.names, read.class_names) == (table.names, table.class_names)
    assert np.array_equal(read.values, values)
    assert read.classes.tolist() == [0, 1, 1]


def test_names_lose_the_signs_that_separate_names() -> None:
    table = Table(("a,b", "c=d"), np.zeros((2, 2), np.float32), ("x|y", "z"), np.array([0, 1]))
    read = parse_table(write_table(table))
    assert (read.names, read.class_names) == (("a b", "c d"), ("x y", "z"))


def test_classes_that_would_be_called_alike_are_told_apart() -> None:
    alike = ("a|b", "a b", "a b 2", "|", "=", "x" * 60, "x" * 61)
    table = Table(("w",), np.zeros((7, 1), np.float32), alike, np.arange(7))
    read = parse_table(write_table(table))
    assert read.class_names == ("a b", "a b 2", "a b 2 2", "unnamed", "unnamed 2", "x" * 40, "x" * 36 + " 2")
    assert read.classes.tolist() == [*range(7)]


def test_pictures_come_back_with_their_classes() -> None:
    images = np.random.default_rng(0).integers(0, 256, (3, 5, 4)).astype(np.uint8)
    read = parse_images(write_images(images, ["two words", "", "cat"]))
    assert np.array_equal(np.round(read.images * 255).astype(np.uint8), images)
    assert read.class_names == ("cat", "two words")
    assert read.classes.tolist() == [1, -1, 0]


@pytest.mark.parametrize(
    ("read", "text", "words"),
    [
        (parse_points, "1 2", "Line 1"),
        (parse_points, "1 2 0\n\nx 2 0", "Line 3 .*“x”"),
        (parse_points, "1 nan 0", "not a number"),
        (parse_points, "1 7 0", "outside"),
        (parse_points, "1 1 2", "class 2"),
        (parse_points, "1 1 0.5", "class 0.5"),
        (parse_points, "0 0 0\n" * (MOST_POINTS + 1), "more than 2,000"),
        (parse_table, "", "first line"),
        (parse_table, "a,b,c\n1,2,3", "first line"),
        (parse_table, "a,kind=x|\n1,0\n1,1", r"“kind=x\|”: each needs a name of its own"),
        (parse_table, "a,kind=|\n1,0\n1,1", "a name of its own"),
        (parse_table, "a,kind=x|y| x\n1,0\n1,1", "a name of its own"),
        (parse_table, "a,kind=x|y\n1,0\n1,2,0", "Line 3 .* 3 numbers"),
        (parse_table, "a,kind=x|y\n1,0\n1,2", "class 2"),
        (parse_table, "a,kind=x|y\n1,0", "fewer than two"),
        (parse_table, "a,kind=x|y\n1,0\n1e300,1", "not a number"),
        (parse_table, "a,kind=x|y\n" + "1,0\n" * (MOST_ROWS + 1), "more than 10,000"),
        (parse_images, "", "images HEIGHT WIDTH"),
        (parse_images, "images 3 8\n", "4 to 64"),
        (parse_images, "images ² 8\n", "images HEIGHT WIDTH"),
        (parse_images, "images 999999999999 8\n", "4 to 64"),
        (parse_images, "images 4 4\n", "no picture"),
        (parse_images, "images 4 4\n- ???", "Line 2 .* base64"),
        (parse_images, "images 4 4\n- AAAA", "Line 2 .* 4 x 4"),
        (parse_images, "images 4 4\n" + ("- " + "A" * 20 + "AA==\n") * (MOST_IMAGES + 1), "more than 2,000"),
    ],
)
def test_what_is_wrong_is_named(read: Callable[[str], object], text: str, words: str) -> None:
    with pytest.raises(DemoError, match=words) as refusal:
        read(text)
    assert len(str(refusal.value)) < 250


@given(st.sampled_from(["", "images 4 4\n", "a,kind=x|y\n"]), st.text(max_size=120))
def test_no_text_raises_anything_else(begin: str, text: str) -> None:
    for read in (parse_points, parse_table, parse_images):
        try:
            read(begin + text)
        except DemoError as error:
            assert str(error).endswith(".")
