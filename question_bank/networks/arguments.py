"""The arguments of a call bound to the names that the library's own signature gives them."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass

from question_bank.networks.calls import Argument, Call, Name, Value
from question_bank.networks.layers import Layer, Padding, Sizes
from question_bank.networks.text import MOST, Misread


@dataclass(frozen=True, slots=True)
class Signature:
    """What a layer is called with, in the library's order, and how the layer is made of it.

    ``names`` are words: "out_channels" must be given, "stride?" may be, "device~" is read and does not matter here.
    """

    names: str
    build: Callable[[Arguments], Layer]
    keyword_only: str = ""


class Arguments:
    """The arguments of one call by name; its methods raise Misread for a value that is none of their kind."""

    def __init__(self, call: Call, signature: Signature) -> None:
        """Bind the arguments; raises Misread for one that is missing, unknown or too many."""
        self.call = call
        words = signature.names.split()
        names = [word.rstrip("?~") for word in words]
        known = names + [word.rstrip("?~") for word in signature.keyword_only.split()]
        self._given = dict(zip(names, call.positional, strict=False))
        if len(call.positional) > len(names):
            raise Misread(_too_many(call, names), call.positional[len(names)].span)
        for name, argument in call.keywords.items():
            self._add(name, argument, known)
        missing = [word for word in words if word[-1] not in "?~" and word not in self._given]
        if missing:
            raise Misread(f"{call.name} needs {' and '.join(missing)}.", call.span)

    def _add(self, name: str, argument: Argument, known: list[str]) -> None:
        if name in self._given:
            raise Misread(f"{self.call.name} is given {name} twice.", argument.span)
        if name not in known:
            close = difflib.get_close_matches(name, known, 1)
            hint = f": did you mean {close[0]}?" if close else f". It takes {', '.join(known)}."
            raise Misread(f"{self.call.name} takes no {name[:40]}{hint}", argument.span)
        self._given[name] = argument

    def has(self, name: str) -> bool:
        """Return whether an argument is given, and not as None."""
        return name in self._given and self._given[name].value is not None

    def value(self, name: str) -> Value:
        """Return an argument as it is, or None."""
        return self._given[name].value if name in self._given else None

    def whole(self, name: str, least: int = 1) -> int:
        """Return a whole number from ``least`` up."""
        value = self.value(name)
        if type(value) is int and least <= value <= MOST:
            return value
        raise self.wrong(name, f"a whole number from {least} to {MOST:,}")

    def whole_or_none(self, name: str) -> int | None:
        """Return a whole number from 1 up, or None where none is given."""
        return self.whole(name) if self.has(name) else None

    def sizes(self, name: str, default: Sizes = (), least: int = 1) -> Sizes:
        """Return a number, or a tuple of up to four, as a tuple; ``default`` where none is given."""
        if default and not self.has(name):
            return default
        value = self.value(name)
        parts = value if isinstance(value, tuple) else (value,)
        sizes = tuple(part for part in parts if type(part) is int and least <= part <= MOST)
        if not 1 <= len(parts) <= 4 or len(sizes) != len(parts):
            raise self.wrong(name, f"a whole number from {least} to {MOST:,}, or a tuple of them")
        return sizes

    def number(self, name: str, default: float) -> float:
        """Return a share from 0 to 1."""
        value = self.value(name) if self.has(name) else default
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
            return float(value)
        raise self.wrong(name, "a number from 0 to 1")

    def flag(self, name: str, default: bool) -> bool:
        """Return True or False."""
        value = self.value(name) if name in self._given else default
        if isinstance(value, bool):
            return value
        raise self.wrong(name, "True or False")

    def word(self, name: str, default: str) -> str:
        """Return a word in quotes, or the last word of a name such as ``F.relu`` or ``nn.ReLU()``."""
        value = self.value(name) if self.has(name) else default
        if isinstance(value, Name):
            return value.text.rpartition(".")[2]
        if isinstance(value, Call):
            return value.name
        if isinstance(value, str):
            return value[:40]
        raise self.wrong(name, "a word in quotes")

    def padding(self, name: str, default: Padding) -> Padding:
        """Return "same", "valid" or numbers."""
        value = self.value(name) if self.has(name) else default
        if isinstance(value, str):
            match value.lower():
                case "same":
                    return "same"
                case "valid":
                    return "valid"
                case _:
                    raise self.wrong(name, '"same", "valid" or a number')
        return self.sizes(name, (0,), least=0) if self.has(name) else default

    def wrong(self, name: str, wanted: str) -> Misread:
        """Return the error that says what an argument must be."""
        argument = self._given.get(name)
        return Misread(f"{name} of {self.call.name} is {wanted}.", argument.span if argument else self.call.span)


def _too_many(call: Call, names: list[str]) -> str:
    takes = f"takes {', '.join(names)}" if names else "takes nothing in its brackets"
    return f"{call.name} {takes}: the argument here is one too many."
