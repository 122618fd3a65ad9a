"""What learners get wrong in one step of a GRU: every slip is a sheet with a wrong rule."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

from question_bank.gradients.asking import Slip
from question_bank.gradients.functions import sigmoid
from question_bank.gradients.sheet import Rule, Sheet
from question_bank.recurrent.cells import name, sum_rules
from question_bank.recurrent.gru import FULL_NAMES, Convention, Gru, candidate_worked, hidden_worked
from question_bank.recurrent.layout import Layout
from question_bank.recurrent.sum_slips import gate_functions, sum_slips

STEP, GATES, CONVENTIONS, MISTAKES = "one-step", "gates", "two-conventions", "common-mistakes"
RuleOf = Callable[[int], Rule]
Way = tuple[RuleOf, str, str]
Mix = Callable[[float, float, float, float], float]


def of_candidate(sheet: Sheet, layout: Layout, step: int, gru: Gru | None = None) -> Iterator[Slip]:
    """Yield the slips on the way from the gates to the candidate; ``gru`` holds the weights, where there are any."""
    right = f"${candidate_worked(sheet, layout, step, 1)}$"
    if layout.units > 1:
        right = r"$r_t$ scales what comes from $h_{t-1}$, and nothing else"
    yield from _wrong(sheet, layout, "n", step, _candidate_ways(step, right))
    if gru is not None and any(gru.inner):
        yield from _wrong(sheet, layout, "n", step, _inner_ways(gru, step))


def _candidate_ways(step: int, right: str) -> Iterator[Way]:
    def way(mix: Mix) -> RuleOf:
        return _mixed(mix, "pqrz", step)

    tanh = math.tanh
    yield way(lambda p, q, r, z: tanh(p + q)), f"You left out the reset gate: {right}.", STEP
    on_input = f"You let the reset gate scale the input. It scales the hidden state before: {right}."
    yield way(lambda p, q, r, z: tanh(r * p + q)), on_input, MISTAKES
    everything = f"The reset gate scales only what comes from the hidden state before: {right}."
    yield way(lambda p, q, r, z: tanh(r * (p + q))), everything, MISTAKES
    yield way(lambda p, q, r, z: p + r * q), f"You left out the tanh: {right}.", MISTAKES
    yield way(lambda p, q, r, z: tanh(p + z * q)), f"You took the update gate for the reset gate: {right}.", GATES
    yield (
        way(lambda p, q, r, z: sigmoid(p + r * q)),
        f"The candidate goes through tanh, not the sigmoid: {right}.",
        GATES,
    )
    kept = f"A reset gate of 1 lets the whole state through, 0 nothing of it: {right}."
    yield way(lambda p, q, r, z: tanh(p + (1 - r) * q)), kept, GATES
    yield way(lambda p, q, r, z: tanh(p)), f"You left out what comes from the hidden state: {right}.", STEP


def _inner_ways(gru: Gru, step: int) -> Iterator[Way]:
    def rule_of(share: Callable[[float], float]) -> RuleOf:
        def of_unit(unit: int) -> Rule:
            p, q, r = (name(letter, unit, step) for letter in "pqr")
            inner = gru.inner[unit - 1]
            return lambda s: math.tanh(s[p] + s[r] * (s[q] - inner) + share(inner))

        return of_unit

    outside = "In PyTorch's GRU the bias $b_{hn}$ stands inside the bracket that the reset gate scales."
    yield rule_of(lambda inner: inner), outside, CONVENTIONS
    left_out = "You left out the bias $b_{hn}$, which is added to what comes from the hidden state."
    yield rule_of(lambda inner: 0.0), left_out, MISTAKES


def of_hidden_state(sheet: Sheet, layout: Layout, convention: Convention, step: int) -> Iterator[Slip]:
    """Yield the slips on the way from a candidate that is right to the hidden state."""
    right = f"${hidden_worked(sheet, layout, convention, step, 1)}$" if layout.units == 1 else f"${convention.formula}$"
    known = sheet.given({each: sheet[each] for each in layout.names("n", step)})
    return _wrong(known, layout, "h", step, _hidden_ways(convention, step, right))


def _hidden_ways(convention: Convention, step: int, right: str) -> Iterator[Way]:
    def way(mix: Mix) -> RuleOf:
        return _mixed(mix, "znr", step, before=True)

    mix = convention.mix
    what = "keeps the old state" if convention.keeps else "takes the candidate"
    other = rf"You mixed the other way round. Here an update gate of 1 {what}: {right}."
    yield way(lambda z, n, r, h: convention.other.mix(z, h, n)), other, CONVENTIONS
    shares = f"The two shares add up to 1: {right}."
    yield way(lambda z, n, r, h: mix(z, h, 0) + n), shares, MISTAKES
    yield way(lambda z, n, r, h: mix(r, h, n)), f"You took the reset gate for the update gate: {right}.", GATES
    yield (
        way(lambda z, n, r, h: n),
        f"This is the candidate. The update gate mixes it with the old state: {right}.",
        STEP,
    )
    yield way(lambda z, n, r, h: mix(z, h, 0)), f"You left out the share of the candidate: {right}.", STEP
    yield way(lambda z, n, r, h: mix(z, 0, n)), f"You left out the share of the old state: {right}.", STEP
    squashed = f"The candidate has been through tanh; the mix goes through no other: {right}."
    yield way(lambda z, n, r, h: math.tanh(mix(z, h, n))), squashed, MISTAKES
    yield way(lambda z, n, r, h: mix(z, r * h, n)), f"The reset gate acts in the candidate alone: {right}.", MISTAKES
    yield way(lambda z, n, r, h: h + n), f"Old state and candidate are mixed, not added: {right}.", MISTAKES


def of_gates(gru: Gru, letters: str, step: int) -> Iterator[Slip]:
    """Yield the slips with gates (``letters``) of one step, all before being right."""
    layout, sheet = gru.layout, gru.sheet
    before = {each: sheet[each] for each in layout.names("h", step - 1)}
    asked = layout.names(letters, step)
    inside = sheet.values(name(f"a{letter}", unit, step) for letter in letters for unit in layout.each_unit)
    for function, why in gate_functions():
        yield Slip(tuple(map(function, inside)), why, GATES)
    gates = {letter: gru.gates[letter] for letter in letters}
    for sums, why in sum_slips(layout, step):
        wrong = sheet.by(sum_rules(gates, gru.inputs, sums)).given(before)
        yield Slip(wrong.values(asked), why, MISTAKES)
    if letters == "rz":
        swapped = "The two gates are swapped: $r$ is the reset gate, $z$ the update gate."
        yield Slip(sheet.values(layout.names("zr", step)), swapped, GATES)
    for other in "rz":
        if len(letters) == 1 and other != letters:
            why = f"These are the parameters of the {FULL_NAMES[other]}."
            yield Slip(sheet.values(layout.names(other, step)), why, GATES)


def of_sought_update_gate(convention: Convention, old: float, new: float, after: float) -> Iterator[Slip]:
    """Yield the slips with the update gate that mixes an old state and a candidate to a state."""
    z = (after - new) / (old - new) if convention.keeps else (after - old) / (new - old)
    right = f"solve ${convention.formula}$ for $z_t$"
    slips = (
        (1 - z, f"This is the other share: {right}.", CONVENTIONS),
        (after / old, f"You left out the candidate's share; {right}.", STEP),
        (after / new, f"You left out the old state's share; {right}.", STEP),
        (after - new if convention.keeps else after - old, f"Divide by the distance of the two states; {right}.", STEP),
        (1 / z, f"The quotient is upside down; {right}.", STEP),
        (-z, f"A sign got lost: a gate lies between 0 and 1; {right}.", MISTAKES),
    )
    for value, why, heading in slips:
        yield Slip((value,), why, heading)


def of_fading(convention: Convention, z: float, state: float) -> Iterator[Slip]:
    """Yield the slips with a state two steps on, while the candidate is 0."""
    share = convention.mix(z, 1, 0)
    symbol = "z" if convention.keeps else "(1 - z)"
    right = f"each step multiplies the state by ${symbol} = {share:g}$"
    slips = (
        (share * state, f"This is one step of two; {right}.", STEP),
        ((1 - share) ** 2 * state, f"You took the share of the candidate; {right}.", CONVENTIONS),
        (2 * share * state, f"The shares of two steps are multiplied, not added; {right}.", MISTAKES),
        (share**2, f"The state itself is missing; {right}.", STEP),
        (share**3 * state, f"Count the steps: it is two; {right}.", STEP),
        (state, f"A candidate of 0 still takes its share; {right}.", STEP),
    )
    for value, why, heading in slips:
        yield Slip((value,), why, heading)


def _mixed(mix: Mix, letters: str, step: int, *, before: bool = False) -> RuleOf:
    """Return the rule that mixes quantities of one step, and the hidden state before as the last where wanted."""

    def rule_of(unit: int) -> Rule:
        names = [name(letter, unit, step) for letter in letters] + [name("h", unit, step - 1)] * before

        def rule(s: Sheet) -> float:
            one, two, three, four = s.values(names)
            return mix(one, two, three, four)

        return rule

    return rule_of


def _wrong(sheet: Sheet, layout: Layout, letter: str, step: int, ways: Iterable[Way]) -> Iterator[Slip]:
    names = layout.names(letter, step)
    for rule_of, why, heading in ways:
        rules = {name(letter, unit, step): rule_of(unit) for unit in layout.each_unit}
        yield Slip(sheet.by(rules).values(names), why, heading)
