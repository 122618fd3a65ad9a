"""Marks replies: right, partly right, wrong or unreadable, with the slip named where it is a known one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from question_bank.answers import Value
from question_bank.errors import Unreadable
from question_bank.exercise import Exercise, Misconception, Part, Verdict


@dataclass(frozen=True, slots=True)
class Grade:
    """What came of one reply.

    ``score`` is in [0, 1]. ``echo`` is Markdown that shows how the reply was read. ``position`` points at the
    character that could not be read. ``carried`` says that the reply is right because it follows from the
    learner's own earlier value.
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
        raise ValueError(f"This exercise has {len(exercise.parts)} parts; {len(replies)} replies were given.")
    return tuple(grade_part(exercise, index, replies[: index + 1]) for index in range(len(replies)))


def score(exercise: Exercise, grades: Sequence[Grade]) -> float:
    """Return the share of all marks earned, in [0, 1]."""
    earned = sum(part.marks * grade.score for part, grade in zip(exercise.parts, grades, strict=True))
    return earned / sum(part.marks for part in exercise.parts)


def grade_part(exercise: Exercise, index: int, replies: Sequence[str]) -> Grade:
    """Mark the reply to part ``index``; ``replies`` holds the replies to all parts up to and with it."""
    part, reply = exercise.parts[index], replies[index]
    try:
        judgement = part.answer.judge(reply)
    except Unreadable as error:
        return Grade(Verdict.UNREADABLE, 0.0, "", str(error), position=error.position)
    if judgement.score < 1:
        if _follows_from_earlier(exercise, index, replies):
            feedback = "Right with your own earlier value: the step is correct, so it earns full marks."
            return Grade(Verdict.RIGHT, 1.0, judgement.echo, feedback, carried=True, notes=judgement.notes)
        slip = recognised(part, reply)
        if slip is not None:
            return Grade(Verdict.WRONG, 0.0, judgement.echo, slip.why, misconception=slip, notes=judgement.notes)
    verdict, feedback = _plain_verdict(judgement.score)
    return Grade(verdict, judgement.score, judgement.echo, feedback, notes=judgement.notes)


def recognised(part: Part, reply: str) -> Misconception | None:
    """Return the misconception whose value the reply has, if it is a known one; raises Unreadable."""
    for misconception in part.misconceptions:
        if part.answer.with_answer(misconception.reply).judge(reply).score == 1:
            return misconception
    return None


def _follows_from_earlier(exercise: Exercise, index: int, replies: Sequence[str]) -> bool:
    carry = exercise.parts[index].carry
    if carry is None:
        return False
    earlier: list[Value] = []
    for part, reply in zip(exercise.parts[:index], replies[:index], strict=True):
        try:
            earlier.append(part.answer.judge(reply).value)
        except Unreadable:
            return False
    expected = carry(tuple(earlier))
    return expected is not None and expected.judge(replies[index]).score == 1


def _plain_verdict(earned: float) -> tuple[Verdict, str]:
    if earned == 1:
        return Verdict.RIGHT, "Right."
    if earned > 0:
        return Verdict.PARTLY_RIGHT, "Partly right."
    return Verdict.WRONG, "Not right yet. Take a hint, or look at what the formula asks for."
