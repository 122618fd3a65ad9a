"""Many exercises of one family, for the guards that look at them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from question_bank.exercise import Exercise, Family

WIDE = 200  # seeds of each difficulty that are compared with one another
SOME = 50  # seeds of each difficulty whose texts are read
DEEP = 15  # seeds of each difficulty whose every misconception is tried
LARGE_SEEDS = (999_983, 2**31 - 1)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One exercise and what made it."""

    seed: int
    difficulty: int
    exercise: Exercise

    @property
    def key(self) -> str:
        """Return how a failure names it."""
        return f"seed {self.seed}, difficulty {self.difficulty}"


@dataclass(frozen=True, slots=True)
class Draws:
    """A family, the module it was found in, and its exercises: ``wide`` many, ``some`` and ``deep`` fewer of them."""

    family: Family
    module: str
    wide: tuple[Drawn, ...]
    some: tuple[Drawn, ...]
    deep: tuple[Drawn, ...]


def draw(family: Family, module: str, generate: Callable[[int, int], Exercise] | None = None) -> Draws:
    """Return many exercises of a family; ``generate`` may be one that remembers what it has made for others."""
    make = generate or family.generate

    def drawn(seeds: Sequence[int]) -> tuple[Drawn, ...]:
        return tuple(Drawn(seed, level, make(seed, level)) for seed in seeds for level in family.difficulties)

    wide, levels = drawn(range(WIDE)), len(family.difficulties)
    return Draws(family, module, wide, wide[: SOME * levels], wide[: DEEP * levels] + drawn(LARGE_SEEDS))
