"""Writes numbers as text: answers that read back as right, and ranges as they stand in a sentence."""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from question_bank.answers.reading.evaluation import LARGEST
from question_bank.notation import rounded

SMALLEST = 1 / LARGEST
"""The smallest number above 0 that can be asked for, because it can be typed."""

MAX_SIGNIFICANT = 12

_NARROW_SPACE = "\u202f"
_WRITTEN_OUT = range(-4, 12)
"""The powers of ten of numbers written without one."""
_WRITTEN_OUT_FROM = 5
"""Powers of ten below this one are written out even where that takes more digits than are significant."""
_MAX_DECIMALS = 20
_DIGITS_OF_A_DOUBLE = 17
_WIDE = Context(prec=700)


def check_number(value: float, relative: float, absolute: float) -> None:
    """Raise ValueError unless ``value`` can be asked for with these tolerances."""
    if not (value == 0 or SMALLEST <= abs(value) <= LARGEST):
        raise ValueError(f"{value} can't be an answer: it must be 0 or between {SMALLEST} and {LARGEST} in size")
    if not (0 <= relative < 1 and 0 <= absolute <= LARGEST):
        raise ValueError(f"tolerances can't be relative={relative}, absolute={absolute}")


def tolerance(value: float, *, relative: float, absolute: float, rounding: float = 1) -> float:
    """Return how far a reply may be from ``value`` and still be right.

    A range ends at numbers people can type: 3.92 must not fail because 4 - 3.92 is 0.0800000000000001 in doubles.
    ``rounding`` is the share taken of what is added for that.
    """
    slack = max(absolute, relative * abs(value))
    return slack + rounding * (1e-9 * slack + 1e-14 * abs(value))


def plain(value: float, *, slack: float, decimals: int | None = None) -> str:
    """Return ``value`` as text within ``slack`` of it: with ``decimals`` places, or with few but enough digits.

    More places than asked for are written where fewer would not be right, and none where a power of ten is shorter.
    """
    if decimals is None or abs(value) >= 10**_WRITTEN_OUT.stop:
        return _with_few_digits(value, slack)
    for places in range(decimals, _MAX_DECIMALS):
        text = rounded(value, places)
        if abs(float(text) - value) <= slack:
            return text.removeprefix("-") if float(text) == 0 else text
    return _with_few_digits(value, slack)


def half_a_unit(value: float, digits: int) -> float:
    """Return half a unit of the last of ``digits`` significant digits; of 0, which has none, 0."""
    return 0.0 if value == 0 else 0.5 * 10.0 ** (Decimal(value).adjusted() - digits + 1)


def to_significant(value: float, digits: int) -> str:
    """Return ``value`` as text with so many significant digits, those that are 0 too."""
    if value == 0:
        return "0"
    scientific = f"{value:.{digits - 1}e}"
    mantissa, _, ten = scientific.partition("e")
    if int(ten) in _WRITTEN_OUT and int(ten) < max(digits, _WRITTEN_OUT_FROM):
        return f"{Decimal(scientific):f}"
    return f"{mantissa}e{int(ten)}"


def spoken_range(value: float, *, relative: float, absolute: float) -> tuple[str, str]:
    """Return the ends of what is right for a sentence, rounded inwards so that both are; one tolerance is above 0."""
    slack = tolerance(value, relative=relative, absolute=absolute, rounding=0.5)
    last_digit = Decimal(1).scaleb(math.floor(math.log10(slack)) - 1)
    low = Decimal(value - slack).quantize(last_digit, ROUND_CEILING, _WIDE)
    high = Decimal(value + slack).quantize(last_digit, ROUND_FLOOR, _WIDE)
    return spoken(low), spoken(high)


def spoken(number: Decimal) -> str:
    """Return a number for a sentence: a real minus, thousands apart from five digits on, no idle zeros."""
    if number == 0:
        return "0"
    if number.adjusted() not in _WRITTEN_OUT:
        return f"{number.normalize(_WIDE):e}".replace("-", "−")
    whole, point, decimals = f"{abs(number):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", _NARROW_SPACE) if len(whole) > 4 else whole
    return ("−" if number < 0 else "") + grouped + (point + decimals.rstrip("0")).rstrip(".")


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th ..."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def _with_few_digits(value: float, slack: float) -> str:
    if value == 0:
        return "0"
    digits = 3 if abs(value) < 999.5 else min(len(f"{abs(value):.0f}"), _WRITTEN_OUT.stop)
    text = f"{value:.{digits - 1}e}"
    while digits < _DIGITS_OF_A_DOUBLE and abs(float(text) - value) > slack / 4:
        digits += 1
        text = f"{value:.{digits - 1}e}"
    mantissa, _, power = text.partition("e")
    ten = int(power)
    if ten in _WRITTEN_OUT:
        return _trimmed(f"{value:.{digits - 1 - ten}f}")  # the same digits, as there are more of them than ``ten``
    return f"{_trimmed(mantissa)}e{ten}"


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
