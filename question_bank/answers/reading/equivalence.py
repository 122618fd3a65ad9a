"""Tells whether two formulas are the same function, by their values at fixed points that nobody would guess.

Values are exact as long as they are rational, so that identities such as x(1 - x) = x - x^2 are decided exactly. Every
coordinate is one of 1,008 values of its range: two different polynomials (or quotients of such, multiplied out) of
degree d agree at one such point with a chance of at most d/1008 (the lemma of Schwartz and Zippel), at ``POINTS`` of
them with (d/1008)^12, which is below 1e-20 up to degree 20. Where a value is no fraction, doubles must agree to nine
digits. Formulas with several pieces, such as max(0, x), can hide a difference on a piece that holds none of the points.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

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
class Sample:
    """A formula with its first values; ``scale`` is the size of the largest, beside which rounding is small."""

    tree: Node
    points: tuple[Point, ...]
    scale: float


@dataclass(frozen=True, slots=True)
class Relation:
    """What a reply is to our formula; ``remark`` says what is nearly right about it, and may be empty."""

    is_equal: bool
    remark: str = ""


def sample(tree: Node, variables: tuple[str, ...], ranges: tuple[Range, ...]) -> Sample:
    """Return a formula with what is needed to compare others to it; raises Unreadable where it has no value."""
    points = _points(variables, ranges)
    found: list[Real] = []
    complaint: Unreadable | None = None
    for point in points:
        try:
            found.append(evaluate(tree, point))
        except Unreadable as error:
            complaint = complaint or error
        if len(found) == _PROBES:
            break
    if not found:
        position = complaint.position if complaint else None
        raise Unreadable("This has no value for any letters that were tried. Type a formula that has one.", position)
    return Sample(tree, points, max(abs(float(value)) for value in found))


def compare(ours: Sample, theirs: Node) -> Relation:
    """Return what a reply is to our formula; a reply without a value where ours has one is another formula."""
    pairs: list[tuple[Real, Real]] = []
    is_equal = True
    for mine, point in _values(ours):
        yours = _value(theirs, point)
        if yours is None:
            return Relation(False)
        is_equal = is_equal and _same(mine, yours, ours.scale)
        pairs.append((mine, yours))
        if not is_equal and not _is_near(pairs, ours.scale):
            return Relation(False)
    return Relation(True) if is_equal else Relation(False, _remark(pairs, ours.scale))


def _values(formula: Sample) -> Iterator[tuple[Real, Point]]:
    """Yield the values at the first ``POINTS`` points that have one."""
    count = 0
    for point in formula.points:
        value = _value(formula.tree, point)
        if value is not None:
            yield value, point
            count += 1
        if count == POINTS:
            return


def _value(tree: Node, point: Point) -> Real | None:
    try:
        return evaluate(tree, point)
    except Unreadable:
        return None


def _same(mine: Real, yours: Real, scale: float) -> bool:
    if isinstance(mine, Fraction) and isinstance(yours, Fraction):
        return mine == yours
    left, right = float(mine), float(yours)
    return abs(left - right) <= _RELATIVE * max(abs(left), abs(right)) + _OF_SCALE * scale


def _is_near(pairs: list[tuple[Real, Real]], scale: float) -> bool:
    return _has_one_factor(pairs, scale) or _has_one_term(pairs, scale)


def _has_one_factor(pairs: list[tuple[Real, Real]], scale: float) -> bool:
    """Tell whether the reply is our formula times a number; told from the largest value, where rounding is small."""
    mine, yours = max(pairs, key=lambda pair: abs(float(pair[0])))
    return mine != 0 and all(_same(left * yours, right * mine, scale * abs(float(mine))) for left, right in pairs)


def _has_one_term(pairs: list[tuple[Real, Real]], scale: float) -> bool:
    mine, yours = pairs[0]
    return all(_same(left + (yours - mine), right, scale) for left, right in pairs)


def _remark(pairs: list[tuple[Real, Real]], scale: float) -> str:
    """Return what is nearly right; of a formula that is only a number there is nothing to say."""
    first = pairs[0][0]
    if all(_same(first, mine, scale) for mine, _ in pairs) or all(yours == 0 for _, yours in pairs):
        return ""
    if all(_same(-mine, yours, scale) for mine, yours in pairs):
        return _SIGN
    return _FACTOR if _has_one_factor(pairs, scale) else _TERM


@lru_cache(maxsize=256)
def _points(variables: tuple[str, ...], ranges: tuple[Range, ...]) -> tuple[Point, ...]:
    spans = {name: (low, high) for name, low, high in ranges}
    if not spans.keys() <= set(variables) or not all(low < high for low, high in spans.values()):
        raise ValueError(f"the ranges {ranges} don't fit the variables {variables}")
    dice = random.Random("the points at which formulas are compared")
    between = [{name: Fraction(dice.randrange(1, _STEPS), _STEPS) for name in variables} for _ in range(CANDIDATES)]
    return tuple(
        {name: _at(spans.get(name, USUAL_RANGE), share) for name, share in shares.items()} for shares in between
    )


def _at(span: tuple[float, float], share: Fraction) -> Fraction:
    low, high = (Fraction(str(end)) for end in span)
    return low + (high - low) * share
