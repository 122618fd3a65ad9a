"""A text that the learner writes and then marks against criteria."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from question_bank.answers.judgement import Judgement
from question_bank.errors import Unreadable

_MARKS = re.compile(r"(?P<text>.*)\n\s*marks:\s*(?P<marks>\d[\d ,]*)\s*", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric: what is looked for, and an anchor sentence for 0, 1, ... marks."""

    text: str
    levels: tuple[str, ...]
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """A text marked by the learner, criterion by criterion, in a last line such as "marks: 2 1 0"."""

    kind: ClassVar[str] = "rubric"
    criteria: tuple[Criterion, ...]
    model_answer: str
    min_words: int = 25

    def show(self) -> str:
        """Return the model answer with full marks."""
        return f"{self.model_answer}\nmarks: {' '.join(str(len(c.levels) - 1) for c in self.criteria)}"

    def accepts(self) -> str:
        """Say what is right."""
        return f"at least {self.min_words} words, marked by yourself"

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable."""
        match = _MARKS.fullmatch(reply)
        if not match or len(match["text"].split()) < self.min_words:
            raise Unreadable(f'Write at least {self.min_words} words, then a last line "marks: ..." with your own marks.')
        marks = tuple(int(mark) for mark in re.findall(r"\d{1,2}", match["marks"]))
        if len(marks) != len(self.criteria):
            raise Unreadable(f"Give {len(self.criteria)} marks, one for each criterion.")
        maxima = [len(criterion.levels) - 1 for criterion in self.criteria]
        if any(mark > top for mark, top in zip(marks, maxima, strict=True)):
            raise Unreadable("A mark is higher than its criterion allows.")
        return Judgement(marks, sum(marks) / sum(maxima), match["text"])

    def with_answer(self, text: str) -> Self:
        """Return the same question with another model answer."""
        match = _MARKS.fullmatch(text)
        return replace(self, model_answer=match["text"] if match else text)
