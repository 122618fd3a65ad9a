"""Reads the text of a network: torch notation, Keras notation, the short form, or one with lines of another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from question_bank.networks.calls import Call, Cursor, dotted_name, read_call
from question_bank.networks.layers import Branches, Notation, Placed
from question_bank.networks.notations import INPUTS, first_notation, input_of, input_of_layer, layer_of
from question_bank.networks.shapes import Shape
from question_bank.networks.short_form import read_short
from question_bank.networks.text import Misread, Span, Token, checked_number, tokens_of, whole_number

MOST_LAYERS = 2_000
DEEPEST_BLOCK = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in a sentence; ``span`` is its place in the text, ``layer`` the index of the layer it is about.

    A text that can't be read has a problem without a layer; the layers before it still count.
    """

    sentence: str
    span: Span
    layer: int | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """The layers of a text as far as it can be read, the input it names itself, and what can't be read."""

    text: str
    layers: tuple[Placed, ...]
    notation: Notation = "short"
    input_shape: Shape | None = None
    problem: Problem | None = None

    @property
    def channels_last(self) -> bool:
        """Return whether shapes are written as Keras has them: height, width, channels."""
        return self.notation == "keras"


def read_network(text: str) -> Network:
    """Return the network that the text describes; what can't be read is its problem, never an exception."""
    try:
        tokens = tokens_of(text)
    except Misread as error:
        return Network(text, (), problem=Problem(str(error), error.span))
    reader = _Reader(text, tokens)
    problem = None
    try:
        reader.statements(reader.layers, ())
    except Misread as error:
        problem = Problem(str(error), error.span)
    if problem is None and not reader.layers:
        problem = Problem("Write a layer, such as conv 6 5 or nn.Conv2d(1, 6, 5).", Span(0, len(text)))
    notation = reader.notation or ("torch" if any(each.notation == "torch" for each in reader.layers) else "short")
    return Network(text, tuple(reader.layers), notation, reader.input_shape, problem)


_BLOCKS = ("res", "residual", "add", "concat")
_LISTS = ("Sequential", "ModuleList", "OrderedDict")
_IGNORED_LINES = ("import", "from", "class", "def", "return", "super")
_IGNORED_CALLS = ("compile", "summary", "build", "fit", "print")


