"""The grammar of typed formulas: a recursive descent from tokens to a tree of a few kinds of node.

    sum      =  product { ("+" | "-") product }
    product  =  signed { ["*" | "/"] signed | "%" }        2π and 2(3 + 4) need no sign
    signed   =  ("+" | "-") signed | power
    power    =  operand { raised } [ "^" signed ]
    operand  =  number | constant | variable | "(" sum ")" | "|" sum "|" | function operand

A function takes the bracket behind it, or the one power: ln(2)^2 is the square of ln 2, and ln e^2 is 2. In a formula
with variables the learner is asked where such a reading would be a guess: sin 2x, e^-2x, 1/2x.

Nothing is computed here. Depth is capped, so that no reply exhausts the stack.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NoReturn
from unicodedata import numeric

from question_bank.answers.reading.complaints import HOW_TO, about_word
from question_bank.answers.reading.literals import Literal, read_literal
from question_bank.answers.reading.tokens import Kind, Token
from question_bank.answers.reading.tree import Binary, Call, Constant, Negation, Node, Parts, Variable
from question_bank.errors import Unreadable

MAX_DEPTH = 30
FUNCTIONS = (
    *("sqrt", "exp", "ln", "log", "log2", "log10", "sigmoid", "tanh", "sinh", "cosh", "sin", "cos"),
    *("relu", "abs", "max", "min", "frac", "floor", "ceil"),
)
CONSTANTS = ("e", "π")
_OF_TWO = ("max", "min")
_SPELLINGS = {"√": "sqrt", "pi": "π", "x": "*", "times": "*", "cdot": "*", "σ": "sigmoid", "sigma": "sigmoid"}
_SPELLINGS["logistic"] = "sigmoid"
_BRACKETS = {"(": ")", "{": "}"}
_BRACKETS_OF_FORMULAS = {**_BRACKETS, "[": "]"}


def parse(words: tuple[Token, ...], *, whole: bool) -> Node:
    """Return the tree of a reply that is one number; raises Unreadable."""
    return _Parser(words, whole=whole, how_to=HOW_TO).all()


def parse_formula(words: tuple[Token, ...], how_to: str) -> Node:
    """Return the tree of a formula with variables; raises Unreadable, which ends with ``how_to``."""
    return _Parser(words, whole=False, how_to=how_to, is_formula=True).all()


class _Parser:
    """Walks the tokens once from left to right."""

    def __init__(self, words: tuple[Token, ...], *, whole: bool, how_to: str, is_formula: bool = False) -> None:
        self._words = words
        self._place = 0
        self._whole = whole
        self._how_to = how_to
        self._is_formula = is_formula
        self._brackets = _BRACKETS_OF_FORMULAS if is_formula else _BRACKETS
        self._depth = 0
        self._in_bars = False

    @property
    def _word(self) -> Token:
        return self._words[self._place]

    @property
    def _next(self) -> Token:
        return self._words[min(self._place + 1, len(self._words) - 1)]

    def _take(self) -> Token:
        self._place += 1
        return self._words[self._place - 1]

    def all(self) -> Node:
        """Return the tree of all tokens; raises Unreadable."""
        tree = self._sum()
        if self._word.kind is not Kind.END:
            self._fail_at(self._word)
        return tree

    def _sum(self) -> Node:
        left = self._product()
        while (sign := self._word).text in ("+", "-"):
            self._take()
            left = Binary(sign.text, left, self._product(), sign.position)
        return left

    def _product(self) -> Node:
        first, last_sign = self._signed(), ""
        has_minus = isinstance(first, Negation)  # -2x is the negative of 2x, and is set so
        left = first.operand if isinstance(first, Negation) else first
        while True:
            word = self._word
            if word.text in ("%", "‰"):
                left = Parts(self._take().text, left)
            elif _meaning(word) in ("*", "/"):
                last_sign = _meaning(self._take())
                left = Binary(last_sign, left, self._signed(), word.position)
            elif self._starts_factor(word, after_division=last_sign == "/"):
                left = Binary("*", left, self._power(), word.position)
            else:
                return Negation(left) if has_minus else left

    def _starts_factor(self, word: Token, *, after_division: bool) -> bool:
        """Tell whether a factor follows without a sign; raises Unreadable where that may not be what was meant."""
        if not self._is_factor(word):
            return False
        if word.text == "e" and (self._next.kind is Kind.NUMBER or self._next.text in ("+", "-")):
            raise Unreadable("Type 5e-2 without gaps for a power of ten, or 5*e - 2 for the number e.", word.position)
        if after_division:
            letter = word.text if word.kind is Kind.VARIABLE else "π"
            example = f"1/(2*{letter})"
            raise Unreadable(f"Type * here, with brackets around all that is divided by: {example}.", word.position)
        return True

    def _is_factor(self, word: Token) -> bool:
        if word.text == "|":
            return self._is_formula and not self._in_bars
        return word.text in self._brackets or _is_known(word)

    def _signed(self) -> Node:
        if self._word.text not in ("+", "-"):
            return self._power()
        with_minus = self._take().text == "-"
        self._enter()
        operand = self._signed()
        self._depth -= 1
        return Negation(operand) if with_minus else operand

    def _power(self) -> Node:
        base = self._operand()
        while self._word.kind is Kind.RAISED:
            base = _raised(base, self._take())
        if self._word.text not in ("^", "**"):
            return base
        position = self._take().position
        first = self._word
        self._enter()
        exponent = self._signed()
        self._depth -= 1
        self._ask_where_exponent_ends(base, first)
        return Binary("^", base, exponent, position)

    def _ask_where_exponent_ends(self, base: Node, first: Token) -> None:
        """Raise Unreadable for e^-2x and 2^3x; x^2y can only be read in one way."""
        is_open = first.text not in self._brackets and (first.text == "-" or isinstance(base, Constant | Literal))
        if self._is_formula and is_open and _is_known(self._word):
            asked = "Put brackets around the whole exponent, or * behind it. Type e^(-2*x) or e^(-2)*x."
            raise Unreadable(asked, self._word.position)

    def _operand(self) -> Node:
        word = self._take()
        if word.kind is Kind.NUMBER:
            return self._with_vulgar(read_literal(word.text, word.position, whole=self._whole))
        if word.kind is Kind.VULGAR:
            return _vulgar(word)
        if word.kind is Kind.VARIABLE:
            return Variable(word.text)
        if word.text in self._brackets:
            return self._bracket(word)
        if word.text == "|" and self._is_formula:
            return self._bars(word)
        name = _meaning(word)
        if name in FUNCTIONS:
            return self._call(name, word)
        if name in CONSTANTS:
            return Constant(name)
        return self._fail_at(word)

    def _with_vulgar(self, literal: Literal) -> Node:
        if self._word.kind is not Kind.VULGAR:
            return literal
        word = self._take()
        return Binary("+", literal, _vulgar(word), word.position)

    def _bracket(self, opening: Token) -> Node:
        (inside,) = self._arguments(opening, 1)
        return inside

    def _arguments(self, opening: Token, count: int) -> tuple[Node, ...]:
        """Return the trees of what stands in a bracket, with semicolons between."""
        around, self._in_bars = self._in_bars, False
        self._enter()
        inside = [self._sum()]
        while self._word.text == ";" and len(inside) < count:
            self._take()
            inside.append(self._sum())
        self._depth -= 1
        self._in_bars = around
        if len(inside) < count:
            raise Unreadable("Type two arguments with a comma between: max(0, 1).", self._word.position)
        self._close(opening, self._brackets[opening.text])
        return tuple(inside)

    def _bars(self, opening: Token) -> Node:
        around, self._in_bars = self._in_bars, True
        self._enter()
        inside = self._sum()
        self._depth -= 1
        self._in_bars = around
        self._close(opening, "|")
        return Call("abs", (inside,), opening.position)

    def _close(self, opening: Token, closing: str) -> None:
        if self._word.text != closing:
            if self._word.kind is Kind.END:
                raise Unreadable("A bracket is still open. Type the closing one too.", opening.position)
            self._fail_at(self._word)
        self._take()

    def _call(self, name: str, word: Token) -> Node:
        if name == "frac":
            return self._fraction(word)
        power = self._power_of_function() if self._is_formula else None
        call = Call(name, self._of(name, word), word.position)
        return _raised(call, power) if power else call

    def _power_of_function(self) -> Token | None:
        """Return the power between a function and its bracket, as in sin²(x) and tanh^2(x)."""
        if self._word.kind is Kind.RAISED:
            if "-" in self._word.text:
                raise Unreadable("Type 1/sin(x) or a power behind the bracket: sin(x)^2.", self._word.position)
            return self._take()
        if self._word.text in ("^", "**") and self._next.kind is Kind.NUMBER:
            self._take()
            return self._take()
        return None

    def _of(self, name: str, word: Token) -> tuple[Node, ...]:
        """Return the arguments of a function."""
        opening = self._word
        if name in _OF_TWO and opening.text not in self._brackets:
            raise Unreadable(f"Type brackets behind {name}, such as {name}(0, 1).", opening.position)
        if opening.text in self._brackets:
            return self._arguments(self._take(), 2 if name in _OF_TWO else 1)
        if self._is_formula and opening.kind in (Kind.SIGN, Kind.OTHER, Kind.END) and opening.text not in ("-", "|"):
            raise Unreadable(f"Type what {name} is of, in brackets behind it.", opening.position)
        self._enter()
        argument = self._power() if opening.text not in ("+", "-") else self._signed()
        self._depth -= 1
        if self._is_formula and self._is_factor(self._word):
            raise Unreadable("Put brackets around all that the function is of. Type sin(2*x).", self._word.position)
        return (argument,)

    def _fraction(self, word: Token) -> Node:
        top, bottom = self._in_braces(), self._in_braces()
        return Binary("/", top, bottom, word.position)

    def _in_braces(self) -> Node:
        if self._word.text != "{":
            raise Unreadable("Type a fraction as a/b.", self._word.position)
        return self._bracket(self._take())

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable("Type it with fewer brackets and signs, or only the result.", self._word.position)

    def _fail_at(self, word: Token) -> NoReturn:
        sentence = about_word(word, before_fraction=self._next.text == "/", how_to=self._how_to)
        raise Unreadable(sentence, word.position)


def _meaning(word: Token) -> str:
    return _SPELLINGS.get(word.text, word.text) if word.kind is not Kind.VARIABLE else word.text


def _is_known(word: Token) -> bool:
    return word.kind is Kind.VARIABLE or (word.kind is Kind.NAME and _meaning(word) in FUNCTIONS + CONSTANTS)


def _raised(base: Node, word: Token) -> Node:
    exponent = read_literal(word.text.lstrip("+-"), word.position, whole=True)
    return Binary("^", base, Negation(exponent) if word.text[0] == "-" else exponent, word.position)


def _vulgar(word: Token) -> Node:
    share = Fraction(numeric(word.text)).limit_denominator(100)
    top, bottom = (Literal(Fraction(part), str(part)) for part in (share.numerator, share.denominator))
    return Binary("/", top, bottom, word.position)
