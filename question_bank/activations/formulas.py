"""Formulas as texts that the grader reads: built from numbers, set as LaTeX, put to use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from question_bank.answers import Expression
from question_bank.answers.reading.evaluation import evaluate
from question_bank.answers.reading.formulas import read_formula
from question_bank.errors import Unreadable
from question_bank.notation import decimal, signed

RANGES = {"s": (0.05, 0.95), "h": (0.05, 0.95), "y": (0.05, 0.95), "p": (0.05, 0.95), "t": (-0.95, 0.95)}
"""Where values of a sigmoid (s, h, y, p) and of tanh (t) lie; all else is compared over the usual range."""
LONGEST = 2000
_NUMBER_FIRST = re.compile(r"(?:\((?P<bracketed>-?[\d.]+)\)|(?P<bare>[\d.]+))(?P<rest>[*/].+)?")


@dataclass(frozen=True, slots=True)
class Inside:
    """The argument ax + b of an activation."""

    a: float
    b: float

    @property
    def tex(self) -> str:
        """Return it as LaTeX."""
        return f"{coefficient(self.a)}x{signed(self.b)}"


def coefficient(number: float) -> str:
    """Return a factor before a letter or a function: nothing for 1, a minus for -1."""
    return {1.0: "", -1.0: "-"}.get(number, decimal(number))


def scaled(factor: float, body: str) -> str:
    """Return a formula times a number, which is multiplied into a number that the formula begins with."""
    match = _NUMBER_FIRST.fullmatch(body)
    if match is None:
        return f"{coefficient(factor)}{'' if abs(factor) == 1 else '*'}{body}"
    product, rest = factor * float(match["bare"] or match["bracketed"]), match["rest"] or ""
    if rest.startswith("*"):
        return scaled(product, rest[1:])
    return f"{decimal(product)}{rest}"


def plus(body: str, number: float) -> str:
    """Return a formula with a number added."""
    return body + signed(number)


def plus_term(body: str, factor: float, term: str) -> str:
    """Return a formula with a multiple of a term added."""
    return f"{body} {'-' if factor < 0 else '+'} {scaled(abs(factor), term)}"


def product(left: str, right: str) -> str:
    """Return two formulas with a dot between, as they stand in a solution."""
    return f"({left})*({right})"


def asked_for(text: str, letters: tuple[str, ...], spans: dict[str, tuple[float, float]] | None = None) -> Expression:
    """Return the question for a formula, compared where the letters can lie."""
    known = RANGES if spans is None else spans
    ranges = tuple((letter, *known[letter]) for letter in letters if letter in known)
    only = " only" if len(letters) == 1 else ""
    return Expression(text, letters, ranges, f"in terms of {' and '.join(letters)}{only}")


def tex(text: str, letters: tuple[str, ...]) -> str:
    """Return the LaTeX of a formula."""
    return read_formula(text, letters, LONGEST).echo.strip("$")


def put_into(formula: str, **at: float) -> float:
    """Return what a learner's formula comes to; raises ValueError where it has no letter and so stays as it is."""
    if not any(letter in formula for letter in at):
        raise ValueError(f"there is no {' or '.join(at)} in {formula}")
    return value(formula, **at)


def value(text: str, **at: float) -> float:
    """Return what a formula comes to; raises ValueError where it has no value."""
    try:
        places = {letter: Fraction(str(number)) for letter, number in at.items()}
        return float(evaluate(read_formula(text, tuple(at), LONGEST).tree, places))
    except Unreadable as complaint:
        raise ValueError(str(complaint)) from None
