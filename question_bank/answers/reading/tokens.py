"""Cuts a typed formula into tokens, each with its place in the reply."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from question_bank.errors import Unreadable

_SUPERSCRIPTS = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_GRAMMAR = re.compile(
    r"""
    (?P<NUMBER> (?: \d{1,3} (?: (?:[ ]\d{3})+ | (?:['_]\d{3})+ ) (?:[.,]\d+)? (?![\d.,])  # 1 234.5, 1'234.5
                  | [.,]?\d[\d.,]* )                                                        # 1234.5, 1.234,5
                (?: [eE][+-]?\d+ )? )
  | (?P<VULGAR> [¼½¾⅐-⅞] )
  | (?P<RAISED> [⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+ )
  | (?P<NAME> \\?(?: [lL]og_?(?:2|10)(?![\d.,]) | [^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹¼½¾⅐-⅞]+ ) | √ | ∞ )
  | (?P<SIGN> \*\*|[-+*/^%‰(){}] )
  | (?P<GAP> [ \n]+ )
  | (?P<OTHER> . )
    """,
    re.VERBOSE,
)


class Kind(Enum):
    """The sorts of token."""

    NUMBER = auto()
    VULGAR = auto()
    RAISED = auto()
    NAME = auto()
    SIGN = auto()
    OTHER = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a formula; ``position`` is its index in the reply."""

    kind: Kind
    text: str
    position: int


def tokens(text: str, offset: int = 0) -> tuple[Token, ...]:
    """Return the tokens of a text of plain characters, the last of kind END; raises Unreadable for an equation."""
    found: list[Token] = []
    place = 0
    while place < len(text):
        match = _GRAMMAR.match(text, place)
        assert match and match.lastgroup, "the grammar has a place for every character"
        if text[place] == "=":
            raise Unreadable("Type only what stands behind the equals sign.", offset + place)
        if match.lastgroup != "GAP":
            found.append(Token(Kind[match.lastgroup], _spelled(match), offset + place))
        place = match.end()
    return (*found, Token(Kind.END, "", offset + len(text)))


def _spelled(match: re.Match[str]) -> str:
    """Return the token's text in the one spelling that the parser knows."""
    text = match[0]
    match match.lastgroup:
        case "RAISED":
            return text.translate(_SUPERSCRIPTS)
        case "NAME":
            return text.removeprefix("\\").replace("_", "").casefold()
        case _:
            return text
