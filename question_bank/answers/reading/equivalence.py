"""Tells whether two formulas are the same function, by their values at fixed points that nobody would guess.

Values are exact as long as they are rational, so that identities such as x(1 - x) = x - x^2 are decided exactly. Every
coordinate is one of 1,008 values of its range: two different polynomials (or quotients of such, multiplied out) of
degree d agree at one such point with a chance of at most d/1008 (the lemma of Schwartz and Zippel), at ``POINTS`` of
them with (d/1008)^12, which is below 1e-20 up to degree 20. Where a value is no fraction, doubles must agree to nine
digits. Formulas with several pieces, such as max(0, x), can hide a difference on a piece that holds none of the points.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import islice

from question_bank.answers.reading.evaluation import Real, evaluate
from question_bank.answers.reading.tree import Node
from question_bank.errors import Unreadable

Range = tuple[str, float, float]
Point = Mapping[str, Real]

POINTS = 12
CANDIDATES = 32
"""Points that are tried until the formula has a value at ``POINTS`` of them."""
USUAL_RANGE = (-2.0, 2.0)

_STEPS = 1009  # a prime, so that no point lies on 0, on a half or on a whole number
_PROBES = 4
_RELATIVE = 1e-9
_OF_SCALE = 1e-12

_SIGN = "Not right yet, but only the sign is wrong."
_FACTOR = "Not right yet, but close: it is the right formula times a number. Look again at the factors."
_TERM = "Not right yet, but close: it differs from the right formula by a number alone. Look again at the terms."


@dataclass(frozen=True, slots=True)
class Function:
    """A formula and where its letters are taken from; ``text`` is the formula in the spelling that it is kept in."""

    text: str
    variables: tuple[str, ...]
    ranges: tuple[Range, ...]
    tree: Node = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a reply is to our formula; ``remark`` says what is nearly right about it, and may be empty."""

    is_equal: bool
    remark: str = ""


def check_values(function: Function) -> None:
    """Raise Unreadable where a formula has no value at any point, ValueError where its ranges make no sense."""
    points = _points(function.variables, function.ranges)
    if all(value_at(function, index) is None for index in range(len(points))):
        raise Unreadable(
            "This has no value for any letters that were tried. Type a formula that has one.",
            _place_without_value(function.tree, points[0]),
        )


def compare(ours: Function, theirs: Function) -> Relation:
    """Return what a reply is to our formula; a reply without a value where ours has one is another formula."""
    scale, reference = _scale(ours)
    start = float(value_at(ours, reference) or 0), float(value_at(theirs, reference) or 0)
    factor, term = (start[1] / start[0] if start[0] else 0.0), start[1] - start[0]
    is_equal = has_one_factor = has_one_term = True
    pairs: list[tuple[Real, Real]] = []
    for index in range(CANDIDATES):
        mine, yours = value_at(ours, index), value_at(theirs, index)
        if mine is None:
            continue
        if yours is None:
            return Relation(False)
        is_equal = is_equal and _same(mine, yours, scale)
        if not is_equal:
            left, right = float(mine), float(yours)  # good enough for a remark, and fast
            has_one_factor = has_one_factor and _same(left * factor, right, abs(start[1]))
            has_one_term = has_one_term and _same(left + term, right, scale)
            if not (has_one_factor or has_one_term):
                return Relation(False)
        pairs.append((mine, yours))
        if len(pairs) == POINTS:
            break
    return Relation(True) if is_equal else Relation(False, _remark(pairs, scale, has_one_factor))


@lru_cache(maxsize=8192)
def value_at(function: Function, index: int) -> Real | None:
    """Return the value of a formula at a point, None where it has none."""
    try:
        return evaluate(function.tree, _points(function.variables, function.ranges)[index])
    except Unreadable:
        return None


@lru_cache(maxsize=1024)
def _scale(function: Function) -> tuple[float, int]:
    """Return the size of the largest of the first values, beside which rounding is small, and its place."""
    values = ((index, value_at(function, index)) for index in range(CANDIDATES))
    first = islice(((abs(float(value)), index) for index, value in values if value is not None), _PROBES)
    return max(first)


def _place_without_value(tree: Node, point: Point) -> int | None:
    try:
        evaluate(tree, point)
    except Unreadable as complaint:
        return complaint.position
    return None


def _same(mine: Real, yours: Real, scale: float) -> bool:
    if type(mine) is Fraction and type(yours) is Fraction:
        return mine == yours
    left, right = float(mine), float(yours)
    return abs(left - right) <= _RELATIVE * max(abs(left), abs(right)) + _OF_SCALE * scale


def _remark(pairs: list[tuple[Real, Real]], scale: float, has_one_factor: bool) -> str:
    """Return what is nearly right; of a formula that is only a number there is nothing to say."""
    first = pairs[0][0]
    if all(_same(first, mine, scale) for mine, _ in pairs) or all(yours == 0 for _, yours in pairs):
        return ""
    if all(_same(-mine, yours, scale) for mine, yours in pairs):
        return _SIGN
    return _FACTOR if has_one_factor else _TERM


@lru_cache(maxsize=256)
def _points(variables: tuple[str, ...], ranges: tuple[Range, ...]) -> tuple[Point, ...]:
    spans = {name: (low, high) for name, low, high in ranges}
    if not spans.keys() <= set(variables) or not all(low < high for low, high in spans.values()):
        raise ValueError(f"the ranges {ranges} don't fit the variables {variables}")
    dice = random.Random("the points at which formulas are compared")
    shares = {name: dice.sample(range(1, _STEPS), CANDIDATES) for name in variables}
    return tuple(
        {name: _at(spans.get(name, USUAL_RANGE), Fraction(shares[name][index], _STEPS)) for name in variables}
        for index in range(CANDIDATES)
    )


def _at(span: tuple[float, float], share: Fraction) -> Fraction:
    low, high = (Fraction(str(end)) for end in span)
    return low + (high - low) * share
