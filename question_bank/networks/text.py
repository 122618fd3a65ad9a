"""The text of a network cut into tokens; what is said of a text points at its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MOST_CHARACTERS = 20_000
MOST_DIGITS = 10
MOST = 10**7  # what any size, width or vocabulary of a layer may be

Kind = Literal["number", "decimal", "size", "repeat", "name", "string", "mark", "line", "strange", "end"]

_TOKEN = re.compile(
    r"""
    (?P<space>[^\S\n]+ | \#[^\n]* | \\\n)
  | (?P<line>\n)
  | (?P<repeat>\d+[ \t]*[x×][ \t]*(?=\())
  | (?P<size>\d+(?:[x×]\d+)+)
  | (?P<decimal>\d+\.\d*(?:[eE][+-]?\d+)? | \.\d+(?:[eE][+-]?\d+)? | \d+[eE][+-]?\d+)
  | (?P<number>\d[\d_]*)
  | (?P<name>[^\W\d]\w*(?:-[^\W\d]\w*)*)
  | (?P<string>"[^"\n]*" | '[^'\n]*')
  | (?P<mark>//|\*\*|[()\[\]{},;|=.*+\-/:])
  | (?P<strange>.)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """The characters of a text from ``start`` up to, not including, ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark of the text."""

    kind: Kind
    text: str
    span: Span


class Misread(Exception):
    """A text that can't be read at ``span``; ``str(error)`` says what to write instead."""

    def __init__(self, sentence: str, span: Span) -> None:
        """Keep the sentence and the place it points at."""
        super().__init__(sentence)
        self.span = span


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of the text without spaces and comments, with an end token last.

    What no notation knows is a strange token; Misread is raised for a text that is too long.
    """
    if len(text) > MOST_CHARACTERS:
        sentence = f"This text has {len(text):,} characters; a network of at most {MOST_CHARACTERS:,} is read."
        raise Misread(sentence, Span(0, len(text)))
    end = Token("end", "", Span(len(text), len(text)))
    return [*(_token(match) for match in _TOKEN.finditer(text) if match.lastgroup != "space"), end]


def whole_number(token: Token) -> int:
    """Return the number a token stands for; raises Misread for one that no layer has."""
    return checked_number(token.text, token.span)


def checked_number(text: str, span: Span) -> int:
    """Return a whole number that a layer can have; raises Misread beyond."""
    digits = text.replace("_", "")
    if len(digits) > MOST_DIGITS:
        raise Misread(f"A number of {len(digits)} digits is more than any layer has.", span)
    return int(digits)


def decimal_number(token: Token) -> float:
    """Return a number with a point or an exponent."""
    if len(token.text) > 30:
        raise Misread("This number has more digits than any layer needs.", token.span)
    return float(token.text)


def sizes_of(token: Token) -> tuple[int, ...]:
    """Return the numbers of a size such as 3x5."""
    parts = re.split("[x×]", token.text)
    if len(parts) > 4:
        raise Misread("A size has at most four numbers, such as 3x5.", token.span)
    return tuple(checked_number(part, token.span) for part in parts)


def _token(match: re.Match[str]) -> Token:
    return Token(_kind(match), match.group(), Span(match.start(), match.end()))


def _kind(match: re.Match[str]) -> Kind:
    kinds: dict[str, Kind] = {
        "line": "line",
        "repeat": "repeat",
        "size": "size",
        "decimal": "decimal",
        "number": "number",
        "name": "name",
        "string": "string",
        "strange": "strange",
    }
    return kinds.get(match.lastgroup or "", "mark")
