"""What learners get wrong in one step of an LSTM: every slip is a sheet with a wrong rule."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence

from question_bank.gradients.asking import Slip
from question_bank.gradients.functions import sigmoid
from question_bank.gradients.sheet import Rule, Sheet
from question_bank.recurrent.cells import name, sum_rules
from question_bank.recurrent.layout import Layout
from question_bank.recurrent.lstm import FULL_NAMES, Lstm, cell_worked, hidden_worked
from question_bank.recurrent.sum_slips import Function, candidate_functions, gate_functions, sum_slips

STEP, GATES, MISTAKES = "one-step", "gates", "common-mistakes"
RuleOf = Callable[[int], Rule]  # the rule for a unit
Way = tuple[RuleOf, str, str]


Mix = Callable[[float, float, float, float, float], float]  # of i, f, g, o and a cell state


def of_cell_state(sheet: Sheet, layout: Layout, step: int) -> Iterator[Slip]:
    """Yield the slips on the way from the gates to the cell state."""
    before = f"${layout.symbol('c', step - 1)}$"
    if layout.units == 1:
        right = f"${cell_worked(sheet, layout, step, 1)}$"
    else:
        right = r"$c_t = f_t \odot c_{t-1} + i_t \odot g_t$"
    ways = [*_cell_ways(step, right, before)]
    if name("ag", 1, step) in {*sheet.known, *sheet.rules}:
        ways.insert(2, _sigmoid_as_candidate(step, right))
    return _wrong(sheet, layout, "c", step, ways)


def _cell_ways(step: int, right: str, before: str) -> Iterator[Way]:
    def way(mix: Mix) -> RuleOf:
        return _mixed(mix, step, step - 1)

    swapped = f"The forget and the input gate are swapped. The forget gate decides about {before}: {right}."
    yield way(lambda i, f, g, o, c: i * c + f * g), swapped, MISTAKES
    forgotten = "You left out the input gate, which scales the candidate"
    yield way(lambda i, f, g, o, c: f * c + g), f"{forgotten}: {right}.", MISTAKES
    yield way(lambda i, f, g, o, c: c + i * g), f"You left out the forget gate, which scales {before}: {right}.", STEP
    yield way(lambda i, f, g, o, c: f * c + i + g), f"Input gate and candidate are multiplied: {right}.", MISTAKES
    kept = f"A forget gate of 1 keeps everything; it says how much stays, not how much goes: {right}."
    yield way(lambda i, f, g, o, c: (1 - f) * c + i * g), kept, GATES
    yield way(lambda i, f, g, o, c: i * g), f"What is kept of the old cell state is missing: {right}.", STEP
    yield way(lambda i, f, g, o, c: f * c), f"What is written is missing: {right}.", STEP
    yield way(lambda i, f, g, o, c: o * c + i * g), f"You took the output gate for the forget gate: {right}.", GATES


def _sigmoid_as_candidate(step: int, right: str) -> Way:
    def rule_of(unit: int) -> Rule:
        inside, names = name("ag", unit, step), [name(letter, unit, step) for letter in "fi"]

        def rule(s: Sheet) -> float:
            f, i = s.values(names)
            return f * s[name("c", unit, step - 1)] + i * sigmoid(s[inside])

        return rule

    return (
        rule_of,
        f"You put the candidate through the sigmoid. It is no gate, it goes through tanh: {right}.",
        MISTAKES,
    )


def of_hidden_state(sheet: Sheet, layout: Layout, step: int) -> Iterator[Slip]:
    """Yield the slips on the way from a cell state that is right to the hidden state."""
    cell = f"${layout.symbol('c', step)}$"
    if layout.units == 1:
        right = f"${hidden_worked(sheet, layout, step, 1)}$"
    else:
        right = r"$h_t = o_t \odot \tanh(c_t)$"
    known = sheet.given({each: sheet[each] for each in layout.names("c", step)})
    return _wrong(known, layout, "h", step, _hidden_ways(step, right, cell))


def _hidden_ways(step: int, right: str, cell: str) -> Iterator[Way]:
    def way(mix: Mix) -> RuleOf:
        return _mixed(mix, step, step)

    tanh = math.tanh
    yield way(lambda i, f, g, o, c: o * c), f"You left out the tanh around the cell state: {right}.", MISTAKES
    order = f"First the tanh, then the gate; you put the gate inside: {right}."
    yield way(lambda i, f, g, o, c: tanh(o * c)), order, MISTAKES
    candidate = f"You let out the candidate. It is the cell state that leaves: {right}."
    yield way(lambda i, f, g, o, c: o * g), candidate, STEP
    yield way(lambda i, f, g, o, c: tanh(c)), f"You left out the output gate: {right}.", STEP
    squashed = f"The cell state goes through tanh, not the sigmoid: {right}."
    yield way(lambda i, f, g, o, c: o * sigmoid(c)), squashed, MISTAKES
    old = f"You let out the old cell state. The new one, {cell}, is computed first: {right}."
    yield _mixed(lambda i, f, g, o, c: o * tanh(c), step, step - 1), old, STEP
    yield way(lambda i, f, g, o, c: o + tanh(c)), f"A gate multiplies, it is never added: {right}.", MISTAKES
    yield way(lambda i, f, g, o, c: i * tanh(c)), f"You took the input gate for the output gate: {right}.", GATES
    yield way(lambda i, f, g, o, c: f * tanh(c)), f"You took the forget gate for the output gate: {right}.", GATES


def _mixed(mix: Mix, step: int, cell_step: int) -> RuleOf:
    """Return the rule that mixes the gates of one step with a cell state."""

    def rule_of(unit: int) -> Rule:
        names, cell = [name(letter, unit, step) for letter in "ifgo"], name("c", unit, cell_step)

        def rule(s: Sheet) -> float:
            i, f, g, o = s.values(names)
            return mix(i, f, g, o, s[cell])

        return rule

    return rule_of


def of_gates(lstm: Lstm, letters: str, step: int) -> Iterator[Slip]:
    """Yield the slips with gates or the candidate (``letters``) of one step, all else being right."""
    layout, sheet = lstm.layout, lstm.sheet
    known = sheet.given({each: sheet[each] for letter in "hc" for each in layout.names(letter, step - 1)})
    asked = layout.names(letters, step)
    inside = [(letter, sheet[name(f"a{letter}", unit, step)]) for letter in letters for unit in layout.each_unit]
    for of_gate, of_candidate, why in _functions(letters):
        values = tuple(of_candidate(a) if letter == "g" else of_gate(a) for letter, a in inside)
        yield Slip(values, why, GATES)
    gates = {letter: lstm.gates[letter] for letter in letters}
    for sums, why in sum_slips(layout, step, "c"):
        wrong = known.by(sum_rules(gates, lstm.inputs, sums))
        yield Slip(wrong.values(asked), why, MISTAKES)
    if letters in FULL_NAMES:
        yield from _of_others(lstm, letters, step)


def _functions(letters: str) -> Iterator[tuple[Function, Function, str]]:
    """Yield wrong functions for gates and for the candidate."""
    if letters == "g":
        for function, why in candidate_functions():
            yield function, function, why
        return
    of_candidate = (lambda a: a, sigmoid, lambda a: math.tanh(-a)) if "g" in letters else (math.tanh,) * 3
    also = " The candidate goes through tanh." if "g" in letters else ""
    for (function, why), candidate in zip(gate_functions(), of_candidate, strict=True):
        yield function, candidate, why + also


def _of_others(lstm: Lstm, letter: str, step: int) -> Iterator[Slip]:
    """Yield what comes out with the parameters of another gate."""
    layout, sheet = lstm.layout, lstm.sheet
    function = math.tanh if letter == "g" else sigmoid
    for other in lstm.gates:
        if other != letter:
            values = tuple(function(sheet[name(f"a{other}", unit, step)]) for unit in layout.each_unit)
            yield Slip(values, f"These are the parameters of the {FULL_NAMES[other]}.", GATES)


def of_kept(sheet: Sheet) -> Iterator[Slip]:
    """Yield the slips with how much of the first cell state is left after two steps."""
    (f1, f2), (i1, i2), (o1, o2) = ((sheet[name(letter, 1, step)] for step in (1, 2)) for letter in "fio")
    right = "each step multiplies the memory by its forget gate, $f_1 \\cdot f_2$"
    slips = (
        (f1 + f2, f"You added the forget gates; {right}."),
        ((f1 + f2) / 2, f"You took the mean of the forget gates; {right}."),
        (f2, f"This is the second step alone; {right}."),
        (f1, f"This is the first step alone; {right}."),
        (i1 * i2, f"The input gates say what is written, not what stays; {right}."),
        ((1 - f1) * (1 - f2), f"A forget gate says what stays; {right}."),
        (f1 * f2 * o1 * o2, f"The output gates stand outside the memory; {right}."),
    )
    for value, why in slips:
        yield Slip((value,), why, GATES)


def of_sought_forget_gate(before: float, written: float, after: float, i: float, g: float) -> Iterator[Slip]:
    """Yield the slips with the forget gate that leads from one cell state to the next."""
    right = r"$f_t = (c_t - i_t \cdot g_t) / c_{t-1}$"
    slips = (
        (after / before, f"You left out what is written, $i_t \\cdot g_t$: {right}."),
        ((after + written) / before, f"What is written is subtracted from $c_t$ first: {right}."),
        ((after - g) / before, f"The input gate scales the candidate: {right}."),
        ((after - i) / before, f"What is written is the product of input gate and candidate: {right}."),
        (after - written, f"This is what is kept of $c_{{t-1}}$. Divide it by $c_{{t-1}}$: {right}."),
        (1 - (after - written) / before, f"A forget gate says how much stays, not how much goes: {right}."),
        (before / (after - written), f"The quotient is upside down: {right}."),
    )
    for value, why in slips:
        yield Slip((value,), why, STEP)


def _wrong(sheet: Sheet, layout: Layout, letter: str, step: int, ways: Iterable[Way]) -> Iterator[Slip]:
    asked: Sequence[str] = layout.names(letter, step)
    for rule_of, why, heading in ways:
        rules = {name(letter, unit, step): rule_of(unit) for unit in layout.each_unit}
        yield Slip(sheet.by(rules).values(asked), why, heading)
