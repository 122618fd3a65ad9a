"""Differentiates a formula that a learner typed, so that a second derivative can be marked by their own first one."""

from __future__ import annotations

from fractions import Fraction

from question_bank.activations.formulas import LONGEST
from question_bank.answers.reading.formulas import read_formula
from question_bank.answers.reading.literals import Literal
from question_bank.answers.reading.tree import Binary, Call, Constant, Negation, Node, Parts, Variable
from question_bank.answers.reading.writing import written

_ZERO, _ONE, _TWO = (Literal(Fraction(number), str(number)) for number in range(3))


def slope(text: str, letter: str) -> str:
    """Return the derivative by a letter of a formula in that letter alone, as text; raises ValueError for odd ones."""
    return written(_slope(read_formula(text, (letter,), LONGEST).tree))


def _slope(node: Node) -> Node:
    match node:
        case Literal() | Constant():
            return _ZERO
        case Variable():
            return _ONE
        case Negation():
            return Negation(_slope(node.operand))
        case Parts():
            return _times(Parts(node.sign, _ONE), _slope(node.operand))
        case Binary():
            return _slope_of_two(node)
        case Call():
            return _times(_outer(node), _slope(node.arguments[0]))


def _slope_of_two(node: Binary) -> Node:
    left, right = node.left, node.right
    match node.sign:
        case "+" | "-":
            return _binary(node.sign, _slope(left), _slope(right))
        case "*":
            return _binary("+", _times(_slope(left), right), _times(left, _slope(right)))
        case "/":
            top = _binary("-", _times(_slope(left), right), _times(left, _slope(right)))
            return _binary("/", top, _binary("^", right, _TWO))
        case _:
            if not isinstance(right, Literal):
                raise ValueError("only powers with a number for an exponent are differentiated")
            lower = Literal(right.value - 1, str(right.value - 1))
            return _times(_times(right, _binary("^", left, lower)), _slope(left))


def _outer(node: Call) -> Node:
    """Return the derivative of a function at its argument."""
    inner = node.arguments[0]
    match node.function:
        case "exp":
            return node
        case "ln" | "log":
            return _binary("/", _ONE, inner)
        case "sqrt":
            return _binary("/", _ONE, _times(_TWO, node))
        case "sigmoid":
            return _times(node, _binary("-", _ONE, node))
        case "tanh":
            return _binary("-", _ONE, _binary("^", node, _TWO))
        case _:
            raise ValueError(f"{node.function} is not differentiated here")


def _times(left: Node, right: Node) -> Node:
    if _ZERO in (left, right):
        return _ZERO
    if left == _ONE:
        return right
    return left if right == _ONE else _binary("*", left, right)


def _binary(sign: str, left: Node, right: Node) -> Node:
    if sign == "+" and left == _ZERO:
        return right
    if sign in ("+", "-") and right == _ZERO:
        return left
    return Binary(sign, left, right, 0)
