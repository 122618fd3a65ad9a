"""Which notation a call is written in, and the layer it makes there."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from question_bank.networks.arguments import Arguments, Signature
from question_bank.networks.calls import Argument, Call
from question_bank.networks.keras_layers import KERAS
from question_bank.networks.layers import Activation, Dense, Dropout, Layer, Notation, Recurrent
from question_bank.networks.shapes import NetworkError, Shape, checked_shape
from question_bank.networks.short_words import forms
from question_bank.networks.text import Misread, Token
from question_bank.networks.torch_layers import TORCH

INPUTS = ("Input", "InputLayer")
_WRAPPERS = ("Bidirectional", "TimeDistributed")
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


def layer_of(call: Call, notation: Notation | None) -> tuple[Layer, Notation]:
    """Return the layer of a call and the notation it is in: the text's, else torch's if that can be, else Keras's.

    Raises Misread for a layer that neither knows, or one with arguments that it does not take.
    """
    if call.name in _WRAPPERS and call.positional and isinstance(inner := call.positional[0].value, Call):
        return _wrapped(call, *layer_of(inner, notation)), "keras"
    found = [(table[call.name], name) for table, name in _TABLES if call.name in table]
    suited = [each for each in found if notation in (None, each[1])]
    if not suited:
        raise Misread(_unknown(call, [name for _, name in found]), call.span)
    signature, own = suited[0]
    try:
        return signature.build(Arguments(call, signature)), own
    except Misread:
        if len(suited) == 1:
            raise
    signature, own = suited[1]
    return signature.build(Arguments(call, signature)), own


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


def _owner(name: str) -> Notation | None:
    if name in INPUTS or name in _WRAPPERS:
        return "keras"
    owners = [notation for table, notation in _TABLES if name in table]
    return owners[0] if len(owners) == 1 else None


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


def _shape(argument: Argument) -> Shape:
    parts = argument.value if isinstance(argument.value, tuple) else (argument.value,)
    sizes = tuple(part for part in parts if type(part) is int)
    if len(sizes) != len(parts):
        raise Misread("Give every size of the input as a number, such as (28, 28, 1).", argument.span)
    try:
        return checked_shape(sizes)
    except NetworkError as error:
        raise Misread(str(error), argument.span) from error
