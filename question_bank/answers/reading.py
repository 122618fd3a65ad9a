"""Reads numbers as people type them; nothing typed is ever evaluated."""

from __future__ import annotations

import re

from question_bank.errors import Unreadable

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def read_integer(text: str) -> int:
    """Return the whole number typed; raises Unreadable."""
    plain = text.strip().replace(",", "").replace("−", "-")
    if not re.fullmatch(r"[+-]?\d{1,18}", plain):
        raise Unreadable("Type a whole number such as 1234.", 0)
    return int(plain)


def read_number(text: str) -> float:
    """Return the number typed; raises Unreadable."""
    plain = text.strip().replace("−", "-")
    percent = plain.endswith("%")
    plain = plain.rstrip("% ")
    top, slash, bottom = plain.partition("/")
    if slash:
        divisor = read_number(bottom)
        if divisor == 0:
            raise Unreadable("Nothing can be divided by 0.", text.find("/"))
        value = read_number(top) / divisor
    elif _NUMBER.fullmatch(plain) and len(plain) < 40:
        value = float(plain)
    else:
        raise Unreadable("Type a number such as 0.05, 5e-2, 5 % or 1/20.", 0)
    return value / 100 if percent else value


def read_cells(text: str) -> tuple[str, ...]:
    """Return the entries of a list typed with commas, semicolons or spaces between them."""
    return tuple(cell for cell in re.split(r"[,;\s]+", text.strip(" ()[]{}")) if cell)
