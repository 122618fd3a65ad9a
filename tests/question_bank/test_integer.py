"""A whole number is marked exactly."""

from __future__ import annotations

import pytest

from question_bank.answers import Integer
from question_bank.errors import Unreadable


@pytest.mark.parametrize(
    "reply", ["1234", "1,234", "1 234", "+1234", "1234.0", "617*2", "1234 parameters", "1234 parameter"]
)
def test_the_same_number_is_right_however_it_is_typed(reply: str) -> None:
    assert Integer(1234, "parameters").judge(reply).score == 1


@pytest.mark.parametrize("reply", ["1233", "1235", "-1234", "12340", "0"])
def test_any_other_number_is_wrong(reply: str) -> None:
    assert Integer(1234).judge(reply).score == 0


def test_decimals_are_asked_about_and_cost_nothing() -> None:
    with pytest.raises(Unreadable, match="Type 1234 if that is meant"):
        Integer(1234).judge("1.234")
    with pytest.raises(Unreadable, match=r"this comes to 12\.5"):
        Integer(12).judge("(28-5)/2+1")


def test_large_numbers_are_marked_exactly() -> None:
    assert Integer(2**60).judge(str(2**60)).score == 1
    assert Integer(2**60).judge(str(2**60 + 1)).score == 0
    with pytest.raises(ValueError, match="too large"):
        Integer(2**63)


def test_what_is_right_is_said_with_its_unit() -> None:
    assert Integer(18496, "parameters").accepts() == "exactly 18,496 parameters"
    assert Integer(18496).show() == "18496"
    assert Integer(24, "px").judge("24").echo == "$24$ px"
