"""Numbers are read as people type them, and what can't be read says what to type instead."""

from __future__ import annotations

import math
import operator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.answers.reading.characters import normalised
from question_bank.answers.reading.numbers import MAX_LENGTH, read_integer, read_number
from question_bank.errors import Unreadable
from tests.question_bank.replies import (
    ASKED_AGAIN,
    CONSTANTS,
    DIFFERENT,
    FUNCTIONS,
    HARMLESS,
    HOSTILE,
    INTEGERS,
    READABLE,
    UNREADABLE,
    rows,
)


def complaint(reply: str, *, whole: bool = False) -> Unreadable:
    """Return what is said about a reply that can't be read: a sentence that says what to do, and a place in it."""
    with pytest.raises(Unreadable) as caught:
        read_integer(reply) if whole else read_number(reply)
    sentence, position = str(caught.value), caught.value.position
    assert position is None or 0 <= position <= len(reply), reply
    assert "Type" in sentence or "Delete" in sentence, f"{sentence} doesn't say what to do"
    assert (sentence[0].isupper() or sentence[0] in "“1234567890") and sentence[-1] == ".", sentence
    return caught.value


@pytest.mark.parametrize("name", READABLE)
def test_numbers_are_read_as_people_type_them(name: str) -> None:
    table = {reply: float(value) for reply, value in rows(READABLE[name]).items()}
    assert {reply: read_number(reply).value for reply in table} == pytest.approx(table, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize("table", [CONSTANTS, FUNCTIONS], ids=["constants", "functions"])
def test_constants_and_functions_have_their_values(table: dict[str, float]) -> None:
    assert {reply: read_number(reply).value for reply in table} == pytest.approx(table, rel=1e-12)


def test_numbers_are_not_read_as_others() -> None:
    assert [reply for reply, value in DIFFERENT if read_number(reply).value == pytest.approx(value, rel=1e-6)] == []


def test_what_cannot_be_read_says_why_and_where() -> None:
    found = {reply: (complaint(reply).position, words in str(complaint(reply))) for reply, _, words in UNREADABLE}
    assert found == {reply: (position, True) for reply, position, _ in UNREADABLE}


def test_the_tables_are_as_large_as_promised() -> None:
    readable = sum(len(rows(table)) for table in READABLE.values()) + len(CONSTANTS) + len(FUNCTIONS)
    assert readable + len(DIFFERENT) + len(UNREADABLE) >= 400


@pytest.mark.parametrize("reply", HOSTILE, ids=lambda reply: repr(reply[:8]))
def test_hostile_replies_are_refused(reply: str) -> None:
    for whole in (False, True):
        assert len(str(complaint(reply, whole=whole))) < 150


def test_long_but_harmless_replies_are_read() -> None:
    assert [reply for reply in HARMLESS if not math.isfinite(read_number(reply).value)] == []


def test_a_reply_may_be_as_long_as_it_says() -> None:
    assert read_number("1+" * (MAX_LENGTH // 2 - 1) + "11").value == MAX_LENGTH // 2 + 10
    assert "too long" in str(complaint("1+" * (MAX_LENGTH // 2) + "1"))
    assert complaint("1+" * (MAX_LENGTH // 2) + "1").position == MAX_LENGTH


# ---------------------------------------------------------------- units


def test_the_unit_may_stand_behind_the_number() -> None:
    assert {read_number(reply, "px").value for reply in ("24 px", "24px", "24 PX", "24", " 24  px ")} == {24}
    assert read_number("1 parameter", "parameters").value == 1
    assert read_number("3 m/s²", "m/s²").value == 3
    assert read_number("1/2 s", "s").value == 0.5
    assert read_number("5 %", "%").value == 5


@pytest.mark.parametrize(
    ("reply", "unit"), [("24 cm", "px"), ("px", "px"), ("24 pxpx", "px"), ("24 timess", "s"), ("24 px", "")]
)
def test_another_unit_is_unreadable(reply: str, unit: str) -> None:
    with pytest.raises(Unreadable, match="can't be read here"):
        read_number(reply, unit)


# ---------------------------------------------------------------- whole numbers


def test_whole_numbers_are_read_exactly() -> None:
    table = {reply: int(value) for reply, value in rows(INTEGERS).items()}
    assert {reply: read_integer(reply).value for reply in table} == table


def test_what_is_no_whole_number_is_asked_for_again() -> None:
    said = {reply: complaint(reply, whole=True) for reply, _, _ in ASKED_AGAIN}
    assert {reply: (said[reply].position, words in str(said[reply])) for reply, _, words in ASKED_AGAIN} == {
        reply: (position, True) for reply, position, _ in ASKED_AGAIN
    }


# ---------------------------------------------------------------- properties


@given(st.text(max_size=300))
def test_plain_characters_keep_their_places(text: str) -> None:
    assert len(normalised(text)) == len(text)


@given(st.floats(-1e12, 1e12).filter(lambda value: value == 0 or abs(value) > 1e-250))
def test_what_python_prints_is_read_back_exactly(value: float) -> None:
    assert read_number(repr(value)).value == value


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_every_whole_number_is_read_back(value: int) -> None:
    assert read_integer(str(value)).value == read_integer(f"{value:_}").value == value


literals = st.integers(0, 999).map(str) | st.decimals(0, 99, places=2).map(str)
operations = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
Formula = tuple[str, Fraction | None]  # as typed, and its exact value; None where it has none


def combined(left: Formula, sign: str, right: Formula) -> Formula:
    """Return two formulas with a sign between."""
    text = f"({left[0]} {sign} {right[0]})"
    if left[1] is None or right[1] is None or (sign == "/" and right[1] == 0):
        return text, None
    return text, operations[sign](left[1], right[1])


formulas: st.SearchStrategy[Formula] = st.recursive(
    literals.map(lambda text: (text, Fraction(text))),
    lambda inner: st.builds(combined, inner, st.sampled_from(sorted(operations)), inner),
    max_leaves=8,
)


@given(formulas)
def test_formulas_come_to_their_exact_value(formula: Formula) -> None:
    text, expected = formula
    if expected is None:
        with pytest.raises(Unreadable, match="divided by 0"):
            read_number(text)
    else:
        assert read_number(text).value == float(expected)


@given(st.text(alphabet="0123456789.,+-*/^()e π√%lnsqrtx²⁻{}=", max_size=40))
def test_scrambled_formulas_are_read_or_refused(text: str) -> None:
    try:
        read = read_number(text)
    except Unreadable as complaint:
        assert complaint.position is None or 0 <= complaint.position <= len(text)
    else:
        assert math.isfinite(read.value)
        assert read.echo.count("$") == 2
        assert read.echo.count("{") == read.echo.count("}")
