"""Some options out of several."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from question_bank.answers.judgement import Judgement
from question_bank.answers.reading.options import LETTERS, check_options, read_picks

PENALTY = 0.25
"""What a selection that doesn't belong costs, as a share of the marks."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Options of which all of ``right`` must be ticked; those of ``acceptable`` neither earn nor cost.

    The score is the share of right options ticked, less ``PENALTY`` for each tick that doesn't belong. Ticking
    everything earns nothing unless everything belongs.
    """

    kind: ClassVar[str] = "choices"
    options: tuple[str, ...]
    right: tuple[int, ...]
    acceptable: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError where no reply could be right."""
        check_options(self.options)
        named = (*self.right, *self.acceptable)
        if not self.right or len(set(named)) < len(named) or not set(named) <= set(range(len(self.options))):
            raise ValueError(f"right={self.right}, acceptable={self.acceptable} don't fit {len(self.options)} options")

    def show(self) -> str:
        """Return the letters of the answer."""
        return ", ".join(LETTERS[index] for index in sorted(self.right))

    def accepts(self) -> str:
        """Say what is right."""
        allowed = ", ".join(LETTERS[index] for index in sorted(self.acceptable))
        return f"exactly {self.show()}" + (f"; {allowed} may be ticked too" if allowed else "")

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable."""
        ticked = read_picks(reply, self.options)
        echo = "; ".join(f"{LETTERS[index]}) {self.options[index]}" for index in ticked)
        return Judgement(ticked, self._score(set(ticked)), echo, self._notes(ticked))

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer and nothing else acceptable; raises Unreadable."""
        return replace(self, right=read_picks(text, self.options), acceptable=())

    def _score(self, ticked: set[int]) -> float:
        hits = len(ticked & set(self.right))
        strays = len(ticked - set(self.right) - set(self.acceptable))
        if strays and len(ticked) == len(self.options):
            return 0.0
        return max(0.0, hits / len(self.right) - PENALTY * strays)

    def _notes(self, ticked: tuple[int, ...]) -> tuple[str, ...]:
        strays = [index for index in ticked if index not in self.right and index not in self.acceptable]
        missing = len(set(self.right) - set(ticked))
        notes = [f"{LETTERS[index]}) doesn't belong" for index in strays]
        if missing:
            notes.append("one more belongs" if missing == 1 else f"{missing} more belong")
        return tuple(notes)
