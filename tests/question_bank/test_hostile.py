"""No reply, however it was meant, hangs a reader, crashes it or is run by it."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from question_bank.answers import AnswerSpec, Expression
from question_bank.errors import Unreadable
from tests.question_bank.hostile_replies import HOSTILE
from tests.question_bank.test_answer_kinds import EXAMPLES

CALLS = 40_000
"""Calls of Python functions for one reply: each takes about half a microsecond, so that none takes 50 ms."""
SPECS: tuple[AnswerSpec, ...] = (*EXAMPLES, Expression("exp(-x)*σ(s)", ("x", "s")), Expression("x + s", ("x", "s")))


def calls_to_judge(spec: AnswerSpec, reply: str) -> int:
    """Return how many Python functions were called until the reply was marked or refused with a sentence."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        judgement = spec.judge(reply)
    except Unreadable as complaint:
        sys.setprofile(None)
        assert complaint.position is None or 0 <= complaint.position <= len(reply)
        assert len(str(complaint)) < 300
    else:
        sys.setprofile(None)
        assert 0 <= judgement.score < 1
        assert len(judgement.echo) < 10_000
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.kind)
def test_no_hostile_reply_takes_long_or_is_right(spec: AnswerSpec) -> None:
    calls = [(calls_to_judge(spec, reply), reply[:40]) for reply in HOSTILE]
    assert [(count, reply) for count, reply in calls if count > CALLS] == []


def test_a_reply_that_takes_long_is_noticed() -> None:
    longest = "x+" * 119 + "x"
    assert calls_to_judge(Expression("x*s", ("x", "s")), longest) > 100


def test_the_list_of_hostile_replies_is_long() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) > 100
