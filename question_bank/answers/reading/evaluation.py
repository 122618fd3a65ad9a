"""Computes the value of a parsed reply: exactly as long as it is rational and not huge, as a double from there on."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from question_bank.answers.reading.literals import Literal
from question_bank.answers.reading.tree import Binary, Call, Constant, Negation, Node, Parts, Variable
from question_bank.errors import Unreadable

Real = Fraction | float

MAX_BITS = 1024
"""How large the numerator or denominator of an exact number may grow; anything larger is computed as a double."""
LARGEST = 1e300
_SURELY_SMALL_BITS = 990  # 2**990 is below LARGEST

_CONSTANTS = {"e": math.e, "π": math.pi}
_PARTS = {"%": 100, "‰": 1000}
_NOWHERE: Mapping[str, Real] = {}


def _sigmoid(value: Real) -> float:
    if value >= 0:
        return 1 / (1 + math.exp(-value))
    power = math.exp(value)  # the other way round the power would overflow
    return power / (1 + power)


_FUNCTIONS: dict[str, Callable[..., Real]] = {
    "sqrt": math.sqrt,
    "exp": math.exp,
    "ln": math.log,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "sigmoid": _sigmoid,
    "tanh": math.tanh,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "sin": math.sin,
    "cos": math.cos,
    "relu": lambda value: max(value, Fraction(0)),
    "abs": abs,
    "max": max,
    "min": min,
    "floor": lambda value: Fraction(math.floor(value)),
    "ceil": lambda value: Fraction(math.ceil(value)),
}


def evaluate(node: Node, at: Mapping[str, Real] = _NOWHERE) -> Real:
    """Return the value of a tree where its variables are ``at``, at most ``LARGEST`` in size.

    Raises Unreadable where there is none.
    """
    match node:
        case Literal():
            return node.value
        case Variable():
            return at[node.name]
        case Binary():
            return _checked(_combine, (node.sign, evaluate(node.left, at), evaluate(node.right, at)), node)
        case Call():
            return _checked(_FUNCTIONS[node.function], tuple(evaluate(each, at) for each in node.arguments), node)
        case Constant():
            return _CONSTANTS[node.name]
        case Negation():
            return -evaluate(node.operand, at)
        case Parts():
            return evaluate(node.operand, at) / _PARTS[node.sign]


def _checked(compute: Callable[..., Real], operands: tuple[str | Real, ...], node: Binary | Call) -> Real:
    try:
        return _of_sane_size(compute(*operands))
    except ZeroDivisionError:
        raise Unreadable("Nothing can be divided by 0. Type a number such as 0.05 or 1/20.", node.position) from None
    except ValueError:
        what = f"{node.function} of {float(operands[0]):.6g}" if isinstance(node, Call) else "such power"
        sentence = f"There is no {what} among the real numbers. Type a real number."
        raise Unreadable(sentence, node.position) from None
    except OverflowError:
        too_large = "This is too large to be meant. Type a smaller number, or only the result."
        raise Unreadable(too_large, node.position) from None


def _of_sane_size(value: Real) -> Real:
    """Return the value, as a double where it is exact but has too many digits; raises OverflowError."""
    if type(value) is Fraction:  # for Fraction isinstance is slow, and so is a comparison with a double
        top, bottom = (size.bit_length() for size in value.as_integer_ratio())
        if top + bottom <= 2 * MAX_BITS and top - bottom < _SURELY_SMALL_BITS:
            return value
    if not -LARGEST <= value <= LARGEST:
        raise OverflowError
    return float(value)


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
