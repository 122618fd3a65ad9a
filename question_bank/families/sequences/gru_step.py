"""Asks for one step of a GRU cell: from gates, from sums inside them, from weights, for two units or two steps."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

from question_bank.exercise import Exercise, Family, dice, first_with
from question_bank.gradients.asking import Asked, all_tell, parts
from question_bank.gradients.sheet import Sheet
from question_bank.notation import bracketed, decimal, equals
from question_bank.recurrent import gru_slips as slips
from question_bank.recurrent.asking import TOLERANCE, asked
from question_bank.recurrent.cells import INPUTS, STATES, WEIGHTS, Gate, draw_gate, draw_sums, name, sums_of_units
from question_bank.recurrent.gru import (
    BOOK,
    FULL_NAMES,
    GATES,
    TORCH,
    Convention,
    Gru,
    gate_rules,
    gate_worked,
    state_rules,
)
from question_bank.recurrent.gru_told import READERS, gates_told, given_parts, given_weights, mix_told, states_told
from question_bank.recurrent.layout import Layout
from question_bank.wording import listed

ID = "gru-step"
TOPIC = "sequences.gru"
TENTHS = (0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9)
HALVES = (-1.0, -0.5, 0.5, 1.0)
PARTS = tuple(sign * tenths / 10 for tenths in range(2, 16) for sign in (1, -1))
FINE_STATES = tuple(sign * twentieths / 20 for twentieths in range(2, 19) for sign in (1, -1))
ONE = Layout()
START = (
    "Both gates weigh the input and the hidden state before and go through the sigmoid. Then comes the candidate, and "
    "last the mix."
)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return a state from gates (1), a step from weights or a sought gate (2), two units or two steps (3)."""
    rng = dice(ID, seed, difficulty)
    make = rng.choice(MAKERS[difficulty])
    return first_with(all_tell, make, rng)


# ---------------------------------------------------------------- from gates, from sums


def _from_parts(rng: random.Random) -> Exercise | None:
    sums, convention = rng.random() < 0.5, rng.choice((TORCH, TORCH, BOOK))
    pair = draw_sums(rng, 2) if sums else rng.sample(TENTHS, 2)
    known = {name(f"a{letter}" if sums else letter, 1, 1): value for letter, value in zip(GATES, pair, strict=True)}
    known |= {"p1.1": rng.choice(PARTS), "q1.1": rng.choice(PARTS), "h1.0": rng.choice(STATES)}
    sheet = Sheet({**gate_rules(ONE), **state_rules(ONE, convention)}, known)
    if not _suits(sheet, ONE):
        return None
    solved = "; ".join(f"${gate_worked(sheet, ONE, letter, 1, 1)}$" for letter in GATES) if sums else ""
    first = f"The gates go through the sigmoid: {solved}." if sums else "First the candidate, then the mix."
    prompt = given_parts(rng, sheet, convention, sums=sums)
    questions = _states_asked(sheet, ONE, convention, 1)
    return Exercise(prompt, parts(sheet, questions, TOPIC), (first, *states_told(sheet, ONE, convention, 1)))


# ---------------------------------------------------------------- from weights


def _one_unit(rng: random.Random) -> Exercise | None:
    gru = _draw(rng, 1, 1, rng.choice((TORCH, TORCH, BOOK)))
    if not _suits(gru.sheet, gru.layout):
        return None
    return _weighted(rng, gru, _step_asked(gru, ("rz",), 1))


def _two_units(rng: random.Random) -> Exercise | None:
    gru = _draw(rng, 2, 1, TORCH)
    if not _suits(gru.sheet, gru.layout):
        return None
    return _weighted(rng, gru, _step_asked(gru, ("r", "z"), 1))


def _two_steps(rng: random.Random) -> Exercise | None:
    gru = _draw(rng, 1, 2, rng.choice((TORCH, TORCH, BOOK)))
    later = gru.sheet.values(name(letter, 1, 2) for letter in ("ar", "az"))
    if not _suits(gru.sheet, gru.layout) or max(map(abs, later)) > 4 or min(map(abs, later)) < 0.1:
        return None
    return _weighted(rng, gru, (*_step_asked(gru, ("rz",), 1), *_step_asked(gru, ("rz",), 2)))


def _weighted(rng: random.Random, gru: Gru, questions: Sequence[Asked]) -> Exercise:
    layout = gru.layout
    told = [
        text
        for step in range(1, layout.steps + 1)
        for text in (*gates_told(gru, step), *states_told(gru.sheet, layout, gru.convention, step))
    ]
    return Exercise(given_weights(rng, gru), parts(gru.sheet, questions, TOPIC), (START, *told))


# ---------------------------------------------------------------- the gate behind a change


def _sought_gate(rng: random.Random) -> Exercise | None:
    z, convention = rng.choice(TENTHS), rng.choice((TORCH, TORCH, BOOK))
    old, new = rng.sample(FINE_STATES, 2)
    after, share = round(convention.mix(z, old, new), 4), convention.mix(z, 1, 0)
    if abs(old - new) < 0.3 or min(abs(after), abs(after - old), abs(after - new)) < 0.1 or not 0.25 < share < 0.95:
        return None
    sheet = _sheet_of_sought(convention, old, new, after)
    told = (
        f"While a GRU {rng.choice(READERS)}, the hidden state of one unit passes from $h_{{t-1}} = {decimal(old)}$ to "
        f"$h_t = {decimal(after)}$. Its candidate was $n_t = {decimal(new)}$."
    )
    kept = rng.choice(
        (
            "In the next two steps the candidate is 0 and the update gate stays as it is. What is $h_{t+2}$?",
            "Then come two steps with the same update gate and with candidates of 0. What is $h_{t+2}$?",
        )
    )
    sought = tuple(slips.of_sought_update_gate(convention, old, new, after))
    fading = tuple(slips.of_fading(convention, z, after))
    questions = (
        Asked("What is the update gate $z_t$?", ("z",), sought, absolute=TOLERANCE),
        Asked(kept, ("later",), fading, absolute=TOLERANCE),
    )
    steps = _sought_solution(convention, z, (old, new, after))
    return Exercise(f"{told}\n\n{mix_told(convention)}", parts(sheet, questions, TOPIC), steps)


