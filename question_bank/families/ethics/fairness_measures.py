"""Rates of two groups, the criteria of fairness that they meet, and why not all of them can be met together."""

from __future__ import annotations

import random
from collections.abc import Iterable
from fractions import Fraction
from itertools import chain
from string import ascii_lowercase as letters

from question_bank.answers import AnswerSpec, Choice, Choices, Matrix, Number, Value, Vector
from question_bank.exercise import DemoCase, Exercise, Family, Misconception, Part, dice
from question_bank.fairness.groups import Groups, two_groups
from question_bank.fairness.rates import (
    CRITERIA,
    FORMULAS,
    MEANINGS,
    PAIRS,
    RATES,
    SLIPS,
    Counts,
    Pair,
    Rate,
    implied_fpr,
    rate,
)
from question_bank.fairness.statements import CHOULDECHOVA, IMPOSSIBLE, POSSIBLE, RIGHT, WHY, WRONG
from question_bank.notation import equals

ID = "fairness-measures"
TOPIC = "ethics.fairness-measures"
RATES_HEADING, CRITERIA_HEADING, LIMITS_HEADING = "four-rates", "criteria", "what-cannot-hold-together"
NONE = "none of these"
SAME = 0.005  # rates typed to 3 decimals that differ by no more are meant to be the same
ROUNDING = "Type decimals, rounded to 3 places."
PROMISES = tuple(
    (Fraction(tpr), Fraction(precision))
    for tpr in ("4/5", "3/4", "3/5", "9/10", "1/2")
    for precision in ("4/5", "3/4", "9/10", "2/3", "3/5")
)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: one rate (1), two criteria (2), or all rates, criteria and what can't be had (3)."""
    rng = dice(ID, seed, difficulty)
    if difficulty == 1:
        return _one_rate(rng)
    return _two_criteria(rng) if difficulty == 2 else _all_rates(rng)


# ---------------------------------------------------------------- one rate


def _one_rate(rng: random.Random) -> Exercise:
    groups = two_groups(rng, (), RATES)
    which, place = rng.choice(RATES), rng.randrange(2)
    name, counts = groups.names[place], groups.counts[place]
    told = groups.as_table() if rng.random() < 0.5 else f"{groups.in_words(0)} {groups.in_words(1)}"
    spec = Number(float(rate(which, counts)), absolute=0.002, decimals=3)
    wrong = [([Fraction(*slip.pair(counts))], slip.why) for slip in SLIPS[which]]
    question = f"What is the {which} of the {name}? Type a decimal, rounded to 3 places."
    steps = (
        f"Sort the {name} first: {_sorted(counts)}. The {which} is, {MEANINGS[which]}.",
        f"$${FORMULAS[which]} = {_fraction(PAIRS[which], counts)}$$",
    )
    prompt = f"{groups.told()}\n\n{told}"
    return Exercise(prompt, (Part(question, spec, 1, _told_apart([rate(which, counts)], wrong, RATES_HEADING)),), steps)


# ---------------------------------------------------------------- two criteria


def _two_criteria(rng: random.Random) -> Exercise:
    first, second = rng.sample(RATES, 2)
    equal = rng.choice((tuple(sorted((first, second))), (first,), (second,), ()))
    groups = two_groups(rng, equal, [which for which in (first, second) if which not in equal])
    options = ["both", f"only {CRITERIA[first]}", f"only {CRITERIA[second]}", "neither"]
    order = rng.sample(range(4), 4)

    def verdict(one: bool, other: bool) -> Choice:
        index = (0 if other else 1) if one else (2 if other else 3)
        return Choice(tuple(options[place] for place in order), order.index(index))

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        same = [_same(value) for value in values]
        return verdict(same[0], same[1])

    question = "Which of the two criteria hold, for these people? Count rates as equal if they agree to two decimals."
    parts = (
        _compared(groups, first),
        _compared(groups, second),
        Part(question, verdict(first in equal, second in equal), 1, carry=carry),
    )
    steps = (
        *(_worked(groups, which) for which in (first, second)),
        f"So {_held([which for which in (first, second) if which in equal])}.",
    )
    prompt = f"{groups.told()}\n\n{groups.as_table()}"
    return Exercise(prompt, parts, steps, _demo(groups))


