"""Tells a GRU cell in a prompt, its convention included, and works it through in a solution."""

from __future__ import annotations

import random
from collections.abc import Iterator

from question_bank.gradients.sheet import Sheet
from question_bank.notation import bracketed, decimal, equals, signed
from question_bank.recurrent.cells import name
from question_bank.recurrent.gru import (
    FULL_NAMES,
    GATES,
    Convention,
    Gru,
    candidate_worked,
    gate_worked,
    hidden_worked,
)
from question_bank.recurrent.layout import Layout
from question_bank.recurrent.told import (
    column,
    leading,
    listed_values,
    stacked,
    state_told,
    sum_worked,
    weighted_sum,
    weights_as_matrices,
    weights_table,
)
from question_bank.wording import listed

READERS = (
    "reads a sentence word by word",
    "follows the level of a river",
    "writes a rhyme, letter by letter",
    "watches the steps of a walker",
    "forecasts how much power a town needs",
    "follows a bird's call",
    "reads the clicks on a web page",
    "listens for a spoken command",
    "reads the notes of a tune",
)
GATE_FORMULAS = r"$$r_t = \sigma(w_r x_t + u_r h_{t-1} + b_r), \qquad z_t = \sigma(w_z x_t + u_z h_{t-1} + b_z)$$"
MATRIX_FORMULAS = (
    r"$$r_t = \sigma(W_r x_t + U_r h_{t-1} + b_r), \qquad z_t = \sigma(W_z x_t + U_z h_{t-1} + b_z)$$"
    "\n\n"
    r"$$n_t = \tanh(W_n x_t + b_n + r_t \odot (U_n h_{t-1} + b_{hn}))$$"
)
TORCH_CANDIDATE = r"$$n_t = \tanh(w_n x_t + b_n + r_t \cdot (u_n h_{t-1} + b_{hn}))$$"
BOOK_CANDIDATE = r"$$n_t = \tanh(w_n x_t + u_n (r_t \cdot h_{t-1}) + b_n)$$"
TITLES = {letter: f"{full} ${letter}_t$" for letter, full in FULL_NAMES.items()}


def mix_told(convention: Convention, units: int = 1) -> str:
    """Return the formula of the hidden state, with a word on the convention."""
    if convention.keeps:
        said = "This is how PyTorch mixes: an update gate of 1 keeps the old state."
    else:
        said = "Many books mix like this, PyTorch does not: here an update gate of 1 takes the candidate."
    formula = convention.formula if units == 1 else convention.formula.replace(r"\cdot", r"\odot")
    return f"$${formula}$$\n\n{said}"


def given_parts(rng: random.Random, sheet: Sheet, convention: Convention, *, sums: bool) -> str:
    """Return a prompt that gives the gates of one step, or the ``sums`` inside them, and what enters the candidate."""
    reads, p, q = rng.choice(READERS), decimal(sheet["p1.1"]), decimal(sheet["q1.1"])
    if sums:
        known = listed([f"$a_{letter} = {decimal(sheet[name(f'a{letter}', 1, 1)])}$" for letter in GATES])
        gates = f"the sums inside its gates are {known}"
        formulas = r"$$r_t = \sigma(a_r), \qquad z_t = \sigma(a_z)$$" "\n\n"
    else:
        known = listed([f"the {FULL_NAMES[each]} is ${each}_t = {decimal(sheet[name(each, 1, 1)])}$" for each in GATES])
        gates, formulas = known, ""
    ways = (
        f"A GRU with one unit {reads}. At one step {gates}.",
        f"A GRU {reads}. For one of its units, {gates}.",
        f"A GRU {reads}; you look at one step of one unit, where {gates}.",
    )
    parts = (
        f"The input contributes $p = {p}$ to the candidate, the hidden state before contributes $q = {q}$, ahead of "
        "the reset gate; biases are included."
    )
    before = f"Before the step the hidden state is $h_{{t-1}} = {decimal(sheet['h1.0'])}$."
    candidate = r"$$n_t = \tanh(p + r_t \cdot q)$$"
    return f"{rng.choice(ways)} {parts} {before}\n\n{formulas}{candidate}\n\n{mix_told(convention)}"


def given_weights(rng: random.Random, gru: Gru) -> str:
    """Return a prompt that gives the weights of a cell, its state at the beginning and its inputs."""
    units = gru.layout.units
    if units > 1:
        way = rng.choice((_as_matrices, _as_code, _as_table_of_units))
    else:
        way = rng.choice((_as_table, _as_equations, _as_code) if gru.convention.keeps else (_as_table, _as_equations))
    cell = "one unit" if units == 1 else "two units"
    intro = rng.choice(
        (
            f"A GRU with {cell} {rng.choice(READERS)}.",
            f"To check an implementation, you work through a GRU cell with {cell} by hand.",
            f"In an exam without a computer you are given a GRU cell with {cell} and a single input feature.",
            f"You write a GRU with {cell} yourself and want numbers to test it against.",
        )
    )
    product = "" if units == 1 else r", and $\odot$ multiplies unit by unit"
    mixed = mix_told(gru.convention, units)
    return f"{intro} {way(gru)}\n\n{mixed} Here $\\sigma$ is the sigmoid{product}. {_start(gru)}"


def _start(gru: Gru) -> str:
    layout = gru.layout
    inputs = listed([f"${layout.symbol('x', step)} = {decimal(x)}$" for step, x in enumerate(gru.inputs, 1)])
    noun = "input is" if layout.steps == 1 else "inputs are"
    return f"Before, the hidden state is ${state_told(layout.symbol('h', 0), gru.hidden)}$; the {noun} {inputs}."


