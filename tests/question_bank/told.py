"""Finds out whether an answer stands in a text."""

from __future__ import annotations

import re
from dataclasses import replace

from question_bank.answers import AnswerSpec, Integer, Matrix, Number, Shape, Table, Vector
from question_bank.errors import Unreadable
from tests.question_bank import prose_marks


def mentions(text: str, spec: AnswerSpec) -> bool:
    """Tell whether all numbers and shapes of an answer stand in a text; other answers are told in other words."""
    numbers = re.findall(r"-?\d+(?:\.\d+)?", prose_marks.plain_numbers(text))
    match spec:
        case Integer() | Number():
            return any(_is_right(spec, number) or _is_right(spec, number.lstrip("-")) for number in numbers)
        case Vector(values=values):
            cells = [replace(spec, values=(value,), labels=()) for value in values]
            return all(any(_is_right(cell, number) for number in numbers) for cell in cells)
        case Matrix(rows=rows):
            entries = [Number(value, spec.relative, spec.absolute) for row in rows for value in row]
            return all(any(_is_right(entry, number) for number in numbers) for entry in entries)
        case Shape(value=sizes):
            return bool(re.search(r"\s*[x×,]\s*".join(map(str, sizes)), prose_marks.plain_numbers(text)))
        case Table():
            return all(mentions(text, cell) for cell in asked_cells(spec))
        case _:
            return True


def ends_with(text: str, spec: AnswerSpec) -> bool:
    """Tell whether the last step of a solution tells what is asked last: of a table, its last blank."""
    return mentions(text, asked_cells(spec)[-1] if isinstance(spec, Table) else spec)


def asked_cells(table: Table) -> tuple[AnswerSpec, ...]:
    """Return the blanks of a table, in reading order."""
    return tuple(cell for row in table.rows for cell in row if not isinstance(cell, str))


def _is_right(spec: AnswerSpec, reply: str) -> bool:
    try:
        return spec.judge(reply).score == 1
    except Unreadable:
        return False
