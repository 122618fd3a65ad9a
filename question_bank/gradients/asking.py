"""Turns questions about a sheet into parts: answers, slips worth naming, and what follows from earlier replies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from question_bank.answers import AnswerSpec, Number, Value, Vector
from question_bank.exercise import Carry, Misconception, Part
from question_bank.gradients.sheet import Sheet
from question_bank.notation import decimal
from question_bank.wording import NUMBER_WORDS

ENOUGH = 3  # slips that every part can recognise
MOST = 7  # slips kept for one part
CLEARLY = 2.5  # tolerances between two values that are told apart


class Slip(NamedTuple):
    """The wrong values a slip leads to, the reason for them, and the heading of the note that cures it."""

    values: tuple[float, ...]
    why: str
    heading: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about a sheet: the quantities asked for, by name, and the slips people make with them.

    Several quantities are typed as a vector, in the order of ``labels``. ``absolute`` is the tolerance of each.
    """

    prompt: str
    names: tuple[str, ...]
    slips: tuple[Slip, ...]
    labels: tuple[str, ...] = ()
    marks: int = 1
    absolute: float = 5e-3

    def spec(self, sheet: Sheet) -> Number | Vector:
        """Return the answer that follows from a sheet."""
        values = sheet.values(self.names)
        if len(values) == 1:
            return Number(values[0], absolute=self.absolute, decimals=3)
        return Vector(values, self.labels, absolute=self.absolute)


def parts(sheet: Sheet, questions: Sequence[Asked], topic: str) -> tuple[Part, ...]:
    """Return one part for each question; each is marked with the learner's own values of those before it."""
    return tuple(
        Part(
            f"{each.prompt} {form(each)}",
            each.spec(sheet),
            each.marks,
            misconceptions(sheet, each, topic),
            _carry(sheet, each, questions[:index]) if index else None,
        )
        for index, each in enumerate(questions)
    )


def form(asked: Asked) -> str:
    """Say what to type."""
    if len(asked.names) == 1:
        return "Type a number, rounded to 3 decimals."
    return f"Type {NUMBER_WORDS[len(asked.names)]} numbers in this order, rounded to 3 decimals."


def misconceptions(sheet: Sheet, asked: Asked, topic: str) -> tuple[Misconception, ...]:
    """Return the slips, as a learner would type them, that can be told from the answer and from one another."""
    return tuple(
        Misconception(", ".join([decimal(value, 6) for value in slip.values]), slip.why, topic, slip.heading)
        for slip in _told_apart(sheet.values(asked.names), asked)
    )


def all_tell(exercise_parts: Iterable[Part]) -> bool:
    """Tell whether every part can recognise enough slips."""
    return all(len(part.misconceptions) >= ENOUGH for part in exercise_parts)


def _told_apart(right: tuple[float, ...], asked: Asked) -> Iterator[Slip]:
    """Yield the slips that are clearly neither the answer nor an earlier slip; comparing numbers is quick.

    Left out is also what has most cells right: its reply earns those cells, which a named slip would not.
    """
    taken: list[tuple[float, ...]] = []
    for slip in asked.slips:
        if len(taken) == MOST:
            return
        if 2 * _hits(slip.values, right, asked.absolute) > len(right):
            continue
        for other in taken:
            if _hits(slip.values, other, asked.absolute) == len(right):
                break
        else:
            taken.append(slip.values)
            yield slip


def _hits(one: tuple[float, ...], other: tuple[float, ...], absolute: float) -> int:
    """Return how many values can't be told from those of the other."""
    count, least = 0, CLEARLY * absolute
    for a, b in zip(one, other, strict=True):
        apart = abs(a - b)
        if apart <= least or apart <= CLEARLY * (1e-3 * abs(a)) or apart <= CLEARLY * (1e-3 * abs(b)):
            count += 1
    return count


def _carry(sheet: Sheet, asked: Asked, earlier: Sequence[Asked]) -> Carry:
    def follows(values: tuple[Value, ...]) -> AnswerSpec | None:
        known: dict[str, float] = {}
        for question, value in zip(earlier, values, strict=True):
            known |= zip(question.names, _numbers(value), strict=True)
        return asked.spec(sheet.given(known))

    return follows


def _numbers(value: Value) -> tuple[float, ...]:
    cells = value if isinstance(value, tuple) else (value,)
    return tuple(float(cell) for cell in cells if isinstance(cell, int | float))
