"""The LSTM cell as a sheet: three gates and a candidate, the cell state, and the hidden state that leaves it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from question_bank.gradients.sheet import Rule, Sheet
from question_bank.notation import bracketed, decimal, equals
from question_bank.recurrent.cells import Gate, Row, name, named_states, squashed, sum_rules
from question_bank.recurrent.layout import Layout

LETTERS = "ifgo"  # the order in which torch stacks them
GATES = "ifo"
FULL_NAMES = {"i": "input gate", "f": "forget gate", "g": "candidate", "o": "output gate"}
STATE_FORMULA = r"c_t = f_t \cdot c_{t-1} + i_t \cdot g_t, \qquad h_t = o_t \cdot \tanh(c_t)"
STATE_FORMULA_OF_VECTORS = r"c_t = f_t \odot c_{t-1} + i_t \odot g_t, \qquad h_t = o_t \odot \tanh(c_t)"


@dataclass(frozen=True)
class Lstm:
    """A cell with weights, the inputs of its steps, and the states that it begins with."""

    gates: Mapping[str, Gate]
    inputs: Row
    hidden: Row
    cell: Row

    @property
    def layout(self) -> Layout:
        """Return how many units and steps there are."""
        return Layout(len(self.hidden), len(self.inputs))

    @cached_property
    def sheet(self) -> Sheet:
        """Return all quantities of all steps."""
        rules = {**sum_rules(self.gates, self.inputs), **gate_rules(self.layout), **state_rules(self.layout)}
        return Sheet(rules, {**named_states("h", self.hidden), **named_states("c", self.cell)})


def gate_rules(layout: Layout) -> dict[str, Rule]:
    """Return the rules of gates and candidates whose sums stand on the sheet."""
    rules: dict[str, Rule] = {}
    for unit, step in layout.places():
        rules |= {name(letter, unit, step): squashed(letter, unit, step) for letter in GATES}
        rules[name("g", unit, step)] = candidate(unit, step)
    return rules


def candidate(unit: int, step: int) -> Rule:
    """Return the rule of the candidate."""
    inside = name("ag", unit, step)
    return lambda s: math.tanh(s[inside])


def state_rules(layout: Layout) -> dict[str, Rule]:
    """Return the rules of cell states and hidden states."""
    rules: dict[str, Rule] = {}
    for unit, step in layout.places():
        rules[name("c", unit, step)] = cell_state(unit, step)
        rules[name("h", unit, step)] = hidden_state(unit, step)
    return rules


def cell_state(unit: int, step: int) -> Rule:
    """Return the rule of the cell state: what is kept of the old one, and what is written."""
    i, f, g = (name(letter, unit, step) for letter in "ifg")
    before = name("c", unit, step - 1)
    return lambda s: s[f] * s[before] + s[i] * s[g]


def hidden_state(unit: int, step: int) -> Rule:
    """Return the rule of the hidden state: what the output gate lets out of the squashed cell state."""
    o, c = (name(letter, unit, step) for letter in "oc")
    return lambda s: s[o] * math.tanh(s[c])


# ---------------------------------------------------------------- worked with numbers


def cell_worked(sheet: Sheet, layout: Layout, step: int, unit: int) -> str:
    """Return the cell state with its numbers, as LaTeX."""
    i, f, g, c = (sheet[name(letter, unit, step)] for letter in "ifgc")
    before = sheet[name("c", unit, step - 1)]
    numbers = rf"{decimal(f)} \cdot {bracketed(before)} + {bracketed(i)} \cdot {bracketed(g)}"
    return f"{layout.symbol('c', step, unit)} = {numbers} {equals(c)}"


def hidden_worked(sheet: Sheet, layout: Layout, step: int, unit: int) -> str:
    """Return the hidden state with its numbers, as LaTeX."""
    o, c, h = (sheet[name(letter, unit, step)] for letter in "och")
    numbers = rf"{decimal(o)} \cdot \tanh({decimal(c)})"
    return f"{layout.symbol('h', step, unit)} = {numbers} {equals(h)}"


def gate_worked(sheet: Sheet, layout: Layout, letter: str, step: int, unit: int) -> str:
    """Return a gate or the candidate with the sum inside it, as LaTeX."""
    function = r"\tanh" if letter == "g" else r"\sigma"
    inside, value = sheet[name(f"a{letter}", unit, step)], sheet[name(letter, unit, step)]
    return f"{layout.symbol(letter, step, unit)} = {function}({decimal(inside)}) {equals(value)}"


def states_told(sheet: Sheet, layout: Layout, step: int) -> Iterator[str]:
    """Yield the steps of a solution from the gates to the hidden state."""
    cells = "; ".join(f"${cell_worked(sheet, layout, step, unit)}$" for unit in layout.each_unit)
    hidden = "; ".join(f"${hidden_worked(sheet, layout, step, unit)}$" for unit in layout.each_unit)
    yield f"The forget gate scales the old cell state, the input gate what is written: {cells}."
    yield f"The cell state goes through tanh, and the output gate scales what comes out: {hidden}."
