"""One feature over a mini-batch, normalized as batch normalization does it in training."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from functools import cached_property

from question_bank.numerals import held, shown

Cells = tuple[float, ...]


@dataclass(frozen=True)
class Feature:
    """The values of one feature, an example each."""

    values: Cells

    @cached_property
    def mean(self) -> float:
        """Return the mean over the batch."""
        return sum(self.values) / len(self.values)

    @cached_property
    def variance(self) -> float:
        """Return the biased variance: the mean squared distance, divided by n."""
        return sum((value - self.mean) ** 2 for value in self.values) / len(self.values)

    @property
    def unbiased(self) -> float:
        """Return the variance with n - 1 below the fraction."""
        return self.variance * len(self.values) / (len(self.values) - 1)

    def out(self, gamma: float = 1.0, beta: float = 0.0, mean: float | None = None, std: float | None = None) -> Cells:
        """Return the outputs; the batch's own mean and standard deviation unless others are given."""
        middle = self.mean if mean is None else mean
        width = math.sqrt(self.variance) if std is None else std
        return tuple(gamma * (value - middle) / width + beta for value in self.values)

    def statistics_work(self) -> str:
        """Return how mean and variance come about, with numbers: a sentence."""
        count = len(self.values)
        total = " + ".join(held(value) if place else shown(value) for place, value in enumerate(self.values))
        squares = " + ".join(f"{held(value - self.mean)}^2" for value in self.values)
        return (
            rf"$\mu = ({total})/{count} = {shown(self.mean)}$ and $\sigma^2 = ({squares})/{count} = "
            rf"{shown(self.variance)}$, so $\sigma = {shown(math.sqrt(self.variance))}$."
        )


def draw_feature(rng: random.Random, count: int) -> Feature:
    """Return a feature whose mean is whole and whose standard deviation is whole or a half."""
    while True:
        gaps = [rng.randint(-7, 7) for _ in range(count - 1)]
        gaps.append(-sum(gaps))
        if abs(gaps[-1]) > 9:
            continue
        squares = sum([gap * gap for gap in gaps])
        root = math.isqrt(squares // count)
        if root >= 2 and root * root * count == squares and len(set(gaps)) >= 3:
            break
    unit, middle = rng.choice((0.5, 1, 1, 2, 3)), rng.choice([mean for mean in range(-9, 13) if mean])
    return Feature(tuple(middle + unit * gap for gap in gaps))
