"""Each entry on the left paired with one on the right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from question_bank.answers.judgement import Judgement
from question_bank.answers.reading.options import LETTERS, check_options, read_pairs


@dataclass(frozen=True, slots=True)
class Matching:
    """``pairs[i]`` is the index in ``right`` of what belongs to ``left[i]``; the share of right pairs is the score.

    An entry on the right may belong to several on the left, or to none.
    """

    kind: ClassVar[str] = "matching"
    left: tuple[str, ...]
    right: tuple[str, ...]
    pairs: tuple[int, ...]

    def __post_init__(self) -> None:
        """Raise ValueError where no reply could be right."""
        check_options(self.left, "entries on the left")
        check_options(self.right, "entries on the right")
        if len(self.pairs) != len(self.left) or not set(self.pairs) <= set(range(len(self.right))):
            raise ValueError(f"pairs={self.pairs} don't fit {len(self.left)} entries and {len(self.right)} letters")

    def show(self) -> str:
        """Return the answer as typed, such as 1b 2a."""
        return " ".join(f"{number}{LETTERS[index]}" for number, index in enumerate(self.pairs, 1))

    def accepts(self) -> str:
        """Say what is right."""
        return f"exactly {self.show()}"

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable unless every entry on the left has a letter."""
        pairs = self._read(reply)
        hits = [mine == ours for mine, ours in zip(pairs, self.pairs, strict=True)]
        notes = tuple("" if hit else f"{entry}: not right" for entry, hit in zip(self.left, hits, strict=True))
        echo = "; ".join(f"{entry} → {self.right[index]}" for entry, index in zip(self.left, pairs, strict=True))
        return Judgement(pairs, sum(hits) / len(hits), echo, notes)

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer; raises Unreadable."""
        return replace(self, pairs=self._read(text))

    def _read(self, text: str) -> tuple[int, ...]:
        return read_pairs(text, len(self.left), len(self.right))
