"""Writes numbers so that they read back as the right answer."""

from __future__ import annotations


def tolerance(value: float, *, relative: float, absolute: float) -> float:
    """Return how far a reply may be from ``value`` and still be right."""
    return max(absolute, relative * abs(value))


def plain(value: float, *, slack: float, decimals: int | None = None) -> str:
    """Return ``value`` with ``decimals`` places, or with the fewest significant digits that stay well within ``slack``."""
    if decimals is not None:
        return f"{value:.{decimals}f}"
    for digits in range(3, 17):
        text = f"{value:.{digits}g}"
        if abs(float(text) - value) <= slack / 4:
            return text
    return repr(value)
