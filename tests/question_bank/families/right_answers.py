"""The right answers of exercises as plain values, for oracles to compare with."""

from __future__ import annotations

from question_bank.answers import Choice, Integer, Number, Vector
from question_bank.exercise import Exercise, Part


def value(part: Part) -> float:
    """Return the number that a part asks for."""
    assert isinstance(part.answer, Number)
    return part.answer.value


def whole(part: Part) -> int:
    """Return the whole number that a part asks for."""
    assert isinstance(part.answer, Integer)
    return part.answer.value


def right(part: Part) -> str:
    """Return the option to choose."""
    assert isinstance(part.answer, Choice)
    return part.answer.options[part.answer.right]


def cells(part: Part) -> list[float]:
    """Return the number or the numbers that a part asks for."""
    assert isinstance(part.answer, Number | Vector)
    return [part.answer.value] if isinstance(part.answer, Number) else list(part.answer.values)


def answers(exercise: Exercise) -> list[float]:
    """Return the numbers of all parts, cell by cell."""
    return [cell for part in exercise.parts for cell in cells(part)]
