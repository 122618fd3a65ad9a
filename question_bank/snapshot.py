"""An exercise as it was asked, kept as text so that history stays true when a family changes."""

from __future__ import annotations

import msgspec

from question_bank.drawings import Drawing
from question_bank.errors import BankError
from question_bank.exercise import Exercise
from question_bank.printing import below_prompt


class PartSnapshot(msgspec.Struct, frozen=True):
    """One part as asked: ``lines`` stand below the prompt (options, pairs, criteria); ``answer`` is ours, as typed."""

    kind: str
    prompt: str
    lines: tuple[str, ...]
    marks: int
    answer: str
    accepts: str


class Snapshot(msgspec.Struct, frozen=True):
    """An exercise as asked, with its solution; those kept before there were figures have none."""

    prompt: str
    parts: tuple[PartSnapshot, ...]
    solution: tuple[str, ...]
    figures: tuple[Drawing, ...] = ()


def snapshot(exercise: Exercise) -> str:
    """Return the exercise as JSON; ``read_snapshot`` gives it back."""
    parts = tuple(
        PartSnapshot(
            kind=part.answer.kind,
            prompt=part.prompt,
            lines=below_prompt(part.answer),
            marks=part.marks,
            answer=part.answer.show(),
            accepts=part.answer.accepts(),
        )
        for part in exercise.parts
    )
    return msgspec.json.encode(Snapshot(exercise.prompt, parts, exercise.solution, exercise.figures)).decode()


def read_snapshot(text: str) -> Snapshot:
    """Return what ``snapshot`` wrote; raises BankError for any other text."""
    try:
        return msgspec.json.decode(text, type=Snapshot)
    except (msgspec.MsgspecError, UnicodeEncodeError) as error:
        raise BankError(f"This is not a kept exercise: {error}") from error
