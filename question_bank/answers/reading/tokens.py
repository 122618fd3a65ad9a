"""Cuts a typed formula into tokens, each with its place in the reply."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from question_bank.answers.reading.names import Names
from question_bank.errors import Unreadable

BEHIND_EQUALS = "Type only what stands behind the equals sign."

_SUPERSCRIPTS = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_GRAMMAR = re.compile(
    r"""
    (?P<NUMBER> (?: \d{1,3} (?: (?:[ ]\d{3})+ | (?:['_]\d{3})+ ) (?:[.,]\d+)? (?![\d.,])  # 1 234.5, 1'234.5
                  | [.,]?\d[\d.,]* )                                                        # 1234.5, 1.234,5
                (?: [eE][+-]?\d+ )? )
  | (?P<VULGAR> [¼½¾⅐-⅞] )
  | (?P<RAISED> [⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+ )
  | (?P<NAME> \\?(?: [lL]og_?(?:2|10)(?![\d.,]) | [^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹¼½¾⅐-⅞Σ]+ ) | √ | ∞ )
  | (?P<SIGN> \*\*|[-+*/^%‰(){}] )
  | (?P<GAP> [ \n]+ )
  | (?P<OTHER> . )
    """,
    re.VERBOSE,
)
_LATEX_GAP = re.compile(r"\\(?:left|right|[,;:! ])")
_WORD_BEFORE = re.compile(r"\\?[^\W\d_]*$")
_OF_TWO = re.compile(r"(?:max|min)\s*\(", re.IGNORECASE)


class Kind(Enum):
    """The sorts of token."""

    NUMBER = auto()
    VULGAR = auto()
    RAISED = auto()
    NAME = auto()
    VARIABLE = auto()
    UNKNOWN = auto()
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
    """Return the tokens of a number in plain characters, the last of kind END; raises Unreadable for an equation."""
    found: list[Token] = []
    text = _with_semicolons(text, offset)
    place = 0
    while place < len(text):
        match = _next(text, place, offset)
        if match.lastgroup != "GAP":
            found.append(Token(Kind[str(match.lastgroup)], _spelled(match), offset + place))
        place = match.end()
    return (*found, Token(Kind.END, "", offset + len(text)))


def formula_tokens(text: str, names: Names, offset: int = 0) -> tuple[Token, ...]:
    """Return the tokens of a formula, its words cut into known names; a word that is none is UNKNOWN as a whole."""
    found: list[Token] = []
    text = _with_semicolons(text, offset)
    place = 0
    while place < len(text):
        match = _LATEX_GAP.match(text, place)
        known = names.pattern.match(text, place) if match is None and _may_begin_name(text[place]) else None
        if known:
            match = known
            found.append(_named(names, known, offset + place))
        elif match is None:
            match = _next(text, place, offset)
            if match.lastgroup == "NAME":
                unknown = _unknown(text, match, offset)
                found = [*(word for word in found if word.position < unknown.position), unknown]
            elif match.lastgroup != "GAP":
                found.append(Token(Kind[str(match.lastgroup)], _spelled(match), offset + place))
        place = match.end()
    return (*found, Token(Kind.END, "", offset + len(text)))


def _may_begin_name(character: str) -> bool:
    return character.isalpha() or character in "\\√"


def _next(text: str, place: int, offset: int) -> re.Match[str]:
    match = _GRAMMAR.match(text, place)
    assert match and match.lastgroup, "the grammar has a place for every character"
    if text[place] == "=":
        raise Unreadable(BEHIND_EQUALS, offset + place)
    return match


def _named(names: Names, match: re.Match[str], position: int) -> Token:
    name = names.meaning(match[0])
    if name in names.variables:
        return Token(Kind.VARIABLE, name, position)
    return Token(Kind.SIGN if name == "*" else Kind.NAME, name, position)


def _unknown(text: str, match: re.Match[str], offset: int) -> Token:
    """Return the whole word around an unknown piece, even where it begins with a known name."""
    before = _WORD_BEFORE.search(text, 0, match.start())
    start = before.start() if before else match.start()
    return Token(Kind.UNKNOWN, text[start : match.end()], offset + start)


def _with_semicolons(text: str, offset: int) -> str:
    """Return the text with a semicolon between the arguments of max and min; raises Unreadable for too many commas."""
    for call in _OF_TWO.finditer(text):
        marks = _marks_inside(text, call.end())
        commas = [place for place in marks if text[place] == ","]
        if len(commas) < len(marks) or not commas:
            continue
        between = [place for place in commas if text[place + 1 : place + 2] == " "] if len(commas) > 1 else commas
        if len(between) != 1:
            raise Unreadable("Type a semicolon between the two: max(0.5; x).", offset + commas[0])
        text = text[: between[0]] + ";" + text[between[0] + 1 :]
    return text


def _marks_inside(text: str, start: int) -> list[int]:
    """Return the places of commas and semicolons in the bracket that opens before ``start``, and in none inside it."""
    marks: list[int] = []
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] in "([{") - (text[place] in ")]}")
        if depth == 0:
            break
        if depth == 1 and text[place] in ",;":
            marks.append(place)
    return marks


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
