"""The grammar of typed formulas: a recursive descent from tokens to a tree of a few kinds of node.

    sum      =  product { ("+" | "-") product }
    product  =  signed { ["*" | "/"] signed | "%" }        2π and 2(3 + 4) need no sign
    signed   =  ("+" | "-") signed | power
    power    =  operand { raised } [ "^" signed ]
    operand  =  number | constant | "(" sum ")" | function operand

Nothing is computed here. Depth is capped, so that no reply exhausts the stack.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NoReturn
from unicodedata import numeric

from question_bank.answers.reading.complaints import about_word
from question_bank.answers.reading.literals import Literal, read_literal
from question_bank.answers.reading.tokens import Kind, Token
from question_bank.answers.reading.tree import Binary, Call, Constant, Negation, Node, Parts
from question_bank.errors import Unreadable

MAX_DEPTH = 30
FUNCTIONS = ("sqrt", "exp", "ln", "log", "log2", "log10", "tanh", "floor", "ceil")
CONSTANTS = ("e", "π")
_SPELLINGS = {"√": "sqrt", "pi": "π", "x": "*", "times": "*", "cdot": "*"}
_BRACKETS = {"(": ")", "{": "}"}


def parse(words: tuple[Token, ...], *, whole: bool) -> Node:
    """Return the tree of a whole reply; raises Unreadable."""
    parser = _Parser(words, whole=whole)
    tree = parser.sum()
    parser.expect_end()
    return tree


class _Parser:
    """Walks the tokens once from left to right."""

    def __init__(self, words: tuple[Token, ...], *, whole: bool) -> None:
        self._words = words
        self._place = 0
        self._whole = whole
        self._depth = 0

    @property
    def _word(self) -> Token:
        return self._words[self._place]

    @property
    def _next(self) -> Token:
        return self._words[min(self._place + 1, len(self._words) - 1)]

    def _take(self) -> Token:
        self._place += 1
        return self._words[self._place - 1]

    def expect_end(self) -> None:
        if self._word.kind is not Kind.END:
            self._fail_at(self._word)

    def sum(self) -> Node:
        left = self._product()
        while (sign := self._word).text in ("+", "-"):
            self._take()
            left = Binary(sign.text, left, self._product(), sign.position)
        return left

    def _product(self) -> Node:
        left, last_sign = self._signed(), ""
        while True:
            word = self._word
            if word.text in ("%", "‰"):
                left = Parts(self._take().text, left)
            elif _SPELLINGS.get(word.text, word.text) in ("*", "/"):
                last_sign = _SPELLINGS.get(self._take().text, word.text)
                left = Binary(last_sign, left, self._signed(), word.position)
            elif self._starts_factor(word, after_division=last_sign == "/"):
                left = Binary("*", left, self._power(), word.position)
            else:
                return left

    def _starts_factor(self, word: Token, *, after_division: bool) -> bool:
        """Tell whether a factor follows without a sign; raises Unreadable where that may not be what was meant."""
        if word.text not in _BRACKETS and not (word.kind is Kind.NAME and _is_known(word.text)):
            return False
        if word.text == "e" and (self._next.kind is Kind.NUMBER or self._next.text in ("+", "-")):
            raise Unreadable("Type 5e-2 without gaps for a power of ten, or 5*e - 2 for the number e.", word.position)
        if after_division:
            raise Unreadable("Type * here, with brackets around all that is divided by: 1/(2*π).", word.position)
        return True

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
            word = self._take()
            exponent = read_literal(word.text.lstrip("+-"), word.position, whole=True)
            base = Binary("^", base, Negation(exponent) if word.text[0] == "-" else exponent, word.position)
        if self._word.text not in ("^", "**"):
            return base
        position = self._take().position
        self._enter()
        exponent_tree = self._signed()
        self._depth -= 1
        return Binary("^", base, exponent_tree, position)

    def _operand(self) -> Node:
        word = self._take()
        if word.kind is Kind.NUMBER:
            return self._with_vulgar(read_literal(word.text, word.position, whole=self._whole))
        if word.kind is Kind.VULGAR:
            return _vulgar(word)
        if word.text in _BRACKETS:
            return self._bracket(word)
        name = _SPELLINGS.get(word.text, word.text)
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
        self._enter()
        inside = self.sum()
        self._depth -= 1
        if self._word.text != _BRACKETS[opening.text]:
            if self._word.kind is Kind.END:
                raise Unreadable("A bracket is still open. Type the closing one too.", opening.position)
            self._fail_at(self._word)
        self._take()
        return inside

    def _call(self, name: str, word: Token) -> Node:
        self._enter()
        argument = self._power() if self._word.text not in ("+", "-") else self._signed()
        self._depth -= 1
        return Call(name, argument, word.position)

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable("Type it with fewer brackets and signs, or only the result.", self._word.position)

    def _fail_at(self, word: Token) -> NoReturn:
        raise Unreadable(about_word(word, before_fraction=self._next.text == "/"), word.position)


def _is_known(name: str) -> bool:
    return _SPELLINGS.get(name, name) in FUNCTIONS + CONSTANTS


def _vulgar(word: Token) -> Node:
    share = Fraction(numeric(word.text)).limit_denominator(100)
    top, bottom = (Literal(Fraction(part), str(part)) for part in (share.numerator, share.denominator))
    return Binary("/", top, bottom, word.position)
