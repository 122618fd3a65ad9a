"""Matrices of three classes with one rare class that is mostly missed, and the averages over classes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from question_bank.metrics.binary import harmonic, share
from question_bank.metrics.stories import KINDS

Rows = tuple[tuple[int, ...], ...]
SIZES = (
    (70, 20, 10),
    (60, 30, 10),
    (80, 25, 15),
    (120, 50, 30),
    (120, 60, 20),
    (90, 40, 20),
    (140, 40, 20),
    (75, 15, 10),
)
MOST_FOUND_OF_RARE, LEAST_ACCURACY, LEAST_GAP = Fraction(1, 2), Fraction(7, 10), Fraction(8, 100)


@dataclass(frozen=True, slots=True)
class Classes:
    """A confusion matrix of several classes: rows true, columns predicted, in the order of ``names``."""

    intro: str
    names: tuple[str, ...]
    rows: Rows

    @property
    def sizes(self) -> tuple[int, ...]:
        """Return how many there truly are of each class."""
        return tuple(map(sum, self.rows))

    @property
    def columns(self) -> tuple[int, ...]:
        """Return how often each class is predicted."""
        return tuple(map(sum, zip(*self.rows, strict=True)))

    @property
    def hits(self) -> tuple[int, ...]:
        """Return how often each class is predicted rightly."""
        return tuple(row[index] for index, row in enumerate(self.rows))

    @property
    def total(self) -> int:
        """Return how many there are."""
        return sum(self.sizes)

    @property
    def precisions(self) -> tuple[Fraction, ...]:
        """Return the precision of each class."""
        return tuple(map(share, self.hits, self.columns))

    @property
    def recalls(self) -> tuple[Fraction, ...]:
        """Return the recall of each class."""
        return tuple(map(share, self.hits, self.sizes))

    @property
    def f1s(self) -> tuple[Fraction, ...]:
        """Return F1 of each class."""
        return tuple(map(harmonic, self.precisions, self.recalls))

    @property
    def macro_f1(self) -> Fraction:
        """Return the mean of F1 over the classes."""
        return mean(self.f1s)

    @property
    def accuracy(self) -> Fraction:
        """Return the share of right predictions, which is F1 averaged micro, too."""
        return share(sum(self.hits), self.total)

    @property
    def rare(self) -> int:
        """Return the index of the smallest class."""
        return self.sizes.index(min(self.sizes))

    @property
    def common(self) -> int:
        """Return the index of the largest class."""
        return self.sizes.index(max(self.sizes))


def mean(shares: Sequence[Fraction]) -> Fraction:
    """Return the mean of exact fractions."""
    return sum(shares, start=Fraction(0)) / len(shares)


def draw_classes(rng: random.Random) -> Classes:
    """Return three classes of which the rarest is mostly missed while the accuracy is high."""
    intro, names = rng.choice(KINDS)
    while True:
        sizes = rng.choice(SIZES)
        places = rng.sample(range(3), 3)
        rows = [_row(rng, place, sizes[place], place == 2) for place in places]
        # The classes of the rows are drawn in the order of ``places``; the columns must be brought into it, too.
        ordered = tuple(tuple(row[place] for place in places) for row in rows)
        drawn = Classes(intro, tuple(rng.sample(names, 3)), ordered)
        if _suits(drawn):
            return drawn


def _row(rng: random.Random, place: int, size: int, is_rare: bool) -> list[int]:
    found = round(size * (rng.uniform(0.2, 0.5) if is_rare else rng.uniform(0.75, 0.95)))
    missed = size - found
    to_first = round(missed * (rng.uniform(0.5, 0.9) if is_rare else rng.uniform(0.3, 0.9)))
    others = iter((to_first, missed - to_first))
    return [found if column == place else next(others) for column in range(3)]


def _suits(drawn: Classes) -> bool:
    shares = sorted(set(drawn.precisions + drawn.recalls))
    apart = len(shares) == 6 and all(later - earlier > Fraction(1, 100) for earlier, later in pairwise(shares))
    gap = drawn.accuracy - drawn.macro_f1
    rare = drawn.recalls[drawn.rare]
    return apart and 0 < rare <= MOST_FOUND_OF_RARE and drawn.accuracy >= LEAST_ACCURACY and gap >= LEAST_GAP
