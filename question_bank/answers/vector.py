"""A list of numbers, marked cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from question_bank.answers.formatting import check_number, ordinal, plain, tolerance
from question_bank.answers.judgement import Judgement
from question_bank.answers.number import Number
from question_bank.answers.reading.lists import read_numbers


@dataclass(frozen=True, slots=True)
class Vector:
    """Numbers in the order of ``labels``, each right within the tolerance of a Number; the share right is the score."""

    kind: ClassVar[str] = "vector"
    values: tuple[float, ...]
    labels: tuple[str, ...] = ()
    relative: float = 1e-3
    absolute: float = 5e-3
    decimals: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError where no reply could be right."""
        if not self.values or (self.labels and len(self.labels) != len(self.values)):
            raise ValueError(f"{len(self.values)} values can't stand beside {len(self.labels)} labels")
        for value in self.values:
            check_number(value, self.relative, self.absolute)

    def show(self) -> str:
        """Return the answer as typed."""
        return ", ".join(plain(value, slack=self._slack(value), decimals=self.decimals) for value in self.values)

    def accepts(self) -> str:
        """Say what is right."""
        cells = (Number(value, self.relative, self.absolute).accepts() for value in self.values)
        names = self.labels or tuple(ordinal(number) for number in range(1, len(self.values) + 1))
        return "; ".join(f"{name}: {cell.removesuffix(' is right')}" for name, cell in zip(names, cells, strict=True))

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable unless there are as many numbers as cells."""
        read = read_numbers(reply, len(self.values))
        mine = tuple(cell.value for cell in read)
        hits = [abs(reply - value) <= self._slack(value) for reply, value in zip(mine, self.values, strict=True)]
        notes = tuple("" if hit else f"{self._name(index)}: not right" for index, hit in enumerate(hits))
        labels = self.labels or ("",) * len(read)
        echoes = (f"{label} {cell.echo}".lstrip() for label, cell in zip(labels, read, strict=True))
        return Judgement(mine, sum(hits) / len(hits), ", ".join(echoes), notes)

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer; raises Unreadable."""
        return replace(self, values=tuple(cell.value for cell in read_numbers(text, len(self.values))))

    def _name(self, index: int) -> str:
        """Return how a note speaks of a cell: 2nd value (dog)."""
        return f"{ordinal(index + 1)} value" + (f" ({self.labels[index]})" if self.labels else "")

    def _slack(self, value: float) -> float:
        return tolerance(value, relative=self.relative, absolute=self.absolute)
