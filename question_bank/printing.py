"""Exercises as plain Markdown, for the command line and for paper."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import assert_never

from question_bank.answers import (
    AnswerSpec,
    Choice,
    Choices,
    Expression,
    Integer,
    Matching,
    Matrix,
    Number,
    Ordering,
    Rubric,
    Shape,
    Table,
    Vector,
)
from question_bank.answers.reading.grids import how_to_type_matrix, how_to_type_table
from question_bank.answers.reading.options import LETTERS
from question_bank.answers.reading.sequences import how_to_type_order
from question_bank.exercise import Exercise, Part


def below_prompt(spec: AnswerSpec) -> tuple[str, ...]:
    """Return the lines a learner must see below the prompt to answer: options, pairs, criteria; none for numbers."""
    match spec:
        case Integer() | Number() | Shape() | Expression():
            return ()
        case Vector():
            return spec.labels
        case Choice() | Choices():
            return _lettered(spec.options)
        case Matching():
            return (*(f"{number}. {entry}" for number, entry in enumerate(spec.left, 1)), *_lettered(spec.right))
        case Ordering():
            return _lettered(spec.items)
        case Matrix():
            return _labels_of(spec)
        case Table():
            return _table(spec)
        case Rubric():
            return tuple(f"{criterion.text} (0 to {criterion.top})" for criterion in spec.criteria)
        case _:
            assert_never(spec)


def asked(part: Part) -> str:
    """Return a part's prompt with what there is to choose from, and how to type the choice, as Markdown."""
    lines = () if isinstance(part.answer, Vector) else below_prompt(part.answer)  # a vector's labels are in the prompt
    return "\n\n".join(text for text in (part.prompt, "\n".join(lines), _how_to_type(part.answer)) if text)


def _how_to_type(spec: AnswerSpec) -> str:
    """Return how a choice is typed; what form a number takes is said by its prompt."""
    match spec:
        case Choice():
            return "Type one letter."
        case Choices():
            return "Type the letters of all that apply, such as a, c."
        case Matching():
            return "Type a letter for each number, such as 1b 2a."
        case Ordering():
            return how_to_type_order(len(spec.items))
        case Matrix():
            return how_to_type_matrix(len(spec.rows), len(spec.rows[0]))
        case Table():
            return how_to_type_table(spec.given())
        case Rubric():
            return 'Write your text, then a last line with your own marks, such as "marks: 1 0 2".'
        case _:
            return ""


def as_text(exercise: Exercise) -> str:
    """Return an exercise with its answers and worked solution, as Markdown to read in a terminal."""
    parts = [_part(number, part) for number, part in enumerate(exercise.parts, 1)]
    steps = [f"{number}. {step}" for number, step in enumerate(exercise.solution, 1)]
    shown = [f"Demo: {exercise.demo.demo} {dict(exercise.demo.config)}"] if exercise.demo else []
    figures = [f"[Figure: {figure.alt}]" for figure in exercise.figures]
    return "\n\n".join([exercise.prompt, *figures, *parts, "Solution", *steps, *shown])


def _part(number: int, part: Part) -> str:
    head = f"({number}) {part.prompt} [{part.answer.kind}, {part.marks}]"
    slips = [f"  {slip.reply}: {slip.why}" for slip in part.misconceptions]
    answer = [f"  Answer: {part.answer.show()} ({part.answer.accepts()})", *(["  Slips:"] if slips else []), *slips]
    return "\n".join([head, *(f"  {line}" for line in below_prompt(part.answer)), *answer])


def _lettered(options: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{letter}) {option}" for letter, option in zip(LETTERS, options, strict=False))


def _labels_of(spec: Matrix) -> tuple[str, ...]:
    sides = (("Rows", spec.row_labels), ("Columns", spec.column_labels))
    return tuple(f"{name}: {', '.join(labels)}" for name, labels in sides if labels)


def _table(spec: Table) -> tuple[str, ...]:
    """Return a Markdown table with numbered blanks, and what there is to choose from in them."""
    numbers = itertools.count(1)
    options: dict[tuple[str, ...], list[str]] = {}
    lines = [_row(spec.columns), _row(["---"] * len(spec.columns))]
    for row in spec.rows:
        texts: list[str] = []
        for cell in row:
            number = "" if isinstance(cell, str) else f"({next(numbers)})"
            texts.append(cell if isinstance(cell, str) else _blank(number, cell))
            if isinstance(cell, Choice):
                options.setdefault(cell.options, []).append(number)
        lines.append(_row(texts))
    for choices, blanks in options.items():
        lines += ["", f"For {', '.join(blanks)}:", "", *(f"- {option}" for option in _lettered(choices))]
    return tuple(lines)


def _row(texts: Iterable[str]) -> str:
    return f"| {' | '.join(text.replace('|', chr(92) + '|') for text in texts)} |"


def _blank(number: str, cell: AnswerSpec) -> str:
    unit = cell.unit if isinstance(cell, Integer | Number) else ""
    return f"{number} … {unit}".rstrip()
