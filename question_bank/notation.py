"""Writes numbers into the formulas of prompts and solutions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

PLACES = 4  # what a solution shows of a number that does not end


@lru_cache(2048)  # prompts, reasons and solutions write the same few numbers again and again
def decimal(value: float, places: int = PLACES) -> str:
    """Return the number without trailing zeros, at most ``places`` after the point."""
    text = rounded(value, places).rstrip("0").rstrip(".") if places else rounded(value, places)
    return "0" if text == "-0" else text


def rounded(value: float, places: int) -> str:
    """Return the number with so many places, a half away from 0 as learners round: 0.8125 is 0.813, not 0.812.

    Doubles lie beside most decimal numbers, 0.2375 a little below it, so the number is moved by less than they differ.
    """
    moved = value * (1 + 1e-15) if abs(value) < 1e6 else value
    return f"{moved:.{places}f}"


def bracketed(value: float, places: int = PLACES) -> str:
    """Return the number as it stands after an operator: negative numbers in brackets."""
    return f"({decimal(value, places)})" if value < 0 else decimal(value, places)


def equals(value: float, places: int = PLACES) -> str:
    """Return "= 7.94", or "\\approx 7.3126" when the number goes on beyond ``places``."""
    sign = "=" if abs(value - round(value, places)) < 1e-9 else r"\approx"
    return f"{sign} {decimal(value, places)}"


def signed(value: float, symbol: str = "", places: int = PLACES) -> str:
    """Return a term to append to a sum: "+ 3\\gamma", "- \\gamma", "" for nothing."""
    if value == 0:
        return ""
    size = decimal(abs(value), places)
    factor = symbol if symbol and size == "1" else f"{size}{symbol}"
    return f" {'-' if value < 0 else '+'} {factor}"


def polynomial(coefficients: Iterable[float], symbol: str) -> str:
    r"""Return "-2 + \gamma + 6\gamma^{2}" from its coefficients, the constant first."""
    powers = ["", symbol, *(f"{symbol}^{{{power}}}" for power in range(2, 12))]
    terms = "".join(signed(value, power) for value, power in zip(coefficients, powers, strict=False)).strip()
    return terms.removeprefix("+ ") if terms.startswith("+") else terms.replace("- ", "-", 1)
