"""Reads the text of a network: torch notation, Keras notation, the short form, or one with lines of another."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from question_bank.networks.arguments import Arguments, Signature
from question_bank.networks.calls import Argument, Call, Cursor, dotted_name, read_call
from question_bank.networks.keras_layers import KERAS
from question_bank.networks.layers import Activation, Branches, Dense, Dropout, Layer, Notation, Placed, Recurrent
from question_bank.networks.shapes import NetworkError, Shape, checked_shape
from question_bank.networks.short_form import read_short
from question_bank.networks.short_words import forms
from question_bank.networks.text import Misread, Span, Token, checked_number, tokens_of, whole_number
from question_bank.networks.torch_layers import TORCH

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
_INPUTS = ("Input", "InputLayer")
_WRAPPERS = ("Bidirectional", "TimeDistributed")


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
        elif words[-1] in _LISTS or (words[-1] == "add" and len(words) > 1):
            self._inside(into, cursor.take())
        elif not cursor.at("("):
            raise Misread(f"{'.'.join(words)[:40]} needs brackets, as in nn.Conv2d(1, 6, 5).", span)
        else:
            call = read_call(cursor, words, span.start)
            self._skip_use()
            if words[-1] in _INPUTS:
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
        self.statements(into, (closing := ")" if opened.text == "(" else "]",))
        self._cursor.expect(closing, opened)
        self._depth -= 1

    def _enter(self, opened: Token) -> None:
        self._depth += 1
        if self._depth > DEEPEST_BLOCK:
            raise Misread(f"Blocks more than {DEEPEST_BLOCK} deep are not read.", opened.span)

    def _repeat(self, into: list[Placed]) -> None:
        token = self._cursor.take()
        times = checked_number(re.split("[x× \\t]", token.text)[0], token.span)
        inner: list[Placed] = []
        self._inside(inner, self._cursor.take())
        if times * len(inner) > MOST_LAYERS:
            raise Misread(f"That is more than {MOST_LAYERS:,} layers.", token.span)
        for placed in inner * times:
            self._add(into, placed, token.span)

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
        layer, notation = self._layer(call)
        if notation == "keras":
            self.notation = "keras"
            self.input_shape = self.input_shape or (None if self.layers else input_of_layer(call))
        frozen = "trainable" in call.keywords and call.keywords["trainable"].value is False
        return Placed(layer, self._line(call.span), call.name, call.span, notation, frozen)

    def _layer(self, call: Call) -> tuple[Layer, Notation]:
        if call.name in _WRAPPERS and call.positional and isinstance(inner := call.positional[0].value, Call):
            return _wrapped(call, *self._layer(inner)), "keras"
        found = [(table[call.name], name) for table, name in _TABLES if call.name in table]
        suited = [each for each in found if self.notation in (None, each[1])]
        if not suited:
            raise Misread(_unknown(call, [name for _, name in found]), call.span)
        signature, notation = suited[0]
        try:
            return signature.build(Arguments(call, signature)), notation
        except Misread:
            if len(suited) == 1:
                raise
        signature, notation = suited[1]
        return signature.build(Arguments(call, signature)), notation

    def _line(self, span: Span) -> str:
        return " ".join(self._text[span.start : span.end].split())


_TABLES: tuple[tuple[Mapping[str, Signature], Notation], ...] = ((TORCH, "torch"), (KERAS, "keras"))
_PREFIXES: Mapping[str, Notation] = {
    "nn": "torch",
    "torch": "torch",
    "keras": "keras",
    "layers": "keras",
    "tf": "keras",
}
_KEYWORDS: Mapping[str, Notation] = {
    **dict.fromkeys(("units", "return_sequences", "input_shape", "rate"), "keras"),
    **dict.fromkeys(("num_layers", "batch_first", "hidden_size", "input_size"), "torch"),
}


def first_notation(tokens: list[Token]) -> Notation | None:
    """Return the notation of the first word that only torch or only Keras has, or None where there is none."""
    for token, following in pairwise(tokens):
        if token.kind != "name":
            continue
        found: Notation | None = None
        match following.text:
            case ".":
                found = _PREFIXES.get(token.text)
            case "=":
                found = _KEYWORDS.get(token.text)
            case "(":
                found = _owner(token.text)
        if found:
            return found
    return None


def _owner(name: str) -> Notation | None:
    if name in _INPUTS or name in _WRAPPERS:
        return "keras"
    owners = [notation for table, notation in _TABLES if name in table]
    return owners[0] if len(owners) == 1 else None


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


def _wrapped(call: Call, layer: Layer, notation: Notation) -> Layer:
    if call.name == "TimeDistributed" and isinstance(layer, Dense | Activation | Dropout):
        return layer
    if call.name == "Bidirectional" and isinstance(layer, Recurrent) and notation == "keras":
        return replace(layer, bidirectional=True)
    raise Misread(f"{call.name} around this layer is not read.", call.span)


def _unknown(call: Call, elsewhere: list[Notation]) -> str:
    if elsewhere:
        own = {"torch": "torch", "keras": "Keras"}[elsewhere[0]]
        return f"{call.name} is {own}'s, but the text before is not: keep to one of torch and Keras in a text."
    if call.prefix.startswith("self"):
        return "This line uses a layer. Paste the lines that make the layers: they are read in their order."
    if call.name.lower() in forms():
        return f"The short form has no brackets: write {forms()[call.name.lower()].usage}."
    close = difflib.get_close_matches(call.name[:40], [*TORCH, *KERAS], 1)
    if close:
        return f"No layer is called {call.name[:40]}: did you mean {close[0]}?"
    return f"No layer called {call.name[:40]} is known here."


def input_of(call: Call) -> Shape | None:
    """Return the shape that ``Input(...)`` names; raises Misread for one with open sizes."""
    given = [call.keywords[name] for name in ("shape", "input_shape") if name in call.keywords]
    given = given or list(call.positional[:1])
    return _shape(given[0]) if given else None


def input_of_layer(call: Call) -> Shape | None:
    """Return the input that a first layer of Keras names itself, if any."""
    if "input_shape" in call.keywords:
        return _shape(call.keywords["input_shape"])
    name = "input_length" if call.name == "Embedding" else "input_dim"
    return _shape(call.keywords[name]) if name in call.keywords else None


def _shape(argument: Argument) -> Shape:
    parts = argument.value if isinstance(argument.value, tuple) else (argument.value,)
    sizes = tuple(part for part in parts if type(part) is int)
    if len(sizes) != len(parts):
        raise Misread("Give every size of the input as a number, such as (28, 28, 1).", argument.span)
    try:
        return checked_shape(sizes)
    except NetworkError as error:
        raise Misread(str(error), argument.span) from error
