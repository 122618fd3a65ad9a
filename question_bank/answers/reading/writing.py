"""Writes a parsed formula as the text that reads back as the same formula: one spelling for all ways to type it."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from question_bank.answers.reading.literals import Literal
from question_bank.answers.reading.tree import Binary, Call, Constant, Negation, Node, Parts, Variable
from question_bank.answers.reading.typesetting import Tightness, tightness

_FUNCTIONS = {"sigmoid": "σ", "log": "ln"}
_LONG = 10**20
_WIDE = Context(prec=400)


def written(node: Node) -> str:
    """Return the text of a tree, with a sign for every operation and a bracket behind every function."""
    match node:
        case Literal():
            return _number(node.value)
        case Constant() | Variable():
            return node.name
        case Negation():
            return "-" + _within(node.operand, Tightness.PRODUCT)
        case Parts():
            return _within(node.operand, Tightness.ATOM) + node.sign
        case Binary():
            return _binary(node)
        case Call():
            arguments = "; ".join(map(written, node.arguments))
            return f"{_FUNCTIONS.get(node.function, node.function)}({arguments})"


def _binary(node: Binary) -> str:
    match node.sign:
        case "+" | "-":
            return f"{written(node.left)} {node.sign} {_within(node.right, Tightness.PRODUCT)}"
        case "*" | "/":
            tightest = Tightness.PRODUCT if node.sign == "*" else Tightness.ATOM
            return f"{_factor(node.left)}{node.sign}{_within(node.right, max(tightest, Tightness.POWER))}"
        case _:
            return f"{_within(node.left, Tightness.ATOM)}^{_within(node.right, Tightness.ATOM)}"


def _factor(node: Node) -> str:
    """Return what stands before * or /, where products and quotients need no brackets."""
    return written(node) if isinstance(node, Binary) and node.sign in "*/" else _within(node, Tightness.POWER)


def _within(node: Node, needed: Tightness) -> str:
    text = written(node)
    is_atom = isinstance(node, Call) or (isinstance(node, Literal) and "e" not in text)
    held = Tightness.ATOM if is_atom else Tightness.PRODUCT if _is_quotient(node) else tightness(node)
    return text if held >= needed else f"({text})"


def _is_quotient(node: Node) -> bool:
    return isinstance(node, Binary) and node.sign == "/"


def _number(value: Fraction) -> str:
    """Return a typed number, whose denominator is a power of ten, exactly."""
    if value.denominator == 1 and abs(value) < _LONG:
        return str(value.numerator)
    number = _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    plain = f"{number.normalize(_WIDE):f}"
    return plain if len(plain) <= 20 else f"{number.normalize(_WIDE):e}".replace("e+", "e")
