"""Byte-pair encoding: learnt by merging the most frequent pair of neighbours, used by merging in the same order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

Tokens = tuple[str, ...]
Pair = tuple[str, str]
Corpus = tuple[tuple[Tokens, int], ...]  # every word as its tokens, and how often it stands in the text
END = "_"


def letters(word: str) -> Tokens:
    """Return a word as its letters and the mark of its end."""
    return (*word, END)


def counted(corpus: Corpus) -> Counter[Pair]:
    """Return how often each pair of neighbours stands in the text, the first of the text first."""
    pairs: dict[Pair, int] = {}
    for tokens, count in corpus:
        for pair in pairwise(tokens):
            pairs[pair] = pairs.get(pair, 0) + count
    return Counter(pairs)


def commonest(pairs: Counter[Pair]) -> Pair | None:
    """Return the most frequent pair, of several the one that comes first in the text, or None where there is none."""
    return max(pairs, key=pairs.__getitem__, default=None)


def merged(tokens: Sequence[str], pair: Pair) -> Tokens:
    """Return the tokens with every occurrence of the pair made one, from left to right."""
    left, right = pair
    if left not in tokens or right not in tokens:
        return tuple(tokens)
    out: list[str] = []
    last = ""  # what the next token may still be merged with; a merged one is done with
    for token in tokens:
        if last == left and token == right:
            out[-1], last = left + right, ""
        else:
            out.append(token)
            last = token
    return tuple(out)


def merged_everywhere(corpus: Corpus, pair: Pair) -> Corpus:
    """Return the text with a pair merged in every word."""
    return tuple((merged(tokens, pair), count) for tokens, count in corpus)


def learnt(corpus: Corpus, steps: int) -> tuple[Pair, ...]:
    """Return the merges of so many steps; fewer where every word is one token."""
    found: list[Pair] = []
    for _ in range(steps):
        pair = commonest(counted(corpus))
        if pair is None:
            break
        found.append(pair)
        corpus = merged_everywhere(corpus, pair)
    return tuple(found)


def tokenized(word: str, merges: Iterable[Pair]) -> Tokens:
    """Return the tokens of a word, seen before or not: its letters, merged in the order in which it was learnt."""
    tokens = letters(word)
    for pair in merges:
        tokens = merged(tokens, pair)
    return tokens


def symbols(corpus: Corpus) -> frozenset[str]:
    """Return all tokens that stand in the text."""
    return frozenset(token for tokens, _ in corpus for token in tokens)


# ---------------------------------------------------------------- wrong ways to take a word apart


def longest_first(word: str, merges: Sequence[Pair]) -> Tokens:
    """Return what greedily taking the longest known token from the left would give."""
    known = sorted((a + b for a, b in merges), key=len, reverse=True)
    text, out = word + END, list[str]()
    while text:
        token = next((each for each in known if text.startswith(each)), text[0])
        out.append(token)
        text = text[len(token) :]
    return tuple(out)
