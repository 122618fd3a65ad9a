"""Wrong values with their reasons, and how they become misconceptions of a number or a list of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from question_bank.answers import Number, Vector
from question_bank.answers.formatting import plain
from question_bank.exercise import Misconception, Part

Cells = tuple[float, ...]
ENOUGH = 3  # slips that every asked number should have


class Slip(NamedTuple):
    """The values a slip leads to, the reason, and the topic and heading of the note that cures it."""

    values: Cells
    why: str
    topic: str
    heading: str


def number(value: float, decimals: int = 4) -> Number:
    """Return a number asked to that many decimals, with the room that rounding in between needs."""
    return Number(value, relative=2e-4, absolute=10.0 ** (1 - decimals), decimals=decimals)


def digits(value: float) -> Number:
    """Return a number asked to three significant digits, however small it is."""
    return Number(value, relative=6e-3, absolute=1e-9)


def digits_of(values: Cells, labels: tuple[str, ...]) -> Number | Vector:
    """Return one number or several, each asked to three significant digits."""
    return digits(values[0]) if len(values) == 1 else Vector(values, labels, relative=6e-3, absolute=1e-9)


def cells(spec: Number | Vector) -> Cells:
    """Return the asked values, also of a single number."""
    return (spec.value,) if isinstance(spec, Number) else spec.values


def clear(spec: Number | Vector, slips: Iterable[Slip]) -> list[Slip]:
    """Return the slips that grading can tell from the answer and from one another, in order."""
    kept: list[Slip] = []
    for slip in slips:
        others = (cells(spec), *(earlier.values for earlier in kept))
        if all(_differ(spec, slip.values, other) for other in others):
            kept.append(slip)
    return kept


def asked(question: str, spec: Number | Vector, slips: Iterable[Slip], marks: int = 1) -> Part:
    """Return a part with those of its slips that tell something."""
    return Part(question, spec, marks, misconceptions(spec, slips))


def misconceptions(spec: Number | Vector, slips: Iterable[Slip]) -> tuple[Misconception, ...]:
    """Return the slips that tell something, as a learner would type them."""
    return tuple(
        Misconception(_typed(spec, slip.values), slip.why, slip.topic, slip.heading) for slip in clear(spec, slips)
    )


def has_enough(parts: Sequence[Part]) -> bool:
    """Tell whether every number and list of numbers knows enough slips."""
    asked_for = [part for part in parts if isinstance(part.answer, Number | Vector)]
    return all(len(part.misconceptions) >= ENOUGH for part in asked_for)


def _differ(spec: Number | Vector, one: Cells, other: Cells) -> bool:
    # Three times the tolerance, so that neither is right where the other is the answer, rounding included.
    rows = zip(one, other, strict=True)
    return any(abs(x - y) > 3 * max(spec.absolute, spec.relative * max(abs(x), abs(y))) for x, y in rows)


def _typed(spec: Number | Vector, values: Cells) -> str:
    whole = replace(spec, decimals=None)
    slacks = (max(whole.absolute, whole.relative * abs(value)) / 2 for value in values)
    return ", ".join(plain(value, slack=slack) for value, slack in zip(values, slacks, strict=True))
