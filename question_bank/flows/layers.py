"""Maps of two numbers: a matrix, and two coupling layers, as sheets from the observed point back to the base."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from question_bank.gradients.sheet import Sheet
from question_bank.notation import decimal, signed

LOG_BASE = -math.log(2 * math.pi)  # of the standard normal of two numbers, at its top
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Linear:
    """A matrix with rows (a, b) and (c, d) that makes y of z."""

    a: int
    b: int
    c: int
    d: int

    @property
    def det(self) -> int:
        """Return the determinant."""
        return self.a * self.d - self.b * self.c

    def sheet(self, y: Point) -> Sheet:
        """Return the calculation: det, z1, z2 and the log-density."""
        return Sheet(
            {
                "det": lambda _: float(self.det),
                "z1": lambda s: (self.d * y[0] - self.b * y[1]) / s["det"],
                "z2": lambda s: (self.a * y[1] - self.c * y[0]) / s["det"],
                "log": lambda s: log_normal(s) - math.log(abs(s["det"])),
            }
        )


@dataclass(frozen=True, slots=True)
class Coupling:
    """A layer that keeps one number u and turns the other, v, into v e^{s(u)} + t(u); s = a u and t = b u + c."""

    a: float
    b: float
    c: float

    def s(self, u: float) -> float:
        """Return the logarithm of the scale."""
        return self.a * u

    def t(self, u: float) -> float:
        """Return the shift."""
        return self.b * u + self.c

    def forwards(self, u: float, v: float) -> float:
        """Return the new second number."""
        return v * math.exp(self.s(u)) + self.t(u)

    def back(self, u: float, v: float) -> float:
        """Return the second number as it was."""
        return (v - self.t(u)) * math.exp(-self.s(u))

    def scale_tex(self, letter: str) -> str:
        """Return s in a letter."""
        return f"{decimal(self.a)}{letter}" if abs(self.a) != 1 else f"{'-' if self.a < 0 else ''}{letter}"

    def shift_tex(self, letter: str) -> str:
        """Return t in a letter."""
        front = f"{decimal(self.b)}{letter}" if abs(self.b) != 1 else f"{'-' if self.b < 0 else ''}{letter}"
        return f"{front}{signed(self.c)}"


@dataclass(frozen=True, slots=True)
class TwoLayers:
    """Two coupling layers: the first changes the second number, the second layer changes the first number."""

    first: Coupling
    second: Coupling

    def forwards(self, z: Point) -> Point:
        """Return what becomes of a point of the base."""
        h2 = self.first.forwards(*z)
        return self.second.forwards(h2, z[0]), h2

    def sheet(self, y: Point) -> Sheet:
        """Return the calculation: h1, h2, then z1, z2, both log-determinants l1, l2 and the log-density."""
        return Sheet(
            {
                "h1": lambda s: self.second.back(s["h2"], y[0]),
                "h2": lambda _: y[1],
                "z1": lambda s: s["h1"],
                "z2": lambda s: self.first.back(s["z1"], s["h2"]),
                "l1": lambda s: self.first.s(s["z1"]),
                "l2": lambda s: self.second.s(s["h2"]),
                "log": lambda s: log_normal(s) - s["l1"] - s["l2"],
            }
        )


def log_normal(sheet: Sheet) -> float:
    """Return the log-density of the standard normal at z1, z2."""
    return LOG_BASE - (sheet["z1"] ** 2 + sheet["z2"] ** 2) / 2


def draw_linear(rng: random.Random) -> Linear:
    """Return a matrix of small whole numbers whose determinant is clearly not 1."""
    while True:
        found = Linear(*(rng.choice((-3, -2, -1, 1, 2, 3, 4)) for _ in range(4)))
        if 2 <= abs(found.det) <= 12 and found.b != found.c:
            return found


def draw_layers(rng: random.Random) -> TwoLayers:
    """Return two coupling layers with few digits."""

    def layer() -> Coupling:
        a = rng.choice((-0.8, -0.5, -0.4, -0.3, -0.2, 0.2, 0.3, 0.4, 0.5, 0.8))
        return Coupling(a, rng.choice((-1.0, -0.5, 0.5, 1.0, 1.5)), rng.choice((-2.0, -1.0, -0.5, 0.5, 1.0, 2.0)))

    return TwoLayers(layer(), layer())
