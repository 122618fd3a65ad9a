"""One option out of several."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from question_bank.answers.judgement import Judgement
from question_bank.answers.options import LETTERS, pick


@dataclass(frozen=True, slots=True)
class Choice:
    """Options of which exactly one, at index ``right``, is right."""

    kind: ClassVar[str] = "choice"
    options: tuple[str, ...]
    right: int

    def show(self) -> str:
        """Return the answer's letter."""
        return LETTERS[self.right]

    def accepts(self) -> str:
        """Say what is right."""
        return f"{self.show()}) {self.options[self.right]}"

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable."""
        index = pick(reply, self.options)
        return Judgement(index, float(index == self.right), self.options[index])

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer."""
        return replace(self, right=pick(text, self.options))
