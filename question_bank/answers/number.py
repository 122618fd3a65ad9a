"""A number, right within a tolerance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Self

from question_bank.answers.formatting import check_number, plain, spoken, spoken_range, tolerance
from question_bank.answers.judgement import Judgement
from question_bank.answers.reading.numbers import read_number


@dataclass(frozen=True, slots=True)
class Number:
    """A number; right is what differs by at most max(``absolute``, ``relative`` * |value|).

    ``unit`` stands behind the input; ``decimals`` is how many places ``show`` writes (None: few but enough digits).
    """

    kind: ClassVar[str] = "number"
    value: float
    relative: float = 1e-3
    absolute: float = 5e-3
    unit: str = ""
    decimals: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError where no reply could be right."""
        check_number(self.value, self.relative, self.absolute)

    def show(self) -> str:
        """Return the answer as typed."""
        return plain(self.value, slack=self._slack(), decimals=self.decimals)

    def accepts(self) -> str:
        """Say what is right."""
        unit = f" {self.unit}" if self.unit else ""
        if self.absolute == 0 and self.relative * self.value == 0:
            return f"exactly {spoken(Decimal(self.show()))}{unit}"
        low, high = spoken_range(self.value, relative=self.relative, absolute=self.absolute)
        return f"anything from {low} to {high}{unit} is right"

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable."""
        read = read_number(reply, self.unit)
        return Judgement(read.value, float(abs(read.value - self.value) <= self._slack()), read.echo)

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer; raises Unreadable."""
        return replace(self, value=read_number(text, self.unit).value)

    def _slack(self) -> float:
        return tolerance(self.value, relative=self.relative, absolute=self.absolute)
