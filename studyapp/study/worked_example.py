"""An exercise with its solution, as Markdown, for the notes."""

from __future__ import annotations

from question_bank import registry
from question_bank.errors import BankError


def worked_example(family: str, seed: int, difficulty: int) -> str:
    """Return the exercise, its parts and its worked solution; an unknown one gives the sentence that says so."""
    try:
        exercise = registry.exercise(family, seed, difficulty)
    except BankError as error:
        return f"*{error}*"
    several = len(exercise.parts) > 1
    letters = "abcdefghijkl"
    parts = [
        f"**{letter})** {part.prompt}" if several else part.prompt for letter, part in zip(letters, exercise.parts)
    ]
    steps = [f"{number}. {_indented(step)}" for number, step in enumerate(exercise.solution, 1)]
    return "\n\n".join([exercise.prompt, *parts, "**Solution**", "\n".join(steps)]) + "\n"


def _indented(step: str) -> str:
    """Return a step that stays inside its list item over several lines."""
    return step.replace("\n", "\n   ")
