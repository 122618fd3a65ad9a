"""Keeps the misconceptions that tell something: not the answer itself, and each a value of its own."""

from __future__ import annotations

from collections.abc import Iterable

from question_bank.answers import AnswerSpec
from question_bank.exercise import Misconception


def distinct(spec: AnswerSpec, candidates: Iterable[Misconception]) -> tuple[Misconception, ...]:
    """Return the candidates, in order, that grading can tell from the answer and from one another.

    Dropped is what equals the answer, or an earlier candidate, within the tolerance of either.
    A candidate whose reply can't be read is a bug of the family: raises Unreadable.
    """
    taken = [(spec.show(), spec)]
    kept: list[Misconception] = []
    for candidate in candidates:
        own = spec.with_answer(candidate.reply)
        if not any(_same(candidate.reply, own, reply, other) for reply, other in taken):
            taken.append((candidate.reply, own))
            kept.append(candidate)
    return tuple(kept)


def _same(reply: str, spec: AnswerSpec, other_reply: str, other: AnswerSpec) -> bool:
    """Tell whether either reply is right where the other is the answer."""
    return other.judge(reply).score == 1 or spec.judge(other_reply).score == 1
