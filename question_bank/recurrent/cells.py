"""What the cells of recurrent networks have in common: gates, their weights, and the sums inside them.

Quantities of a cell's sheet are named by letter, unit and step: "f1.2" is the forget gate of unit 1 at step 2, "af1.2"
the sum inside it, and "h1.0" the hidden state that unit 1 begins with.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from question_bank.gradients.functions import sigmoid
from question_bank.gradients.sheet import Rule, Sheet

Row = tuple[float, ...]
SUMS = (-2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0)  # sums inside that are quickly looked up
WEIGHTS = (-2.0, -1.0, -1.0, -0.5, 0.5, 0.5, 1.0, 1.0, 1.5, 2.0)
CROSS_WEIGHTS = (-1.0, -0.5, 0.0, 0.5, 1.0)
INPUTS = (-2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0, 3.0)
STATES = (-0.8, -0.6, -0.5, -0.4, -0.2, 0.2, 0.4, 0.5, 0.6, 0.8)
LARGEST_BIAS = 3.0


@dataclass(frozen=True, slots=True)
class Gate:
    """The parameters of one gate or candidate: for each unit a weight of x, a row of weights of h, and a bias."""

    w: Row
    u: tuple[Row, ...]
    b: Row


def name(letter: str, unit: int, step: int) -> str:
    """Return the name of a quantity on a sheet."""
    return f"{letter}{unit}.{step}"


def names(letters: str, units: int, step: int) -> tuple[str, ...]:
    """Return the names of several quantities of one step: all units of the first letter, then of the next."""
    return tuple(name(letter, unit, step) for letter in letters for unit in range(1, units + 1))


def named_states(letter: str, values: Sequence[float]) -> dict[str, float]:
    """Return what is known at the beginning: the states of all units before the first step."""
    return {name(letter, unit, 0): value for unit, value in enumerate(values, 1)}


@dataclass(frozen=True, slots=True)
class Sums:
    """Which sum goes into a gate: all of it, or what is left of it after a slip.

    ``state`` is the letter of the state that is fed back; ``swapped`` gives x the weight of h and the other way
    round; ``turned`` takes the matrix of h by columns.
    """

    with_input: bool = True
    with_state: bool = True
    with_bias: bool = True
    state: str = "h"
    swapped: bool = False
    turned: bool = False

    def rule(self, gate: Gate, x: float, unit: int, step: int) -> Rule:
        """Return the sum inside a gate for one unit at one step."""
        w, b, row = gate.w[unit - 1], gate.b[unit - 1], gate.u[unit - 1]
        if self.turned:
            row = tuple(each[unit - 1] for each in gate.u)
        if self.swapped:
            w, row = row[unit - 1], tuple(w if place == unit else u for place, u in enumerate(row, 1))
        terms = [(u, name(self.state, other, step - 1)) for other, u in enumerate(row, 1)] if self.with_state else []
        of_input, bias = w * x * self.with_input, b * self.with_bias

        def total(s: Sheet) -> float:
            return of_input + sum([u * s[state] for u, state in terms]) + bias

        return total


RIGHT = Sums()


def sum_rules(gates: Mapping[str, Gate], inputs: Sequence[float], sums: Sums = RIGHT) -> dict[str, Rule]:
    """Return the rules of the sums inside all gates, over all steps: "af1.1" for the gate "f"."""
    return {
        name(f"a{letter}", unit, step): sums.rule(gate, x, unit, step)
        for letter, gate in gates.items()
        for step, x in enumerate(inputs, 1)
        for unit in range(1, len(gate.b) + 1)
    }


def squashed(letter: str, unit: int, step: int) -> Rule:
    """Return the rule of a gate whose sum stands on the sheet."""
    inside = name(f"a{letter}", unit, step)
    return lambda s: sigmoid(s[inside])


def places(units: int, steps: int) -> Iterator[tuple[int, int]]:
    """Yield every unit at every step."""
    return ((unit, step) for step in range(1, steps + 1) for unit in range(1, units + 1))


# ---------------------------------------------------------------- nice numbers


def draw_gate(rng: random.Random, x: float, states: Sequence[float], sums: Sequence[float]) -> Gate:
    """Return parameters for which the sums inside come out as given, backwards over the biases."""
    units = len(states)
    while True:
        w = tuple(rng.choice(WEIGHTS) for _ in states)
        u = tuple(
            tuple(rng.choice(WEIGHTS if one == other else CROSS_WEIGHTS) for other in range(units))
            for one in range(units)
        )
        fed_back = [sum(weight * h for weight, h in zip(row, states, strict=True)) for row in u]
        b = tuple(round(a - each * x - back, 4) for a, each, back in zip(sums, w, fed_back, strict=True))
        if all(0.05 <= abs(each) <= LARGEST_BIAS for each in b):
            return Gate(w, u, b)


def draw_sums(rng: random.Random, count: int) -> tuple[float, ...]:
    """Return different sums for several gates."""
    return tuple(rng.sample(SUMS, count))


def sums_of_units(rng: random.Random, letters: int, units: int) -> list[Row]:
    """Return sums for several gates, those of one gate different in every unit and those of a unit in every gate."""
    while True:
        by_gate = list(zip(*(draw_sums(rng, letters) for _ in range(units)), strict=True))
        if all(len(set(row)) == units for row in by_gate):
            return by_gate
