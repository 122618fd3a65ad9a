"""Numbers of a worked solution: exact where they are short, else four decimals or four significant digits."""

from __future__ import annotations

import math

from question_bank.notation import decimal

_ABOUT = r"\approx"


def shown(value: float) -> str:
    """Return a number for a formula: all of up to six decimals, else four, or four significant digits if small."""
    if abs(value - round(value, 6)) < 1e-12:
        return decimal(value, 6)
    places = max(4, 3 - math.floor(math.log10(abs(value))))
    return decimal(value, min(places, 8))


def result(value: float) -> str:
    r"""Return "= 0.8", or "\approx 0.3162" where the number goes on."""
    ends = math.isclose(float(shown(value)), value, rel_tol=1e-7)
    return f"{'=' if ends else _ABOUT} {shown(value)}"


def held(value: float) -> str:
    """Return a number as it stands after an operator: negative numbers in brackets."""
    return f"({shown(value)})" if value < 0 else shown(value)


def squared(value: float) -> str:
    """Return a number with its square written out."""
    return f"{held(value)}^2"
