"""How well a topic is known, in three words, by what the model of knowledge expects."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studyapp.study.knowledge import Estimate  # loads numpy, which the words alone don't need

ENOUGH = 3
KNOWN_CHANCE, KNOWN_AT_LEAST = 0.75, 0.5  # of a new question of any difficulty; the interval must not reach below


class Mastery(Enum):
    """How far a learner is with a topic; the value is how it is said."""

    NOT_STARTED = "not started"
    LEARNING = "learning"
    KNOWN = "known"


def mastery_of(estimate: Estimate) -> Mastery:
    """Return how well a topic is known from the chance at a new question of it."""
    if not estimate.answers:
        return Mastery.NOT_STARTED
    is_sure = estimate.answers >= ENOUGH and estimate.low >= KNOWN_AT_LEAST
    return Mastery.KNOWN if is_sure and estimate.mean >= KNOWN_CHANCE else Mastery.LEARNING
