"""Only misconceptions that grading can tell apart are kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.answers import Choice, Integer, Number, Vector
from question_bank.errors import Unreadable
from question_bank.exercise import Misconception, Part
from question_bank.grading import recognised
from question_bank.misconceptions import distinct


def slips(*replies: str) -> list[Misconception]:
    """Return a misconception for each reply."""
    return [Misconception(reply, f"You typed {reply}.", "cnn.convolution") for reply in replies]


def kept(spec: Integer | Number | Vector | Choice, *replies: str) -> list[str]:
    """Return the replies of the misconceptions that are kept."""
    return [slip.reply for slip in distinct(spec, slips(*replies))]


def test_the_answer_is_no_misconception_however_it_is_typed() -> None:
    assert kept(Integer(30), "30", "30.0", "32", "60/2") == ["32"]
    assert kept(Number(0.4), "0.4", "0.404", "2/5", "0.5") == ["0.5"]


def test_of_two_that_are_the_same_the_first_is_kept() -> None:
    assert kept(Integer(30), "32", "28", "32", "14*2") == ["32", "28"]
    assert kept(Number(0.4), "0.25", "0.253", "0.26") == ["0.25", "0.26"]


def test_nearness_counts_in_either_direction() -> None:
    wide = Number(100, relative=0.1, absolute=0)
    assert kept(wide, "111") == []  # 100 is within a tenth of 111, though 111 is not within a tenth of 100
    assert kept(wide, "200", "221") == ["200"]


def test_sharing_a_cell_is_not_being_the_same() -> None:
    assert kept(Vector((1, 2)), "1, 3", "2, 2", "1 2", "1 3") == ["1, 3", "2, 2"]


def test_an_unreadable_candidate_is_a_bug_of_the_family() -> None:
    with pytest.raises(Unreadable):
        distinct(Integer(30), slips("31.5"))


@given(st.floats(0.01, 100), st.lists(st.floats(0.01, 100).map(str), max_size=8))
def test_whatever_is_kept_is_recognised_as_itself_and_scores_nothing(value: float, replies: list[str]) -> None:
    spec = Number(value)
    found = distinct(spec, slips(*replies))
    part = Part("", spec, misconceptions=found)
    for slip in found:
        assert spec.judge(slip.reply).score == 0
        assert recognised(part, slip.reply) == slip
