"""Surfaces over the plane with known minima: heights and slopes as formulas, for races of optimizers.

All are scaled so that a learning rate of 0.1 is a good first choice for plain gradient descent: near a minimum no
curvature is above about 10, the ravine's as the learner sets it. Everything works on tensors of any shape, so that one
ball is computed like 100,000.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

Height = Callable[["Tensor", "Tensor"], "Tensor"]
Slopes = Callable[["Tensor", "Tensor"], "tuple[Tensor, Tensor]"]

RAVINE, SADDLE, ROSENBROCK, TWO_VALLEYS = SURFACES = ("ravine", "saddle", "Rosenbrock", "two valleys")


@dataclass(frozen=True, slots=True)
class Surface:
    """A height for every place, 0 at its ``minima`` and nowhere below; ``slopes`` are its derivatives by x and y."""

    height: Height
    slopes: Slopes
    minima: tuple[tuple[float, float], ...]

    def distance(self, x: Tensor, y: Tensor) -> Tensor:
        """Return how far it is to the nearest of the minima."""
        distances = [((x - x0) ** 2 + (y - y0) ** 2).sqrt() for x0, y0 in self.minima]
        nearest = distances[0]
        for distance in distances[1:]:
            nearest = nearest.minimum(distance)
        return nearest


def surface(name: str, *, curvature: float = 10.0, condition: float | Tensor = 30.0, angle: float = 0.0) -> Surface:
    """Return one of ``SURFACES``; the numbers shape the ravine only, ``angle`` in degrees.

    ``condition`` may be a tensor: a ravine of its own for every place that is asked.
    """
    match name:
        case "ravine":
            return ravine(curvature, condition, angle)
        case "saddle":
            return saddle()
        case "Rosenbrock":
            return rosenbrock()
        case "two valleys":
            return two_valleys()
        case _:
            raise ValueError(f"no surface is called {name}")


def ravine(curvature: float, condition: float | Tensor, angle: float = 0.0) -> Surface:
    """Return ½ (μ u² + L v²), L the largest curvature and μ = L / condition; u and v are the axes, turned by ``angle``.

    Gradient descent multiplies v by 1 − ηL in a step and u by 1 − ημ: it is stable for η < 2/L, and slow along u.
    """
    steep, flat = curvature, curvature / condition
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))

    def height(x: Tensor, y: Tensor) -> Tensor:
        u, v = cos * x + sin * y, cos * y - sin * x
        return (flat * u**2 + steep * v**2) / 2

    def slopes(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        u, v = flat * (cos * x + sin * y), steep * (cos * y - sin * x)
        return cos * u - sin * v, sin * u + cos * v

    return Surface(height, slopes, ((0.0, 0.0),))


def saddle() -> Surface:
    """Return 5x² + (y² − 1)²/4: it bends up along x and, at the origin, down along y, to a minimum on either side."""

    def height(x: Tensor, y: Tensor) -> Tensor:
        return 5 * x**2 + (y**2 - 1) ** 2 / 4

    def slopes(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        return 10 * x, y * (y**2 - 1)

    return Surface(height, slopes, ((0.0, -1.0), (0.0, 1.0)))


def rosenbrock() -> Surface:
    """Return Rosenbrock's valley ((1 − x)² + 100 (y − x²)²) / 100: bent, steep at its sides and nearly flat along."""

    def height(x: Tensor, y: Tensor) -> Tensor:
        return (1 - x) ** 2 / 100 + (y - x**2) ** 2

    def slopes(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        off = y - x**2
        return (x - 1) / 50 - 4 * x * off, 2 * off

    return Surface(height, slopes, ((1.0, 1.0),))


def two_valleys() -> Surface:
    """Return a wide valley with a minimum at x = 1.5, a hill at 0.5, and the deeper valley behind it at −2.

    Its slope along x is (x + 2)(x − ½)(x − 1.5), so the places of the three are plain; along y it is a bowl.
    """

    def height(x: Tensor, y: Tensor) -> Tensor:
        return x**4 / 4 - 1.625 * x**2 + 1.5 * x + 5.5 + 2.5 * y**2

    def slopes(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        return (x + 2) * (x - 0.5) * (x - 1.5), 5 * y

    return Surface(height, slopes, ((-2.0, 0.0),))