def _sheet_of_sought(convention: Convention, old: float, new: float, after: float) -> Sheet:
    start, end = (new, old) if convention.keeps else (old, new)
    rules = {
        "z": lambda s: (after - start) / (end - start),
        "later": lambda s: convention.mix(s["z"], 1, 0) ** 2 * after,
    }
    return Sheet(rules)


def _sought_solution(convention: Convention, z: float, states: tuple[float, float, float]) -> tuple[str, ...]:
    old, new, after = states
    start, end = (new, old) if convention.keeps else (old, new)
    symbols = ("n_t", "h_{t-1}") if convention.keeps else ("h_{t-1}", "n_t")
    share, factor = convention.mix(z, 1, 0), "z_t" if convention.keeps else "(1 - z_t)"
    solved = f"z_t = (h_t - {symbols[0]}) / ({symbols[1]} - {symbols[0]})"
    numbers = f"({decimal(after)} - {bracketed(start)}) / ({decimal(end)} - {bracketed(start)})"
    later = rf"h_{{t+2}} = {decimal(share)}^2 \cdot {bracketed(after)} {equals(share * share * after)}"
    return (
        f"${convention.formula}$ is a straight line in $z_t$, so it can be solved: ${solved}$.",
        f"With the numbers, $z_t = {numbers} {equals(z)}$.",
        f"With a candidate of 0 each step multiplies the state by ${factor} = {decimal(share)}$: ${later}$.",
    )


# ---------------------------------------------------------------- what is asked


def _step_asked(gru: Gru, gates: Sequence[str], step: int) -> tuple[Asked, ...]:
    of_gates = (_gates_asked(gru, letters, step) for letters in gates)
    return (*of_gates, *_states_asked(gru.sheet, gru.layout, gru.convention, step, gru))


def _gates_asked(gru: Gru, letters: str, step: int) -> Asked:
    layout = gru.layout
    symbols = [f"${layout.symbol(letter, step)}$" for letter in letters]
    named = listed([f"the {FULL_NAMES[each]} {symbol}" for each, symbol in zip(letters, symbols, strict=True)])
    question = f"What {'is' if len(letters) == 1 else 'are'} {named}?"
    return asked(question, gru.sheet, layout, letters, slips.of_gates(gru, letters, step), step=step)


def _states_asked(
    sheet: Sheet, layout: Layout, convention: Convention, step: int, gru: Gru | None = None
) -> tuple[Asked, Asked]:
    new, hidden = f"${layout.symbol('n', step)}$", f"${layout.symbol('h', step)}$"
    of_new = slips.of_candidate(sheet, layout, step, gru)
    of_hidden = slips.of_hidden_state(sheet, layout, convention, step)
    return (
        asked(f"What is the candidate {new}?", sheet, layout, "n", of_new, step=step),
        asked(f"What is the new hidden state {hidden}?", sheet, layout, "h", of_hidden, step=step),
    )


# ---------------------------------------------------------------- nice numbers


def _draw(rng: random.Random, units: int, steps: int, convention: Convention) -> Gru:
    """Return a cell whose sums at the first step are chosen, the biases found backwards from them."""
    hidden, inputs = tuple(rng.sample(STATES, units)), tuple(rng.sample(INPUTS, steps))
    by_gate = zip(GATES, sums_of_units(rng, len(GATES), units), strict=True)
    gates = {letter: draw_gate(rng, inputs[0], hidden, inside) for letter, inside in by_gate}
    u = draw_gate(rng, inputs[0], hidden, [rng.choice(HALVES) for _ in hidden]).u
    w = tuple(rng.choice(WEIGHTS) for _ in hidden)
    b = tuple(round(rng.choice(HALVES) - each * inputs[0], 4) or 0.5 for each in w)
    inner = tuple(rng.choice(HALVES) * 0.8 if convention.keeps else 0.0 for _ in hidden)
    return Gru({**gates, "n": Gate(w, u, b)}, inner, inputs, hidden, convention)


def _suits(sheet: Sheet, layout: Layout) -> bool:
    """Tell whether nothing vanishes, and every gate makes a difference."""
    for unit, step in layout.places():
        p, q, r, n, h = sheet.values(name(letter, unit, step) for letter in "pqrnh")
        before = sheet[name("h", unit, step - 1)]
        if min(abs(q), abs(p)) < 0.1 or not 0.15 < abs(p + r * q) < 2:
            return False
        if abs(n - before) < 0.15 or abs(h) < 0.05 or abs(sheet[name("z", unit, step)] - r) < 0.05:
            return False
    return True


MAKERS: Mapping[int, tuple[Callable[[random.Random], Exercise | None], ...]] = {
    1: (_from_parts,),
    2: (_one_unit, _one_unit, _one_unit, _sought_gate),
    3: (_two_units, _two_steps),
}
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="One step of a GRU",
    version=1,
    generate=generate,
    kinds=("number", "vector"),
    heading="one-step",
)
