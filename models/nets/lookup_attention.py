"""Attention as a look-up: a query asks for a letter, keys say which letter stands where, values say what it holds."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

LETTERS, DIGITS = 26, 10
WIDTH = 32  # numbers in the vector of a token


class Lookup(nn.Module):
    """Reads pairs of a letter and a digit, is asked for letters, and scores the digits that may belong to each."""

    def __init__(self, key_size: int, heads: int, *, scaled: bool) -> None:
        super().__init__()
        self.heads = heads
        self.scale = 1 / math.sqrt(key_size) if scaled else 1.0
        self.letters = nn.Embedding(LETTERS, WIDTH)
        self.digits = nn.Embedding(DIGITS, WIDTH)
        self.to_query = nn.Linear(WIDTH, heads * key_size, bias=False)
        self.to_key = nn.Linear(WIDTH, heads * key_size, bias=False)
        self.to_value = nn.Linear(WIDTH, heads * key_size, bias=False)
        self.to_scores = nn.Linear(heads * key_size, DIGITS)

    def forward(self, asked: Tensor, letters: Tensor, digits: Tensor, temperature: float = 1.0) -> Tensor:
        """Return the scores of all digits for every letter asked, (batch, asked, digits)."""
        values = self.split(self.to_value(self.tokens(letters, digits)))  # (batch, heads, pairs, key size)
        looks = self.weights(asked, letters, digits, temperature)  # (batch, heads, asked, pairs)
        found = looks @ values  # (batch, heads, asked, key size)
        scores: Tensor = self.to_scores(found.transpose(1, 2).flatten(2))  # the heads' findings one after another
        return scores

    def weights(self, asked: Tensor, letters: Tensor, digits: Tensor, temperature: float = 1.0) -> Tensor:
        """Return how much each question looks at each pair, (batch, heads, asked, pairs): each row adds up to 1."""
        queries = self.split(self.to_query(self.letters(asked)))  # (batch, heads, asked, key size)
        keys = self.split(self.to_key(self.tokens(letters, digits)))  # (batch, heads, pairs, key size)
        return (queries @ keys.mT * self.scale / temperature).softmax(dim=3)

    def tokens(self, letters: Tensor, digits: Tensor) -> Tensor:
        """Return one vector for each pair, letter and digit on top of each other: (batch, pairs, width)."""
        pairs: Tensor = self.letters(letters) + self.digits(digits)
        return pairs

    def split(self, vectors: Tensor) -> Tensor:
        """Return long vectors (batch, n, heads * key size) as one short vector a head, (batch, heads, n, key size)."""
        batch, n, _ = vectors.shape
        return vectors.view(batch, n, self.heads, -1).transpose(1, 2)

    def matches(self) -> Tensor:
        """Return how well the query of each letter fits the key of each letter by itself, (heads, letters, letters)."""
        alphabet = self.letters.weight[None]  # (1, letters, width)
        queries, keys = self.split(self.to_query(alphabet)), self.split(self.to_key(alphabet))
        return (queries @ keys.mT * self.scale)[0]


@dataclass(frozen=True, slots=True)
class Problems:
    """Pairs of a letter and a digit, every letter once; all letters are asked in another order: each (count, pairs)."""

    asked: Tensor
    letters: Tensor
    digits: Tensor
    answers: Tensor


def problems(count: int, pairs: int, dice: torch.Generator) -> Problems:
    """Return so many random look-ups."""
    letters = torch.rand(count, LETTERS, generator=dice).argsort(dim=1)[:, :pairs]
    digits = torch.randint(DIGITS, (count, pairs), generator=dice)
    order = torch.rand(count, pairs, generator=dice).argsort(dim=1)
    return Problems(letters.gather(1, order), letters, digits, digits.gather(1, order))


def pairs_looked_at(weights: Tensor) -> Tensor:
    """Return over how many pairs the attention is spread: so many equal weights would be as undecided."""
    surprise = -(weights * weights.clamp(min=1e-30).log()).sum(dim=-1)  # the entropy of each row, in nats
    return surprise.exp().mean()
