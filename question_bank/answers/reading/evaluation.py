"""Computes the value of a parsed reply: exactly as long as it is rational, as a double from there on."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from question_bank.answers.reading.literals import Literal
from question_bank.answers.reading.tree import Binary, Call, Constant, Negation, Node, Parts
from question_bank.errors import Unreadable

Real = Fraction | float

MAX_BITS = 4096
"""How large the numerator or denominator of an exact power may grow; anything larger is computed as a double."""
LARGEST = 1e300

_CONSTANTS = {"e": math.e, "π": math.pi}
_PARTS = {"%": 100, "‰": 1000}
_FUNCTIONS: dict[str, Callable[[Real], Real]] = {
    "sqrt": math.sqrt,
    "exp": math.exp,
    "ln": math.log,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "tanh": math.tanh,
    "floor": lambda value: Fraction(math.floor(value)),
    "ceil": lambda value: Fraction(math.ceil(value)),
}


def evaluate(node: Node) -> Real:
    """Return the value of a tree, at most ``LARGEST`` in size; raises Unreadable where there is none."""
    match node:
        case Literal():
            return node.value
        case Constant():
            return _CONSTANTS[node.name]
        case Negation():
            return -evaluate(node.operand)
        case Parts():
            return evaluate(node.operand) / _PARTS[node.sign]
        case Binary():
            left, right = evaluate(node.left), evaluate(node.right)
            return _checked(lambda: _combine(node.sign, left, right), "such power", node.position)
        case Call():
            argument = evaluate(node.argument)
            what = f"{node.function} of {float(argument):.6g}"
            return _checked(lambda: _FUNCTIONS[node.function](argument), what, node.position)


def _checked(compute: Callable[[], Real], what: str, position: int) -> Real:
    try:
        result = compute()
        if -LARGEST <= result <= LARGEST:
            return result
    except ZeroDivisionError:
        raise Unreadable("Nothing can be divided by 0. Type a number such as 0.05 or 1/20.", position) from None
    except ValueError:
        raise Unreadable(f"There is no {what} among the real numbers. Type a real number.", position) from None
    except OverflowError:
        pass
    raise Unreadable("This is too large to be meant. Type a smaller number, or only the result.", position)


def _combine(sign: str, left: Real, right: Real) -> Real:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
        case _:
            return _power(left, right)


def _power(base: Real, exponent: Real) -> Real:
    if isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent.denominator == 1:
        bits = max(base.numerator.bit_length(), base.denominator.bit_length())
        if bits * abs(exponent.numerator) <= MAX_BITS:
            return base**exponent.numerator
    if base == 0 and exponent < 0:
        raise ZeroDivisionError
    return math.pow(base, exponent)
