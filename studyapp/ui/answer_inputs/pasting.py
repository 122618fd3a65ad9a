"""Reads what is pasted into cells: rows of a spreadsheet, or numbers as people type and programs print them."""

from __future__ import annotations

import re

_BRACKETS = {"[": "]", "(": ")", "{": "}"}
_INNER_ROW = re.compile(r"[\[({]([^\[\](){}]*)[\])}]")
_NESTED = re.compile(r"\s*[\[({]\s*[\[({]")
_COMMA_AND_GAP = re.compile(r",\s+")
_GAP = re.compile(r",\s+|\s+")
_NUMBER = re.compile(r"[-+−]?[0-9.,/%eE^\-+]+")
_THOUSANDS = re.compile(r"[0-9]{1,3}( [0-9]{3})+")


def pasted_rows(text: str) -> list[list[str]]:
    """Return the values by row; an empty place among tabs or bars stays empty.

    Tabs and lines are those of a spreadsheet; [[1, 2], [3, 4]] has its rows in brackets; in 1 2; 3 4 the semicolon
    ends a row, because gaps stand between its values. What can be one number (1,5 or 1 234) is left whole.
    """
    text = text.replace("\r\n", "\n").removesuffix("\n")
    if not text.strip():
        return []
    if _NESTED.match(text):
        return [_values(row, bracketed=True) for row in _INNER_ROW.findall(text)]
    if "\n" in text or "\t" in text:
        return [_values(line) for line in text.split("\n")]
    body, bracketed = _without_brackets(text)
    rows = body.split(";")
    if len(rows) > 1 and all(len(_GAP.split(row.strip())) > 1 for row in rows):
        return [_values(row, bracketed=bracketed) for row in rows]
    return [_values(body, bracketed=bracketed)]


def _values(row: str, *, bracketed: bool = False) -> list[str]:
    """Return the values of one row by the clearest sign between them: tab, bar, semicolon, comma, gap."""
    for sign in ("\t", "|", ";"):
        if sign in row:
            return [value.strip() for value in row.split(sign)]
    body, stripped = _without_brackets(row)
    if _COMMA_AND_GAP.search(body):
        return [value.strip() for value in _COMMA_AND_GAP.split(body)]
    if "," in body and (bracketed or stripped or "." in body.partition(",")[0]):
        return [value.strip() for value in body.split(",")]
    values = body.split()
    if all(map(_NUMBER.fullmatch, values)) and not _THOUSANDS.fullmatch(body):
        return values or [""]
    return [row.strip()]


def _without_brackets(text: str) -> tuple[str, bool]:
    """Return what stands in a pair of brackets around everything, and whether there was one."""
    body = text.strip()
    has_pair = len(body) > 1 and _BRACKETS.get(body[0]) == body[-1]
    if has_pair and not any(sign in body[1:-1] for sign in "[](){}"):
        return body[1:-1].strip(), True
    return body, False