def _compared(groups: Groups, which: Rate) -> Part:
    values = [rate(which, counts) for counts in groups.counts]
    spec = Vector(tuple(map(float, values)), groups.names, absolute=0.002, decimals=3)
    wrong = [([Fraction(*slip.pair(counts)) for counts in groups.counts], slip.why) for slip in SLIPS[which]]
    wrong.append((values[::-1], f"The two groups got swapped: {groups.names[0]} come first here."))
    question = (
        f"{CRITERIA[which].capitalize()} compares the {which} of the groups. What is it for the {groups.names[0]} and "
        f"for the {groups.names[1]}, in this order? {ROUNDING}"
    )
    return Part(question, spec, 2, _told_apart(values, wrong, RATES_HEADING))


# ---------------------------------------------------------------- all rates


def _all_rates(rng: random.Random) -> Exercise:
    equal = rng.choice(((), *((which,) for which in RATES), (Rate.TPR, Rate.FPR), (Rate.TPR, Rate.PRECISION)))
    groups = two_groups(rng, equal, [which for which in RATES if which not in equal])
    promise = _promise(rng, groups)
    last, last_steps = _implication(rng) if rng.random() < 0.6 else _threshold(rng, groups)
    parts = (_matrix(groups), _criteria(rng, groups, equal), _promised(groups, *promise), last)
    steps = (
        *(_worked(groups, which) for which in RATES),
        f"So {_held(equal)}.",
        _promised_step(groups, *promise),
        *last_steps,
    )
    prompt = f"{groups.told()}\n\n{groups.as_table()}"
    return Exercise(prompt, parts, steps, _demo(groups))


def _matrix(groups: Groups) -> Part:
    def rows(pairs: dict[Rate, Pair]) -> list[list[Fraction]]:
        return [[Fraction(*pairs[which](counts)) for which in RATES] for counts in groups.counts]

    spec = Matrix(_floats(rows(dict(PAIRS))), groups.names, tuple(RATES), absolute=0.002, decimals=3)
    swapped = {**PAIRS, Rate.TPR: PAIRS[Rate.PRECISION], Rate.PRECISION: PAIRS[Rate.TPR]}
    of_all = {**PAIRS, **{which: SLIPS[which][2].pair for which in RATES[1:]}}
    misread = {which: _misread(pair) for which, pair in PAIRS.items()}
    right = rows(dict(PAIRS))
    wrong = [
        (
            rows(swapped),
            "The true positive rate and the precision got swapped: the first divides by the positive ones.",
        ),
        (rows(of_all), "You divided by the whole group everywhere. Only the selection rate does that."),
        (rows(misread), "You swapped false positives and false negatives: a false positive was selected, but wrongly."),
        (right[::-1], f"The two rows got swapped: the {groups.names[0]} come first here."),
    ]
    flat = [(list(chain(*values)), why) for values, why in wrong]
    question = (
        f"Work out the four rates: one row for the {groups.names[0]}, one for the {groups.names[1]}; in the columns "
        f"{', '.join(RATES)}. {ROUNDING}"
    )
    slips = _told_apart(list(chain(*right)), flat, RATES_HEADING, columns=len(RATES))
    return Part(question, spec, 4, slips)


def _criteria(rng: random.Random, groups: Groups, equal: tuple[Rate, ...]) -> Part:
    offered: list[Rate | None] = [*RATES, None]
    rng.shuffle(offered)
    options = tuple(NONE if each is None else CRITERIA[each] for each in offered)

    def spec(held: list[Rate]) -> Choices:
        right = [place for place, each in enumerate(offered) if each in held] or [offered.index(None)]
        return Choices(options, tuple(right))

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        first, second = _rows_of(values[0])
        return spec([which for which, a, b in zip(RATES, first, second, strict=True) if abs(a - b) <= SAME])

    question = (
        "Which criteria, as defined in the note, hold for these people? Count rates as equal if they agree to two "
        "decimals."
    )
    return Part(question, spec(list(equal)), 2, carry=carry)


