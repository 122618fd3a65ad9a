"""Reads one number written in digits: decimal point or comma, thousands in groups, a power of ten behind an e.

A comma may stand for thousands or for decimals. Where both readings are possible the learner is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from question_bank.errors import Unreadable

MAX_DIGITS = 60
MAX_TEN = 300
"""The largest power of ten that can be typed; doubles end soon after."""

_EXPONENT = re.compile(r"[eE]([+-]?\d+)$")
_GROUPS = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in (",", ".")}
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_FROM_FIVE_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Literal:
    """A number as typed: its exact value and its LaTeX."""

    value: Fraction
    latex: str
    is_plain: bool = True


def read_literal(text: str, position: int, *, whole: bool) -> Literal:
    """Return the number that ``text`` writes; raises Unreadable, which points into the reply from ``position`` on.

    ``whole`` says that a whole number is asked for, so that 1,234 can only mean 1234 (and 1.234 needs a question).
    """
    exponent = _EXPONENT.search(text)
    digits = re.sub(r"[ '_]", "", text[: exponent.start()] if exponent else text)
    if len(digits) > MAX_DIGITS:
        raise Unreadable(f"Type a number of at most {MAX_DIGITS} digits.", position + MAX_DIGITS)
    before, after = _split_at_decimals(digits, position, whole=whole)
    value = Fraction(int(before + after or "0"), 10 ** len(after))
    latex = grouped(before or "0", r"\,") + ("." + after if after else "")
    if exponent is None:
        return Literal(value, latex)
    ten = _power_of_ten(exponent[1], position + exponent.start())
    return Literal(value * Fraction(10) ** ten, rf"{latex} \cdot 10^{{{ten}}}", is_plain=False)


def grouped(digits: str, mark: str) -> str:
    """Return digits with ``mark`` between groups of three, from five digits on."""
    if len(digits) < _FROM_FIVE_DIGITS:
        return digits
    return f"{int(digits):,}".replace(",", mark)


def _power_of_ten(digits: str, position: int) -> int:
    if len(digits) > len(f"-{MAX_TEN}") or abs(int(digits)) > MAX_TEN:
        raise Unreadable(f"Type a power of ten between -{MAX_TEN} and {MAX_TEN}.", position)
    return int(digits)


def _split_at_decimals(digits: str, position: int, *, whole: bool) -> tuple[str, str]:
    """Return the digits before and after the decimal mark."""
    if "." not in digits and "," not in digits:
        return digits, ""
    mark = max(".,", key=digits.rfind)
    before, _, after = digits.rpartition(mark)
    place = position + len(before)
    if mark in before:  # several of one kind can only be thousands
        return _without_groups(digits, mark, position + digits.index(mark, before.index(mark) + 1)), ""
    if "." in before or "," in before:
        if not after:
            raise Unreadable("Type the decimals behind the last mark, or leave it away.", place)
        return _without_groups(before, "," if mark == "." else ".", place), after
    return _at_only_mark(before, mark, after, place, whole=whole)


def _at_only_mark(before: str, mark: str, after: str, place: int, *, whole: bool) -> tuple[str, str]:
    if _ONE_GROUP.fullmatch(before + mark + after) and (mark == "," or whole):
        if whole and mark == ",":
            return before + after, ""
        raise Unreadable(_which_of_two(before, after, whole=whole), place)
    if mark == "," and not after:
        raise Unreadable(f"Type {before} alone, or the decimals behind the comma too.", place)
    return before, after


def _without_groups(digits: str, mark: str, position: int) -> str:
    if not _GROUPS[mark].fullmatch(digits):
        raise Unreadable("Type one decimal point at most, and thousands in groups of three: 1,234,567.8.", position)
    return digits.replace(mark, "")


def _which_of_two(before: str, after: str, *, whole: bool) -> str:
    if whole and after.strip("0"):
        return f"Type {before}{after} if that is meant; a whole number needs no point."
    other = before if whole else f"{before}.{after}"
    return f"This can be read in two ways. Type {before}{after} or {other}."
