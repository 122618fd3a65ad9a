"""Writes a parsed reply and its value as LaTeX, so that learners see how they were understood."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from fractions import Fraction

from question_bank.answers.reading.evaluation import Real
from question_bank.answers.reading.literals import Literal, grouped
from question_bank.answers.reading.names import greek_word, letters_of
from question_bank.answers.reading.tree import Binary, Call, Constant, Negation, Node, Parts, Variable

SIGNIFICANT_DIGITS = 6
_LONGEST_WHOLE = 12
"""Whole numbers up to this many digits are written out."""

_CONSTANTS = {"e": r"\mathrm{e}", "π": r"\pi"}
_PARTS = {"%": r"\%", "‰": "‰"}
_AROUND = {
    "sqrt": (r"\sqrt{", "}"),
    "floor": (r"\left\lfloor ", r" \right\rfloor"),
    "ceil": (r"\left\lceil ", r" \right\rceil"),
    "exp": (r"\exp\left(", r"\right)"),
    "ln": (r"\ln\left(", r"\right)"),
    "log": (r"\ln\left(", r"\right)"),
    "log2": (r"\log_{2}\left(", r"\right)"),
    "log10": (r"\log_{10}\left(", r"\right)"),
    "sigmoid": (r"\sigma\left(", r"\right)"),
    "tanh": (r"\tanh\left(", r"\right)"),
    "sinh": (r"\sinh\left(", r"\right)"),
    "cosh": (r"\cosh\left(", r"\right)"),
    "sin": (r"\sin\left(", r"\right)"),
    "cos": (r"\cos\left(", r"\right)"),
    "relu": (r"\mathrm{relu}\left(", r"\right)"),
    "abs": (r"\left| ", r" \right|"),
    "max": (r"\max\left(", r"\right)"),
    "min": (r"\min\left(", r"\right)"),
}


class Tightness(IntEnum):
    """How strongly a formula holds together: what is looser than its surroundings needs brackets."""

    SUM = 1
    PRODUCT = 2
    POWER = 3
    ATOM = 4


def latex(node: Node) -> str:
    """Return the LaTeX of a tree as it was typed."""
    match node:
        case Literal():
            return node.latex
        case Constant():
            return _CONSTANTS[node.name]
        case Variable():
            return latex_of_variable(node.name)
        case Negation():
            return "-" + _within(node.operand, Tightness.PRODUCT)
        case Parts():
            return rf"{_within(node.operand, Tightness.PRODUCT)}\,{_PARTS[node.sign]}"
        case Binary():
            return _binary(node)
        case Call():
            before, after = _AROUND[node.function]
            return before + ",\\, ".join(map(latex, node.arguments)) + after


def latex_of_variable(name: str) -> str:
    r"""Return the LaTeX of a variable's name: \theta, \hat{y}, x_{1}."""
    letters, has_hat, index = letters_of(name)
    word = greek_word(letters)
    stem = f"\\{word}" if word else letters if len(letters) == 1 else rf"\mathrm{{{letters}}}"
    return (rf"\hat{{{stem}}}" if has_hat else stem) + (f"_{{{index}}}" if index else "")


def mentions(node: Node, function: str) -> bool:
    """Tell whether a function is used anywhere in a tree."""
    return any(isinstance(inner, Call) and inner.function == function for inner in _all_nodes(node))


def decimal(value: Real) -> tuple[str, bool]:
    """Return the LaTeX of a value to ``SIGNIFICANT_DIGITS``, and whether nothing was lost by that."""
    if value == 0:
        return "0", True
    whole = round(value)
    if value == whole and len(str(abs(whole))) <= _LONGEST_WHOLE:
        return _signed(whole < 0, grouped(str(abs(whole)), r"\,")), True
    text = f"{float(value):.{SIGNIFICANT_DIGITS - 1}e}"
    is_exact = isinstance(value, Fraction) and Fraction(text) == value
    mantissa, _, ten = text.partition("e")
    if -5 < int(ten) < _LONGEST_WHOLE:
        places = max(0, SIGNIFICANT_DIGITS - 1 - int(ten))
        return _grouped_decimal(f"{float(text):.{places}f}"), is_exact
    return rf"{_trimmed(mantissa)} \cdot 10^{{{int(ten)}}}", is_exact


def _within(node: Node, needed: Tightness) -> str:
    text = latex(node)
    return text if tightness(node) >= needed else rf"\left({text}\right)"


def tightness(node: Node) -> Tightness:
    """Return how strongly the LaTeX of a tree holds together; a quotient is a fraction there."""
    match node:
        case Literal():
            return Tightness.ATOM if node.is_plain else Tightness.PRODUCT
        case Constant() | Variable():
            return Tightness.ATOM
        case Negation():
            return Tightness.SUM
        case Parts():
            return Tightness.PRODUCT
        case Binary():
            return {"+": Tightness.SUM, "-": Tightness.SUM, "*": Tightness.PRODUCT}.get(node.sign, Tightness.POWER)
        case Call():
            return Tightness.POWER


def _binary(node: Binary) -> str:
    match node.sign:
        case "+" | "-":
            return f"{latex(node.left)} {node.sign} {_within(node.right, Tightness.PRODUCT)}"
        case "*" if isinstance(node.left, Literal) and node.left.is_plain and _begins_with_letter(node.right):
            return latex(node.left) + latex(node.right)
        case "*":
            return rf"{_within(node.left, Tightness.PRODUCT)} \cdot {_within(node.right, Tightness.PRODUCT)}"
        case "/":
            return rf"\frac{{{latex(node.left)}}}{{{latex(node.right)}}}"
        case _:
            return f"{_within(node.left, Tightness.ATOM)}^{{{latex(node.right)}}}"


def _begins_with_letter(node: Node) -> bool:
    base = node.left if isinstance(node, Binary) and node.sign == "^" else node
    return isinstance(base, Variable)


def _all_nodes(node: Node) -> Iterator[Node]:
    waiting = [node]
    while waiting:
        inner = waiting.pop()
        yield inner
        match inner:
            case Negation() | Parts():
                waiting.append(inner.operand)
            case Binary():
                waiting += (inner.left, inner.right)
            case Call():
                waiting += inner.arguments
            case Literal() | Constant() | Variable():
                pass


def _grouped_decimal(text: str) -> str:
    whole, point, decimals = _trimmed(text.lstrip("-")).partition(".")
    return _signed(text.startswith("-"), grouped(whole, r"\,") + point + decimals)


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _signed(is_negative: bool, text: str) -> str:
    return "-" + text if is_negative else text
