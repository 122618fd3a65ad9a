"""What guessing alone earns: the share of marks to expect of someone who knows nothing and picks what is offered."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean

from question_bank.answers import AnswerSpec, Choice, Choices, Matching
from question_bank.exercise import Exercise, Family

_GUESSABLE = {Choice.kind, Choices.kind, Matching.kind}
_VARIANTS = 2  # what there is to pick hardly changes between them


def guessed_shares(family: Family) -> Mapping[int, float]:
    """Return the expected share of marks in [0, 1] by difficulty; without those at which there is nothing to pick."""
    if _GUESSABLE.isdisjoint(family.kinds):
        return {}
    levels = {
        level: fmean(guessed_share(family.generate(seed, level)) for seed in range(_VARIANTS))
        for level in family.difficulties
    }
    return {level: share for level, share in levels.items() if share}


def guessed_share(exercise: Exercise) -> float:
    """Return the expected share of an exercise's marks, in [0, 1]."""
    earned = sum(part.marks * _by_chance(part.answer) for part in exercise.parts)
    return earned / sum(part.marks for part in exercise.parts)


def _by_chance(answer: AnswerSpec) -> float:
    match answer:
        case Choice() | Choices():
            # One of n options ticked: where k belong, it is one of them with chance k/n, and each earns 1/k.
            return 1 / len(answer.options)
        case Matching():
            return 1 / len(answer.right)
        case _:
            return 0.0
