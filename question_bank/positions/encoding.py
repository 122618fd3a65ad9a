"""The sinusoidal encoding of positions: pairs of a sine and a cosine that turn more and more slowly."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from question_bank.notation import decimal
from question_bank.wording import tex

USUAL = 10000  # the base of the original transformer
FRIENDLY = (
    *((4, 100), (4, 25), (4, 16), (4, 36), (4, 64), (4, 400), (4, 2500)),
    *((6, 1000), (6, 8), (6, 27), (6, 64), (6, 125), (8, 16), (8, 81), (8, 256), (8, 625)),
)
"""Widths and bases whose roots are whole numbers."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding of ``d`` numbers for each position; indices and positions count from 0."""

    d: int
    base: int

    @property
    def step(self) -> float:
        """Return by how much each pair turns more slowly than the one before."""
        return float(self.base ** (2 / self.d))

    def slowness(self, pair: int) -> float:
        """Return what the position is divided by in a pair."""
        return float(self.base ** (2 * pair / self.d))

    def angle(self, position: float, pair: int) -> float:
        """Return the angle of a pair in radians."""
        return position / self.slowness(pair)

    def value(self, position: float, index: int) -> float:
        """Return one entry: the sine of a pair at an even index, its cosine at an odd one."""
        return sine_or_cosine(index)(self.angle(position, index // 2))

    def formula(self) -> str:
        """Return the rule as LaTeX."""
        divisor = rf"{tex(self.base)}^{{2i/{self.d}}}"
        return (
            rf"$$PE(pos, 2i) = \sin\frac{{pos}}{{{divisor}}}, \qquad PE(pos, 2i + 1) = "
            rf"\cos\frac{{pos}}{{{divisor}}}$$"
        )

    def power(self, pair: int) -> str:
        """Return what the position is divided by in a pair, with its value, as LaTeX."""
        value = self.slowness(pair)
        sign = "=" if abs(value - round(value, 4)) < 1e-9 else r"\approx"
        return rf"{tex(self.base)}^{{{2 * pair}/{self.d}}} {sign} {decimal(value)}"


def sine_or_cosine(index: int) -> Callable[[float], float]:
    """Return the function of an index."""
    return math.cos if index % 2 else math.sin


def draw(rng: random.Random, usual: float) -> Encoding:
    """Return an encoding with the usual base, in that share of cases, or with a friendly one."""
    if rng.random() < usual:
        return Encoding(rng.choice((4, 4, 6, 8, 8)), USUAL)
    return Encoding(*rng.choice(FRIENDLY))
