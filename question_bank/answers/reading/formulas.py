"""Reads a reply that is a formula in given variables; nothing typed is ever executed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from question_bank.answers.reading.characters import normalised
from question_bank.answers.reading.names import names_for
from question_bank.answers.reading.syntax import parse_formula
from question_bank.answers.reading.tokens import BEHIND_EQUALS, formula_tokens
from question_bank.answers.reading.tree import Node
from question_bank.answers.reading.typesetting import latex, mentions
from question_bank.answers.reading.writing import written
from question_bank.errors import Unreadable
from question_bank.wording import listed

MAX_LENGTH = 240
MAX_TYPESET = 300
MAX_NESTED = 4
"""How long and how deeply nested LaTeX is shown of what was typed; anything beyond is shown as text."""

# "y =", "σ'(x) =", "dy/dx =": what a formula is called, before it begins.
_CALLED = re.compile(
    r"\s*(?:d\w{0,3}/d\w{1,3}|(?P<bare>[^\W\d]\w{0,11})|\\?[^\W\d]\w{0,11}[′']{0,2}\s*(?:\([^()=]{1,20}\))?)\s*[=≈]"
)
_LEADING_SIGN = re.compile(r"\s*[=≈~]")
_OPEN_OR_CLOSE = re.compile(r"[{}]|\\left\b|\\right\b")
_NATURAL = " (log is read as the natural logarithm)"


@dataclass(frozen=True, slots=True)
class ReadFormula:
    """A formula as understood; ``echo`` is Markdown, ``text`` is the same formula in one spelling."""

    tree: Node
    echo: str
    text: str


@lru_cache(maxsize=1024)
def read_formula(reply: str, variables: tuple[str, ...], longest: int = MAX_LENGTH) -> ReadFormula:
    """Return the formula typed; raises Unreadable."""
    how_to = _how_to(variables)
    if not reply.strip():
        raise Unreadable(f"Nothing is typed yet. {how_to}")
    if len(reply) > longest:
        raise Unreadable(f"This is too long. Type the formula in at most {longest} characters.", longest)
    text = normalised(reply)
    start = _start(text, variables)
    tree = parse_formula(formula_tokens(text[start:], names_for(variables), start), how_to)
    typed, plain = latex(tree), written(tree)
    echo = f"${typed}$" if len(typed) <= MAX_TYPESET and _nested(typed) <= MAX_NESTED else f"`{plain}`"
    return ReadFormula(tree, echo + (_NATURAL if mentions(tree, "log") else ""), plain)


def _start(text: str, variables: tuple[str, ...]) -> int:
    """Return where the formula begins, behind the name it is given; a variable can't be that name."""
    called = _LEADING_SIGN.match(text) or _CALLED.match(text)
    start = 0 if called is None or called.groupdict().get("bare") in variables else called.end()
    if "=" in text[start:]:
        raise Unreadable(BEHIND_EQUALS, text.index("=", start))
    return start


def _nested(typed: str) -> int:
    deepest = depth = 0
    for mark in _OPEN_OR_CLOSE.findall(typed):
        depth += 1 if mark in ("{", r"\left") else -1
        deepest = max(deepest, depth)
    return deepest


def _how_to(variables: tuple[str, ...]) -> str:
    if not variables:
        return "Type numbers only, such as 1/4."
    noun = "letter is" if len(variables) == 1 else "letters are"
    return f"Type a formula such as 2*{variables[0]} + 1; the only {noun} {listed(variables)}."
