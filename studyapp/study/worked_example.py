"""An exercise with its solution, as Markdown, for the notes."""

from __future__ import annotations

import re

from question_bank import registry
from question_bank.answers import Table, Vector
from question_bank.errors import BankError
from question_bank.exercise import Part
from question_bank.printing import below_prompt


def worked_example(family: str, seed: int, difficulty: int) -> str:
    """Return the exercise, its parts and its worked solution; an unknown one gives the sentence that says so."""
    try:
        exercise = registry.exercise(family, seed, difficulty)
    except BankError as error:
        return f"*{error}*"
    several = len(exercise.parts) > 1
    letters = "ABCDEFGHIJKL"  # capitals: options have small letters
    parts = [
        f"**{letter})** {_asked(part)}" if several else _asked(part)
        for letter, part in zip(letters, exercise.parts, strict=False)
    ]
    steps = [f"{number}. {_indented(step)}" for number, step in enumerate(exercise.solution, 1)]
    return "\n\n".join([exercise.prompt, *parts, "**Solution**", "\n".join(steps)]) + "\n"


def _asked(part: Part) -> str:
    """Return a part's question and what there is to choose from, a line each."""
    lines = () if isinstance(part.answer, Vector) else below_prompt(part.answer)  # a vector's labels are in the prompt
    if isinstance(part.answer, Table):  # it is Markdown already
        return "\n\n".join((part.prompt, "\n".join(lines)))
    kept = (re.sub(r"^(\d+)\. ", r"\1\\. ", line) for line in lines)  # Markdown would make a list of these
    return "\n\n".join(text for text in (part.prompt, "\\\n".join(kept)) if text)


def _indented(step: str) -> str:
    """Return a step that stays inside its list item over several lines."""
    return step.replace("\n", "\n   ")
