"""The shape of a tensor, axis by axis."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from question_bank.answers.judgement import Judgement
from question_bank.answers.reading import read_integer
from question_bank.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes in the order of ``axes`` ("height", "width", "channels"), marked exactly."""

    kind: ClassVar[str] = "shape"
    value: tuple[int, ...]
    axes: tuple[str, ...] = ()

    def show(self) -> str:
        """Return the answer as typed."""
        return " x ".join(map(str, self.value))

    def accepts(self) -> str:
        """Say what is right."""
        return f"exactly {self.show()}"

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable."""
        sizes = _read(reply)
        return Judgement(sizes, float(sizes == self.value), " × ".join(map(str, sizes)))

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer."""
        return replace(self, value=_read(text))


def _read(text: str) -> tuple[int, ...]:
    cells = [cell for cell in re.split(r"[x×*,;\s]+", text.strip(" ()[]")) if cell]
    if not cells:
        raise Unreadable("Type the sizes such as 28 x 28 x 16.", 0)
    return tuple(read_integer(cell) for cell in cells)
