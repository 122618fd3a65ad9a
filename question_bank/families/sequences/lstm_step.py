"""Asks for one step of an LSTM cell: from gates, from sums inside them, from weights, for two units or two steps."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from question_bank.exercise import DemoCase, Exercise, Family, Part, dice, first_with
from question_bank.gradients.asking import Asked, all_tell, parts
from question_bank.gradients.sheet import Sheet
from question_bank.notation import bracketed, decimal, equals
from question_bank.recurrent import lstm_slips as slips
from question_bank.recurrent.asking import TOLERANCE, asked
from question_bank.recurrent.cells import INPUTS, STATES, draw_gate, draw_sums, name, sums_of_units
from question_bank.recurrent.layout import Layout, enough_apart
from question_bank.recurrent.lstm import (
    FULL_NAMES,
    LETTERS,
    STATE_FORMULA,
    Lstm,
    gate_rules,
    gate_worked,
    state_rules,
    states_told,
)
from question_bank.recurrent.lstm_told import given_gates, given_sums, given_weights, sums_told
from question_bank.wording import listed

ID = "lstm-step"
TOPIC = "sequences.lstm"
TENTHS = (0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9)
CANDIDATES = (-0.9, -0.8, -0.6, -0.5, -0.4, -0.3, 0.3, 0.4, 0.5, 0.6, 0.8, 0.9)
CELLS = (-3.0, -2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0, 3.0)
FINE_CELLS = tuple(sign * tenths / 10 for tenths in range(3, 31) for sign in (1, -1))
LEAST, LARGEST_CELL = 0.06, 3.5  # sizes of states that are asked for
ONE = Layout()
WATCHED = DemoCase("lstm-gates", {"task": "last bit", "hidden_size": 1})  # so few numbers that each can be followed


def generate(seed: int, difficulty: int) -> Exercise:
    """Return states from gates (1), a step from weights or a sought gate (2), two units or two steps (3)."""
    rng = dice(ID, seed, difficulty)
    make = rng.choice(MAKERS[difficulty])
    return replace(first_with(all_tell, make, rng), demo=WATCHED)


# ---------------------------------------------------------------- from gates, from sums


def _from_gates(rng: random.Random) -> Exercise | None:
    i, f, o = rng.sample(TENTHS, 3)
    known = dict(zip(("i1.1", "f1.1", "g1.1", "o1.1"), (i, f, rng.choice(CANDIDATES), o), strict=True))
    sheet = Sheet(state_rules(ONE), {**known, "c1.0": rng.choice(FINE_CELLS)})
    if not _suits(sheet, ONE):
        return None
    steps = ("The formulas of the prompt need nothing but the gates: first the cell state, then the hidden state.",)
    return Exercise(given_gates(rng, sheet), _states(sheet, ONE), (*steps, *states_told(sheet, ONE, 1)))


def _from_sums(rng: random.Random) -> Exercise | None:
    sums = dict(zip(("ai1.1", "af1.1", "ag1.1", "ao1.1"), draw_sums(rng, 4), strict=True))
    rules = {**gate_rules(ONE), **state_rules(ONE)}
    sheet = Sheet(rules, {**sums, "c1.0": rng.choice(FINE_CELLS)})
    if not _suits(sheet, ONE):
        return None
    values = "; ".join(f"${gate_worked(sheet, ONE, letter, 1, 1)}$" for letter in LETTERS)
    first = "The three gates go through the sigmoid, $\\sigma(a) = 1/(1 + e^{-a})$, the candidate through tanh."
    return Exercise(
        given_sums(rng, sheet), _states(sheet, ONE), (first, f"That gives {values}.", *states_told(sheet, ONE, 1))
    )


def _states(sheet: Sheet, layout: Layout) -> tuple[Part, ...]:
    return parts(sheet, _states_asked(sheet, layout, 1), TOPIC)


# ---------------------------------------------------------------- from weights


def _one_unit(rng: random.Random) -> Exercise | None:
    lstm = _draw(rng, units=1, steps=1)
    layout, sheet = lstm.layout, lstm.sheet
    if not _suits(sheet, layout):
        return None
    questions = (_gates_asked(lstm, "ifo", 1), _gates_asked(lstm, "g", 1), *_states_asked(sheet, layout, 1))
    return _weighted(rng, lstm, questions)


def _two_units(rng: random.Random) -> Exercise | None:
    lstm = _draw(rng, units=2, steps=1)
    layout, sheet = lstm.layout, lstm.sheet
    if not _suits(sheet, layout):
        return None
    questions = (*(_gates_asked(lstm, letter, 1) for letter in LETTERS), *_states_asked(sheet, layout, 1))
    return _weighted(rng, lstm, questions)


def _two_steps(rng: random.Random) -> Exercise | None:
    lstm = _draw(rng, units=1, steps=2)
    layout, sheet = lstm.layout, lstm.sheet.by({"kept": lambda s: s["f1.1"] * s["f1.2"]})
    later = sheet.values(name(f"a{letter}", 1, 2) for letter in LETTERS)
    if not _suits(sheet, layout) or max(map(abs, later)) > 4 or min(map(abs, later)) < 0.1 or sheet["kept"] < LEAST:
        return None
    per_step = ((_gates_asked(lstm, LETTERS, step), *_states_asked(sheet, layout, step)) for step in (1, 2))
    kept = Asked(
        "How much of $c_0$ is left in $c_2$? Give the factor by which it has been multiplied along the memory.",
        ("kept",),
        tuple(slips.of_kept(sheet)),
        absolute=TOLERANCE,
    )
    first, second = sheet["f1.1"], sheet["f1.2"]
    last = rf"$f_1 \cdot f_2 = {decimal(first)} \cdot {decimal(second)} {equals(first * second)}$"
    return _weighted(
        rng,
        lstm,
        (*(each for step in per_step for each in step), kept),
        (f"Along the memory each step multiplies $c_0$ by its forget gate: {last}.",),
        sheet,
    )


def _weighted(
    rng: random.Random, lstm: Lstm, questions: Sequence[Asked], last: tuple[str, ...] = (), sheet: Sheet | None = None
) -> Exercise:
    layout = lstm.layout
    start = (
        "Every gate weighs the input and the hidden state before, adds its bias, and goes through the sigmoid; the "
        "candidate goes through tanh."
    )
    told = [
        text
        for step in range(1, layout.steps + 1)
        for text in (*sums_told(lstm, step), *states_told(lstm.sheet, layout, step))
    ]
    return Exercise(given_weights(rng, lstm), parts(sheet or lstm.sheet, questions, TOPIC), (start, *told, *last))


# ---------------------------------------------------------------- the gate behind a change


def _sought_gate(rng: random.Random) -> Exercise | None:
    f, i, g, o = rng.choice(TENTHS), rng.choice(TENTHS), rng.choice(CANDIDATES), rng.choice(TENTHS)
    before = rng.choice(FINE_CELLS)
    after = round(f * before + i * g, 4)
    if f == i or abs(after) < LEAST or abs(f * before) < 0.1 or abs(after - before) < LEAST or o * abs(after) < LEAST:
        return None
    rules = {"f1.1": lambda s: (s["c1.1"] - s["i1.1"] * s["g1.1"]) / s["c1.0"], "h1.1": state_rules(ONE)["h1.1"]}
    sheet = Sheet(rules, {"i1.1": i, "g1.1": g, "o1.1": o, "c1.0": before, "c1.1": after})
    told = rng.choice(
        (
            "An LSTM with one unit is looked at while it runs, but its forget gate was not recorded.",
            "From the log of an LSTM cell with one unit one number is missing: the forget gate.",
            "A cell of an LSTM shall pass from one given state to another. Its forget gate is still to be found.",
            "Which forget gate turns the old cell state of this LSTM unit into the new one?",
        )
    )
    numbers = f"$c_{{t-1}} = {decimal(before)}$, $i_t = {decimal(i)}$, $g_t = {decimal(g)}$, $o_t = {decimal(o)}$"
    questions = (
        Asked(
            "What is the forget gate $f_t$?",
            ("f1.1",),
            tuple(slips.of_sought_forget_gate(before, i * g, after, i, g)),
            absolute=TOLERANCE,
        ),
        Asked(
            "What is the hidden state $h_t$?",
            ("h1.1",),
            tuple(slips.of_hidden_state(sheet.given({"f1.1": f}), ONE, 1)),
            absolute=TOLERANCE,
        ),
    )
    quotient = rf"({decimal(after)} - {bracketed(i * g)}) / {bracketed(before)} {equals(f)}"
    hidden = rf"{decimal(o)} \cdot \tanh({decimal(after)}) {equals(sheet['h1.1'])}"
    steps = (
        "Solve the formula of the cell state for the forget gate: $f_t = (c_t - i_t \\cdot g_t) / c_{t-1}$.",
        rf"What is written is $i_t \cdot g_t = {decimal(i * g)}$, so $f_t = {quotient}$.",
        f"The hidden state needs the cell state alone: $h_t = {hidden}$.",
    )
    known = f"Known are {numbers} and the new cell state $c_t = {decimal(after)}$."
    return Exercise(f"{told}\n\n$${STATE_FORMULA}$$\n\n{known}", parts(sheet, questions, TOPIC), steps)


# ---------------------------------------------------------------- what is asked


def _states_asked(sheet: Sheet, layout: Layout, step: int) -> tuple[Asked, Asked]:
    cell, hidden = f"${layout.symbol('c', step)}$", f"${layout.symbol('h', step)}$"
    of_cell, of_hidden = slips.of_cell_state(sheet, layout, step), slips.of_hidden_state(sheet, layout, step)
    return (
        asked(f"What is the new cell state {cell}?", sheet, layout, "c", of_cell, step=step),
        asked(f"What is the hidden state {hidden}?", sheet, layout, "h", of_hidden, step=step),
    )


def _gates_asked(lstm: Lstm, letters: str, step: int) -> Asked:
    layout = lstm.layout
    symbols = listed([f"${layout.symbol(letter, step)}$" for letter in letters])
    if len(letters) == 1:
        question = f"What is the {FULL_NAMES[letters]} {symbols}?"
    elif letters == LETTERS:
        question = f"Step {step}: what are {symbols}?"
    else:
        question = f"What are the gates {symbols}?"
    return asked(question, lstm.sheet, layout, letters, slips.of_gates(lstm, letters, step), step=step)


# ---------------------------------------------------------------- nice numbers


def _draw(rng: random.Random, units: int, steps: int) -> Lstm:
    """Return a cell whose sums at the first step are chosen, the biases found backwards from them."""
    hidden = tuple(rng.sample(STATES, units))
    cell = tuple(rng.sample(CELLS, units))
    inputs = tuple(rng.sample(INPUTS, steps))
    by_gate = zip(LETTERS, sums_of_units(rng, len(LETTERS), units), strict=True)
    gates = {letter: draw_gate(rng, inputs[0], hidden, inside) for letter, inside in by_gate}
    return Lstm(gates, inputs, hidden, cell)


def _suits(sheet: Sheet, layout: Layout) -> bool:
    """Tell whether nothing vanishes and the gates of a unit can be told apart."""
    for unit, step in layout.places():
        if not enough_apart(sheet.values(name(letter, unit, step) for letter in "ifo")):
            return False
        if min(abs(sheet[name(letter, unit, step)]) for letter in "ch") < LEAST:
            return False
        if abs(sheet[name("c", unit, step)]) > LARGEST_CELL:
            return False
    return True


MAKERS: Mapping[int, tuple[Callable[[random.Random], Exercise | None], ...]] = {
    1: (_from_gates, _from_sums),
    2: (_one_unit, _one_unit, _one_unit, _sought_gate),
    3: (_two_units, _two_steps),
}
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="One step of an LSTM",
    version=1,
    generate=generate,
    kinds=("number", "vector"),
    heading="one-step",
)
