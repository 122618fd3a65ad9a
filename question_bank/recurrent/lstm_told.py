"""Tells an LSTM cell in a prompt, and works the sums inside its gates through in a solution."""

from __future__ import annotations

import random
from collections.abc import Iterator

from question_bank.gradients.sheet import Sheet
from question_bank.notation import decimal, equals
from question_bank.recurrent.cells import name
from question_bank.recurrent.lstm import (
    FULL_NAMES,
    LETTERS,
    STATE_FORMULA,
    STATE_FORMULA_OF_VECTORS,
    Lstm,
    gate_worked,
)
from question_bank.recurrent.told import (
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
    "follows the temperature of a greenhouse",
    "writes a melody, note by note",
    "watches the pulse of a patient",
    "counts open brackets in a program",
    "forecasts how many bicycles are rented",
    "follows a stroke of handwriting",
    "listens to the hum of a motor",
    "reads a protein, residue by residue",
)
BEFORE = "h_{t-1}"
SQUASHED = r"$\sigma$ is the sigmoid"
GATE_FORMULAS = r"$$i_t, f_t, o_t = \sigma(w x_t + u h_{t-1} + b), \qquad g_t = \tanh(w x_t + u h_{t-1} + b)$$"
MATRIX_FORMULAS = (
    r"$$i_t = \sigma(W_i x_t + U_i h_{t-1} + b_i), \qquad f_t = \sigma(W_f x_t + U_f h_{t-1} + b_f)$$"
    "\n\n"
    r"$$g_t = \tanh(W_g x_t + U_g h_{t-1} + b_g), \qquad o_t = \sigma(W_o x_t + U_o h_{t-1} + b_o)$$"
)
TITLES = {letter: f"{full} ${letter}_t$" for letter, full in FULL_NAMES.items()}


def given_gates(rng: random.Random, sheet: Sheet) -> str:
    """Return a prompt that gives the gates and the candidate of one step as numbers."""
    known = {letter: decimal(sheet[name(letter, 1, 1)]) for letter in LETTERS}
    told = listed([f"the {FULL_NAMES[letter]} ${letter}_t = {known[letter]}$" for letter in rng.sample(LETTERS, 4)])
    before, reads = f"$c_{{t-1}} = {decimal(sheet['c1.0'])}$", rng.choice(READERS)
    ways = (
        f"An LSTM with one unit {reads}. At one step it computes {told}. The cell state before was {before}.",
        f"An LSTM {reads}. One of its units holds the cell state {before} and has just computed {told}.",
        f"An LSTM {reads}. One unit is stopped after its gates: it has {told}, and still the old cell state {before}.",
    )
    intro = rng.choice(ways)
    return f"{intro}\n\n$${STATE_FORMULA}$$"


def given_sums(rng: random.Random, sheet: Sheet) -> str:
    """Return a prompt that gives the sums inside the gates of one step."""
    told = listed([f"$a_{letter} = {decimal(sheet[name(f'a{letter}', 1, 1)])}$" for letter in LETTERS])
    before = decimal(sheet["c1.0"])
    reads = rng.choice(READERS)
    ways = (
        f"An LSTM with one unit {reads}. At one step the weighted sums with their biases are {told}.",
        f"An LSTM {reads}. In one of its units the sums are done, but not yet squashed by sigmoid or tanh: {told}.",
        f"An LSTM {reads}. For one of its units the values before any activation are {told}.",
    )
    intro = rng.choice(ways)
    formulas = r"$$i_t = \sigma(a_i), \quad f_t = \sigma(a_f), \quad g_t = \tanh(a_g), \quad o_t = \sigma(a_o)$$"
    return (
        f"{intro} The cell state before was $c_{{t-1}} = {before}$.\n\n{formulas}\n\n$${STATE_FORMULA}$$\n\n"
        f"Here {SQUASHED}."
    )


