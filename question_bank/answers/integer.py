"""A whole number, marked exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from question_bank.answers.judgement import Judgement
from question_bank.answers.reading import read_integer


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number with the unit shown behind the input ("px", "parameters")."""

    kind: ClassVar[str] = "integer"
    value: int
    unit: str = ""

    def show(self) -> str:
        """Return the answer as typed."""
        return str(self.value)

    def accepts(self) -> str:
        """Say what is right."""
        return f"exactly {self.value:,}"

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable."""
        value = read_integer(reply)
        return Judgement(value, float(value == self.value), f"${value}$")

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer."""
        return replace(self, value=read_integer(text))
