"""Rows of numbers, marked cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import ClassVar, Self

from question_bank.answers.formatting import check_number, plain, tolerance
from question_bank.answers.judgement import Judgement
from question_bank.answers.number import Number
from question_bank.answers.reading.grids import MAX_SIDE, read_matrix
from question_bank.answers.reading.numbers import ReadNumber


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of numbers, each right within the tolerance of a Number; the share right is the score.

    ``decimals`` is how many places ``show`` writes (None: few but enough digits).
    """

    kind: ClassVar[str] = "matrix"
    rows: tuple[tuple[float, ...], ...]
    row_labels: tuple[str, ...] = ()
    column_labels: tuple[str, ...] = ()
    relative: float = 1e-3
    absolute: float = 5e-3
    decimals: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError where no reply could be right."""
        sides = (len(self.rows), *map(len, self.rows))
        if not self.rows or min(sides) < 1 or max(sides) > MAX_SIDE or len(set(sides[1:])) > 1:
            raise ValueError(f"{self.rows} can't be a matrix of 1 to {MAX_SIDE} rows and columns")
        for labels, count in ((self.row_labels, len(self.rows)), (self.column_labels, len(self.rows[0]))):
            if labels and len(labels) != count:
                raise ValueError(f"{count} rows or columns can't stand beside {len(labels)} labels: {labels}")
        for value in chain(*self.rows):
            check_number(value, self.relative, self.absolute)

    def show(self) -> str:
        """Return the answer as typed, such as [[1, 2], [3, 4]]."""
        rows = (", ".join(map(self._plain, row)) for row in self.rows)
        return f"[{', '.join(f'[{row}]' for row in rows)}]"

    def accepts(self) -> str:
        """Say what is right, row by row."""
        rows = (", ".join(map(self._range, row)) for row in self.rows)
        return "; ".join(f"{self._row(index)}: {row}" for index, row in enumerate(rows))

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable unless it has as many rows and columns."""
        read = self._read(reply)
        mine = tuple(tuple(cell.value for cell in row) for row in read)
        hits = [
            abs(reply - value) <= self._slack(value)
            for reply, value in zip(chain(*mine), chain(*self.rows), strict=True)
        ]
        notes = tuple("" if hit else f"{self._name(index)}: not right" for index, hit in enumerate(hits))
        return Judgement(mine, sum(hits) / len(hits), _echo(read), notes)

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer; raises Unreadable."""
        return replace(self, rows=tuple(tuple(cell.value for cell in row) for row in self._read(text)))

    def _read(self, text: str) -> tuple[tuple[ReadNumber, ...], ...]:
        return read_matrix(text, len(self.rows), len(self.rows[0]))

    def _name(self, index: int) -> str:
        """Return how a note speaks of a cell: row 2 (sat), column 1 (the)."""
        row, column = divmod(index, len(self.rows[0]))
        return f"{self._row(row)}, column {column + 1}{_in_brackets(self.column_labels, column)}"

    def _row(self, index: int) -> str:
        return f"row {index + 1}{_in_brackets(self.row_labels, index)}"

    def _plain(self, value: float) -> str:
        return plain(value, slack=self._slack(value), decimals=self.decimals)

    def _range(self, value: float) -> str:
        words = Number(value, self.relative, self.absolute).accepts()
        return words.removeprefix("anything from ").removesuffix(" is right")

    def _slack(self, value: float) -> float:
        return tolerance(value, relative=self.relative, absolute=self.absolute)


def _in_brackets(labels: tuple[str, ...], index: int) -> str:
    return f" ({labels[index]})" if labels else ""


def _echo(rows: Sequence[Sequence[ReadNumber]]) -> str:
    r"""Return the numbers as one formula; what a number's echo says behind its own (how log is read) comes last."""
    cells = [[cell.echo.split("$") for cell in row] for row in rows]
    body = r" \\ ".join(" & ".join(formula for _, formula, _ in row) for row in cells)
    said = {behind for row in cells for _, _, behind in row}
    return rf"$\begin{{pmatrix}} {body} \end{{pmatrix}}$" + "".join(sorted(said))
