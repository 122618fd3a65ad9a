"""Densities that a flow starts from."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from question_bank.notation import decimal


@dataclass(frozen=True, slots=True)
class Base:
    """A density of z: its name with the formula, its logarithm, and how it is worked out at a place, as LaTeX."""

    told: str
    log: Callable[[float], float]
    worked: Callable[[float], str]
    low: float  # what z may be
    high: float

    def density(self, z: float) -> float:
        """Return the density; raises ValueError where z can't be."""
        return math.exp(self.log(z))


def _half_line(z: float) -> float:
    if z < 0:
        raise ValueError("no density below 0")
    return -z


NORMAL = Base(
    r"standard normal, with density $p_Z(z) = \frac{1}{\sqrt{2\pi}} e^{-z^2/2}$",
    lambda z: -z * z / 2 - math.log(2 * math.pi) / 2,
    lambda z: rf"\frac{{1}}{{\sqrt{{2\pi}}}} e^{{-{decimal(z * z)}/2}}",
    -1.8,
    1.8,
)
EXPONENTIAL = Base(
    r"exponential, with density $p_Z(z) = e^{-z}$ for $z \ge 0$", _half_line, lambda z: f"e^{{-{decimal(z)}}}", 0.2, 2.2
)
LOGISTIC = Base(
    r"logistic, with density $p_Z(z) = e^{-z}/(1 + e^{-z})^2$",
    lambda z: -z - 2 * math.log1p(math.exp(-z)),
    lambda z: rf"\frac{{e^{{{decimal(-z)}}}}}{{(1 + e^{{{decimal(-z)}}})^2}}",
    -2.2,
    2.2,
)
BASES = (NORMAL, NORMAL, EXPONENTIAL, LOGISTIC)
