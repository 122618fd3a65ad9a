"""One option out of several."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from question_bank.answers.judgement import Judgement
from question_bank.answers.reading.options import LETTERS, check_options, read_pick


@dataclass(frozen=True, slots=True)
class Choice:
    """Options of which exactly one, at index ``right``, is right."""

    kind: ClassVar[str] = "choice"
    options: tuple[str, ...]
    right: int

    def __post_init__(self) -> None:
        """Raise ValueError where no reply could be right."""
        check_options(self.options)
        if not 0 <= self.right < len(self.options):
            raise ValueError(f"there is no option {self.right}; there are {len(self.options)}")

    def show(self) -> str:
        """Return the answer's letter."""
        return LETTERS[self.right]

    def accepts(self) -> str:
        """Say what is right."""
        return f"{self.show()}) {self.options[self.right]}"

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable."""
        index = read_pick(reply, self.options)
        return Judgement(index, float(index == self.right), f"{LETTERS[index]}) {self.options[index]}")

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer; raises Unreadable."""
        return replace(self, right=read_pick(text, self.options))
