"""Axes that people can read: round limits that seldom move, tick labels with grouped digits; plain numpy."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ROUND = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
LOWEST_OF_SCALARS = -12.0  # a power of ten: what is nearer to 0 is as good as 0 in a curve over the step
LOWEST_POWER, ROUNDING = -30.0, 1e-6  # a power of ten in single precision is a whole one
DECADES, MOST_DECADES = 4, 16
"""How many powers of ten a logarithmic axis shows when the lowest value is zero, and at most."""
FIRST_STEPS = 10
"""How far the step axis reaches before there is anything to see."""


def round_up(value: float) -> float:
    """Return the next round number at or above a positive value, so that a growing axis moves seldom."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(each * power for each in ROUND if each * power >= value * (1 - 1e-9))


def step_limit(last_step: int) -> float:
    """Return where the step axis ends."""
    return round_up(max(last_step, FIRST_STEPS))


def round_limits(low: float, high: float) -> tuple[float, float]:
    """Return round limits around values; zero is one of them unless the values keep far from it."""
    if high - low < 1e-12 * max(abs(low), abs(high), 1e-30):
        low, high = low - (abs(low) or 1) / 2, high + (abs(high) or 1) / 2
    if 0 <= low < high / 2:
        low = 0
    if low / 2 < high <= 0:
        high = 0
    step = round_up((high - low) / 5)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step


def tick_texts(values: Sequence[float], spacing: float) -> list[str]:
    """Return tick labels that all have the places their spacing needs."""
    largest = max((abs(value) for value in values), default=0)
    if 1e6 <= largest < 1e9:
        return [
            text if text == "0" else f"{text}M" for text in tick_texts([value / 1e6 for value in values], spacing / 1e6)
        ]
    if largest >= 1e9 or 0 < spacing < 1e-4:
        return [_scientific(value) for value in values]
    places = max(0, -math.floor(math.log10(spacing) + 1e-9))
    return [f"{value:,.{places}f}" if value else "0" for value in values]


def number_text(value: float | None) -> str:
    """Return a value with four significant digits and grouped thousands; nothing measured is a dash."""
    if value is None or not math.isfinite(value):
        return "–" if value is None or math.isnan(value) else ("∞" if value > 0 else "-∞")
    value = float(f"{value:.4g}") if abs(value) < 1e4 else value
    if value == round(value) and abs(value) < 1e9:
        return f"{value:,.0f}"
    if 1e-3 <= abs(value) < 1e6:
        return f"{value:,.{max(0, 3 - math.floor(math.log10(abs(value))))}f}"
    return _scientific(value)


def short_text(value: float) -> str:
    """Return a value in about three digits, for cells with little room."""
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}" if abs(value) < 100 else f"{value:,.0f}"


def cell_text(value: float) -> str:
    """Return a number as it is written into a cell: whole ones without places."""
    return f"{value:,.0f}" if math.isfinite(value) and value == round(value) else short_text(value)


def ticks(low: float, high: float, most: int) -> tuple[list[float], float]:
    """Return round positions between two limits that part them into at most ``most``, and their spacing."""
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    spacing = next(each * power for each in (1.0, 2.0, 5.0, 10.0) if each * power >= rough * (1 - 1e-9))
    first, last = math.ceil(low / spacing - 1e-9), math.floor(high / spacing + 1e-9)
    return [place * spacing for place in range(first, last + 1)], spacing


def log_values(values: NDArray[np.float64], lowest_power: float = LOWEST_POWER) -> NDArray[np.float64]:
    """Return the powers of ten of values for a logarithmic axis; zero and less stand at its lowest."""
    powers: NDArray[np.float64] = np.log10(np.maximum(values, 10**lowest_power))
    return powers


def log_limits(values: tuple[float, float]) -> tuple[float, float]:
    """Return whole powers of ten around the lowest and the highest value; around 1 if there is none above zero."""
    low, high = values
    if high <= 0 or not math.isfinite(high):
        return -3.0, 0.0
    top = math.ceil(math.log10(high) - ROUNDING)
    bottom = math.floor(math.log10(low) + ROUNDING) if low > 0 else top - DECADES
    return float(max(bottom, LOWEST_POWER, top - MOST_DECADES)), float(max(top, bottom + 1))


def power_text(power: float) -> str:
    """Return ten to a whole power as a tick label."""
    return f"{10.0**power:,g}" if -4 < power < 6 else f"1e{power:.0f}"


def decades(low: float, high: float, most: int) -> list[float]:
    """Return the whole powers of ten between two exponents, thinned to at most ``most``."""
    powers = range(math.ceil(low - 1e-9), math.floor(high + 1e-9) + 1)
    return [float(power) for power in powers[:: max(1, math.ceil(len(powers) / most))]]


def _scientific(value: float) -> str:
    return f"{value:.3g}".replace("e+0", "e").replace("e+", "e").replace("e-0", "e-")
