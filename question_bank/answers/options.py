"""Options with letters in front: how they are named and picked."""

from __future__ import annotations

from collections.abc import Sequence

from question_bank.errors import Unreadable

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def pick(text: str, options: Sequence[str]) -> int:
    """Return the index of the option named by its letter, number or text; raises Unreadable."""
    named = text.strip().lower()
    if len(named) == 1 and named in LETTERS[: len(options)]:
        return LETTERS.index(named)
    if named.isascii() and named.isdigit() and 1 <= int(named[:3]) <= len(options):
        return int(named) - 1
    for index, option in enumerate(options):
        if option.strip().lower() == named:
            return index
    raise Unreadable(f"Type one letter from a to {LETTERS[len(options) - 1]}.", 0)
