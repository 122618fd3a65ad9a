"""A guess at whether a student can do an exercise with a pocket calculator, from the numbers it shows.

Two things tire: numbers of many digits, and many numbers. So every number that is shown must have few significant
digits (whole numbers one more than decimal ones), and an exercise at most ``MOST_NUMBERS`` of them. Not counted are
code, what lines of a plot run through (nobody types that in), and digits of names (``h1``, ``conv2``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.answers import Table
from question_bank.drawings import Boxes, Drawing, Graph, Grids
from question_bank.exercise import Exercise

MOST_DECIMAL_DIGITS, MOST_WHOLE_DIGITS = 5, 6
MOST_NUMBERS = 90

_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
_GROUPED = re.compile(r"(?<=\d)(?:\{,\}|,|\\,|\u202f|\u2009)(?=\d{3}(?!\d))")


def too_hard(exercise: Exercise) -> str:
    """Return what is too much for a pocket calculator, in words, or ""."""
    found = [number for text in _shown(exercise) for number in numbers(text)]
    long = next((number for number in found if significant_digits(number) > _most_digits(number)), "")
    if long:
        return f"{long} has more than {_most_digits(long)} significant digits"
    return f"it shows {len(found)} numbers, more than {MOST_NUMBERS}" if len(found) > MOST_NUMBERS else ""


def numbers(text: str) -> list[str]:
    """Return the numbers that stand in a text, without their signs, as Python writes them."""
    return _NUMBER.findall(_GROUPED.sub("", _CODE.sub("", text)))


def significant_digits(number: str) -> int:
    """Return how many digits a number has to be typed with, 0 for 0: three for 0.0105, one for 4000."""
    digits = number.replace(".", "").strip("0") if "." not in number else number.replace(".", "").lstrip("0")
    return len(digits)


def _most_digits(number: str) -> int:
    return MOST_DECIMAL_DIGITS if "." in number else MOST_WHOLE_DIGITS


def _shown(exercise: Exercise) -> Iterator[str]:
    """Yield every text with numbers to work with; options to choose from are answers, not work."""
    yield exercise.prompt
    for part in exercise.parts:
        yield part.prompt
        if isinstance(part.answer, Table):
            yield from (cell for row in part.answer.rows for cell in row if isinstance(cell, str))
    for figure in exercise.figures:
        yield from _drawn(figure)


def _drawn(figure: Drawing) -> Iterator[str]:
    match figure:
        case Graph():
            yield from (node.text for node in figure.nodes)
            yield from (edge.text for edge in figure.edges)
        case Grids():
            yield from (cell for grid in figure.grids for row in grid.cells for cell in row)
        case Boxes():
            yield from (f"{box.left:g} {box.top:g} {box.right:g} {box.bottom:g}" for box in figure.boxes)
        case _:
            return
