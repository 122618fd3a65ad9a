"""Prepared states for pictures and benchmarks: a learner's two weeks, made up the same way every time."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from question_bank import registry
from question_bank.exercise import Exercise
from question_bank.grading import grade, score
from question_bank.snapshot import snapshot
from studyapp.storage import Store
from studyapp.study.history import Attempt

DAYS = 16
MOST_A_DAY = 9


def fill_with_two_weeks(store: Store, now: datetime) -> None:
    """Add the attempts of a learner who practised most days, mostly rightly, and better with time."""
    dice = random.Random("two weeks")
    families = list(registry.families())
    for back in range(DAYS, 0, -1):  # the last answers are yesterday's
        day = now - timedelta(days=back)
        for number in range(dice.randrange(MOST_A_DAY) or back % 2):
            family = dice.choice(families[: 2 + (DAYS - back) // 5])
            right = dice.random() < 0.55 + 0.4 * (DAYS - back) / DAYS
            store.add_attempt(
                _attempt(family, seed=dice.randrange(1000), right=right, at=day + timedelta(minutes=number))
            )


def right_replies(exercise: Exercise) -> tuple[str, ...]:
    """Return our own answers, as typed."""
    return tuple(part.answer.show() for part in exercise.parts)


def wrong_replies(exercise: Exercise) -> tuple[str, ...]:
    """Return the first misconception of the first part that has one; the other parts are right."""
    replies = list(right_replies(exercise))
    for index, part in enumerate(exercise.parts):
        if part.misconceptions:
            replies[index] = part.misconceptions[0].reply
            break
    return tuple(replies)


def _attempt(family: str, *, seed: int, right: bool, at: datetime) -> Attempt:
    difficulty = 1 + seed % 2
    exercise = registry.exercise(family, seed, difficulty)
    replies = right_replies(exercise) if right else wrong_replies(exercise)
    grades = grade(exercise, replies)
    return Attempt(
        key=registry.family(family).key(seed, difficulty),
        topic=registry.family(family).topic,
        replies=replies,
        verdicts=tuple(each.verdict for each in grades),
        scores=tuple(each.score for each in grades),
        score=score(exercise, grades),
        hints=0,
        duration_s=60.0,
        answered_at=at,
        snapshot=snapshot(exercise),
    )
