"""The four levels of the pyramid, and what is said on each in one story."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """A step of the pyramid, the lowest first."""

    DATA = "data"
    INFORMATION = "information"
    KNOWLEDGE = "knowledge"
    WISDOM = "wisdom"


LEVELS = tuple(Level)
MARKS: Mapping[Level, str] = {
    Level.DATA: "bare signs or numbers, of which nobody can tell without context what they stand for",
    Level.INFORMATION: "data in context, from which one learns who or what, where, when and how many",
    Level.KNOWLEDGE: "a pattern with its grounds, which says how things hang together and what to expect next time",
    Level.WISDOM: "a judgement about what ought to be done and why it is worth it, so that values come in",
}
STEPS: Mapping[Level, str] = {
    Level.INFORMATION: "the context: what was measured, where and when",
    Level.KNOWLEDGE: "the connection between many such facts, with the grounds for it",
    Level.WISDOM: "a judgement about what is worth doing, which rests on values as well",
}
"""What has to be added to the level below to get to a level."""


class Told(NamedTuple):
    """A statement with the ranges of the whole numbers ``{x}`` and ``{y}`` in it."""

    text: str
    x: tuple[int, int]
    y: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Story:
    """A subject and what somebody may say about it on each level; ``setting`` holds ``{name}`` and ``{place}``."""

    about: str
    setting: str
    said: Mapping[Level, tuple[Told, ...]]


def say(rng: random.Random, told: Told) -> str:
    """Return a statement with its numbers drawn."""
    return told.text.format(x=f"{rng.randint(*told.x):,}", y=f"{rng.randint(*told.y):,}")