def _as_table(gru: Gru) -> str:
    rows = weights_table(gru.gates, TITLES, gru.layout)
    candidate = TORCH_CANDIDATE if gru.convention.keeps else BOOK_CANDIDATE
    inner = f"\n\nThe bias inside the bracket is $b_{{hn}} = {decimal(gru.inner[0])}$." if gru.convention.keeps else ""
    return f"Its gates and its candidate:\n\n{GATE_FORMULAS}\n\n{candidate}\n\n{rows}{inner}"


def _as_table_of_units(gru: Gru) -> str:
    rows = weights_table(gru.gates, TITLES, gru.layout)
    inner = f"The bias inside the bracket is $b_{{hn}} = {column(gru.inner)}$."
    of_units = f"A row of the table is a row of $W$, of $U$ and of $b$. {inner}"
    return f"Its gates and its candidate:\n\n{MATRIX_FORMULAS}\n\n{of_units}\n\n{rows}"


def _as_equations(gru: Gru) -> str:
    gates = [f"{each}_t &= \\sigma({weighted_sum(gru.gates[each], 'x_t', 'h_{t-1}')})" for each in GATES]
    lines = r" \\ ".join((*gates, rf"n_t &= \tanh({_candidate_sum(gru)})"))
    return f"Its gates and its candidate:\n\n$$\\begin{{aligned}} {lines} \\end{{aligned}}$$"


def _candidate_sum(gru: Gru) -> str:
    gate = gru.gates["n"]
    w, u, b = gate.w[0], gate.u[0][0], gate.b[0]
    if gru.convention.keeps:
        inner = leading(f"{signed(u, ' h_{t-1}')}{signed(gru.inner[0])}")
        return leading(rf"{signed(w, ' x_t')}{signed(b)} + r_t \cdot ({inner})")
    back = signed(u, r" (r_t \cdot h_{t-1})")
    return leading(f"{signed(w, ' x_t')}{back}{signed(b)}")


def _as_matrices(gru: Gru) -> str:
    inner = f"$$b_{{hn}} = {column(gru.inner)}$$"
    weights = weights_as_matrices(gru.gates)
    return f"Its gates and its candidate are\n\n{MATRIX_FORMULAS}\n\nwith\n\n{weights}\n\n{inner}"


def _as_code(gru: Gru) -> str:
    gates, units = gru.gates.values(), gru.layout.units
    lines = (
        f"cell = nn.GRUCell(input_size=1, hidden_size={units})",
        f"# weight_ih: {stacked((w,) for gate in gates for w in gate.w)}",
        f"# weight_hh: {stacked(row for gate in gates for row in gate.u)}",
        f"# bias_ih:   {listed_values(b for gate in gates for b in gate.b)}",
        f"# bias_hh:   {listed_values((*(0.0,) * (2 * units), *gru.inner))}",
    )
    each = "one row for each" if units == 1 else "two rows, one a unit, for each"
    code = "\n".join(lines)
    formula = MATRIX_FORMULAS if units > 1 else f"{GATE_FORMULAS}\n\n{TORCH_CANDIDATE}"
    return (
        f"Its parameters in PyTorch:\n\n```python\n{code}\n```\n\nPyTorch has {each} of these, in this order: reset "
        "gate $r$, update gate $z$, candidate $n$. `weight_ih` and `bias_ih` belong to the input, `weight_hh` and "
        f"`bias_hh` to the hidden state before. In the candidate, $b_n$ is from `bias_ih`, $b_{{hn}}$ from "
        f"`bias_hh`:\n\n{formula}"
    )


# ---------------------------------------------------------------- the solution


def gates_told(gru: Gru, step: int) -> Iterator[str]:
    """Yield a step of a solution for each gate, and one for what enters the candidate."""
    layout, sheet, x = gru.layout, gru.sheet, gru.inputs[step - 1]
    states = sheet.values(layout.names("h", step - 1))
    for letter in GATES:
        worked = (
            f"${sum_worked(gru.gates[letter], unit, x, states)} {equals(sheet[name(f'a{letter}', unit, step)])}$, so "
            f"${gate_worked(sheet, layout, letter, step, unit)}$"
            for unit in layout.each_unit
        )
        yield f"{FULL_NAMES[letter].capitalize()}: {'; '.join(worked)}."
    parts = "; ".join(_parts_worked(gru, step, unit, states) for unit in layout.each_unit)
    yield f"What enters the candidate, first from the input, then from the hidden state: {parts}."


def _parts_worked(gru: Gru, step: int, unit: int, states: tuple[float, ...]) -> str:
    gate, sheet, x = gru.gates["n"], gru.sheet, gru.inputs[step - 1]
    w, row, b, inner = gate.w[unit - 1], gate.u[unit - 1], gate.b[unit - 1], gru.inner[unit - 1]
    back = " + ".join(
        rf"{bracketed(u) if place else decimal(u)} \cdot {bracketed(h)}"
        for place, (u, h) in enumerate(zip(row, states, strict=True))
    )
    first = rf"${decimal(w)} \cdot {bracketed(x)}{signed(b)} {equals(sheet[name('p', unit, step)])}$"
    return f"{first} and ${back}{signed(inner)} {equals(sheet[name('q', unit, step)])}$"


def states_told(sheet: Sheet, layout: Layout, convention: Convention, step: int) -> Iterator[str]:
    """Yield the steps of a solution from the gates to the hidden state."""
    new = "; ".join(f"${candidate_worked(sheet, layout, step, unit)}$" for unit in layout.each_unit)
    mixed = "; ".join(f"${hidden_worked(sheet, layout, convention, step, unit)}$" for unit in layout.each_unit)
    yield f"The reset gate scales what comes from the hidden state: {new}."
    yield f"The update gate mixes the old state and the candidate: {mixed}."
