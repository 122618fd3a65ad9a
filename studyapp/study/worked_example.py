"""An exercise with its solution, as Markdown, for the notes."""

from __future__ import annotations

import re

from question_bank import registry
from question_bank.answers import Table, Vector
from question_bank.drawings import Drawing
from question_bank.errors import BankError
from question_bank.exercise import Part
from question_bank.printing import below_prompt
from studyapp.errors import ContentError

DRAWING = "drawing:"
"""How a picture's target begins that is a figure of an exercise: drawing:FAMILY/SEED/DIFFICULTY/NUMBER."""


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
    figures = [
        f"![{_without_brackets(figure.alt)}]({DRAWING}{family}/{seed}/{difficulty}/{number})"
        for number, figure in enumerate(exercise.figures)
    ]
    steps = [f"{number}. {_indented(step)}" for number, step in enumerate(exercise.solution, 1)]
    return "\n\n".join([exercise.prompt, *figures, *parts, "**Solution**", "\n".join(steps)]) + "\n"


def example_drawing(target: str) -> Drawing:
    """Return the figure that a picture in a worked example shows; raises ContentError where there is none."""
    found = re.fullmatch(rf"{DRAWING}([a-z0-9-]+)/(\d{{1,12}})/(\d)/(\d)", target)
    if found is None:
        raise ContentError(f"The picture {target} is no figure of an exercise.")
    try:
        figures = registry.exercise(found[1], int(found[2]), int(found[3])).figures
    except BankError as error:
        raise ContentError(str(error)) from error
    if int(found[4]) >= len(figures):
        raise ContentError(f"The picture {target} is no figure of an exercise.")
    return figures[int(found[4])]


def _without_brackets(alt: str) -> str:
    """Return the words of a figure as Markdown takes them between its brackets."""
    return re.sub(r"([\\\[\]$*_`])", r"\\\1", alt)


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
