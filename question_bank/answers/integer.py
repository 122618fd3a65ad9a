"""A whole number, marked exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from question_bank.answers.judgement import Judgement
from question_bank.answers.reading.numbers import MAX_WHOLE, read_integer


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number with the unit shown behind the input ("px", "parameters")."""

    kind: ClassVar[str] = "integer"
    value: int
    unit: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError where no reply could be right."""
        if abs(self.value) > MAX_WHOLE:
            raise ValueError(f"{self.value} can't be an answer: it is too large to be typed")

    def show(self) -> str:
        """Return the answer as typed."""
        return str(self.value)

    def accepts(self) -> str:
        """Say what is right."""
        return f"exactly {self.value:,}{' ' + self.unit if self.unit else ''}"

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable."""
        read = read_integer(reply, self.unit)
        return Judgement(read.value, float(read.value == self.value), read.echo)

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer; raises Unreadable."""
        return replace(self, value=read_integer(text, self.unit).value)
