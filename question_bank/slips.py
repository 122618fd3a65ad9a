"""Wrong values with their reasons, and how they become misconceptions of a number, a list or a matrix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from question_bank.answers import Integer, Matrix, Number, Vector
from question_bank.answers.formatting import plain
from question_bank.exercise import Misconception, Part

Cells = tuple[float, ...]
Numeric = Integer | Number | Vector | Matrix
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


def cells(spec: Numeric) -> Cells:
    """Return the asked values one after the other, also of a single number; those of a matrix row by row."""
    match spec:
        case Integer() | Number():
            return (float(spec.value),)
        case Vector():
            return spec.values
        case Matrix():
            return tuple(chain(*spec.rows))


def clear(spec: Numeric, slips: Iterable[Slip]) -> list[Slip]:
    """Return the slips that grading can tell from the answer and from one another, in order."""
    kept: list[Slip] = []
    taken = [cells(spec)]
    relative, absolute = _tolerances(spec)
    for slip in slips:
        for other in taken:
            if not _differ(slip.values, other, relative, absolute):
                break
        else:
            kept.append(slip)
            taken.append(slip.values)
    return kept


def asked(question: str, spec: Numeric, slips: Iterable[Slip], marks: int = 1) -> Part:
    """Return a part with those of its slips that tell something."""
    return Part(question, spec, marks, misconceptions(spec, slips))


def misconceptions(spec: Numeric, slips: Iterable[Slip]) -> tuple[Misconception, ...]:
    """Return the slips that tell something, as a learner would type them."""
    return tuple(
        Misconception(_typed(spec, slip.values), slip.why, slip.topic, slip.heading) for slip in clear(spec, slips)
    )


def has_enough(parts: Sequence[Part]) -> bool:
    """Tell whether every number and list of numbers knows enough slips."""
    asked_for = [part for part in parts if isinstance(part.answer, Numeric)]
    return all(len(part.misconceptions) >= ENOUGH for part in asked_for)


def _differ(one: Cells, other: Cells, relative: float, absolute: float) -> bool:
    # Three times the tolerance, so that neither is right where the other is the answer, rounding included.
    for x, y in zip(one, other, strict=True):
        apart = abs(x - y)
        if apart > 3 * absolute and apart > 3 * (relative * abs(x)) and apart > 3 * (relative * abs(y)):
            return True
    return False


def _tolerances(spec: Numeric) -> tuple[float, float]:
    """Return the relative and the absolute one."""
    return (0.0, 0.1) if isinstance(spec, Integer) else (spec.relative, spec.absolute)


def _typed(spec: Numeric, values: Cells) -> str:
    if isinstance(spec, Integer):
        return str(round(values[0]))
    relative, absolute = _tolerances(spec)
    texts = [plain(value, slack=max(absolute, relative * abs(value)) / 2) for value in values]
    if isinstance(spec, Matrix):
        width = len(spec.rows[0])
        rows = (", ".join(texts[start : start + width]) for start in range(0, len(texts), width))
        return f"[{', '.join(f'[{row}]' for row in rows)}]"
    return ", ".join(texts)
