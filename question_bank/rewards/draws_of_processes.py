"""Draws small decision processes: chains, processes without a way back, and two states that lead to each other."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from question_bank.rewards.processes import Arrow, Process

GAMMAS = (0.5, 0.8, 0.9)
CHANCES = (0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8)
NAMES = (
    ("A", "B", "C", "D"),
    ("S0", "S1", "S2", "S3"),
    ("s1", "s2", "s3", "s4"),
    ("K", "L", "M", "N"),
    ("hall", "lab", "roof", "yard"),
    ("cave", "hill", "lake", "wood"),
)
ENDS = (("End", "Out"), ("goal", "pit"), ("home", "lost"), ("T1", "T2"))
ACTIONS = (("red", "blue"), ("up", "down"), ("left", "right"), ("fast", "slow"))
Pattern = Mapping[int, tuple[int, ...]]
"""Where each state leads; -1 and -2 are the terminal ones."""
Places = Mapping[int, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class OneWay:
    """A process without a way back: its arrows, where it is drawn, and the two states asked about, the later first."""

    ways: Pattern
    places: Places
    asked: tuple[int, int]


ONE_WAY = (
    OneWay({0: (1, -1), 1: (-1, -2)}, {0: (0, 0), 1: (2, 0), -1: (1, 1), -2: (3, 1)}, (1, 0)),
    OneWay({0: (1, 2), 1: (2, -1), 2: (-1,)}, {0: (0, 1), 1: (2, 0), 2: (2, 2), -1: (4, 1)}, (1, 0)),
    OneWay({0: (1,), 1: (2, -1), 2: (-1,)}, {0: (0, 0), 1: (2, 0), 2: (4, 0), -1: (3, 1)}, (1, 0)),
    OneWay({0: (1, 2), 1: (-1,), 2: (-1, -2)}, {0: (0, 1), 1: (2, 0), 2: (2, 2), -1: (4, 0), -2: (4, 2)}, (2, 0)),
    OneWay({0: (1, -1), 1: (2, -2), 2: (-1,)}, {0: (0, 0), 1: (2, 0), 2: (2, 1), -1: (0, 1), -2: (4, 0)}, (1, 0)),
)
LOOPS: tuple[Pattern, ...] = (
    {0: (1, -1), 1: (0, -1)},
    {0: (1, -1), 1: (0, -2)},
    {0: (0, 1), 1: (0, -1)},
    {0: (1, -1), 1: (0, 1)},
)
LOOP_PLACES: Places = {0: (0, 0), 1: (2, 0), -1: (1, 1), -2: (3, 1)}


def draw_chain(rng: random.Random) -> Process:
    """Return three or four states in a row; every other one says its rewards below the states that are entered."""
    length, entering = rng.choice((3, 3, 4)), rng.random() < 0.5
    names, (end, _) = rng.choice(NAMES)[:length], rng.choice(ENDS)
    row = (*names, end)
    arrows = tuple(Arrow(start, after, _reward(rng)) for start, after in zip(names, row[1:], strict=True))
    places = {name: (float(column), 0.0) for column, name in enumerate(row)}
    return Process(places, (end,), arrows, rng.choice(GAMMAS), entering, _reward(rng))


def draw_one_way(rng: random.Random) -> tuple[Process, tuple[str, str]]:
    """Return a process without a way back, and the two states to ask about, the later one first."""
    drawn = rng.choice(ONE_WAY)
    names = _named(rng, drawn.ways)
    arrows: list[Arrow] = []
    for state, ends in drawn.ways.items():
        chance = rng.choice(CHANCES) if len(ends) == 2 else 1.0
        for end, share in zip(ends, (chance, round(1 - chance, 2)), strict=False):
            arrows.append(Arrow(names[state], names[end], _reward(rng), share))
    process = _process(names, drawn.places, arrows, rng.choice(GAMMAS))
    return process, (names[drawn.asked[0]], names[drawn.asked[1]])


def draw_loop(rng: random.Random) -> Process:
    """Return two states with two actions each that lead to each other, built backwards from values without decimals."""
    while True:
        pattern = rng.choice(LOOPS)
        names, gamma = _named(rng, pattern), rng.choice(GAMMAS)
        values = {names[0]: float(rng.randint(-6, 12)), names[1]: float(rng.randint(-6, 12))}
        arrows: list[Arrow] = []
        for state, ends in pattern.items():
            arrows += _two_actions(rng, names[state], [names[end] for end in ends], values, gamma)
        if all(arrow.reward == round(arrow.reward, 1) and 0 < abs(arrow.reward) <= 15 for arrow in arrows):
            return _process(names, LOOP_PLACES, arrows, gamma)


def _two_actions(
    rng: random.Random, state: str, ends: list[str], values: Mapping[str, float], gamma: float
) -> list[Arrow]:
    """Return the state's arrows; the second reward is the one that gives the state its value."""
    chance, first = rng.choice(CHANCES), _reward(rng)
    (one, other), (end, after) = rng.choice(ACTIONS), ends
    rest = values[state] - chance * (first + gamma * values.get(end, 0.0))
    second = rest / (1 - chance) - gamma * values.get(after, 0.0)
    near = round(second, 1)
    kept = near if abs(near - second) < 1e-9 else second
    return [Arrow(state, end, first, chance, one), Arrow(state, after, kept, round(1 - chance, 2), other)]


def _named(rng: random.Random, pattern: Pattern) -> dict[int, str]:
    names, ends = rng.choice(NAMES), rng.choice(ENDS)
    used = {end for ends_of in pattern.values() for end in ends_of} | set(pattern)
    found = {place: names[place] for place in sorted(used) if place >= 0}
    return found | {place: ends[-1 - place] for place in sorted(used, reverse=True) if place < 0}


def _process(names: Mapping[int, str], places: Places, arrows: list[Arrow], gamma: float) -> Process:
    ends = tuple(name for place, name in names.items() if place < 0)
    return Process({name: places[place] for place, name in names.items()}, ends, tuple(arrows), gamma)


def _reward(rng: random.Random) -> float:
    return float(rng.choice([number for number in range(-5, 11) if number]))
