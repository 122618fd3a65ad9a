"""The short form: a layer is a word, its numbers and its options, as the usage of the word says."""

from __future__ import annotations

import difflib
import re
from functools import cache

from question_bank.networks.calls import Cursor
from question_bank.networks.layers import Layer
from question_bank.networks.short_words import Form, Number, Words, forms
from question_bank.networks.text import Misread, Span, Token, decimal_number, sizes_of, whole_number

_SYNONYMS = {
    "padding": "pad",
    "strides": "stride",
    "s": "stride",
    "p": "pad",
    "d": "dilation",
    "g": "groups",
    "bi": "bidirectional",
    "layer": "layers",
    "head": "heads",
}
_SHORTCUT = re.compile(r"([spdg])(\d+)")
_ENDS = (";", "|", ")", "]", "(", "=")


def head_at(cursor: Cursor) -> tuple[str, int | None, int] | None:
    """Return the word the cursor stands at, its axes, and how many tokens it takes; None where none is known.

    "max pool", "max-pool" and "maxpool2d" are one word.
    """
    joined = ""
    for count in range(1, 4):
        token = cursor.peek(count - 1)
        if token.kind != "name":
            return None
        joined += token.text.lower().replace("-", "").replace("_", "")
        stem, axes = (joined[:-2], int(joined[-2])) if joined[-2:] in ("1d", "2d", "3d") else (joined, None)
        if stem in forms():
            return stem, axes, count
    return None


def read_short(cursor: Cursor) -> tuple[Layer, Span, bool]:
    """Take one layer in the short form and return it, its place, and whether it is frozen.

    It ends at a semicolon, at the end of the line, at a bracket or at the next layer's word.
    """
    head = cursor.peek()
    found = head_at(cursor)
    if found is None:
        raise Misread(_unknown(head.text), head.span)
    stem, axes, count = found
    last = [cursor.take() for _ in range(count)][-1]
    form = forms()[stem]
    words = Words(head, form.usage)
    reader = _Options(cursor, words, form)
    end = reader.read(last.span.end)
    return form.build(words, axes), Span(head.span.start, end), words.has("frozen")


class _Options:
    """Reads what stands behind the word of a layer."""

    def __init__(self, cursor: Cursor, words: Words, form: Form) -> None:
        self._cursor, self._words = cursor, words
        self._places, self._least, self._valued, self._flags = _parsed(form.usage)
        self._loose: list[tuple[Number, Span]] = []

    def read(self, end: int) -> int:
        """Take numbers and options up to the end of the layer and return where that is."""
        while (token := self._cursor.peek()).kind not in ("line", "end") and not self._cursor.at(*_ENDS):
            if self._cursor.at(",") and self._cursor.peek(1).kind not in ("number", "size", "decimal"):
                break
            if token.kind == "name" and not self._knows(token) and head_at(self._cursor):
                break
            end = self._one()
        self._place()
        return end

    def _knows(self, token: Token) -> bool:
        word = token.text.lower()
        both = f"{word} {self._cursor.peek(1).text.lower()}"
        option = _SYNONYMS.get(word, word)
        return option in self._valued or option in self._flags or both in self._flags

    def _one(self) -> int:
        token = self._cursor.take()
        if token.kind in ("number", "size", "decimal"):
            self._loose.append((_number(token), token.span))
        elif token.kind == "name":
            return self._option(token)
        elif token.text == "/" and "stride" in self._valued:
            return self._valued_option("stride", token)
        elif token.text != ",":
            raise Misread(f"{token.text!r} has no meaning here. Write {self._words.usage}.", token.span)
        return token.span.end

    def _option(self, token: Token) -> int:
        word = token.text.lower()
        following = self._cursor.peek()
        if f"{word} {following.text.lower()}" in self._flags:
            self._words.flags.add(f"{word} {following.text.lower()}")
            return self._cursor.take().span.end
        option = _SYNONYMS.get(word, word)
        if option in self._valued:
            return self._valued_option(option, token)
        if option in self._flags:
            self._words.flags.add(option)
            return token.span.end
        if (short := _SHORTCUT.fullmatch(word)) and (option := _SYNONYMS[short[1]]) in self._valued and len(word) < 9:
            self._words.numbers[option] = ((int(short[2]),), token.span)
            return token.span.end
        raise Misread(self._unknown_option(token), token.span)

    def _valued_option(self, option: str, token: Token) -> int:
        """Keep the number of an option: the one behind it, else the one before ("2 layers")."""
        following = self._cursor.peek()
        if following.kind in ("number", "size"):
            self._cursor.take()
            self._words.numbers[option] = (_number(following), following.span)
            return following.span.end
        if not self._loose:
            raise Misread(f"{token.text} needs a number: {option} 2, for instance.", token.span)
        self._words.numbers[option] = self._loose.pop()
        return token.span.end

    def _place(self) -> None:
        words, usage = self._words, self._words.usage
        if len(self._loose) > len(self._places):
            raise Misread(f"One number too many. Write {usage}.", self._loose[len(self._places)][1])
        if len(self._loose) < self._least:
            missing = self._places[len(self._loose)]
            raise Misread(f"{words.head.text} needs {missing}. Write {usage}.", words.head.span)
        words.numbers |= dict(zip(self._places, self._loose, strict=False))

    def _unknown_option(self, token: Token) -> str:
        known = [*self._valued, *self._flags, *forms()]
        close = difflib.get_close_matches(token.text.lower()[:40], known, 1)
        hint = f" Did you mean {close[0]}?" if close else f" Write {self._words.usage}."
        return f"{token.text[:40]!r} is no option of {self._words.head.text}.{hint}"


@cache
def _parsed(usage: str) -> tuple[tuple[str, ...], int, frozenset[str], frozenset[str]]:
    """Return what a usage names: its numbers in order, how many must be given, options with a number, bare ones."""
    places, least, valued, flags = [], 0, set(), {"frozen"}
    for optional, plain in re.findall(r"\[([^\]]+)\]|(\S+)", usage.partition(" ")[2]):
        if plain:
            places.append(plain)
            least += 1
        elif optional.isupper():
            places.append(optional)
        elif optional.endswith(" N"):
            valued.add(optional.removesuffix(" N"))
        else:
            flags.add(optional)
    return tuple(places), least, frozenset(valued), frozenset(flags)


def _number(token: Token) -> Number:
    match token.kind:
        case "size":
            return sizes_of(token)
        case "decimal":
            return decimal_number(token)
        case _:
            return (whole_number(token),)


def _unknown(word: str) -> str:
    if not word or not (word[0].isalpha() or word[0] == "_"):
        return f"A layer starts with its name, not with {word[:40]!r}."
    close = difflib.get_close_matches(word.lower()[:40], list(forms()), 1)
    hint = f"did you mean {close[0]}?" if close else "write conv, maxpool, flatten, dense, relu ..."
    return f"No layer is called {word[:40]!r}: {hint}"