def _promise(rng: random.Random, groups: Groups) -> tuple[Fraction, Fraction]:
    """Return a true positive rate and a precision that both groups could have."""
    odds = max(counts.base_rate / (1 - counts.base_rate) for counts in groups.counts)
    return rng.choice([(t, v) for t, v in PROMISES if odds * (1 - v) / v * t <= Fraction(9, 10)])


def _promised(groups: Groups, tpr: Fraction, precision: Fraction) -> Part:
    shares = [counts.base_rate for counts in groups.counts]
    right = [implied_fpr(p, tpr, precision) for p in shares]
    spec = Vector(tuple(map(float, right)), groups.names, absolute=0.002, decimals=3)
    odds = [p / (1 - p) for p in shares]
    wrong = (
        ([p * (1 - precision) / precision * tpr for p in shares],
         "You took the base rate itself. The formula needs its odds: p / (1 − p)."),
        ([each * precision / (1 - precision) * tpr for each in odds],
         "The fraction with the precision is upside down: (1 − precision) / precision."),
        ([each * (1 - precision) * tpr for each in odds],
         "You multiplied by 1 − precision and left out the division by the precision."),
        ([each * (1 - precision) / precision for each in odds],
         "The true positive rate is missing as the last factor."),
        ([1 - precision, 1 - precision],
         "1 − precision is the false discovery rate, among those selected. Asked is the share among the negative."),
    )  # fmt: skip
    question = (
        f"The makers promise: next year the true positive rate will be ${_tex(tpr)}$ and the precision "
        f"${_tex(precision)}$ in both groups. If the base rates stay as they are, which false positive rates follow "
        f"for the {groups.names[0]} and for the {groups.names[1]}, in this order? {ROUNDING}"
    )
    return Part(question, spec, 3, _told_apart(right, wrong, LIMITS_HEADING))


def _promised_step(groups: Groups, tpr: Fraction, precision: Fraction) -> str:
    lines = [
        rf"$${_tex(counts.base_rate / (1 - counts.base_rate))} \cdot {_tex((1 - precision) / precision)} \cdot "
        rf"{_tex(tpr)} {equals(float(implied_fpr(counts.base_rate, tpr, precision)))} "
        rf"\quad \text{{for the {name}, with }} p = {_tex(counts.base_rate)}$$"
        for name, counts in zip(groups.names, groups.counts, strict=True)
    ]
    return "\n\n".join(
        (
            f"The rates are tied together by the base rate $p$ (Chouldechova): ${CHOULDECHOVA}$.",
            *lines,
            "The base rates differ, so the false positive rates do.",
        )
    )


def _implication(rng: random.Random) -> tuple[Part, tuple[str, ...]]:
    place = rng.randrange(len(RIGHT))
    wrong = dict(rng.sample(WRONG, 3))
    options = rng.sample([RIGHT[place], *wrong], 4)
    question = "The base rates of the two groups differ and are neither 0 nor 1. Which of these statements is true?"
    return _choice(question, options, RIGHT[place], wrong), (
        "Try each statement on the formula, or on numbers of your own.",
        f"This one is true: {RIGHT[place]} {WHY[place]}",
    )


def _threshold(rng: random.Random, groups: Groups) -> tuple[Part, tuple[str, ...]]:
    right = rng.choice(IMPOSSIBLE)
    wrong = dict(rng.sample(POSSIBLE, 3))
    options = rng.sample([right, *wrong], 4)
    question = (
        f"Now the threshold is lowered for the {groups.names[1]} alone: some are selected in addition, nobody is "
        f"dropped. What can **not** happen in this group?"
    )
    return _choice(question, options, right, wrong), (
        (
            "Whoever is added becomes a true or a false positive: TP and FP can only grow, FN and TN can only shrink, "
            "and the numbers of the truly positive and of the truly negative stay."
        ),
        f"So it can't happen that {right}. Precision and accuracy can go either way.",
    )


