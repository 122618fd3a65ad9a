"""A case to decide: who is affected, which lens backs what, where lenses disagree, and an analysis of one's own."""

from __future__ import annotations

import random

from question_bank.exercise import Exercise, Family, dice
from question_bank.scenarios.catalog import CASES
from question_bank.scenarios.memo import memo
from question_bank.scenarios.questions import Asked, conflict, fact_or_value, stakeholders, step, ways
from question_bank.scenarios.scene import Scene, stage

ID = "ethics-scenario"


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: one or two closed parts (1), three (2), or three and a memo (3)."""
    rng = dice(ID, seed, difficulty)
    scene = stage(rng, rng.choice(CASES))
    if difficulty == 3:
        return _with_memo(rng, scene)
    asked = _closed(rng, scene, difficulty)
    return Exercise(scene.told(), tuple(each.part for each in asked), _steps(asked), scene.demo())


def _closed(rng: random.Random, scene: Scene, difficulty: int) -> list[Asked]:
    if difficulty == 2:
        middle = rng.choice((fact_or_value, step))
        return [rng.choice((stakeholders, ways))(rng, scene), conflict(rng, scene), middle(rng, scene)]
    if rng.random() < 0.5:
        return [stakeholders(rng, scene)]
    return [fact_or_value(rng, scene), step(rng, scene)]


def _with_memo(rng: random.Random, scene: Scene) -> Exercise:
    asked = [stakeholders(rng, scene), ways(rng, scene), conflict(rng, scene)]
    written = memo(rng, scene)
    answer = written.part.answer
    open_steps = (
        "For the memo, one short paragraph for each line of the rubric keeps it complete.",
        f"One memo that would earn full marks:\n\n{answer.show().rpartition(chr(10))[0]}",
        f"A memo that recommends the opposite and would earn the same:\n\n{written.counter_position}",
    )
    parts = (*(each.part for each in asked), written.part)
    return Exercise(scene.told(), parts, (*_steps(asked), *open_steps), scene.demo())


def _steps(asked: list[Asked]) -> tuple[str, ...]:
    return tuple(line for each in asked for line in each.steps)


FAMILY = Family(
    id=ID,
    topic="ethics.six-lenses",
    title="A case to decide",
    version=1,
    generate=generate,
    kinds=("choices", "choice", "matching", "rubric"),
    heading="from-lens-to-decision",
)
