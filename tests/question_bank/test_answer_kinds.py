"""What holds for every answer kind: answers read back as right, and no reply does anything but be read or refused."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank import answers
from question_bank.answers import KINDS, AnswerSpec, Choices, Rubric
from question_bank.errors import Unreadable
from question_bank.grading import echo
from question_bank.printing import below_prompt
from tests.question_bank import specs as drawn

KIND_STRATEGIES: dict[str, st.SearchStrategy[AnswerSpec]] = {
    "integer": drawn.integers,
    "number": drawn.numbers,
    "shape": drawn.shapes,
    "vector": drawn.vectors,
    "choice": drawn.choice(),
    "choices": drawn.choices(),
    "matching": drawn.matching(),
    "rubric": drawn.rubric(),
    "matrix": drawn.matrices(),
    "ordering": drawn.ordering(),
    "table": drawn.tables(),
    "expression": drawn.expressions,
}
every_kind = pytest.mark.parametrize("kind", KINDS)
typed = st.text(alphabet="0123456789abcxe.,;+-*/^()[]| %πsqrtlnmarks:\n\t−²½", max_size=60) | st.text(max_size=120)


def test_every_kind_is_drawn_here_and_named_once() -> None:
    assert tuple(KIND_STRATEGIES) == KINDS
    assert len(set(KINDS)) == len(get_args(AnswerSpec)) == len(KINDS)
    assert {spec.__name__ for spec in get_args(AnswerSpec)} < set(answers.__all__)


@every_kind
@given(st.data())
def test_our_own_answer_reads_back_as_right(kind: str, data: st.DataObject) -> None:
    spec = data.draw(KIND_STRATEGIES[kind])
    judgement = spec.judge(spec.show())
    assert judgement.score == 1
    assert spec.kind == kind


@every_kind
@given(st.data())
def test_a_readable_reply_is_right_where_it_is_the_answer(kind: str, data: st.DataObject) -> None:
    spec, other = data.draw(KIND_STRATEGIES[kind]), data.draw(KIND_STRATEGIES[kind])
    reply = data.draw(typed | st.just(other.show()))
    try:
        answered = spec.with_answer(reply)
    except Unreadable:
        return
    assert answered.judge(answered.show()).score == 1
    if not isinstance(spec, Rubric):  # there the reply carries its own marks
        assert answered.judge(reply).score == 1
        assert answered.with_answer(reply) == answered


@every_kind
@given(st.data(), typed)
def test_any_text_is_judged_or_refused_with_a_sentence(kind: str, data: st.DataObject, reply: str) -> None:
    spec = data.draw(KIND_STRATEGIES[kind])
    try:
        judgement = spec.judge(reply)
    except Unreadable as complaint:
        assert complaint.position is None or 0 <= complaint.position <= len(reply)
        assert any(verb in str(complaint) for verb in ("Type ", "Write ", "Delete "))
    else:
        assert 0 <= judgement.score <= 1
        assert judgement.echo


@every_kind
@pytest.mark.parametrize(
    "reply",
    ["9**9**9**9", "__import__('os')", "(" * 10_000, "1" * 100_000, "a" * 100_000, "1a " * 9_999, "\x00", "\u202e"],
)
def test_hostile_text_is_refused_by_every_kind(kind: str, reply: str) -> None:
    spec = {example.kind: example for example in EXAMPLES}[kind]
    with pytest.raises(Unreadable):
        spec.judge(reply)


EXAMPLES: tuple[AnswerSpec, ...] = (
    answers.Integer(76, "px"),
    answers.Number(0.05),
    answers.Shape((28, 28, 16), ("height", "width", "channels")),
    answers.Vector((0.5, 0.3, 0.2), ("cat", "dog", "bird")),
    answers.Choice(("ReLU", "tanh"), 0),
    answers.Choices(("ReLU", "tanh", "dropout"), (0, 1)),
    answers.Matching(("ReLU", "tanh"), ("[0, ∞)", "(-1, 1)"), (0, 1)),
    answers.Rubric(
        (answers.Criterion("a reason", ("none", "one"), ("because",)),), "It is so because it is so.", min_words=5
    ),
    answers.Matrix(((1, 0.5), (0, 3)), ("the", "cat"), ("sat", "down")),
    answers.Ordering(("collect the facts", "weigh the options", "decide"), (0, 1, 2)),
    answers.Table(
        ("Layer", "Output", "Parameters", "Padding"),
        (
            ("input", "1 x 28 x 28", "0", ""),
            ("conv1", answers.Shape((6, 24, 24)), answers.Integer(156), answers.Choice(("none", "same"), 0)),
        ),
    ),
    answers.Expression("s*(1-s)", ("s",), form="in terms of s only"),
)


@pytest.mark.parametrize("spec", EXAMPLES, ids=KINDS)
def test_the_echo_does_not_tell_right_from_wrong(spec: AnswerSpec) -> None:
    wrong = {
        "rubric": "It is not so at all.\nmarks: 0",
        "shape": "1 x 2 x 3",
        "vector": "1, 2, 3",
        "matching": "1b 2a",
        "choice": "b",
        "matrix": "1 2; 3 4",
        "ordering": "c a b",
        "table": "1 x 2 x 3 | 2 | b",
    }
    other = spec.with_answer(wrong.get(spec.kind, "2"))
    reply = wrong.get(spec.kind, "2")
    if not isinstance(spec, Rubric):
        assert spec.judge(reply).score < other.judge(reply).score == 1
    assert echo(spec, reply) == echo(other, reply)


@pytest.mark.parametrize("spec", EXAMPLES, ids=KINDS)
def test_learners_are_told_what_is_right_in_words(spec: AnswerSpec) -> None:
    assert len(spec.accepts()) > 5
    shows_options = spec.kind in ("vector", "choice", "choices", "matching", "rubric", "matrix", "ordering", "table")
    assert bool(below_prompt(spec)) == shows_options


def test_the_lines_below_a_prompt_name_all_that_can_be_picked() -> None:
    by_kind = {spec.kind: below_prompt(spec) for spec in EXAMPLES}
    assert by_kind["choice"] == ("a) ReLU", "b) tanh")
    assert by_kind["matching"] == ("1. ReLU", "2. tanh", "a) [0, ∞)", "b) (-1, 1)")
    assert by_kind["rubric"] == ("a reason (0 to 1)",)
    assert by_kind["vector"] == ("cat", "dog", "bird")
    assert by_kind["matrix"] == ("Rows: the, cat", "Columns: sat, down")
    assert by_kind["ordering"] == ("a) collect the facts", "b) weigh the options", "c) decide")
    assert by_kind["table"] == (
        "| Layer | Output | Parameters | Padding |",
        "| --- | --- | --- | --- |",
        "| input | 1 x 28 x 28 | 0 |  |",
        "| conv1 | (1) … | (2) … | (3) … |",
        "",
        "For (3):",
        "",
        "- a) none",
        "- b) same",
    )
    assert isinstance(EXAMPLES[5], Choices)
