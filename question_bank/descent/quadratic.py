r"""Quadratics $\tfrac12 x^\top A x$ by their smallest and largest curvature, and what gradient descent does on them."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

SHAPES = ((3, 4, 5), (5, 12, 13), (8, 6, 10), (0, 2, 2), (0, 4, 4), (0, 6, 6))  # difference, twice b, gap


@dataclass(frozen=True, slots=True)
class Spectrum:
    """The smallest and the largest curvature, both above 0."""

    low: float
    high: float

    @property
    def condition(self) -> float:
        """Return the condition number."""
        return self.high / self.low

    @property
    def limit(self) -> float:
        """Return the learning rate from which on gradient descent no longer converges."""
        return 2 / self.high

    @property
    def best(self) -> float:
        """Return the learning rate whose worst contraction factor is the smallest."""
        return 2 / (self.low + self.high)

    @property
    def factor(self) -> float:
        """Return the worst contraction factor at the best rate."""
        return (self.high - self.low) / (self.high + self.low)

    def worst(self, eta: float) -> float:
        """Return the worst contraction factor at a rate."""
        return max(contraction(eta, self.low), contraction(eta, self.high))


@dataclass(frozen=True, slots=True)
class Symmetric:
    """The matrix with rows (a, b) and (b, d)."""

    a: float
    b: float
    d: float

    @property
    def spectrum(self) -> Spectrum:
        """Return its eigenvalues."""
        middle, half = (self.a + self.d) / 2, math.hypot((self.a - self.d) / 2, self.b)
        return Spectrum(middle - half, middle + half)


def contraction(eta: float, curvature: float) -> float:
    """Return the factor by which one step changes the distance to the minimum along a direction."""
    return abs(1 - eta * curvature)


def steps_to(factor: float, share: float) -> int:
    """Return the smallest number of steps after which ``factor`` to that power is at most ``share``; both below 1."""
    return math.ceil(exact_steps(factor, share) - 1e-9)


def exact_steps(factor: float, share: float) -> float:
    """Return the same before it is rounded up; raises ValueError unless both lie between 0 and 1."""
    if not (0 < factor < 1 and 0 < share < 1):
        raise ValueError("no number of steps leads there")
    return math.log(share) / math.log(factor)


def draw_matrix(rng: random.Random) -> Symmetric:
    """Return a matrix with whole eigenvalues, the smaller from 1 to 9, that is not diagonal."""
    difference, twice, gap = rng.choice(SHAPES)
    times, low = rng.choice((1, 1, 2, 3)), rng.randint(1, 9)
    b = rng.choice((-1, 1)) * times * twice // 2
    one, other = low + times * (gap + difference) // 2, low + times * (gap - difference) // 2
    return Symmetric(*((one, b, other) if rng.random() < 0.5 else (other, b, one)))


def draw_spectrum(rng: random.Random) -> Spectrum:
    """Return curvatures of which the larger is at least three times the smaller."""
    low = rng.randint(1, 14) / 2
    return Spectrum(low, low * rng.choice((3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 19, 20, 24, 25)))
