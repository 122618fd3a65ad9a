"""Schedules with numbers that a pocket calculator can follow, and steps at which they are worth asking about."""

from __future__ import annotations

import random
from fractions import Fraction

from question_bank.schedules.shapes import (
    Cosine,
    Exponential,
    Milestones,
    Power,
    Shape,
    Steps,
    WarmUp,
    WarmUpThenCosine,
)

STARTS = (0.01, 0.02, 0.04, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8)
TOTALS = (60, 120, 240, 360, 600, 1200, 2400)
SHARES = tuple(Fraction(*pair) for pair in ((1, 6), (1, 4), (1, 3), (2, 5), (3, 5), (2, 3), (3, 4), (5, 6)))
THINGS = (
    "a text classifier",
    "a small convolutional network",
    "a speech recogniser",
    "a recommender",
    "a translation model",
    "an image segmenter",
    "a forecasting network",
    "an autoencoder",
    "a network that reads meters",
    "a keyword spotter",
)


def single(rng: random.Random) -> tuple[Shape, int]:
    """Return a schedule with one idea and a step of it."""
    start = rng.choice(STARTS)
    match rng.randrange(6):
        case 0:
            scale = rng.choice((10, 20, 50, 100, 200, 500))
            return Power(start, scale), round(scale * rng.choice((0.5, 1.5, 2, 3, 4, 5)))
        case 1:
            scale = rng.choice((10, 20, 40, 100, 200, 500))
            return Exponential(start, scale), round(scale * rng.choice((0.5, 0.3, 0.7, 1.5, 2, 2.5)))
        case 2:
            every = rng.choice((10, 20, 30, 50, 100, 200))
            times, rest = rng.choice((2, 3, 4)), rng.randint(2, 8)
            return Steps(start, rng.choice((0.5, 0.2, 0.1, 0.8)), every), every * times + every * rest // 10
        case 3:
            return milestones(rng, start)
        case 4:
            total = rng.choice(TOTALS)
            return Cosine(start, total), int(total * rng.choice(SHARES))
        case _:
            length = rng.choice((50, 100, 200, 400, 500, 1000))
            low = rng.choice((0.0, start / 10, start / 5))
            return WarmUp(round(low, 4), start, length), length * rng.choice((1, 2, 3, 4, 6, 7, 8, 9)) // 10


def milestones(rng: random.Random, start: float) -> tuple[Milestones, int]:
    """Return a piecewise constant schedule and a step between two of its drops, or on one."""
    unit = rng.choice((10, 50, 100, 500))
    places = tuple(sorted(unit * place for place in rng.sample(range(2, 13), 3)))
    passed = rng.choice((2, 2, 3))
    late = places[passed] - 1 if passed < 3 else places[2] + 2 * unit
    t = rng.choice((places[passed - 1], (places[passed - 1] + late) // 2, late))
    return Milestones(start, rng.choice((0.5, 0.2, 0.1, 0.3)), places), t


def warmed(rng: random.Random) -> WarmUpThenCosine:
    """Return a warm-up with a cosine after it whose length is a multiple of 60."""
    warm = rng.choice((20, 40, 50, 100, 200, 300))
    return WarmUpThenCosine(rng.choice(STARTS), warm, warm + rng.choice((120, 240, 360, 600, 1200, 2400)))


def in_the_cosine(rng: random.Random, shape: WarmUpThenCosine) -> int:
    """Return a step of the decay that is neither its middle nor one of its ends."""
    return shape.warm + int((shape.total - shape.warm) * rng.choice(SHARES))
