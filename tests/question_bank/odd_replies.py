"""Replies that can be read and that nobody expected, for every answer kind."""

from __future__ import annotations

from question_bank.answers import AnswerSpec, Expression, Integer, Matrix, Number, Ordering, Shape, Table, Vector
from question_bank.answers.reading.options import LETTERS

Four = tuple[str, str, str, str]


def odd_replies(spec: AnswerSpec) -> Four:
    """Return four replies: nothing, something negative, ones, and far too much, as far as the kind has them."""
    match spec:
        case Integer():
            return "0", "-7", "1", "999999999999"
        case Number() | Vector() | Matrix():
            return _filled("0", spec), _filled("-1", spec), _filled("1", spec), _filled("1e200", spec)
        case Shape(value=value):
            ones = " x ".join("1" for _ in value)
            return "0", ones, ones.replace("1", "0"), "9 x 9 x 9 x 9 x 9 x 9 x 9 x 9"
        case Expression():
            return "0", "-1", "1", spec.show()
        case Ordering(items=items):
            letters = " ".join(LETTERS[: len(items)])
            return letters, letters[::-1], spec.show(), spec.show()[::-1]
        case Table():
            return _tables(spec)
        case _:
            own = spec.show()
            return own, own, own, own


def _filled(cell: str, spec: Number | Vector | Matrix) -> str:
    match spec:
        case Number():
            return cell
        case Vector(values=values):
            return ", ".join([cell] * len(values))
        case Matrix(rows=rows):
            return "; ".join(", ".join([cell] * len(row)) for row in rows)


def _tables(spec: Table) -> Four:
    rows = [[odd_replies(cell) for cell in row if not isinstance(cell, str)] for row in spec.rows]
    first, second, third, fourth = (
        "\n".join(" | ".join(cell[which] for cell in row) for row in rows if row) for which in range(4)
    )
    return first, second, third, fourth
