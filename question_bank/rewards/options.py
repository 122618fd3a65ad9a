"""Questions with options, each wrong one with the reason why it is wrong."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import NamedTuple

from question_bank.answers import AnswerSpec, Choice, Value
from question_bank.exercise import Misconception, Part


class Option(NamedTuple):
    """What can be chosen, and why it is wrong: "" for the right one."""

    text: str
    why: str = ""


class Cure(NamedTuple):
    """The topic, and the heading in its note, that cure a slip."""

    topic: str
    heading: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, its options, the heading that explains it, and why the right option is right."""

    text: str
    options: tuple[Option, ...]
    heading: str
    because: str


Follows = Callable[[tuple[Value, ...]], str]
"""Returns the text of the option that follows from the learner's earlier values."""


def choice(
    rng: random.Random, question: str, options: Sequence[Option], cure: Cure, follows: Follows | None = None
) -> Part:
    """Return the question with its options in random order."""
    shuffled = rng.sample(options, len(options))
    texts = tuple(option.text for option in shuffled)
    right = next(index for index, option in enumerate(shuffled) if not option.why)
    wrong = tuple(
        Misconception(ascii_lowercase[index], option.why, *cure) for index, option in enumerate(shuffled) if option.why
    )
    if follows is None:
        return Part(question, Choice(texts, right), 1, wrong)
    following = follows

    def carry(values: tuple[Value, ...]) -> AnswerSpec:
        return Choice(texts, texts.index(following(values)))

    return Part(question, Choice(texts, right), 1, wrong, carry)


def asked(rng: random.Random, question: Question, topic: str) -> Part:
    """Return a question as a part, its options in random order."""
    return choice(rng, question.text, question.options, Cure(topic, question.heading))
