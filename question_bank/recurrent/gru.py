"""The GRU cell as a sheet: reset and update gate, the candidate, and the mix that is the new hidden state.

Beside the gates a sheet holds, for each unit and step, "p", what the input and its bias put into the candidate, and
"q", what the hidden state before does, without the reset gate that scales it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from question_bank.gradients.sheet import Rule, Sheet
from question_bank.notation import bracketed, decimal, equals
from question_bank.recurrent.cells import Gate, Row, Sums, name, named_states, squashed, sum_rules
from question_bank.recurrent.layout import Layout

GATES = "rz"
FULL_NAMES = {"r": "reset gate", "z": "update gate", "n": "candidate"}


@dataclass(frozen=True, slots=True)
class Convention:
    """What an update gate of 1 means: that the old state stays (``keeps``), as in torch, or that the new one comes."""

    keeps: bool

    def mix(self, z: float, old: float, new: float) -> float:
        """Return the hidden state that follows."""
        return z * old + (1 - z) * new if self.keeps else (1 - z) * old + z * new

    @property
    def formula(self) -> str:
        """Return the mix as LaTeX."""
        if self.keeps:
            return r"h_t = (1 - z_t) \cdot n_t + z_t \cdot h_{t-1}"
        return r"h_t = (1 - z_t) \cdot h_{t-1} + z_t \cdot n_t"

    @property
    def other(self) -> Convention:
        """Return the other one."""
        return Convention(not self.keeps)


TORCH, BOOK = Convention(keeps=True), Convention(keeps=False)


@dataclass(frozen=True)
class Gru:
    """A cell with weights, the inputs of its steps, and the state that it begins with.

    ``inner`` are the biases that stand beside the weights of h in the candidate, where the reset gate scales them too.
    """

    gates: Mapping[str, Gate]
    inner: Row
    inputs: Row
    hidden: Row
    convention: Convention

    @property
    def layout(self) -> Layout:
        """Return how many units and steps there are."""
        return Layout(len(self.hidden), len(self.inputs))

    @cached_property
    def sheet(self) -> Sheet:
        """Return all quantities of all steps."""
        rules = {**sum_rules(self.sigmoid_gates, self.inputs), **gate_rules(self.layout), **self._part_rules()}
        rules |= state_rules(self.layout, self.convention)
        return Sheet(rules, named_states("h", self.hidden))

    @property
    def sigmoid_gates(self) -> dict[str, Gate]:
        """Return the two gates, without the candidate."""
        return {letter: self.gates[letter] for letter in GATES}

    def _part_rules(self) -> dict[str, Rule]:
        gate, rules = self.gates["n"], {}
        within = Gate(gate.w, gate.u, self.inner)
        for unit, step in self.layout.places():
            x = self.inputs[step - 1]
            rules[name("p", unit, step)] = Sums(with_state=False).rule(gate, x, unit, step)
            rules[name("q", unit, step)] = Sums(with_input=False).rule(within, x, unit, step)
        return rules


def gate_rules(layout: Layout) -> dict[str, Rule]:
    """Return the rules of gates whose sums stand on the sheet."""
    places = [*layout.places()]
    return {name(letter, unit, step): squashed(letter, unit, step) for unit, step in places for letter in GATES}


def state_rules(layout: Layout, convention: Convention) -> dict[str, Rule]:
    """Return the rules of candidates and hidden states."""
    rules: dict[str, Rule] = {}
    for unit, step in layout.places():
        rules[name("n", unit, step)] = candidate(unit, step)
        rules[name("h", unit, step)] = hidden_state(unit, step, convention)
    return rules


def candidate(unit: int, step: int) -> Rule:
    """Return the rule of the candidate: the reset gate scales what comes from the state before."""
    p, q, r = (name(letter, unit, step) for letter in "pqr")
    return lambda s: math.tanh(s[p] + s[r] * s[q])


def hidden_state(unit: int, step: int, convention: Convention) -> Rule:
    """Return the rule of the hidden state: a mix of old state and candidate."""
    z, n, before = name("z", unit, step), name("n", unit, step), name("h", unit, step - 1)
    return lambda s: convention.mix(s[z], s[before], s[n])


# ---------------------------------------------------------------- worked with numbers


def candidate_worked(sheet: Sheet, layout: Layout, step: int, unit: int) -> str:
    """Return the candidate with its numbers, as LaTeX."""
    p, q, r, n = (sheet[name(letter, unit, step)] for letter in "pqrn")
    inside = rf"{decimal(p)} + {decimal(r)} \cdot {bracketed(q)}"
    symbol = layout.symbol("n", step, unit)
    return rf"{symbol} = \tanh({inside}) = \tanh({decimal(p + r * q)}) {equals(n)}"


def hidden_worked(sheet: Sheet, layout: Layout, convention: Convention, step: int, unit: int) -> str:
    """Return the hidden state with its numbers, as LaTeX."""
    z, n, h = (sheet[name(letter, unit, step)] for letter in "znh")
    before = sheet[name("h", unit, step - 1)]
    first, second = (n, before) if convention.keeps else (before, n)
    numbers = rf"(1 - {decimal(z)}) \cdot {bracketed(first)} + {decimal(z)} \cdot {bracketed(second)}"
    return f"{layout.symbol('h', step, unit)} = {numbers} {equals(h)}"


def gate_worked(sheet: Sheet, layout: Layout, letter: str, step: int, unit: int) -> str:
    """Return a gate with the sum inside it, as LaTeX."""
    inside, value = sheet[name(f"a{letter}", unit, step)], sheet[name(letter, unit, step)]
    return rf"{layout.symbol(letter, step, unit)} = \sigma({decimal(inside)}) {equals(value)}"
