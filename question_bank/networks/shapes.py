"""Shapes of what flows through a network, without the batch: as typed, as shown, and within bounds."""

from __future__ import annotations

import re
from math import prod

from question_bank.errors import BankError

Shape = tuple[int, ...]

MOST_AXES = 4
LONGEST_AXIS = 10**6
MOST_NUMBERS = 10**15  # what flows between two layers; beyond, nothing is worth counting


class NetworkError(BankError):
    """An input shape or a preset that can't be used; ``str(error)`` is fit for the learner."""


def read_shape(text: str) -> Shape:
    """Return the shape of a text such as "1,32,32", "1x32x32" or "(None, 28, 28, 1)"; raises NetworkError."""
    if len(text) > 200:
        raise NetworkError("An input shape is a few numbers, such as 1,32,32.")
    bare = re.sub(r"^\s*[(\[]?\s*None\s*,", "", text).strip(" ()[],\t\n")
    parts = re.split(r"\s*[,x×; ]\s*", bare)
    if not all(re.fullmatch(r"\d{1,12}", part) for part in parts):
        raise NetworkError(f"{text.strip()[:60]!r} is no input shape: write its sizes, such as 1,32,32.")
    return checked_shape(tuple(int(part) for part in parts))


def checked_shape(shape: Shape) -> Shape:
    """Return an input shape that networks can have; raises NetworkError for any other."""
    if not 1 <= len(shape) <= MOST_AXES:
        raise NetworkError(f"An input has 1 to {MOST_AXES} sizes, such as 1,32,32, not {len(shape)}.")
    if not all(1 <= size <= LONGEST_AXIS for size in shape):
        raise NetworkError(f"Every size of an input is from 1 to {LONGEST_AXIS:,}.")
    return shape


def shown(shape: Shape) -> str:
    """Return a shape for a sentence: 16×5×5."""
    return "×".join(str(size) for size in shape) if shape else "one number"


def counted_out(shape: Shape) -> str:
    """Return a shape and how many numbers that is: 16×5×5 = 400."""
    return shown(shape) if len(shape) < 2 else f"{shown(shape)} = {prod(shape):,}"
