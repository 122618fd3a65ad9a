"""A learner's five months, made up the same way every time: reviews when due, slips, doubts and predictions."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from models import registry as demo_registry
from question_bank import registry
from question_bank.exercise import Exercise, Key
from question_bank.grading import grade, score
from question_bank.snapshot import snapshot
from studyapp.prepared import right_replies, wrong_replies
from studyapp.storage import Store
from studyapp.study.exams import Exam
from studyapp.study.history import Attempt, PredictionMade, learners_day, review_of
from studyapp.study.memory import Memory, Rating, item_of, skill_of
from studyapp.study.scheduling import Schedule

DAYS, SKILLS, PREDICTIONS = 150, 130, 46
MOST_DUE, AT_FIRST, EVERY = 14, 2, 1
DAY_STARTS_AT = 4
DOUBTS = (0.3, 0.6, 0.9)  # guess, maybe, sure
EXAM_IN_DAYS = 33


def fill_with_months(store: Store, now: datetime) -> None:
    """Add a hundred and fifty days of a learner who takes up a skill a day, and is sometimes busy otherwise."""
    dice = random.Random("five months")
    schedule = Schedule()
    known: dict[str, Memory] = {}
    families = list(registry.families())[::EVERY]
    waiting = [(family, 1 + level) for level in (0, 1) for family in families][:SKILLS]
    with store.as_one():
        for back in range(DAYS, 0, -1):
            day = now - timedelta(days=back)
            if dice.random() < (0.55 if day.weekday() >= 5 else 0.16):
                continue
            today = learners_day(day, DAY_STARTS_AT)
            due = sorted((m for m in known.values() if m.due <= today), key=lambda m: m.due)[:MOST_DUE]
            asked = [(skill_of(memory.item), schedule.recall(memory, today)) for memory in due]
            asked += [(waiting.pop(0), 0.5)] * AT_FIRST if waiting else []
            for number, (skill, chance) in enumerate(asked):
                assert skill is not None
                given = _attempt(skill, chance, day + timedelta(minutes=3 * number), dice)
                _keep(store, schedule, known, given)
        _predict(store, now, dice)
        store.exams.save(Exam("Deep learning", (now + timedelta(days=EXAM_IN_DAYS)).date()))


def _keep(store: Store, schedule: Schedule, known: dict[str, Memory], given: Attempt) -> None:
    item = item_of(given.key)
    rating = Rating.EASY if given.right and given.duration_s < 40 else None
    review = review_of(given, rating)
    memory = schedule.after(known[item], review) if item in known else schedule.after(None, review)
    store.add_answer(given, review, memory)
    if memory is not None:
        known[item] = memory


@cache
def _exercise(family: str, difficulty: int) -> Exercise:
    return registry.exercise(family, 7, difficulty)


def _marked(skill: tuple[str, int], at: datetime, *, right: bool) -> Attempt:
    """Return an answer to an exercise of a skill; its seed changes later."""
    family, difficulty = skill
    exercise = _exercise(family, difficulty)
    replies = right_replies(exercise) if right else wrong_replies(exercise)
    grades = grade(exercise, replies)
    return Attempt(
        key=registry.family(family).key(7, difficulty),
        topic=registry.family(family).topic,
        replies=replies,
        verdicts=tuple(each.verdict for each in grades),
        scores=tuple(each.score for each in grades),
        score=score(exercise, grades),
        hints=0,
        duration_s=60.0,
        answered_at=at,
        snapshot=snapshot(exercise),
        slips=tuple(each.misconception.topic if each.misconception else "" for each in grades),
    )


def _attempt(skill: tuple[str, int], chance: float, at: datetime, dice: random.Random) -> Attempt:
    """Return an answer that is right with about that chance, better on some topics than on others."""
    talent = random.Random(registry.family(skill[0]).topic).uniform(-0.3, 0.12)
    chance = min(max(chance + talent, 0.05), 0.98)
    right = dice.random() < chance
    said = min(DOUBTS, key=lambda doubt: abs(doubt - chance - 0.1 - dice.gauss(0, 0.15)))
    seconds = dice.lognormvariate(4.0, 0.5) * (1.2 - talent)
    made = _marked(skill, at, right=right)
    seed = dice.randrange(1000)
    key = Key(made.key.family, made.key.version, seed, made.key.difficulty)
    hints = 0 if right else dice.randrange(3)
    doubt = said if dice.random() < 0.7 else None
    return replace(made, key=key, duration_s=seconds, hints=hints, confidence=doubt, day_starts_at=DAY_STARTS_AT)


def _predict(store: Store, now: datetime, dice: random.Random) -> None:
    demos = [demo for demo in list(demo_registry.demos())[::5] if demo_registry.demo(demo).predictions]
    for number in range(PREDICTIONS):
        demo = demos[int(dice.random() ** 2 * len(demos))]
        question = demo_registry.demo(demo).predictions[0].question
        came = dice.random() < 0.64
        at = now - timedelta(days=PREDICTIONS - number)
        store.add_prediction(PredictionMade(demo, question, 0, 0 if came else 1, "{}", at))
