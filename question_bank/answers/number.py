"""A number, right within a tolerance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from question_bank.answers.formatting import plain, tolerance
from question_bank.answers.judgement import Judgement
from question_bank.answers.reading import read_number


@dataclass(frozen=True, slots=True)
class Number:
    """A number; right is what differs by at most max(``absolute``, ``relative`` * |value|)."""

    kind: ClassVar[str] = "number"
    value: float
    relative: float = 1e-3
    absolute: float = 5e-3
    unit: str = ""
    decimals: int | None = None

    def show(self) -> str:
        """Return the answer as typed."""
        return plain(self.value, slack=self._slack(), decimals=self.decimals)

    def accepts(self) -> str:
        """Say what is right."""
        low, high = self.value - self._slack(), self.value + self._slack()
        return f"anything from {low:.6g} to {high:.6g} is right"

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable."""
        value = read_number(reply)
        return Judgement(value, float(abs(value - self.value) <= self._slack()), f"${value:.6g}$")

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer."""
        return replace(self, value=read_number(text))

    def _slack(self) -> float:
        return tolerance(self.value, relative=self.relative, absolute=self.absolute)
