"""Pairs of densities of one kind, the data's and the generator's, that cross at one place."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from question_bank.drawings import Curves, Line
from question_bank.notation import bracketed, decimal
from question_bank.wording import short

POINTS = 41


@dataclass(frozen=True, slots=True)
class Density:
    """A density of x: its formula and how it is worked out at a place, as LaTeX."""

    value: Callable[[float], float]
    tex: str
    worked: Callable[[float], str]
    told: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two densities, the place where both are equal, and where to look at them.

    ``crossing_work`` is a sentence on the way to the crossing; ``wrong_crossings`` are other places with the reason.
    """

    data: Density
    generated: Density
    domain: tuple[float, float]
    where: str
    crossing: float
    crossing_work: str
    wrong_crossings: tuple[tuple[float, str], ...]

    def drawn(self) -> Curves:
        """Return both densities as a picture."""
        low, high = self.domain
        places = [low + (high - low) * step / (POINTS - 1) for step in range(POINTS)]
        lines = [
            Line(label, tuple((round(x, 4), round(density.value(x), 4)) for x in places), dashed=label == "generator")
            for label, density in (("data", self.data), ("generator", self.generated))
        ]
        alt = f"Two densities over x. Data: {self.data.told}. Generator, dashed: {self.generated.told}."
        return Curves(alt, "x", "density", tuple(lines))


def draw_pair(rng: random.Random) -> Pair:
    """Return two Gaussians of one width, two exponential densities, or a rising and a flat one."""
    return rng.choice((_gaussians, _gaussians, _exponentials, _rising))(rng)


def _gaussians(rng: random.Random) -> Pair:
    sigma = rng.choice((0.5, 0.8, 1.0, 1.0, 1.5, 2.0))
    one, other = rng.sample([half / 2 for half in range(-6, 9)], 2)
    if not sigma * 0.5 <= abs(one - other) <= sigma * 4 or one + other == 0:
        return _gaussians(rng)
    middle = (one + other) / 2
    work = (
        "Both Gaussians are equally wide, so they are equally high half-way between their means, at "
        rf"$x = ({decimal(one)} + {bracketed(other)})/2 = {decimal(middle)}$."
    )
    wrong = (
        (one, "This is where the data are densest. There the data outweigh the generator."),
        (other, "This is where the generator is densest. There it outweighs the data."),
        (abs(one - other) / 2, "This is half the distance of the means. The place is half-way between them."),
        (0.0, r"0 plays no special part. Both densities are equal where $D^* = \tfrac{1}{2}$."),
        (one + other, "You added the means without halving."),
        (middle + sigma, "The width plays no part here: both Gaussians are equally wide."),
    )
    domain = (min(one, other) - 3 * sigma, max(one, other) + 3 * sigma)
    return Pair(_gaussian(one, sigma), _gaussian(other, sigma), domain, "any", middle, work, wrong)


def _gaussian(mean: float, sigma: float) -> Density:
    peak = 1 / (sigma * math.sqrt(2 * math.pi))
    width = "" if sigma == 1 else decimal(sigma)
    shift = "x" if not mean else f"(x {'-' if mean > 0 else '+'} {decimal(abs(mean))})"
    front = rf"\frac{{1}}{{{width}\sqrt{{2\pi}}}}"
    return Density(
        lambda x: peak * math.exp(-(((x - mean) / sigma) ** 2) / 2),
        rf"{front} e^{{-{shift}^2/{decimal(2 * sigma**2)}}}",
        lambda x: rf"{front} e^{{-{decimal((x - mean) ** 2)}/{decimal(2 * sigma**2)}}}",
        f"a bell around {short(mean)} with standard deviation {decimal(sigma)}, {decimal(peak, 3)} high",
    )


def _exponentials(rng: random.Random) -> Pair:
    one, other = rng.sample((0.25, 0.4, 0.5, 0.8, 1.0, 1.25, 1.6, 2.0, 2.5, 3.0), 2)
    if max(one, other) / min(one, other) < 1.5:
        return _exponentials(rng)
    crossing = math.log(one / other) / (one - other)
    work = (
        rf"They agree where ${decimal(one)} e^{{-{decimal(one)}x}} = {decimal(other)} e^{{-{decimal(other)}x}}$, at "
        rf"$x = \ln({decimal(one)}/{decimal(other)})/({decimal(one)} - {decimal(other)}) \approx {decimal(crossing)}$."
    )
    rates = r"Both densities are equal there: $\lambda_1 e^{-\lambda_1 x} = \lambda_2 e^{-\lambda_2 x}$."
    wrong = (
        ((one + other) / 2, f"This is the middle of the rates. {rates}"),
        ((1 / one + 1 / other) / 2, f"This is the middle of the two means. {rates}"),
        (abs(math.log(one / other)), f"You have to divide by the difference of the rates. {rates}"),
        (0.0, f"At 0 the densities are as high as their rates, which differ. {rates}"),
        (one / other, f"You took the ratio of the rates. {rates}"),
        (math.log(2) / one, f"There half of the data lie below, which says nothing of the generator. {rates}"),
    )
    low = min(one, other)
    return Pair(_exponential(one), _exponential(other), (0.0, 3 / low), r"for $x \ge 0$", crossing, work, wrong)


def _exponential(rate: float) -> Density:
    front = "" if rate == 1 else decimal(rate)
    return Density(
        lambda x: rate * math.exp(-rate * x),
        rf"{front} e^{{-{front}x}}",
        lambda x: rf"{front} e^{{-{decimal(rate * x)}}}",
        f"it falls from {decimal(rate)} at 0 like e to the power of {short(-rate)} x",
    )


def _rising(rng: random.Random) -> Pair:
    length, rises = float(rng.choice((2, 3, 4, 5, 6, 8, 10))), rng.random() < 0.5
    place = f"for $0 \\le x \\le {decimal(length)}$"
    square = decimal(length**2)
    rising = Density(
        lambda x: 2 * x / length**2,
        rf"\frac{{2x}}{{{square}}}",
        lambda x: rf"\frac{{2 \cdot {decimal(x)}}}{{{square}}}",
        f"it rises in a straight line from 0 at 0 to {decimal(2 / length)} at {decimal(length)}",
    )
    falling = Density(
        lambda x: 2 * (length - x) / length**2,
        rf"\frac{{2({decimal(length)} - x)}}{{{square}}}",
        lambda x: rf"\frac{{2 \cdot {decimal(length - x)}}}{{{square}}}",
        f"it falls in a straight line from {decimal(2 / length)} at 0 to 0 at {decimal(length)}",
    )
    flat = Density(
        lambda _: 1 / length,
        rf"\frac{{1}}{{{decimal(length)}}}",
        lambda _: rf"\frac{{1}}{{{decimal(length)}}}",
        f"constant, {decimal(1 / length)} from 0 to {decimal(length)}",
    )
    pair = (rising if rises else falling, flat)
    data, generated = pair if rng.random() < 0.5 else pair[::-1]
    middle = length / 2
    work = f"A straight line and a constant with the same area meet half-way: at $x = {decimal(middle)}$."
    wrong = (
        (length, "At this end one density is twice as high as the other."),
        (0.0, "At 0 one of the densities vanishes or is twice as high as the other."),
        (length / 3, r"This is the mean of a falling line. Both densities are equal where $D^* = \tfrac{1}{2}$."),
        (2 * length / 3, r"This is the mean of a rising line. Both densities are equal where $D^* = \tfrac{1}{2}$."),
        (1 / length, "This is the height of the constant density. Asked for is a place."),
    )
    return Pair(data, generated, (0.0, length), place, middle, work, wrong)
