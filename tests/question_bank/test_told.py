"""What counts as told by a solution."""

from __future__ import annotations

import pytest

from question_bank.answers import AnswerSpec, Choice, Integer, Matrix, Number, Shape, Table, Vector
from tests.question_bank.told import ends_with, mentions

TABLE = Table(("Layer", "Output", "Parameters"), (("conv1", Shape((6, 28, 28)), Integer(156)),))


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("so $1{,}768$ numbers", Integer(1768)), ("1,768 numbers", Integer(1768)), (r"$12\,345$", Integer(12345)),
        ("−3", Integer(-3)),
        ("16 × 72 × 72.", Shape((16, 72, 72))), (r"$16 \times 72 \times 72$", Shape((16, 72, 72))),
        ("(3, 4)", Shape((3, 4))),
        ("0.333", Number(1 / 3)), ("24 % of 0.66, 0.1", Vector((0.66, 0.1))), ("any text", Choice(("p", "q"), 0)),
        (r"$\begin{pmatrix} 1 & -2 \\ 0.25 & 4 \end{pmatrix}$", Matrix(((1, -2), (0.25, 4)))),
        ("6 × 28 × 28, 156 of them", TABLE),
    ],
)  # fmt: skip
def test_an_answer_is_found_however_it_is_written(text: str, spec: AnswerSpec) -> None:
    assert mentions(text, spec)


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("1768", Integer(17)),
        ("72 × 16", Shape((16, 72))),
        ("0.4", Number(1 / 3)),
        ("0.66", Vector((0.66, 0.1))),
        ("none", Integer(0)),
        ("1, 2, 3", Matrix(((1, -2), (3, 4)))),
        ("6 × 28 × 28", TABLE),
    ],
)
def test_an_answer_that_is_not_told_is_not_found(text: str, spec: AnswerSpec) -> None:
    assert not mentions(text, spec)


def test_the_last_step_need_only_tell_the_last_blank_of_a_table() -> None:
    assert ends_with("so there are 156", TABLE)
    assert not ends_with("6 × 28 × 28", TABLE)
    assert not ends_with("6 × 28 × 28", Integer(156))
