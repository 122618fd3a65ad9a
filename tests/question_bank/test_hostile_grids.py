"""No reply to a large matrix, a long list or a long table takes long, crashes or is right by accident."""

from __future__ import annotations

import pytest

from question_bank.answers import AnswerSpec, Choice, Integer, Matrix, Number, Ordering, Shape, Table
from tests.question_bank.hostile_replies import HOSTILE
from tests.question_bank.test_hostile import CALLS, calls_to_judge

ITEMS = tuple(f"item {number} of, many; all → alike" for number in range(26))
ROW = (Integer(7), Number(0.5), Shape((2, 3)), Choice(("none", "some"), 0), "given", Integer(2))
SPECS: tuple[AnswerSpec, ...] = (
    Matrix(((7.0,) * 12,) * 12),
    Matrix(((7.0,),)),
    Ordering(ITEMS, tuple(reversed(range(26)))),
    Table(tuple("ABCDEF"), (ROW,) * 20),
)
ROWS = [
    "(" * 3000 + ")" * 3000, "[[" * 1000 + "1" + "]]" * 1000, "1;" * 3000, "1\n" * 3000, "a\n" * 3000, "a," * 3000,
    "\t" * 5999 + "1", "1\t" * 3000, "-" * 6000, "=" * 6000, "-=" * 2999 + ">", "|-" * 3000, "\\\\" * 3000, "- " * 3000,
    "\\begin{matrix}" * 400, "array(" * 1000, "1)" * 3000, "a) " * 2000, "item 1 of, many; all → alike\n" * 200,
    "b>" * 2000, "->" * 3000, " " * 5999 + "1", "| " * 3000, "a and then " * 500, "&" * 6000, "1 & " * 1500, ";" * 6000,
    "1 " * 12 + ";" + "9**9**9 " * 12, "\n".join(["\t".join(["exp(exp(9))"] * 12)] * 12), "([{<" * 1500, ">}])" * 1500,
    "1|2|3|4|x|6\n" * 300, "A|B|C|D|E|F\n" * 300, "---|---\n" * 700, "\r" * 6000, "\u2028" * 6000, "1\u202e\t" * 1500,
]  # fmt: skip


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.kind)
def test_no_hostile_reply_of_many_rows_takes_long(spec: AnswerSpec) -> None:
    calls = [(calls_to_judge(spec, reply), reply[:40]) for reply in (*HOSTILE, *ROWS)]
    assert [(count, reply) for count, reply in calls if count > CALLS] == []
