"""Says why a formula can't be read on from a word, and what to type instead."""

from __future__ import annotations

from question_bank.answers.reading.characters import is_hidden
from question_bank.answers.reading.tokens import Kind, Token

HOW_TO = "Type a number such as 0.05, 5e-2, 5 % or 1/20."

_NOT_FINITE = ("inf", "infinity", "infty", "∞", "nan")
_MIXED = "A whole number and a fraction stand side by side. Type 1.5 or 3/2, or put a + between them."
_CLOSES_NOTHING = "This bracket closes nothing. Delete it, or open it further left."
_SIDE_BY_SIDE = "Two numbers stand side by side. Type one number, or put a sign such as * or + between them."


def about_word(word: Token, *, before_fraction: bool, how_to: str = HOW_TO) -> str:
    """Return the sentence about a word that can't stand where it does."""
    match word.kind:
        case Kind.END:
            return f"Something is missing at the end. {how_to}"
        case Kind.NUMBER | Kind.VULGAR if how_to != HOW_TO and not before_fraction:
            return f"Type a sign before this number, such as * or ^. {how_to}"
        case Kind.NUMBER | Kind.VULGAR:
            return _MIXED if before_fraction else _SIDE_BY_SIDE
        case Kind.NAME if word.text in _NOT_FINITE:
            return "Type a finite number."
        case Kind.NAME | Kind.VARIABLE | Kind.UNKNOWN:
            return f"“{word.text[:20]}” can't be read here. {how_to}"
        case Kind.OTHER:
            return about_character(word.text, how_to)
        case Kind.SIGN | Kind.RAISED:
            return _about_sign(word.text, how_to)


def about_character(character: str, how_to: str = HOW_TO) -> str:
    """Return the sentence about a character that no number has."""
    if is_hidden(character):
        return "There is a character here that can't be seen. Delete it and type the rest by hand."
    if character in ":;|" and how_to == HOW_TO:
        return f"Type one number only, with / for a division, not “{character}”."
    if character == "]":
        return _CLOSES_NOTHING
    return f"“{character}” can't be read here. {how_to}"


def _about_sign(sign: str, how_to: str) -> str:
    if sign in (")", "}"):
        return _CLOSES_NOTHING
    missing = "number" if how_to == HOW_TO else "term"
    return f"There is no {missing} before “{sign}”. {how_to}"
