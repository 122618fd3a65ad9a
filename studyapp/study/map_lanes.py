"""The order of lanes that stand side by side: those that are tied to one another stand near one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from studyapp.study.map_grid import Lane
from studyapp.study.prerequisites import Needs

MOST_TRIED = 5
"""More lanes than these in a tier stay in reading order: there would be too many orders to try."""
PASSES = 2


def near_lanes(lanes: Sequence[Lane], graph: Needs) -> tuple[Lane, ...]:
    """Return the lanes, tier by tier, in the order that lets lines between them go least sideways."""
    home = {topic: number for number, lane in enumerate(lanes) for topic in lane.topics}
    ties = Counter(
        (home[needed], home[topic]) for topic in graph for needed in graph[topic] if home[needed] != home[topic]
    )
    lefts = [lane.left for lane in lanes]
    tiers = [[n for n, lane in enumerate(lanes) if lane.tier == tier] for tier in sorted({lane.tier for lane in lanes})]
    for members in tiers * PASSES:
        if len(members) <= MOST_TRIED:
            lefts = min(
                (_placed(lanes, lefts, order) for order in permutations(members)),
                key=lambda each: _cost(lanes, each, ties),
            )
    moved = [replace(lane, left=left) for lane, left in zip(lanes, lefts, strict=True)]
    return tuple(sorted(moved, key=lambda lane: (lane.tier, lane.left)))


def _placed(lanes: Sequence[Lane], lefts: Sequence[int], order: Sequence[int]) -> list[int]:
    """Return where all lanes begin when those of one tier stand in this order."""
    placed, left = list(lefts), 0
    for number in order:
        placed[number] = left
        left += lanes[number].columns
    return placed


def _cost(lanes: Sequence[Lane], lefts: Sequence[int], ties: Counter[tuple[int, int]]) -> float:
    """Return how far all lines between lanes go sideways, in columns."""
    centres = [left + lane.columns / 2 for lane, left in zip(lanes, lefts, strict=True)]
    return sum(count * abs(centres[one] - centres[other]) for (one, other), count in ties.items())
