"""A list of numbers, marked cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from question_bank.answers.formatting import plain, tolerance
from question_bank.answers.judgement import Judgement
from question_bank.answers.reading import read_cells, read_number
from question_bank.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Vector:
    """Numbers in the order of ``labels``, each with the tolerance of a Number; the share of right cells is the score."""

    kind: ClassVar[str] = "vector"
    values: tuple[float, ...]
    labels: tuple[str, ...] = ()
    relative: float = 1e-3
    absolute: float = 5e-3
    decimals: int | None = None

    def show(self) -> str:
        """Return the answer as typed."""
        return ", ".join(plain(value, slack=self._slack(value), decimals=self.decimals) for value in self.values)

    def accepts(self) -> str:
        """Say what is right."""
        return f"{len(self.values)} numbers near {self.show()}"

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable."""
        cells = self._read(reply)
        hits = [abs(cell - value) <= self._slack(value) for cell, value in zip(cells, self.values, strict=True)]
        return Judgement(cells, sum(hits) / len(hits), ", ".join(f"${cell:.6g}$" for cell in cells))

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer."""
        return replace(self, values=self._read(text))

    def _read(self, text: str) -> tuple[float, ...]:
        cells = tuple(map(read_number, read_cells(text)))
        if len(cells) != len(self.values):
            raise Unreadable(f"Type {len(self.values)} numbers with commas between them.")
        return cells

    def _slack(self, value: float) -> float:
        return tolerance(value, relative=self.relative, absolute=self.absolute)
