"""A number, right within a tolerance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Self

from question_bank.answers.formatting import (
    MAX_SIGNIFICANT,
    check_number,
    half_a_unit,
    plain,
    spoken,
    spoken_range,
    to_significant,
    tolerance,
)
from question_bank.answers.judgement import Judgement
from question_bank.answers.reading.numbers import read_number


@dataclass(frozen=True, slots=True)
class Number:
    """A number; right is what differs by at most max(``absolute``, ``relative`` * |value|).

    ``unit`` stands behind the input; ``decimals`` is how many places ``show`` writes (None: few but enough digits).
    ``significant`` takes the place of all three: right is what agrees to that many significant digits, which is what
    differs by at most half a unit of the last of them.
    """

    kind: ClassVar[str] = "number"
    value: float
    relative: float = 1e-3
    absolute: float = 5e-3
    unit: str = ""
    decimals: int | None = None
    significant: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError where no reply could be right."""
        check_number(self.value, self.relative, self.absolute)
        if self.significant is not None and not 1 <= self.significant <= MAX_SIGNIFICANT:
            raise ValueError(f"{self.significant} significant digits can't be asked for; 1 to {MAX_SIGNIFICANT} can")

    def show(self) -> str:
        """Return the answer as typed."""
        if self.significant is not None:
            return to_significant(self.value, self.significant)
        return plain(self.value, slack=self._slack(), decimals=self.decimals)

    def accepts(self) -> str:
        """Say what is right."""
        unit = f" {self.unit}" if self.unit else ""
        relative, absolute = self._tolerances()
        if absolute == 0 and relative * self.value == 0:
            return f"exactly {spoken(Decimal(self.show()))}{unit}"
        low, high = spoken_range(self.value, relative=relative, absolute=absolute)
        digits = f" ({_digits(self.significant)})" if self.significant else ""
        return f"anything from {low} to {high}{unit} is right{digits}"

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable."""
        read = read_number(reply, self.unit)
        return Judgement(read.value, float(abs(read.value - self.value) <= self._slack()), read.echo)

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer; raises Unreadable."""
        return replace(self, value=read_number(text, self.unit).value)

    def _slack(self) -> float:
        relative, absolute = self._tolerances()
        return tolerance(self.value, relative=relative, absolute=absolute)

    def _tolerances(self) -> tuple[float, float]:
        """Return the relative and the absolute one."""
        if self.significant is None:
            return self.relative, self.absolute
        return 0.0, half_a_unit(self.value, self.significant)


def _digits(count: int) -> str:
    return "one significant digit" if count == 1 else f"{count} significant digits"
