"""A Gaussian as an encoder gives it, and divergences between Gaussians in nats."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from enum import StrEnum

from question_bank.notation import bracketed, decimal

MEANS = tuple(tenth / 10 for tenth in range(-25, 26) if abs(tenth) not in (0, 10))  # 1 is its own square
SIGMAS = tuple(tenth / 10 for tenth in range(3, 26) if tenth != 10)
LOG_VARIANCES = tuple(tenth / 10 for tenth in range(-24, 17) if tenth)


class Spread(StrEnum):
    """How the width of a Gaussian is given."""

    SIGMA = "standard deviation"
    VARIANCE = "variance"
    LOG_VARIANCE = "log-variance"


@dataclass(frozen=True, slots=True)
class Gaussian:
    """A Gaussian of one latent unit; ``width`` is what ``spread`` says."""

    mean: float
    width: float
    spread: Spread

    @property
    def sigma(self) -> float:
        """Return the standard deviation."""
        match self.spread:
            case Spread.SIGMA:
                return self.width
            case Spread.VARIANCE:
                return math.sqrt(self.width)
            case Spread.LOG_VARIANCE:
                return math.exp(self.width / 2)

    @property
    def to_standard(self) -> float:
        """Return the divergence to the standard normal."""
        return to_standard(self.mean, self.sigma)

    def told(self) -> str:
        """Return mean and width with their symbols."""
        return rf"$\mu = {decimal(self.mean)}$ and ${SYMBOLS[self.spread]} = {decimal(self.width)}$"

    def worked(self) -> str:
        """Return the divergence to the standard normal with numbers, as LaTeX without dollars."""
        mean = f"{bracketed(self.mean)}^2"
        result = rf"\approx {decimal(self.to_standard)}"
        match self.spread:
            case Spread.SIGMA:
                square = f"{decimal(self.width)}^2"
                return rf"\tfrac{{1}}{{2}}({square} + {mean} - 1 - \ln {square}) {result}"
            case Spread.VARIANCE:
                return rf"\tfrac{{1}}{{2}}({decimal(self.width)} + {mean} - 1 - \ln {decimal(self.width)}) {result}"
            case Spread.LOG_VARIANCE:
                return rf"\tfrac{{1}}{{2}}(e^{{{decimal(self.width)}}} + {mean} - 1 - {bracketed(self.width)}) {result}"


WIDTHS = {
    Spread.SIGMA: SIGMAS,
    Spread.VARIANCE: tuple(round(sigma**2, 2) for sigma in SIGMAS),
    Spread.LOG_VARIANCE: LOG_VARIANCES,
}
SYMBOLS = {Spread.SIGMA: r"\sigma", Spread.VARIANCE: r"\sigma^2", Spread.LOG_VARIANCE: r"\ln\sigma^2"}
FORMULAS = {
    Spread.SIGMA: r"$\tfrac{1}{2}(\sigma^2 + \mu^2 - 1 - \ln\sigma^2)$",
    Spread.VARIANCE: r"$\tfrac{1}{2}(\sigma^2 + \mu^2 - 1 - \ln\sigma^2)$",
    Spread.LOG_VARIANCE: r"$\tfrac{1}{2}(e^{\ell} + \mu^2 - 1 - \ell)$ with $\ell = \ln\sigma^2$",
}


def to_standard(mean: float, sigma: float) -> float:
    """Return the divergence of a Gaussian to the standard normal; raises ValueError where it has no width."""
    return 0.5 * (sigma**2 + mean**2 - 1 - math.log(sigma**2))


def between(one: Gaussian, other: Gaussian) -> float:
    """Return the divergence of one Gaussian to another."""
    squares = one.sigma**2 + (one.mean - other.mean) ** 2
    return math.log(other.sigma / one.sigma) + squares / (2 * other.sigma**2) - 0.5


def draw(rng: random.Random, spread: Spread) -> Gaussian:
    """Return a Gaussian with few decimals, clearly not the standard normal."""
    while True:
        found = Gaussian(rng.choice(MEANS), rng.choice(WIDTHS[spread]), spread)
        if 0.1 < found.to_standard < 6:
            return found
