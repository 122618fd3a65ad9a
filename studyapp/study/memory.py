"""What is scheduled, how it was answered, and what is remembered of it: the plain types of the tutor.

An **item** is what comes back: a skill (a family at one difficulty), of which the learner gets a new variant every
time, or a card (a question with one answer). Its id is text: ``conv-output-shape/2``, ``card/17``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from question_bank.exercise import Key

CARD = "card/"


class Rating(IntEnum):
    """How well an item was remembered, as FSRS counts it."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Review:
    """One answer to one item, as the schedule sees it.

    ``seconds`` is the time from question to answer, ``at`` is aware with the learner's own offset. ``day`` is the
    learner's own day of the answer, by the hour at which it began then: memory is reckoned in such days. ``own`` says
    that the learner set the rating, not the grading. ``attempt`` is the number of the attempt it comes from, 0 for a
    card; ``id`` is 0 until it is stored.
    """

    item: str
    topic: str
    rating: Rating
    seconds: float
    at: datetime
    day: date
    own: bool = False
    attempt: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Memory:
    """What FSRS remembers of an item that is learnt.

    ``stability`` is the number of days after which recall has fallen to 90 %, ``difficulty`` goes from 1 to 10.
    ``last`` and ``due`` are days of the learner's: an item is due from the beginning of a day on.
    """

    item: str
    topic: str
    stability: float
    difficulty: float
    last: date
    due: date
    reviews: int = 1
    lapses: int = 0


def skill_item(family: str, difficulty: int) -> str:
    """Return the id of a skill."""
    return f"{family}/{difficulty}"


def item_of(key: Key) -> str:
    """Return the skill that an exercise practises."""
    return skill_item(key.family, key.difficulty)


def card_item(card: int) -> str:
    """Return the id under which a card is scheduled."""
    return f"{CARD}{card}"


def card_of(item: str) -> int:
    """Return the number of the card that an item is."""
    return int(item.removeprefix(CARD))


def skill_of(item: str) -> tuple[str, int] | None:
    """Return family and difficulty of a skill, None for a card."""
    if item.startswith(CARD):
        return None
    family, _, difficulty = item.rpartition("/")
    return family, int(difficulty)
