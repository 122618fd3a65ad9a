"""Keeps the misconceptions that tell something: not the answer itself, and each a value of its own."""

from __future__ import annotations

from collections.abc import Iterable

from question_bank.answers import AnswerSpec
from question_bank.exercise import Misconception


def distinct(spec: AnswerSpec, candidates: Iterable[Misconception]) -> tuple[Misconception, ...]:
    """Return the candidates, in order, that score 0 and that grading can tell from one another.

    A candidate is dropped when its reply earns anything, or is within tolerance of an earlier one in either direction.
    A reply that can't be read is a bug of the family: raises Unreadable.
    """
    kept: list[Misconception] = []
    for candidate in candidates:
        own = spec.with_answer(candidate.reply)
        if spec.judge(candidate.reply).score > 0 or own.judge(spec.show()).score == 1:
            continue
        if any(_same(spec, own, candidate, earlier) for earlier in kept):
            continue
        kept.append(candidate)
    return tuple(kept)


def _same(spec: AnswerSpec, own: AnswerSpec, candidate: Misconception, earlier: Misconception) -> bool:
    return own.judge(earlier.reply).score == 1 or spec.with_answer(earlier.reply).judge(candidate.reply).score == 1
