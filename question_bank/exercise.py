"""The contract of every exercise: parts with answers, a worked solution, misconceptions, and the demo of this case.

Text meant for the learner (prompts, solutions, reasons) is Markdown with ``$...$`` and ``$$...$$`` for LaTeX.
An exercise is content alone; which family, version, seed and difficulty made it is said by ``Key``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from question_bank.answers import AnswerSpec, Value
from question_bank.chance import Dice
from question_bank.drawings import Drawing

Scalar = str | int | float | bool
DIFFICULTIES = (1, 2, 3)  # one idea, two ideas, exam question


class Verdict(StrEnum):
    """What grading a reply can come to."""

    RIGHT = "right"
    PARTLY_RIGHT = "partly right"
    WRONG = "wrong"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Misconception:
    """A wrong reply a learner is likely to give, the slip that leads to it, and where it is cured.

    ``reply`` is text as a learner would type it. ``topic`` is a topic id; ``heading`` the slug of a
    heading in that topic's note, or "" for the top of the note.
    """

    reply: str
    why: str
    topic: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class DemoCase:
    """The demo, and the knobs to set, that show this very exercise."""

    demo: str
    config: Mapping[str, Scalar]


Carry = Callable[[tuple[Value, ...]], AnswerSpec | None]


@dataclass(frozen=True, slots=True)
class Part:
    """One question with its own answer and marks.

    ``carry`` marks a later part with the learner's own earlier values (error carried forward): it is given the
    values read from the replies to all earlier parts and returns the answer that follows from them, or None
    where nothing can follow (a formula that fails on a value, with ArithmeticError or ValueError, means the same).
    """

    prompt: str
    answer: AnswerSpec
    marks: int = 1
    misconceptions: tuple[Misconception, ...] = ()
    carry: Carry | None = None


@dataclass(frozen=True, slots=True)
class Exercise:
    """What a learner is asked, and everything needed to mark and explain it; ``figures`` stand below the prompt."""

    prompt: str
    parts: tuple[Part, ...]
    solution: tuple[str, ...]
    demo: DemoCase | None = None
    figures: tuple[Drawing, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """Which exercise this is: the same key always gives the same exercise."""

    family: str
    version: int
    seed: int
    difficulty: int


@dataclass(frozen=True, slots=True)
class Family:
    """A generator of exercises of one sort.

    ``generate(seed, difficulty)`` is pure. ``heading`` is the slug of the heading in the topic's note that
    explains this family. ``kinds`` are the answer kinds its parts use. ``version`` rises when an old seed would
    give a different exercise. ``narrow`` is the reason why a subject allows only few different answers or prompts,
    and "" for all others; ``slow`` the reason why an exercise takes more than some milliseconds to make.
    """

    id: str
    topic: str
    title: str
    version: int
    generate: Callable[[int, int], Exercise]
    kinds: tuple[str, ...]
    heading: str = ""
    difficulties: tuple[int, ...] = DIFFICULTIES
    narrow: str = ""
    slow: str = ""

    def key(self, seed: int, difficulty: int) -> Key:
        """Return the key of one exercise of this family."""
        return Key(self.id, self.version, seed, difficulty)


def dice(family: str, seed: int, difficulty: int) -> Dice:
    """Return the only source of chance a family may use."""
    return Dice(family, seed, difficulty)


def first_with(fit: Callable[[tuple[Part, ...]], bool], make: Callable[[Dice], Exercise | None], rng: Dice) -> Exercise:
    """Return the first exercise made that has fit parts; where nothing comes of a throw, the dice are thrown again."""
    while (exercise := make(rng)) is None or not fit(exercise.parts):
        pass
    return exercise
