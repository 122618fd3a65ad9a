"""Each entry on the left paired with one on the right."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from question_bank.answers.judgement import Judgement
from question_bank.answers.options import LETTERS
from question_bank.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Matching:
    """``pairs[i]`` is the index in ``right`` of what belongs to ``left[i]``; the share of right pairs is the score."""

    kind: ClassVar[str] = "matching"
    left: tuple[str, ...]
    right: tuple[str, ...]
    pairs: tuple[int, ...]

    def show(self) -> str:
        """Return the answer as typed, such as 1b 2a."""
        return " ".join(f"{number}{LETTERS[index]}" for number, index in enumerate(self.pairs, 1))

    def accepts(self) -> str:
        """Say what is right."""
        return f"exactly {self.show()}"

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable."""
        pairs = self._read(reply)
        hits = sum(mine == theirs for mine, theirs in zip(self.pairs, pairs, strict=True))
        return Judgement(pairs, hits / len(pairs), reply)

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer."""
        return replace(self, pairs=self._read(text))

    def _read(self, text: str) -> tuple[int, ...]:
        found = {int(n) - 1: LETTERS.index(letter) for n, letter in re.findall(r"(\d{1,2})\s*([a-z])", text.lower())}
        if set(found) != set(range(len(self.left))) or not set(found.values()) <= set(range(len(self.right))):
            raise Unreadable(f"Give every number one letter, such as {' '.join(f'{n}a' for n in range(1, len(self.left) + 1))}.")
        return tuple(found[index] for index in range(len(self.left)))
