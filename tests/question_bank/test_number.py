"""A number is right within its tolerance, and the range said in words is the range that is right."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.answers import Number
from question_bank.answers.formatting import ordinal
from question_bank.notation import decimal


@pytest.mark.parametrize(
    ("spec", "shown", "accepts"),
    [
        (Number(4, relative=0.02), "4", "anything from 3.92 to 4.08 is right"),
        (Number(1 / 3), "0.333", "anything from 0.3284 to 0.3383 is right"),
        (Number(2 / 3, decimals=2), "0.67", "anything from 0.6617 to 0.6716 is right"),
        (
            Number(2 / 3, absolute=1e-6, relative=0, decimals=2),
            "0.666667",
            "anything from 0.6666657 to 0.6666676 is right",
        ),
        (Number(0), "0", "anything from −0.005 to 0.005 is right"),
        (Number(-2.5, absolute=0.1, unit="m"), "-2.5", "anything from −2.6 to −2.4 m is right"),
        (Number(5, unit="%", absolute=0.5), "5", "anything from 4.5 to 5.5 % is right"),
        (Number(123456.7), "123457", "anything from 123\u202f340 to 123\u202f580 is right"),
        (Number(1e-7, absolute=0), "1e-7", "anything from 9.99e−8 to 1.001e−7 is right"),
        (
            Number(2.5e15),
            "2.5e15",
            "anything from 2.4975e+15 to 2.5025e+15 is right",
        ),
        (Number(0.1 + 0.2, relative=0, absolute=0), "0.3", "exactly 0.3"),
        (Number(-0.001, decimals=2), "0.00", "anything from −0.006 to 0.004 is right"),
        (Number(7, decimals=3), "7.000", "anything from 6.993 to 7.007 is right"),
    ],
)
def test_the_answer_and_its_range_are_said_in_words(spec: Number, shown: str, accepts: str) -> None:
    assert spec.show() == shown
    assert spec.accepts() == accepts


@pytest.mark.parametrize("reply", ["3.92", "4", "4.08", "4.00", "3,92", "102/25", "4.08e0", "392 %"])
def test_the_ends_of_the_range_are_right(reply: str) -> None:
    assert Number(4, relative=0.02).judge(reply).score == 1


@pytest.mark.parametrize("reply", ["3.9199", "4.0801", "-4", "40", "4 %", "0"])
def test_beyond_the_range_is_wrong(reply: str) -> None:
    assert Number(4, relative=0.02).judge(reply).score == 0


def test_the_unit_may_be_typed_and_percent_is_one() -> None:
    assert Number(24, unit="px").judge("24 px").score == 1
    assert Number(5, unit="%").judge("5 %").score == 1
    assert Number(5, unit="%").judge("5").score == 1
    assert Number(0.05, absolute=1e-4).judge("5 %").score == 1


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e301, 5e-324])
def test_an_answer_nobody_could_type_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="can't be an answer"):
        Number(value)


@pytest.mark.parametrize(
    ("relative", "absolute"), [(-1e-3, 0), (0, -1), (1, 0), (math.nan, 0), (0, math.nan), (0, math.inf)]
)
def test_a_tolerance_that_makes_no_sense_is_refused(relative: float, absolute: float) -> None:
    with pytest.raises(ValueError, match="tolerances"):
        Number(1, relative, absolute)


values = st.floats(-1e9, 1e9).filter(lambda value: value == 0 or abs(value) > 1e-9)
tolerances = st.sampled_from([0.0, 1e-6, 1e-3, 5e-3, 0.02])
numbers = st.builds(Number, values, tolerances, tolerances, decimals=st.none() | st.integers(0, 6))


@given(numbers)
def test_both_ends_of_the_spoken_range_are_right_and_a_hair_beyond_is_not(spec: Number) -> None:
    ends = re.findall(r"[−\d][\d.\u202f]*(?:e[+−]?\d+)?", spec.accepts())
    for end in ends:
        assert spec.judge(end).score == 1
    slack = max(spec.absolute, spec.relative * abs(spec.value))
    beyond = spec.value + 1.001 * slack + 1e-6 * max(1, abs(spec.value))
    assert spec.judge(repr(beyond)).score == 0


@given(numbers)
def test_no_shown_answer_has_more_digits_than_a_double(spec: Number) -> None:
    assert len(re.sub(r"\D", "", spec.show().partition("e")[0]).lstrip("0")) <= 20


def test_ordinals_read_well() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "111th",
    ]  # fmt: skip


# ---------------------------------------------------------------- significant digits


@pytest.mark.parametrize(
    ("value", "digits", "shown", "spoken", "right", "wrong"),
    [
        (3.14159, 3, "3.14", "3.1366 to 3.1465", "3.14 3,14 3.1416 π", "3.1 3.15 3 3.13"),
        (0.25, 2, "0.25", "0.245 to 0.255", "1/4 25% .25 0.2501", "0.3 0.24 0.2"),
        (1 / 3, 4, "0.3333", "0.333284 to 0.333383", "1/3 0.3333 33.33%", "0.333 0.33 0.3334"),
        (2 / 3, 3, "0.667", "0.66617 to 0.66716", "0.667 2/3 0.6667", "0.66 0.67 0.666"),
        (
            123456.7,
            3,
            "1.23e5",
            "122\u202f960 to 123\u202f950",
            "123000 1.23e5 123456.7 1,23·10^5",
            "124000 120000 123",
        ),
        (6.02e23, 3, "6.02e23", "6.015e+23 to 6.025e+23", "6.02e23 6.02·10²³", "6e23 6.03e23"),
        (0.00012345, 2, "0.00012", "0.0001185 to 0.0001284", "1.2e-4 0.00012 1,2·10^-4", "1e-4 0.0001 0.00013 0"),
        (9.996, 3, "10.0", "9.991 to 10.001", "10 10.0 9.996 9.995", "9.99 10.01"),
        (-2.5, 3, "-2.50", "−2.505 to −2.495", "-2.5 −2.50 -5/2", "2.5 -2.51 -2"),
        (7, 1, "7", "6.5 to 7.5", "7 6.9 7.5", "6 8"),
        (0, 3, "0", "", "0 0.0", "0.001"),
    ],
)
def test_a_number_may_be_right_to_significant_digits(
    value: float, digits: int, shown: str, spoken: str, right: str, wrong: str
) -> None:
    spec = Number(value, significant=digits)
    named = "one significant digit" if digits == 1 else f"{digits} significant digits"
    accepts = f"anything from {spoken} is right ({named})" if spoken else "exactly 0"
    assert (spec.show(), spec.accepts()) == (shown, accepts)
    assert {reply: spec.judge(reply).score for reply in right.split()} == dict.fromkeys(right.split(), 1)
    assert {reply: spec.judge(reply).score for reply in wrong.split()} == dict.fromkeys(wrong.split(), 0)


@pytest.mark.parametrize("digits", [0, -1, 13])
def test_so_many_digits_cannot_be_asked_for(digits: int) -> None:
    with pytest.raises(ValueError, match="significant digits can't be asked for"):
        Number(1, significant=digits)


@given(values.filter(bool), st.integers(1, 12))
def test_what_is_rounded_to_the_digits_asked_for_is_right_and_a_unit_more_is_not(value: float, digits: int) -> None:
    spec = Number(value, significant=digits)
    rounded = f"{value:.{digits - 1}e}"
    unit = 10.0 ** (int(rounded.partition("e")[2]) - digits + 1)
    assert spec.judge(rounded).score == spec.judge(spec.show()).score == 1
    assert spec.judge(repr(float(rounded) + 1.1 * unit)).score == 0


@pytest.mark.parametrize(
    ("value", "shown"), [(0.8125, "0.813"), (0.2375, "0.238"), (-0.0625, "-0.063"), (4.0, "4.000")]
)
def test_a_half_is_shown_as_learners_round_it(value: float, shown: str) -> None:
    assert Number(value, decimals=3).show() == shown
    assert decimal(value, 3) == shown.rstrip("0").rstrip(".")