def _choice(question: str, options: list[str], right: str, wrong: dict[str, str]) -> Part:
    slips = tuple(
        Misconception(letters[place], wrong[option], TOPIC, LIMITS_HEADING)
        for place, option in enumerate(options)
        if option in wrong
    )
    return Part(question, Choice(tuple(options), options.index(right)), 1, slips)


# ---------------------------------------------------------------- words and numbers


def _worked(groups: Groups, which: Rate) -> str:
    lines = [
        f"- {name}: ${_fraction(PAIRS[which], counts)}$"
        for name, counts in zip(groups.names, groups.counts, strict=True)
    ]
    return f"The {which} is, {MEANINGS[which]}: ${FORMULAS[which]}$.\n\n" + "\n".join(lines)


def _held(equal: list[Rate] | tuple[Rate, ...]) -> str:
    if not equal:
        return "none of the criteria holds: every rate differs between the groups"
    names = " and ".join(CRITERIA[which] for which in equal)
    return f"what holds is {names}, and nothing else that was asked about"


def _sorted(counts: Counts) -> str:
    return f"TP = {counts.tp}, FP = {counts.fp}, FN = {counts.fn}, TN = {counts.tn}"


def _fraction(pair: Pair, counts: Counts) -> str:
    numerator, denominator = pair(counts)
    return rf"\frac{{{numerator}}}{{{denominator}}} {equals(numerator / denominator)}"


def _tex(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else rf"\frac{{{value.numerator}}}{{{value.denominator}}}"


def _told_apart(
    right: list[Fraction], wrong: Iterable[tuple[list[Fraction], str]], heading: str, *, columns: int = 0
) -> tuple[Misconception, ...]:
    """Return the wrong replies that differ from the right one and from one another; in rows if there are columns.

    It compares numbers and not texts, which is faster than to have every reply read.
    """
    taken = [list(map(float, right))]
    kept: list[Misconception] = []
    for values, why in wrong:
        own = list(map(float, values))
        if not any(_alike(own, other) for other in taken):
            taken.append(own)
            kept.append(Misconception(_typed(own, columns), why, TOPIC, heading))
    return tuple(kept)


def _alike(first: list[float], second: list[float]) -> bool:
    """Tell whether a reply of the one could pass for the other, rounding included."""
    return all(abs(a - b) <= 0.0022 + 0.0011 * max(a, b) for a, b in zip(first, second, strict=True))


def _typed(values: list[float], columns: int) -> str:
    if columns:
        rows = [_typed(values[start : start + columns], 0) for start in range(0, len(values), columns)]
        return f"[{', '.join(f'[{row}]' for row in rows)}]"
    return ", ".join(f"{value:.4f}" for value in values)


def _misread(pair: Pair) -> Pair:
    """Return a rate as it comes out where false positives and false negatives are swapped."""
    return lambda counts: pair(Counts(counts.tp, counts.fn, counts.fp, counts.tn))


def _floats(rows: list[list[Fraction]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(map(float, row)) for row in rows)


def _same(value: Value) -> bool:
    assert isinstance(value, tuple)
    first, second = value
    assert isinstance(first, float | int) and isinstance(second, float | int)
    return abs(first - second) <= SAME


def _rows_of(value: Value) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the two rows of a matrix that was read."""
    assert isinstance(value, tuple)
    rows = [
        tuple(float(cell) for cell in row if isinstance(cell, int | float)) for row in value if isinstance(row, tuple)
    ]
    return rows[0], rows[1]


def _demo(groups: Groups) -> DemoCase:
    a, b = (float(counts.base_rate) for counts in groups.counts)
    return DemoCase("biased-data", {"base_rate_a": round(a, 3), "base_rate_b": round(b, 3)})


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Measures of fairness",
    version=1,
    generate=generate,
    kinds=("number", "vector", "choice", "matrix", "choices"),
    heading=CRITERIA_HEADING,
)
