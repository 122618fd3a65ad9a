"""Vectors and shapes are read whatever stands between their numbers."""

from __future__ import annotations

import pytest

from question_bank.answers.reading.lists import read_numbers, read_sizes
from question_bank.errors import Unreadable


@pytest.mark.parametrize(
    "reply",
    [
        "0.66, 0.24, 0.1", "0.66,0.24,0.1", "0.66 0.24 0.1", "0.66; 0.24; 0.1", "0,66; 0,24; 0,1", "0,66 0,24 0,1",
        "0,66, 0,24, 0,1", "[0.66, 0.24, 0.1]", "(0.66, 0.24, 0.1)", "0.66\n0.24\n0.1", "66 %, 24 %, 10 %",
        "66 % 24 % 10 %", "33/50, 6/25, 1/10", " .66 , .24 , .1 ", "0.66 | 0.24 | 0.1", "0.66, 0.24, 0.1,",
        "<0.66, 0.24, 0.1>", "0.66\t0.24\t0.1", "{0.66; 0.24; 1e-1}",
    ],
)  # fmt: skip
def test_several_numbers_are_read_with_any_separator(reply: str) -> None:
    assert [cell.value for cell in read_numbers(reply, 3)] == pytest.approx([0.66, 0.24, 0.1])


@pytest.mark.parametrize(
    ("reply", "count", "values"),
    [
        ("(1+2), (3+4)", 2, [3, 7]),
        ("-1 2", 2, [-1, 2]),
        ("5", 1, [5]),
        ("[5]", 1, [5]),
        ("1,5 2", 2, [1.5, 2]),
        ("1, 2", 2, [1, 2]),
    ],
)
def test_cells_may_be_formulas(reply: str, count: int, values: list[float]) -> None:
    assert [cell.value for cell in read_numbers(reply, count)] == values


@pytest.mark.parametrize(
    ("reply", "position", "words"),
    [
        ("", None, "Type 3 numbers"), ("()", 1, "nothing in the brackets"), ("1, 2", None, "2 can be counted"),
        ("1 2 3 4", None, "4 can be"), ("0,1,0,2,0,3", None, "put semicolons"), ("1, foo, 3", 3, "“foo”"),
        ("1, , 3", 3, "is missing here"), ("1; ; 3", 3, "is missing"), ("[1, 2, x]", 7, "“x”"),
        ("  1, 2, 1/0", 9, "divided by 0"), ("1,234; 2; 3", 1, "1234 or 1.234"), ("1" * 3000, 2000, "too long"),
        ("(1, 2, 3", 0, "still open"),
    ],
)  # fmt: skip
def test_a_wrong_count_or_cell_is_pointed_at(reply: str, position: int | None, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_numbers(reply, 3)
    assert words in str(caught.value)
    assert caught.value.position == position


@pytest.mark.parametrize(
    "reply",
    [
        "28x28x16", "28 x 28 x 16", "28X28X16", "28×28×16", "28*28*16", "28·28·16", "28 by 28 by 16", "(28, 28, 16)",
        "[28,28,16]", "28 28 16", "28, 28, 16", "28;28;16", "28,28,16,", " 28 x28 x 16 ", "{28, 28, 16}", "２８x28x16",
        "28 \u00d7 28\u202f× 16",
    ],
)  # fmt: skip
def test_a_shape_is_read_with_any_separator(reply: str) -> None:
    assert read_sizes(reply) == (28, 28, 16)


@pytest.mark.parametrize(
    ("reply", "sizes"), [("28", (28,)), ("(28,)", (28,)), ("0x3", (0, 3)), ("1 2 3 4 5 6 7 8", tuple(range(1, 9)))]
)
def test_shapes_have_one_to_eight_axes(reply: str, sizes: tuple[int, ...]) -> None:
    assert read_sizes(reply) == sizes


@pytest.mark.parametrize(
    ("reply", "position", "words"),
    [
        ("", None, "Nothing is typed yet"), ("()", 1, "nothing in the brackets"), ("28x28,16", 5, "the same sign"),
        ("28x28x", 5, "missing"), ("28xx16", 3, "“x”"), ("x28", 0, "“x”"), ("28.5x3", 2, "“.”"),
        ("-1x3", 0, "never negative"), ("28 x −3", 5, "never negative"), ("1,024", 2, "begin with 0"),
        ("28 x a", 5, "“a”"), ("(28x28", 0, "“(”"), ("1 2 3 4 5 6 7 8 9", 16, "at most 8"),
        ("1" * 13, 0, "12 digits"), ("2\u202ex3", 1, "can't be seen"), ("28 28x3", 5, "the same sign"),
        ("28 x 28 px", 8, "“p”"), ("9x" * 5000, 2000, "too long"), ("28³", 2, "“³”"),
    ],
)  # fmt: skip
def test_what_is_no_shape_is_pointed_at(reply: str, position: int | None, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_sizes(reply)
    assert words in str(caught.value)
    assert caught.value.position == position
