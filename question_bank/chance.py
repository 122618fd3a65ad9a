"""The dice of an exercise: the same for the same family, seed and difficulty, and never thrown for ever."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

from question_bank.errors import BankError

if TYPE_CHECKING:
    from _typeshed import SupportsLenAndGetItem

Chosen = TypeVar("Chosen")
MOST_THROWS = 100_000  # some families need a few thousand until all numbers suit


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
        return super().getrandbits(k)

    def randint(self, a: int, b: int) -> int:
        """Return a whole number from ``a`` to ``b``, both of them included."""
        return a + self._below(b - a + 1)

    def choice(self, seq: SupportsLenAndGetItem[Chosen]) -> Chosen:
        """Return one of several."""
        return seq[self._below(len(seq))]

    def _below(self, count: int) -> int:
        """Return a whole number from 0 up, below ``count``: what ``random.Random`` would, with less ado."""
        if count < 1:
            raise ValueError("there is nothing to choose from")
        bits = count.bit_length()
        found = super().getrandbits(bits)
        while found >= count:
            found = super().getrandbits(bits)
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
