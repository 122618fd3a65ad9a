"""A text that the learner writes and then marks against criteria."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from question_bank.answers.judgement import Judgement
from question_bank.answers.reading.essays import Essay, read_essay


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric: what is looked for, an anchor sentence for 0, 1, ... marks, and words that hint at it."""

    text: str
    levels: tuple[str, ...]
    keywords: tuple[str, ...]

    @property
    def top(self) -> int:
        """Return the highest mark."""
        return len(self.levels) - 1

    def is_touched_by(self, text: str) -> bool:
        """Tell whether any word of the text begins with a keyword; a criterion without keywords is always touched."""
        words = text.casefold()
        return not self.keywords or any(re.search(rf"\b{re.escape(word.casefold())}", words) for word in self.keywords)

    def untouched(self) -> str:
        """Say that no keyword was found, and which were looked for: evidence, not a judgement."""
        return f"nothing found about “{self.text}”; looked for: {', '.join(self.keywords)}"


@dataclass(frozen=True, slots=True)
class Rubric:
    """A text of at least ``min_words`` words that the learner marks in a last line such as "marks: 2 1 0".

    The text itself is not judged: the score is the learner's own marking, and the notes say where nothing was found.
    """

    kind: ClassVar[str] = "rubric"
    criteria: tuple[Criterion, ...]
    model_answer: str
    min_words: int = 25

    def __post_init__(self) -> None:
        """Raise ValueError where no reply could be right."""
        if not self.criteria or min(criterion.top for criterion in self.criteria) < 1:
            raise ValueError("a rubric needs criteria, each with at least two levels")
        if len(self.model_answer.split()) < self.min_words:
            raise ValueError(f"the model answer has fewer than {self.min_words} words")

    def show(self) -> str:
        """Return the model answer with full marks."""
        return f"{self.model_answer.strip()}\nmarks: {' '.join(str(criterion.top) for criterion in self.criteria)}"

    def accepts(self) -> str:
        """Say what is right."""
        return f"a text of at least {self.min_words} words, marked by yourself with the rubric ({self._top()} marks)"

    def judge(self, reply: str) -> Judgement:
        """Read a reply and count its marks; raises Unreadable for a short text or marks that don't fit."""
        essay = self._read(reply)
        earned = sum(essay.marks)
        rows = zip(essay.marks, self.criteria, strict=True)
        each = ", ".join(f"{mark} of {criterion.top}" for mark, criterion in rows)
        echo = f"{essay.words} words; your marks: {each}"
        feedback = f"You gave yourself {earned} of {self._top()} marks. Compare your text with the model answer."
        return Judgement(essay.marks, earned / self._top(), echo, self._untouched(essay.text), feedback)

    def with_answer(self, text: str) -> Self:
        """Return the same question with another model answer; raises Unreadable."""
        return replace(self, model_answer=self._read(text).text)

    def _read(self, reply: str) -> Essay:
        return read_essay(reply, tuple(criterion.top for criterion in self.criteria), self.min_words)

    def _top(self) -> int:
        return sum(criterion.top for criterion in self.criteria)

    def _untouched(self, text: str) -> tuple[str, ...]:
        return tuple("" if criterion.is_touched_by(text) else criterion.untouched() for criterion in self.criteria)
