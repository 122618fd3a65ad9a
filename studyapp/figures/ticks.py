"""Round numbers along an axis, and how they are written."""

from __future__ import annotations

import math
from collections.abc import Sequence

ROUND_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LARGEST_PLAIN, LEAST_PLAIN = 1e6, 1e-3


def ticks(low: float, high: float, most: int, *, least: float = 0.0) -> tuple[float, ...]:
    """Return at most ``most`` round numbers from ``low`` to ``high`` (which is larger), ``least`` or more apart."""
    step = max(_step(low, high, most), least)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(number * step for number in range(first, last + 1))


def round_marks(low: float, high: float, most: int) -> tuple[float, ...]:
    """Return round numbers, evenly apart, of which the first and last hold an interval; with 0 where that is near."""
    if low == high:
        low, high = low - (abs(low) / 2 or 1.0), high + (abs(high) / 2 or 1.0)
    if 0 < low < 0.4 * high:
        low = 0.0
    if 0.4 * low < high < 0:
        high = 0.0
    step = _step(low, high, most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(number * step for number in range(first, last + 1))


def _step(low: float, high: float, most: int) -> float:
    """Return the least round distance at which at most ``most`` marks lie in an interval, wherever it begins."""
    rough = (high - low) / max(most - 1, 1)
    scale = 10.0 ** math.floor(math.log10(rough))
    return next(scale * each for each in ROUND_STEPS if scale * each >= rough * (1 - 1e-9))


def tick_labels(marks: Sequence[float]) -> tuple[str, ...]:
    """Return numbers as they stand on an axis: all with as many decimals, 20,000, or 2·10⁻⁵."""
    largest = max(map(abs, marks))
    if largest and not LEAST_PLAIN <= largest < LARGEST_PLAIN:
        return tuple(_power(mark, largest) for mark in marks)
    step = abs(marks[1] - marks[0]) if len(marks) > 1 else largest or 1.0
    decimals = next((places for places in range(7) if abs(round(step, places) - step) < step * 1e-6), 7)
    return tuple(f"{mark + 0.0 if abs(mark) > step / 1e6 else 0.0:,.{decimals}f}".replace("-", "−") for mark in marks)


def _power(mark: float, largest: float) -> str:
    if abs(mark) < largest * 1e-9:
        return "0"
    exponent = math.floor(math.log10(largest))
    return f"{mark / 10.0**exponent:.3g}·10{str(exponent).translate(SUPERSCRIPTS)}".replace("-", "−")
