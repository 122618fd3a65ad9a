"""Misconceptions about answers that are counted, so that equal text means equal value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from question_bank.convolution.words import typed
from question_bank.exercise import Misconception

TOPIC = "cnn.convolution"
Count = int | Sequence[int]


def slip(reply: Count, why: str, heading: str) -> Misconception:
    """Return a misconception of this topic."""
    return Misconception(_text(reply), why, TOPIC, heading)


def told_apart(right: Count, slips: Iterable[Misconception]) -> tuple[Misconception, ...]:
    """Return the slips, in order, that differ from the right count and from all earlier ones.

    ``question_bank.misconceptions.distinct`` says the same of any kind of answer by marking every pair; over the many
    slips of a stack of layers that would take most of the time.
    """
    seen = {_text(right)}
    kept = []
    for each in slips:
        if each.reply not in seen:
            seen.add(each.reply)
            kept.append(each)
    return tuple(kept)


def _text(count: Count) -> str:
    return str(count) if isinstance(count, int) else typed(count)