def given_weights(rng: random.Random, lstm: Lstm) -> str:
    """Return a prompt that gives the weights of a cell, its states at the beginning and its inputs."""
    units = lstm.layout.units
    if units == 1:
        way = rng.choice((_as_table, _as_equations, _as_code))
    else:
        way = rng.choice((_as_table, _as_matrices, _as_code))
    cell = "one unit" if units == 1 else "two units"
    intro = rng.choice(
        (
            f"An LSTM with {cell} {rng.choice(READERS)}.",
            f"To check an implementation, you work through an LSTM cell with {cell} by hand.",
            f"In an exam without a computer you are given an LSTM cell with {cell} and a single input feature.",
            f"You write an LSTM with {cell} yourself and want numbers to test it against.",
        )
    )
    state = STATE_FORMULA if units == 1 else STATE_FORMULA_OF_VECTORS
    product = "" if units == 1 else r", and $\odot$ multiplies unit by unit"
    return f"{intro} {way(lstm)}\n\n$${state}$$\n\nHere {SQUASHED}{product}. {_start(lstm)}"


def _start(lstm: Lstm) -> str:
    layout = lstm.layout
    inputs = listed([f"${layout.symbol('x', step)} = {decimal(x)}$" for step, x in enumerate(lstm.inputs, 1)])
    hidden = state_told(layout.symbol("h", 0), lstm.hidden)
    cell = state_told(layout.symbol("c", 0), lstm.cell)
    noun = "input is" if layout.steps == 1 else "inputs are"
    return f"Before, the states are ${hidden}$ and ${cell}$; the {noun} {inputs}."


def _as_table(lstm: Lstm) -> str:
    layout = lstm.layout
    rows = weights_table(lstm.gates, TITLES, layout)
    if layout.units == 1:
        return f"Its gates and its candidate, each with weights of its own:\n\n{GATE_FORMULAS}\n\n{rows}"
    of_units = "A row of the table is a row of $W$, of $U$ and of $b$."
    return f"Its gates and its candidate:\n\n{MATRIX_FORMULAS}\n\n{of_units}\n\n{rows}"


def _as_equations(lstm: Lstm) -> str:
    functions = {letter: r"\tanh" if letter == "g" else r"\sigma" for letter in LETTERS}
    lines = r" \\ ".join(
        f"{letter}_t &= {functions[letter]}({weighted_sum(gate, 'x_t', BEFORE)})" for letter, gate in lstm.gates.items()
    )
    return f"Its gates and its candidate:\n\n$$\\begin{{aligned}} {lines} \\end{{aligned}}$$"


def _as_matrices(lstm: Lstm) -> str:
    return f"Its gates and its candidate are\n\n{MATRIX_FORMULAS}\n\nwith\n\n{weights_as_matrices(lstm.gates)}"


def _as_code(lstm: Lstm) -> str:
    gates, units = lstm.gates.values(), lstm.layout.units
    lines = (
        f"cell = nn.LSTMCell(input_size=1, hidden_size={units})",
        f"# weight_ih: {stacked((w,) for gate in gates for w in gate.w)}",
        f"# weight_hh: {stacked(row for gate in gates for row in gate.u)}",
        f"# bias_ih:   {listed_values(b for gate in gates for b in gate.b)}",
        "# bias_hh:   all 0",
    )
    order = "input gate $i$, forget gate $f$, candidate $g$, output gate $o$"
    each = "one row for each" if units == 1 else "two rows, one a unit, for each"
    code, formulas = "\n".join(lines), GATE_FORMULAS if units == 1 else MATRIX_FORMULAS
    return (
        f"Its parameters in PyTorch:\n\n```python\n{code}\n```\n\nPyTorch has {each} of these, in this order: {order}. "
        f"`weight_ih` weighs the input, `weight_hh` the hidden state before:\n\n{formulas}"
    )


# ---------------------------------------------------------------- the solution


def sums_told(lstm: Lstm, step: int) -> Iterator[str]:
    """Yield a step of a solution for each gate: the sum inside, and what the gate makes of it."""
    layout, sheet = lstm.layout, lstm.sheet
    states = sheet.values(layout.names("h", step - 1))
    for letter, gate in lstm.gates.items():
        worked = (
            f"${sum_worked(gate, unit, lstm.inputs[step - 1], states)} "
            f"{equals(sheet[name(f'a{letter}', unit, step)])}$, so ${gate_worked(sheet, layout, letter, step, unit)}$"
            for unit in layout.each_unit
        )
        yield f"{FULL_NAMES[letter].capitalize()}: {'; '.join(worked)}."
