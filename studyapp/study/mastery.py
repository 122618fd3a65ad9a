"""How well a topic is known, judged by the newest answers alone: what was hard last month may be easy now."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

RECENT = 8
"""How many of a topic's newest answers count."""
ENOUGH = 3
KNOWN_SHARE = 0.8


class Mastery(Enum):
    """How far a learner is with a topic; the value is how it is said."""

    NOT_STARTED = "not started"
    LEARNING = "learning"
    KNOWN = "known"


def mastery(scores: Sequence[float]) -> Mastery:
    """Return how well a topic is known from the shares of marks of its newest answers, each in [0, 1]."""
    if not scores:
        return Mastery.NOT_STARTED
    is_known = len(scores) >= ENOUGH and sum(scores) / len(scores) >= KNOWN_SHARE
    return Mastery.KNOWN if is_known else Mastery.LEARNING
