"""What every generated text has to keep to, whatever the dice say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.answers import Choice, Choices, Matching, Matrix, Ordering, Rubric, Table
from question_bank.exercise import Exercise, Family, Part

SLIPS = (
    (r"(?<!\n) {2,}", "two spaces"),
    (r"\b(?:a|A(?! and| or| in)) (?:[aeio](?!ne\b|nce)|u(?!n[ia]|s[ei]|r[io]|t[ei]))[a-z]", "a before a vowel"),
    (r"\b[Aa]n [b-df-gj-np-tv-z]", "an before a consonant"),
    (r"\b(\w+) \1\b", "a word twice"),
    (r"\s[,.;:?!](?!\.\.)", "a space before a mark"),
    (r"[,;:]\.|\.\.(?!\.)(?<!\.\.\.)|,,|\?\.", "two marks in a row"),
    (r"[{}]|\bNone\b(?! of)", "something left unfilled"),
    (r"\.[A-Z][a-z]", "no space after a full stop"),
)
ANY_SLIP = re.compile("|".join(f"(?:{pattern})" for pattern, _ in SLIPS))


def texts(exercise: Exercise) -> Iterator[str]:
    """Yield every text of an exercise that a learner may read."""
    yield exercise.prompt
    yield from exercise.solution
    for part in exercise.parts:
        yield part.prompt
        yield from (slip.why for slip in part.misconceptions)
        yield from _texts_of_answer(part)


def _texts_of_answer(part: Part) -> Iterator[str]:
    match part.answer:
        case Choice(options=options) | Choices(options=options):
            yield from options
        case Matching(left=left, right=right):
            yield from (*left, *right)
        case Ordering(items=items):
            yield from items
        case Matrix(row_labels=rows, column_labels=columns):
            yield from (*rows, *columns)
        case Table(columns=columns, rows=rows):
            yield from columns
            yield from (cell for row in rows for cell in row if isinstance(cell, str))
        case Rubric(criteria=criteria, model_answer=model_answer):
            yield model_answer
            for criterion in criteria:
                yield from (criterion.text, *criterion.levels)
        case _:
            return


def slips_of_language(text: str) -> list[str]:
    """Return what is wrong with a text: its name and the place."""
    words = re.sub(r"```.*?```|`[^`]*`", "X", text, flags=re.DOTALL)  # code has its own rules
    words = re.sub(r"\$\$[^$]*\$\$|\$[^$]*\$", "X", words)  # so have formulas
    lines = [line for line in words.split("\n") if not line.startswith("|")]  # so have tables
    found = []
    for line in filter(ANY_SLIP.search, lines):
        for pattern, name in SLIPS:
            found += [
                f"{name}: ...{line[max(0, hit.start() - 30) : hit.end() + 30]}..." for hit in re.finditer(pattern, line)
            ]
    return found


def badly_written(family: Family, seeds: range) -> set[str]:
    """Return what is wrong with the texts of a family, over all difficulties."""
    exercises = (family.generate(seed, difficulty) for difficulty in family.difficulties for seed in seeds)
    told = {text for exercise in exercises for text in texts(exercise)}
    return {slip for text in told for slip in slips_of_language(text)}
