"""One attention head on a few tokens, as a sheet: scores, weights and outputs, each found from the one before."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from question_bank.gradients.sheet import Rule, Sheet

Rows = tuple[tuple[float, ...], ...]
Names = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """Queries, keys and values, a row each; query i attends to the first ``visible[i]`` keys and to no other.

    On the sheet $r_{ij}$ is the dot product of query i and key j, $s_{ij}$ the scaled score, $a_{ij}$ the weight and
    $o_{ic}$ component c of the output; all count from 1.
    """

    tokens: tuple[str, ...]  # one for each key
    queries: Rows  # (query, d_k)
    keys: Rows  # (token, d_k)
    values: Rows  # (token, d_v)
    visible: tuple[int, ...]

    @property
    def d_k(self) -> int:
        """Return how long a key is."""
        return len(self.keys[0])

    @property
    def root(self) -> float:
        """Return what the dot products are divided by."""
        return math.sqrt(self.d_k)

    @property
    def masked(self) -> bool:
        """Tell whether something is hidden from a query."""
        return min(self.visible) < len(self.keys)

    @property
    def square(self) -> bool:
        """Tell whether every token has a query."""
        return len(self.queries) == len(self.keys)

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Return all places of a score, row by row."""
        return [(i, j) for i in range(1, len(self.queries) + 1) for j in range(1, len(self.keys) + 1)]

    @property
    def cells(self) -> list[tuple[int, int]]:
        """Return all places of an output, row by row."""
        return [(i, c) for i in range(1, len(self.queries) + 1) for c in range(1, len(self.values[0]) + 1)]

    def names(self, letter: str) -> Names:
        """Return the names of scores (s), dot products (r), weights (a) or outputs (o), row by row."""
        places = self.cells if letter == "o" else self.pairs
        width = places[-1][1]
        flat = [f"{letter}{i}{j}" for i, j in places]
        return tuple(tuple(flat[start : start + width]) for start in range(0, len(flat), width))

    def sheet(self) -> Sheet:
        """Return the calculation of the head."""
        return Sheet(dict(self._rules()))

    def sees(self, i: int, j: int) -> bool:
        """Tell whether query i may attend to key j."""
        return j <= self.visible[i - 1]

    def row(self, letter: str, i: int) -> list[str]:
        """Return the names of row i that its query may see."""
        return [f"{letter}{i}{j}" for j in range(1, self.visible[i - 1] + 1)]

    def _rules(self) -> Iterator[tuple[str, Rule]]:
        for i, j in self.pairs:
            yield f"r{i}{j}", constant(dot(self.queries[i - 1], self.keys[j - 1]))
            yield f"s{i}{j}", divided(f"r{i}{j}", self.root)
            yield f"a{i}{j}", softmax(f"s{i}{j}", self.row("s", i)) if self.sees(i, j) else constant(0.0)
        for i, c in self.cells:
            weights = [f"a{i}{j}" for j in range(1, len(self.keys) + 1)]
            yield f"o{i}{c}", mixed(weights, [value[c - 1] for value in self.values])


# ---------------------------------------------------------------- rules


def constant(value: float) -> Rule:
    """Return the rule of a quantity that depends on nothing."""
    return lambda _: value


def divided(name: str, by: float) -> Rule:
    """Return a quantity over a number."""
    return lambda s: s[name] / by


def softmax(name: str, over: Sequence[str]) -> Rule:
    """Return the share of one quantity among others in a softmax."""
    return lambda s: _share(s[name], s.values(over))


def mixed(weights: Sequence[str], values: Sequence[float]) -> Rule:
    """Return the sum of values, each times its weight."""
    return lambda s: dot(s.values(weights), values)


def dot(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the dot product of two vectors."""
    return sum(a * b for a, b in zip(one, other, strict=True))


def _share(score: float, scores: Sequence[float]) -> float:
    top = max(scores)  # subtracting it changes no share and keeps the exponentials small
    return math.exp(score - top) / sum(math.exp(each - top) for each in scores)
