"""What was asked is kept as text, so that history stays true."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.errors import BankError
from question_bank.exercise import Exercise, Part
from question_bank.snapshot import read_snapshot, snapshot
from tests.question_bank.specs import specs

texts = st.text(max_size=60)
parts = st.lists(st.builds(Part, texts, specs, st.integers(1, 9)), min_size=1, max_size=4).map(tuple)


@given(st.builds(Exercise, texts, parts, st.lists(texts, max_size=4).map(tuple)))
def test_a_snapshot_keeps_all_that_was_shown(exercise: Exercise) -> None:
    kept = read_snapshot(snapshot(exercise))
    assert (kept.prompt, kept.solution) == (exercise.prompt, exercise.solution)
    for asked, part in zip(exercise.parts, kept.parts, strict=True):
        assert (asked.prompt, asked.marks, asked.answer.kind) == (part.prompt, part.marks, part.kind)
        assert asked.answer.judge(part.answer).score == 1
        assert part.accepts == asked.answer.accepts()


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "{}", '{"prompt": 1}', "not json", "\ud800", '{"prompt": "", "parts": [{}]}']
)
def test_any_other_text_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BankError, match="not a kept exercise"):
        read_snapshot(text)
