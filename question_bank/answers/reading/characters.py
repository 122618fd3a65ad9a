"""Brings the many ways to write a character down to one, keeping every character's place.

Keyboards, spreadsheets, PDF files and phones write the same minus, times or space as different characters.
"""

from __future__ import annotations

import unicodedata

_SAME = {
    "-": "−–—‒―‑‐﹣－",
    "+": "＋﹢",
    "*": "·⋅×✕✖∙•∗＊⨯",
    "/": "÷⁄∕／",
    "^": "＾ˆ",
    "%": "％﹪٪",
    "(": "（",
    ")": "）",
    "=": "＝",
    ",": "，٫،",
    ".": "．",
    ";": "；",
    "'": "’ʼ′",
    " ": "\u200b\u2060\ufeff",  # of no width: left behind by copying
}
_TABLE = {ord(variant): plain for plain, variants in _SAME.items() for variant in variants}


def normalised(text: str) -> str:
    """Return the text in plain characters; the character at any index is the same one as before."""
    if text.isascii():
        return _one_kind_of_space(text)
    return _one_kind_of_space("".join(map(_plain_digit, text.translate(_TABLE))))


def is_hidden(character: str) -> bool:
    """Tell whether a character can't be seen, such as a control or one that turns the direction of writing."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cn", "Co", "Cs")


def _plain_digit(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def _one_kind_of_space(text: str) -> str:
    if text.isprintable():  # the plain space is the only one of its kind that is
        return text
    return "".join(" " if _is_gap(character) else character for character in text)


def _is_gap(character: str) -> bool:
    return character in "\t\r" or unicodedata.category(character) == "Zs"
