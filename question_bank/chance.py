"""The dice of an exercise: the same for the same family, seed and difficulty, and never thrown for ever."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from question_bank.errors import BankError

if TYPE_CHECKING:
    from _typeshed import SupportsLenAndGetItem

Chosen = TypeVar("Chosen")
MOST_THROWS = 100_000  # some families need a few thousand until all numbers suit
_bits = random.Random.getrandbits
_FEW = 21  # up to so many the standard library takes what it samples out of a list of all


class Dice(random.Random):
    """Chance that a family, a seed and a difficulty settle, the same on every platform and Python.

    Families draw again until the numbers suit. Every throw is counted, so that no such loop can go on without end:
    after ``MOST_THROWS`` the next one raises BankError.
    """

    def __init__(self, family: str, seed: int, difficulty: int) -> None:
        """Begin at the first throw of an exercise."""
        super().__init__(f"{family}/{seed}/{difficulty}")
        self.exercise = (family, seed, difficulty)
        self.throws = 0

    def random(self) -> float:
        """Return a number from 0 up, below 1."""
        self._count()
        return super().random()

    def getrandbits(self, k: int, /) -> int:
        """Return a whole number of so many bits."""
        self._count()
        return _bits(self, k)

    def randint(self, a: int, b: int) -> int:
        """Return a whole number from ``a`` to ``b``, both of them included."""
        return a + self._below(b - a + 1)

    def choice(self, seq: SupportsLenAndGetItem[Chosen]) -> Chosen:
        """Return one of several."""
        return seq[self._below(len(seq))]

    def sample(self, population: Sequence[Chosen], k: int, *, counts: Iterable[int] | None = None) -> list[Chosen]:
        """Return so many different places of the population, in the order of the throws."""
        if counts is not None or not 0 <= k <= len(population) <= _FEW:
            return super().sample(population, k, counts=counts)
        pool, found = list(population), list[Chosen]()
        for last in range(len(pool) - 1, len(pool) - 1 - k, -1):
            place = self._below(last + 1)
            found.append(pool[place])
            pool[place] = pool[last]
        return found

    def _below(self, count: int) -> int:
        """Return a whole number from 0 up, below ``count``: what ``random.Random`` would, with less ado."""
        if count < 1:
            raise ValueError("there is nothing to choose from")
        bits = count.bit_length()
        found = _bits(self, bits)
        while found >= count:
            found = _bits(self, bits)
        self._count()
        return found

    def _count(self) -> None:
        self.throws += 1
        if self.throws > MOST_THROWS:
            family, seed, difficulty = self.exercise
            raise BankError(
                f"The family {family} found no numbers that suit for variant {seed} at difficulty {difficulty} in "
                f"{MOST_THROWS:,} throws of the dice. Try another variant; this one is a mistake of ours."
            )
