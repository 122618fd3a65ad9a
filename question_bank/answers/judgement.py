"""What marking one reply comes to."""

from __future__ import annotations

from dataclasses import dataclass

Value = int | float | str | tuple["Value", ...]
"""What a reply means: a number, a text, or several of them (a vector, the rows of a matrix, the cells of a table)."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A reply as it was understood, and what it is worth.

    ``score`` is in [0, 1]. ``echo`` is Markdown that shows how the reply was read, and never whether it is right.
    ``notes`` are about single cells: of a vector, a matching or a rubric there is one a cell, pair or criterion, in
    their order and "" where there is nothing to say. ``feedback`` takes the place of the usual sentence about the
    score where a kind has a better one. ``carried`` says that some cells are right only because they follow from the
    learner's own earlier ones.
    """

    value: Value
    score: float
    echo: str
    notes: tuple[str, ...] = ()
    feedback: str = ""
    carried: bool = False
