"""Calls as torch and Keras write them, read into plain data: nothing is ever evaluated."""

from __future__ import annotations

from dataclasses import dataclass, field

from question_bank.networks.text import Misread, Span, Token, decimal_number, sizes_of, whole_number

DEEPEST = 20
LARGEST = 10**10


@dataclass(frozen=True, slots=True)
class Name:
    """A dotted name that stands as a value, such as ``F.relu``."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call: the last word of its name, what stands before the last dot, and its arguments as values."""

    name: str
    prefix: str
    positional: tuple[Argument, ...]
    keywords: dict[str, Argument] = field(hash=False)
    span: Span


Value = int | float | str | bool | None | Name | Call | tuple["Value", ...]


@dataclass(frozen=True, slots=True)
class Argument:
    """A value of a call and where it stands."""

    value: Value
    span: Span


class Cursor:
    """A place in the tokens of a text that moves on as they are read."""

    def __init__(self, tokens: list[Token]) -> None:
        """Start at the first token."""
        self._tokens = tokens
        self._place = 0

    def peek(self, ahead: int = 0) -> Token:
        """Return a token that is still to be read; behind the last one, the end."""
        return self._tokens[min(self._place + ahead, len(self._tokens) - 1)]

    def take(self) -> Token:
        """Return the next token and move on."""
        token = self.peek()
        self._place += 1
        return token

    def skip_lines(self) -> None:
        """Move on to the next token that is not the end of a line."""
        while self.peek().kind == "line":
            self._place += 1

    def at(self, *marks: str) -> bool:
        """Return whether the next token is one of these marks."""
        token = self.peek()
        return token.kind == "mark" and token.text in marks

    def expect(self, mark: str, opened: Token) -> Token:
        """Take a mark that closes what was opened; raises Misread where something else stands."""
        self.skip_lines()
        if self.at(mark):
            return self.take()
        found = self.peek()
        if found.kind == "end":
            raise Misread(f"The bracket {opened.text} is not closed.", opened.span)
        raise Misread(f"{found.text!r} was not expected here: write a comma or {mark}.", found.span)


def dotted_name(cursor: Cursor) -> tuple[list[str], Span]:
    """Take a name with its dots and return its words and its place."""
    first = cursor.take()
    words, end = [first.text], first.span.end
    while cursor.at(".") and cursor.peek(1).kind == "name":
        cursor.take()
        token = cursor.take()
        words.append(token.text)
        end = token.span.end
    return words, Span(first.span.start, end)


def read_call(cursor: Cursor, words: list[str], start: int, depth: int = 0) -> Call:
    """Take the brackets behind a name and return the whole call."""
    opened = cursor.take()
    if depth > DEEPEST:
        raise Misread(f"Brackets more than {DEEPEST} deep are not read.", opened.span)
    positional: list[Argument] = []
    keywords: dict[str, Argument] = {}
    cursor.skip_lines()
    while not cursor.at(")"):
        _argument(cursor, positional, keywords, depth)
        cursor.skip_lines()
        if not cursor.at(","):
            break
        cursor.take()
        cursor.skip_lines()
    closed = cursor.expect(")", opened)
    return Call(words[-1], ".".join(words[:-1]), tuple(positional), keywords, Span(start, closed.span.end))


def _argument(cursor: Cursor, positional: list[Argument], keywords: dict[str, Argument], depth: int) -> None:
    token = cursor.peek()
    if token.kind == "name" and cursor.peek(1).text == "=":
        cursor.take()
        cursor.take()
        if token.text in keywords:
            raise Misread(f"{token.text} is given twice.", token.span)
        keywords[token.text] = _value(cursor, depth)
        return
    if keywords:
        raise Misread("Numbers without a name stand before those with one.", token.span)
    positional.append(_value(cursor, depth))


def _value(cursor: Cursor, depth: int) -> Argument:
    """Take a sum of products: students write 16*5*5."""
    left = _product(cursor, depth)
    while cursor.at("+", "-"):
        sign = cursor.take()
        right = _product(cursor, depth)
        left = _combined(left, sign, right)
    return left


def _product(cursor: Cursor, depth: int) -> Argument:
    left = _unit(cursor, depth)
    while cursor.at("*", "//"):
        sign = cursor.take()
        right = _unit(cursor, depth)
        left = _combined(left, sign, right)
    return left


def _combined(left: Argument, sign: Token, right: Argument) -> Argument:
    span = Span(left.span.start, right.span.end)
    a, b = left.value, right.value
    if type(a) is not int or type(b) is not int:
        raise Misread(f"Only whole numbers can be joined by {sign.text} here.", span)
    if sign.text == "//" and b == 0:
        raise Misread("Nothing can be divided by 0.", span)
    value = {"+": a + b, "-": a - b, "*": a * b, "//": a // b if b else 0}[sign.text]
    if abs(value) >= LARGEST:
        raise Misread("This number is more than any layer has.", span)
    return Argument(value, span)


def _unit(cursor: Cursor, depth: int) -> Argument:
    cursor.skip_lines()
    token = cursor.peek()
    if cursor.at("-"):
        return _negative(cursor, depth)
    if cursor.at("(", "["):
        return _tuple(cursor, depth + 1)
    if token.kind == "name":
        return _named(cursor, depth)
    if token.kind in ("number", "decimal", "string", "size"):
        cursor.take()
        return Argument(_literal(token), token.span)
    what = "The text ends" if token.kind == "end" else f"{token.text!r} stands"
    raise Misread(f"{what} where a number or a word in quotes was expected.", token.span)


def _negative(cursor: Cursor, depth: int) -> Argument:
    sign = cursor.take()
    if depth > DEEPEST:
        raise Misread("So many signs in a row are not read.", sign.span)
    argument = _unit(cursor, depth + 1)
    span = Span(sign.span.start, argument.span.end)
    if type(argument.value) is int or type(argument.value) is float:
        return Argument(-argument.value, span)
    raise Misread("A minus stands before a number.", span)


def _literal(token: Token) -> Value:
    match token.kind:
        case "number":
            return whole_number(token)
        case "decimal":
            return decimal_number(token)
        case "size":
            return sizes_of(token)
        case _:
            return token.text[1:-1]


def _named(cursor: Cursor, depth: int) -> Argument:
    words, span = dotted_name(cursor)
    if cursor.at("("):
        call = read_call(cursor, words, span.start, depth + 1)
        return Argument(call, call.span)
    constants: dict[str, Value] = {"True": True, "False": False, "None": None}
    text = ".".join(words)
    return Argument(constants[text] if text in constants else Name(text), span)


def _tuple(cursor: Cursor, depth: int) -> Argument:
    opened = cursor.take()
    if depth > DEEPEST:
        raise Misread(f"Brackets more than {DEEPEST} deep are not read.", opened.span)
    closing = ")" if opened.text == "(" else "]"
    parts: list[Argument] = []
    comma = opened.text == "["
    cursor.skip_lines()
    while not cursor.at(closing):
        parts.append(_value(cursor, depth))
        cursor.skip_lines()
        if not cursor.at(","):
            break
        comma = True
        cursor.take()
        cursor.skip_lines()
    closed = cursor.expect(closing, opened)
    span = Span(opened.span.start, closed.span.end)
    if len(parts) == 1 and not comma:  # (5*5) is a number in brackets, (5,) a tuple
        return Argument(parts[0].value, span)
    return Argument(tuple(part.value for part in parts), span)
