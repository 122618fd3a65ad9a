"""Some options out of several."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from question_bank.answers.judgement import Judgement
from question_bank.answers.options import LETTERS, pick

PENALTY = 0.25


@dataclass(frozen=True, slots=True)
class Choices:
    """Options of which all of ``right`` must be ticked; those of ``acceptable`` neither earn nor cost."""

    kind: ClassVar[str] = "choices"
    options: tuple[str, ...]
    right: tuple[int, ...]
    acceptable: tuple[int, ...] = ()

    def show(self) -> str:
        """Return the letters of the answer."""
        return ", ".join(LETTERS[index] for index in sorted(self.right))

    def accepts(self) -> str:
        """Say what is right."""
        return f"exactly {self.show()}"

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable."""
        ticked = self._read(reply)
        hits = len(set(ticked) & set(self.right))
        wrong = len(set(ticked) - set(self.right) - set(self.acceptable))
        score = max(0.0, hits / len(self.right) - PENALTY * wrong)
        return Judgement(ticked, score, "; ".join(self.options[index] for index in ticked))

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer."""
        return replace(self, right=self._read(text), acceptable=())

    def _read(self, text: str) -> tuple[int, ...]:
        return tuple(sorted({pick(cell, self.options) for cell in re.split(r"[,;\s]+", text.strip())}))
