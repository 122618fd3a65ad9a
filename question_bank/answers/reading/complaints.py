"""Says why a formula can't be read on from a word, and what to type instead."""

from __future__ import annotations

from question_bank.answers.reading.characters import is_hidden
from question_bank.answers.reading.tokens import Kind, Token

HOW_TO = "Type a number such as 0.05, 5e-2, 5 % or 1/20."

_NOT_FINITE = ("inf", "infinity", "infty", "∞", "nan")
_MIXED = "A whole number and a fraction stand side by side. Type 1.5 or 3/2, or put a + between them."
_SIDE_BY_SIDE = "Two numbers stand side by side. Type one number, or put a sign such as * or + between them."


def about_word(word: Token, *, before_fraction: bool) -> str:
    """Return the sentence about a word that can't stand where it does."""
    match word.kind:
        case Kind.END:
            return f"Something is missing at the end. {HOW_TO}"
        case Kind.NUMBER | Kind.VULGAR:
            return _MIXED if before_fraction else _SIDE_BY_SIDE
        case Kind.NAME if word.text in _NOT_FINITE:
            return "Type a finite number."
        case Kind.NAME:
            return f"“{word.text[:20]}” can't be read here. {HOW_TO}"
        case Kind.OTHER:
            return about_character(word.text)
        case Kind.SIGN | Kind.RAISED:
            return _about_sign(word.text)


def about_character(character: str) -> str:
    """Return the sentence about a character that no number has."""
    if is_hidden(character):
        return "There is a character here that can't be seen. Delete it and type the number by hand."
    if character in ":;|":
        return f"Type one number only, with / for a division, not “{character}”."
    return f"“{character}” can't be read here. {HOW_TO}"


def _about_sign(sign: str) -> str:
    if sign in (")", "}"):
        return "This bracket closes nothing. Delete it, or open it further left."
    return f"There is no number before “{sign}”. {HOW_TO}"