class _Reader:
    """Takes statement after statement; what was read before an error stays in ``layers``."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self._text, self._cursor = text, Cursor(tokens)
        self.layers: list[Placed] = []
        self.input_shape: Shape | None = None
        self.notation = first_notation(tokens)
        self._count, self._depth = 0, 0

    def statements(self, into: list[Placed], ends: tuple[str, ...]) -> None:
        """Take statements up to the end of the text or one of the marks, which stays."""
        cursor = self._cursor
        while cursor.peek().kind != "end" and not (ends and cursor.at(*ends)):
            named = cursor.peek().kind == "string" and cursor.peek(1).text == ","  # ("conv1", nn.Conv2d(...))
            if named or cursor.peek().kind == "line" or cursor.at(";", ","):
                cursor.take()
            else:
                self._statement(into)

    def _statement(self, into: list[Placed]) -> None:
        cursor, token = self._cursor, self._cursor.peek()
        if token.kind == "repeat":
            self._repeat(into)
        elif cursor.at("(", "["):
            self._inside(into, cursor.take())
        elif token.kind == "name" and token.text in _IGNORED_LINES:
            self._skip()
        elif token.kind == "name" and token.text.lower() in _BLOCKS and cursor.peek(1).text in ("(", "/"):
            self._add(into, self._block(), token.span)
        elif token.kind == "name" and _starts_call(cursor):
            self._called(into)
        else:  # the short form also says what is wrong with a word that is none
            layer, span, frozen = read_short(cursor)
            self._add(into, Placed(layer, self._line(span), token.text, span, "short", frozen), span)

    def _called(self, into: list[Placed]) -> None:
        """Take an assignment's left side, a list of layers, or the call of one."""
        cursor = self._cursor
        words, span = dotted_name(cursor)
        if cursor.at("="):
            cursor.take()
            cursor.skip_lines()
            if cursor.peek().kind in ("string", "number", "decimal"):  # name="net", hidden = 128
                cursor.take()
        elif not cursor.at("("):
            raise Misread(f"{'.'.join(words)[:40]} needs brackets, as in nn.Conv2d(1, 6, 5).", span)
        elif words[-1] in _LISTS or (words[-1] == "add" and len(words) > 1):
            self._inside(into, cursor.take())
        else:
            call = read_call(cursor, words, span.start)
            self._skip_use()
            if words[-1] in INPUTS:
                self.input_shape = input_of(call) or self.input_shape
            elif words[-1] not in _IGNORED_CALLS:
                self._add(into, self._placed(call), call.span)

    def _skip(self) -> None:
        """Skip a line that makes no layer; a function other than ``__init__`` to its class's end: it only uses them."""
        cursor = self._cursor
        whole = cursor.peek().text == "def" and cursor.peek(1).text != "__init__"
        while cursor.peek().kind != "end" and (
            cursor.peek().text != "class" if whole else cursor.peek().kind != "line"
        ):
            cursor.take()

    def _skip_use(self) -> None:
        """Skip what follows a layer that is used where it is made: ``Dense(10)(x)``."""
        while self._cursor.at("("):
            place = self._cursor.peek().span.start
            read_call(self._cursor, [""], place)

    def _inside(self, into: list[Placed], opened: Token) -> None:
        """Take the statements of a bracket as if it were not there."""
        self._enter(opened)
        closing = ")" if opened.text == "(" else "]"
        self.statements(into, (closing,))
        self._cursor.expect(closing, opened)
        self._depth -= 1

    def _enter(self, opened: Token) -> None:
        self._depth += 1
        if self._depth > DEEPEST_BLOCK:
            raise Misread(f"Blocks more than {DEEPEST_BLOCK} deep are not read.", opened.span)

    def _repeat(self, into: list[Placed]) -> None:
        token, before = self._cursor.take(), self._count
        times = checked_number(re.split("[x× \\t]", token.text)[0], token.span)
        inner: list[Placed] = []
        self._inside(inner, self._cursor.take())
        self._count = before + times * (self._count - before)  # those in blocks are repeated too
        if self._count > MOST_LAYERS:
            raise Misread(f"That is more than {MOST_LAYERS:,} layers.", token.span)
        into.extend(inner * times)

    def _block(self) -> Placed:
        """Take a block whose paths are divided by | and return it as one layer."""
        cursor = self._cursor
        head, projection = cursor.take(), None
        if cursor.at("/"):
            cursor.take()
            projection = self._projection(head)
        if not cursor.at("("):
            raise Misread(f"{head.text} has its layers in brackets: res(conv 64 3 same; relu).", head.span)
        opened = cursor.take()
        self._enter(opened)
        paths = [self._path()]
        while cursor.at("|"):
            cursor.take()
            paths.append(self._path())
        closed = cursor.expect(")", opened)
        self._depth -= 1
        layer = _branches(head, tuple(paths), projection)
        return Placed(
            layer,
            self._line(Span(head.span.start, opened.span.end)) + "...)",
            head.text,
            Span(head.span.start, closed.span.end),
        )

    def _path(self) -> tuple[Placed, ...]:
        path: list[Placed] = []
        self.statements(path, ("|", ")"))
        return tuple(path)

    def _projection(self, head: Token) -> int:
        token = self._cursor.take()
        if token.kind != "number" or head.text.lower() not in ("res", "residual"):
            raise Misread("The stride of a shortcut is written res/2(...).", token.span)
        return max(1, whole_number(token))

    def _add(self, into: list[Placed], placed: Placed, span: Span) -> None:
        self._count += 1
        if self._count > MOST_LAYERS:
            raise Misread(f"That is more than {MOST_LAYERS:,} layers.", span)
        into.append(placed)

    def _placed(self, call: Call) -> Placed:
        """Return the layer of a call in the notation it is written in."""
        layer, notation = layer_of(call, self.notation)
        if notation == "keras":
            self.notation = "keras"
            self.input_shape = self.input_shape or (None if self.layers else input_of_layer(call))
        frozen = "trainable" in call.keywords and call.keywords["trainable"].value is False
        return Placed(layer, self._line(call.span), call.name, call.span, notation, frozen)

    def _line(self, span: Span) -> str:
        return " ".join(self._text[span.start : span.end].split())


def _starts_call(cursor: Cursor) -> bool:
    ahead = 1
    while cursor.peek(ahead).text == "." and cursor.peek(ahead + 1).kind == "name":
        ahead += 2
    return cursor.peek(ahead).text in ("(", "=") or ahead > 1


def _branches(head: Token, paths: tuple[tuple[Placed, ...], ...], projection: int | None) -> Branches:
    if head.text.lower() == "concat":
        return Branches("concat", paths)
    shortcut: tuple[tuple[Placed, ...], ...] = ((),) if len(paths) == 1 and projection is None else ()
    return Branches("add", paths + shortcut, projection)
