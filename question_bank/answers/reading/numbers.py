"""Reads a reply that is one number, typed as people type numbers; nothing typed is ever executed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from question_bank.answers.reading.characters import normalised
from question_bank.answers.reading.complaints import HOW_TO
from question_bank.answers.reading.evaluation import Real, evaluate
from question_bank.answers.reading.literals import Literal
from question_bank.answers.reading.syntax import parse
from question_bank.answers.reading.tokens import tokens
from question_bank.answers.reading.tree import Negation, Node
from question_bank.answers.reading.typesetting import decimal, latex, mentions
from question_bank.errors import Unreadable

MAX_LENGTH = 200
MAX_WHOLE = 2**63 - 1
"""The largest whole number that can be stored beside an attempt."""
MAX_TYPESET = 250
"""The longest LaTeX shown of what was typed; of anything longer only the value is."""

_SIMPLE = re.compile(r"-?[0-9]{1,4}(?:\.[0-9]{1,12})?")  # what most replies look like: no need for a tree
_LEADING_SIGN = re.compile(r"\s*[=≈~]")
_NATURAL = " (log is read as the natural logarithm)"


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A number as understood; ``echo`` is Markdown."""

    value: float
    echo: str


@dataclass(frozen=True, slots=True)
class ReadInteger:
    """A whole number as understood; ``echo`` is Markdown."""

    value: int
    echo: str


@lru_cache(maxsize=1024)
def read_number(reply: str, unit: str = "", offset: int = 0) -> ReadNumber:
    """Return the number typed, with or without ``unit`` behind it; raises Unreadable.

    ``offset`` is where ``reply`` begins in what the learner typed.
    """
    if _SIMPLE.fullmatch(reply):
        return ReadNumber(float(reply), _with_unit(reply, unit))
    tree = _tree(reply, unit, offset, whole=False)
    value = evaluate(tree)
    return ReadNumber(float(value), _echo(tree, value, unit))


@lru_cache(maxsize=1024)
def read_integer(reply: str, unit: str = "", offset: int = 0) -> ReadInteger:
    """Return the whole number typed; raises Unreadable, for a number with decimals too."""
    if _SIMPLE.fullmatch(reply) and "." not in reply:
        return ReadInteger(int(reply), _with_unit(reply, unit))
    tree = _tree(reply, unit, offset, whole=True)
    value = evaluate(tree)
    nearest = round(value)
    rounding = 1e-9 if isinstance(value, float) else 0  # e^(ln 8) comes to 7.999999999999998
    if not -rounding <= value - nearest <= rounding:
        raise Unreadable(f"Type a whole number; this comes to {float(value):.9g}.")
    if abs(nearest) > MAX_WHOLE:
        raise Unreadable("This is too large to be meant. Type a smaller number.", offset)
    return ReadInteger(nearest, _echo(tree, Fraction(nearest), unit))


def _tree(reply: str, unit: str, offset: int, *, whole: bool) -> Node:
    if not reply.strip():
        raise Unreadable(f"Nothing is typed yet. {HOW_TO}")
    if len(reply) > MAX_LENGTH:
        too_long = f"This is too long. Type the result alone, in at most {MAX_LENGTH} characters."
        raise Unreadable(too_long, offset + MAX_LENGTH)
    text = _without_unit(normalised(reply), normalised(unit))
    sign = _LEADING_SIGN.match(text)
    start = sign.end() if sign else 0
    return parse(tokens(text[start:], offset + start), whole=whole)


def _without_unit(text: str, unit: str) -> str:
    trimmed = text.rstrip()
    for name in (unit, unit.removesuffix("s")):
        before, behind = (trimmed[: -len(name)], trimmed[-len(name) :]) if name else ("", "")
        if before.strip() and behind.casefold() == name.casefold() and not (before[-1] + name[0]).isalpha():
            return before
    return text


def _echo(tree: Node, value: Real, unit: str) -> str:
    typed = latex(tree)
    result, is_exact = decimal(value)
    sign = "=" if is_exact else r"\approx"
    if len(typed) > MAX_TYPESET:
        typed = r"\ldots"
    formula = typed if _is_plain(tree) or typed == result else f"{typed} {sign} {result}"
    return _with_unit(formula, unit) + (_NATURAL if mentions(tree, "log") else "")


def _with_unit(formula: str, unit: str) -> str:
    if unit == "%":
        return rf"${formula}\,\%$"
    return f"${formula}$ {unit}" if unit else f"${formula}$"


def _is_plain(tree: Node) -> bool:
    inner = tree.operand if isinstance(tree, Negation) else tree
    return isinstance(inner, Literal) and inner.is_plain
