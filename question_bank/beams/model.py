"""A model whose next token depends on the last one, and the searches in it.

Scores are exact: probabilities are twentieths, log-probabilities tenths, and searches compare the whole numbers.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, product
from math import exp, prod

from question_bank.notation import decimal

Path = tuple[int, ...]
FLAT = ((8, 7, 5), (9, 6, 5), (8, 6, 6), (7, 7, 6))  # twentieths without a clear favourite
_CUTS = tuple(range(1, 20))
STEPS = 3  # tokens of every sequence that a beam writes


@dataclass(frozen=True, slots=True)
class Chain:
    """Scores of the next token: ``first`` at the start, ``rows[i]`` after token i.

    They are probabilities in twentieths, which are multiplied, or, where ``logs``, their logarithms in tenths, which
    are added.
    """

    tokens: tuple[str, ...]
    first: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]
    logs: bool = False

    def steps(self, sequence: Sequence[int]) -> tuple[Fraction, ...]:
        """Return the score of every token of a sequence, given the one before it."""
        return tuple(map(self.value, self._whole(sequence)))

    def value(self, whole: int) -> Fraction:
        """Return a whole number of the tables as what it stands for."""
        return Fraction(whole, 10 if self.logs else 20)

    def score(self, sequence: Sequence[int]) -> Fraction:
        """Return the probability of a sequence, or its logarithm."""
        return Fraction(self.rank(sequence), 10 if self.logs else 20 ** len(sequence))

    def rank(self, sequence: Sequence[int]) -> int:
        """Return a whole number that orders sequences of one length as their scores do."""
        whole = self._whole(sequence)
        return sum(whole) if self.logs else prod(whole)

    def _whole(self, sequence: Sequence[int]) -> list[int]:
        return [self.first[sequence[0]], *[self.rows[before][after] for before, after in pairwise(sequence)]]

    def told(self, value: Fraction) -> str:
        """Return a score for a sentence, with a real minus; of logarithms always one decimal."""
        text = f"{float(value):.1f}" if self.logs else decimal(float(value), 6)
        return text.replace("-", "−")

    def shown(self, sequence: Sequence[int]) -> str:
        """Return a sequence as code: `la mi la`."""
        return f"`{' '.join(self.tokens[token] for token in sequence)}`"

    def extended(self, kept: Iterable[Path]) -> list[Path]:
        """Return every sequence with every token behind it, in the order of the tables."""
        return [(*sequence, token) for sequence in kept for token in range(len(self.tokens))]

    def ranked(self, sequences: Iterable[Path]) -> list[Path]:
        """Return sequences, the best first."""
        return sorted(sequences, key=self.rank, reverse=True)

    def beams(self, width: int, length: int) -> list[list[Path]]:
        """Return what a beam keeps after each step, the best first."""
        kept: list[Path] = [()]
        after = []
        for _ in range(length):
            kept = self.ranked(self.extended(kept))[:width]
            after.append(kept)
        return after

    def greedy(self, length: int) -> Path:
        """Return the sequence that takes the best token at every step."""
        return self.beams(1, length)[-1][0]

    def best(self, length: int) -> Path:
        """Return the best sequence of all."""
        return max(product(range(len(self.tokens)), repeat=length), key=self.rank)

    def has_ties(self, width: int, length: int) -> bool:
        """Tell whether equal scores leave open what a beam keeps, or which of its sequences is best."""
        kept: list[Path] = [()]
        for _ in range(length):
            ranked = self.ranked(self.extended(kept))
            scores = [self.rank(sequence) for sequence in ranked[: width + 1]]
            if len(set(scores)) < len(scores):
                return True
            kept = ranked[:width]
        return False


@dataclass(frozen=True)
class Beam:
    """A search of so many steps with a beam of a width."""

    chain: Chain
    width: int

    @cached_property
    def kept(self) -> list[list[Path]]:
        """Return what stays after each step, the best first."""
        return self.chain.beams(self.width, STEPS)

    @property
    def found(self) -> Path:
        """Return the sequence that the search returns."""
        return self.kept[-1][0]

    @cached_property
    def greedy(self) -> Path:
        """Return the sequence that greedy search returns."""
        return self.chain.greedy(STEPS)

    @property
    def is_open(self) -> bool:
        """Tell whether equal scores leave a decision open, here or in greedy search."""
        return self.chain.has_ties(self.width, STEPS) or self.chain.has_ties(1, STEPS)


def draw_chain(rng: random.Random, tokens: Sequence[str]) -> Chain:
    """Return a model with probabilities in steps of 0.05, all different within a row."""
    size = len(tokens)
    rows = [draw_shares(rng, size) for _ in range(size + 1)]
    return Chain(tuple(tokens), rows[0], tuple(rows[1:]))


def draw_hiding_chain(rng: random.Random, tokens: Sequence[str]) -> Chain:
    """Return a model of three tokens whose best sequence may begin with the least probable token.

    What comes after that token is nearly certain, twice in a row; after the others it is not.
    """
    first = tuple(rng.sample(rng.choice(FLAT), 3))
    rows = [tuple(rng.sample(rng.choice(FLAT), 3)) for _ in tokens]
    hidden = first.index(min(first))
    after = rng.randrange(3)
    for place, peak in ((after, rng.randrange(3)), (hidden, after)):
        sides = rng.choice(((3, 2), (2, 3), (4, 1), (1, 4)))
        rows[place] = (*sides[:peak], 15, *sides[peak:])
    return Chain(tuple(tokens), first, tuple(rows))


def draw_log_chain(rng: random.Random, tokens: Sequence[str]) -> Chain:
    """Return a model with log-probabilities in tenths, whose probabilities leave room for other tokens."""
    size = len(tokens)
    rows = [_logs(rng, size) for _ in range(size + 1)]
    return Chain(tuple(tokens), rows[0], tuple(rows[1:]), logs=True)


def draw_shares(rng: random.Random, size: int) -> tuple[int, ...]:
    """Return twentieths that add up to 1, all different."""
    while True:
        cuts = sorted(rng.sample(_CUTS, size - 1))
        parts = [later - earlier for earlier, later in pairwise((0, *cuts, 20))]
        if len(set(parts)) == size and max(parts) < 16:
            return tuple(parts)


def _logs(rng: random.Random, size: int) -> tuple[int, ...]:
    while True:
        tenths = rng.sample(range(3, 31), size)
        if 0.6 < sum(exp(-tenth / 10) for tenth in tenths) < 1:
            return tuple(-tenth for tenth in tenths)
