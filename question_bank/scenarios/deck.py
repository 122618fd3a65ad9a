"""Deals scenes so that no system meets the same harm in the same context again until all have had their turn."""

from __future__ import annotations

import random
from functools import cache
from typing import NamedTuple

from question_bank.scenarios.case import Case
from question_bank.scenarios.catalog import CASES
from question_bank.scenarios.compose import composed
from question_bank.scenarios.scene import Picks, Scene, stage

CONTEXTS = ((0, 0), (1, 1), (0, 1), (1, 0))
"""Which data and which trade-off: the first two have nothing in common, and neither have the last two."""


class Card(NamedTuple):
    """A case, and which of its facts are told."""

    case: Case
    picks: Picks


def deal(rng: random.Random, seed: int, difficulty: int) -> Scene:
    """Return the scene of a seed: written and composed cases take turns, in an order that looks random."""
    cards = deck()
    card = cards[(seed + 61 * difficulty) % len(cards)]
    return stage(rng, card.case, card.picks)


@cache
def deck() -> tuple[Card, ...]:
    """Return all cards: four rounds of the same cases and surprises, each round in an order and contexts of its own."""
    pairs = [(case, finding) for case in CASES for finding in range(len(case.surprises))]
    pairs += [(each.case, 0) for each in composed()]
    cards: list[Card] = []
    for number in range(len(CONTEXTS)):
        order = random.Random(f"round {number}").sample(range(len(pairs)), len(pairs))
        for place in order:
            case, finding = pairs[place]
            data, trade_off = CONTEXTS[number ^ place % 4]  # rounds 1 and 2 share neither, nor do 3 and 4
            cards.append(Card(case, Picks(finding, data, trade_off)))
    return tuple(cards)
