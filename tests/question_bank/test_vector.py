"""A vector is marked cell by cell."""

from __future__ import annotations

import pytest

from question_bank.answers import Vector
from question_bank.errors import Unreadable

SPEC = Vector((0.66, 0.24, 0.1), ("cat", "dog", "bird"))


def test_every_right_cell_earns_its_share_and_every_other_is_named() -> None:
    judgement = SPEC.judge("0.66, 0.3, 0.2")
    assert judgement.score == pytest.approx(1 / 3)
    assert judgement.notes == ("", "2nd value (dog): not right", "3rd value (bird): not right")
    assert Vector((1, 2)).judge("1, 3").notes == ("", "2nd value: not right")


def test_all_right_cells_earn_everything() -> None:
    judgement = SPEC.judge("0,66; 0,24; 1/10")
    assert judgement.score == 1
    assert judgement.notes == ("", "", "")


def test_the_echo_stands_beside_the_labels() -> None:
    assert SPEC.judge("0.66 0.24 10%").echo == r"cat $0.66$, dog $0.24$, bird $10\,\% = 0.1$"
    assert Vector((1, 2)).judge("1 2").echo == "$1$, $2$"


def test_another_count_is_unreadable_and_says_how_many_are_needed() -> None:
    with pytest.raises(Unreadable, match="Type 3 numbers with commas between them; 2 can be counted here"):
        SPEC.judge("0.66, 0.24")


def test_the_tolerance_is_that_of_each_cell() -> None:
    assert Vector((1000, 0.001), absolute=0, relative=0.01).judge("1010, 0.00101").score == 1
    assert Vector((1000, 0.001), absolute=0, relative=0.01).judge("1011, 0.00102").score == 0


def test_what_is_right_is_said_cell_by_cell() -> None:
    assert Vector((1, 2), ("p", "q")).accepts() == "p: anything from 0.995 to 1.005; q: anything from 1.995 to 2.005"
    assert Vector((1, 2)).accepts() == "1st: anything from 0.995 to 1.005; 2nd: anything from 1.995 to 2.005"
    assert Vector((1 / 3, 2 / 3), decimals=3).show() == "0.333, 0.667"


@pytest.mark.parametrize(("values", "labels"), [((), ()), ((1.0,), ("p", "q")), ((1.0, float("nan")), ())])
def test_what_nobody_could_answer_is_refused(values: tuple[float, ...], labels: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="can't"):
        Vector(values, labels)
