"""Marks replies: right, partly right, wrong or unreadable, with the slip named where it is a known one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from question_bank.answers import AnswerSpec, Judgement, Value
from question_bank.errors import Unreadable
from question_bank.exercise import Exercise, Misconception, Part, Verdict

CARRIED = "Right with your own earlier value: the step is correct, so it earns full marks."
PARTLY_CARRIED = "Partly right, marked with your own earlier value."


@dataclass(frozen=True, slots=True)
class Grade:
    """What came of one reply.

    ``score`` is in [0, 1]. ``echo`` is Markdown that shows how the reply was read. ``position`` points at the
    character that could not be read. ``carried`` says that the reply, or a cell of it, earns what it does because it
    follows from the learner's own earlier value. ``notes`` are those of the Judgement.
    """

    verdict: Verdict
    score: float
    echo: str
    feedback: str
    misconception: Misconception | None = None
    position: int | None = None
    carried: bool = False
    notes: tuple[str, ...] = ()


def grade(exercise: Exercise, replies: Sequence[str]) -> tuple[Grade, ...]:
    """Return one grade for each part, in order; raises ValueError unless there is one reply a part."""
    if len(replies) != len(exercise.parts):
        parts = "one part" if len(exercise.parts) == 1 else f"{len(exercise.parts)} parts"
        raise ValueError(f"This exercise has {parts}; give one reply for each, not {len(replies)}.")
    return tuple(grade_part(exercise, index, replies[: index + 1]) for index in range(len(replies)))


def score(exercise: Exercise, grades: Sequence[Grade]) -> float:
    """Return the share of all marks earned, in [0, 1]."""
    earned = sum(part.marks * grade.score for part, grade in zip(exercise.parts, grades, strict=True))
    return earned / sum(part.marks for part in exercise.parts)


def echo(spec: AnswerSpec, reply: str) -> str:
    """Return the reply as it is understood, as Markdown that doesn't tell whether it is right; raises Unreadable."""
    return spec.judge(reply).echo


def grade_part(exercise: Exercise, index: int, replies: Sequence[str]) -> Grade:
    """Mark the reply to part ``index``; ``replies`` holds the replies to all parts up to and with it.

    A reply that follows from the learner's own earlier values is marked by those. A reply that is a known
    misconception earns nothing, even where a cell of it agrees: as a whole it follows from the slip.
    """
    part, reply = exercise.parts[index], replies[index]
    try:
        judgement = part.answer.judge(reply)
    except Unreadable as error:
        return Grade(Verdict.UNREADABLE, 0.0, "", str(error), position=error.position)
    if judgement.score == 1:
        return _plain_grade(judgement)
    carried = _carried(exercise, index, replies)
    if carried is not None and carried.score > judgement.score:
        feedback = CARRIED if carried.score == 1 else PARTLY_CARRIED
        return Grade(_verdict(carried.score), carried.score, carried.echo, feedback, carried=True, notes=carried.notes)
    slip = recognised(part, reply)
    if slip is not None:
        return Grade(Verdict.WRONG, 0.0, judgement.echo, slip.why, misconception=slip, notes=judgement.notes)
    return _plain_grade(judgement)


def recognised(part: Part, reply: str) -> Misconception | None:
    """Return the misconception whose value the reply has, within the answer's tolerance; raises Unreadable."""
    for misconception in part.misconceptions:
        if part.answer.with_answer(misconception.reply).judge(reply).score == 1:
            return misconception
    return None


def _carried(exercise: Exercise, index: int, replies: Sequence[str]) -> Judgement | None:
    """Return the last reply as marked by what follows from the earlier ones, or None where nothing follows."""
    carry = exercise.parts[index].carry
    if carry is None:
        return None
    try:
        *earlier, own = _values(exercise.parts[: index + 1], replies)
        if _one_number_throughout((*earlier, own)):
            return None
        expected = carry(tuple(earlier))
        return None if expected is None else expected.judge(replies[index])
    except (Unreadable, ArithmeticError, ValueError):  # the learner's value leads nowhere: no root of it, no quotient
        return None


def _values(parts: Sequence[Part], replies: Sequence[str]) -> tuple[Value, ...]:
    return tuple(part.answer.judge(reply).value for part, reply in zip(parts, replies, strict=True))


def _one_number_throughout(values: Value) -> bool:
    """Tell whether nothing but one number was typed so far: 0 often follows from 0, but nobody has worked it out."""
    numbers = tuple(_flat(values))
    return len(set(numbers)) == 1 and (len(numbers) > 2 or numbers[0] == 0)


def _flat(value: Value) -> Iterator[float | str]:
    if isinstance(value, tuple):
        for each in value:
            yield from _flat(each)
    elif isinstance(value, str):  # a formula may be a number too
        yield 0 if value.strip() in ("0", "-0") else value
    else:
        yield value


def _plain_grade(judgement: Judgement) -> Grade:
    feedback = judgement.feedback or _usual_feedback(judgement.score)
    verdict, notes = _verdict(judgement.score), judgement.notes
    return Grade(verdict, judgement.score, judgement.echo, feedback, carried=judgement.carried, notes=notes)


def _verdict(earned: float) -> Verdict:
    if earned == 1:
        return Verdict.RIGHT
    return Verdict.PARTLY_RIGHT if earned > 0 else Verdict.WRONG


def _usual_feedback(earned: float) -> str:
    if earned == 1:
        return "Right."
    if earned > 0:
        return "Partly right."
    return "Not right yet. Take a hint, or look at what the formula asks for."
