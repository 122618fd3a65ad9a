"""Finds and sorts lines of cards in parts: all of a hundred thousand at once would take a tenth of a second or more."""

from __future__ import annotations

import heapq
from collections.abc import Generator, Iterator, Sequence
from datetime import date
from itertools import islice

from studyapp.ui.cards_table import CardRow, Column

A_PART = 500  # lines: 1 to 4 ms

Parts = Generator[None, None, list[CardRow]]


def found(rows: Sequence[CardRow], words: Sequence[str]) -> Parts:
    """Return the lines that have all of these lower-case words, yielding in between."""
    kept: list[CardRow] = []
    for part in _parts(rows):
        kept += [row for row in part if row.has(words)]
        yield
    return kept


def in_order(rows: Sequence[CardRow], column: Column, *, descending: bool) -> Parts:
    """Return the lines sorted by a column, those alike as they stood, yielding in between."""
    keys: dict[int, str | date] = {}  # by card, and no pairs: so many new tuples set the garbage collector going

    def key(row: CardRow) -> str | date:
        return keys[row.card.id]

    runs = []
    for part in _parts(rows):
        keys.update((row.card.id, column.order(row)) for row in part)
        runs.append(sorted(part, key=key, reverse=descending))
        yield
    merged = heapq.merge(*runs, key=key, reverse=descending)
    listed: list[CardRow] = []
    while part := list(islice(merged, A_PART)):
        listed += part
        yield
    return listed


def _parts(rows: Sequence[CardRow]) -> Iterator[Sequence[CardRow]]:
    return (rows[start : start + A_PART] for start in range(0, len(rows), A_PART))
