"""Texts of one's own on a scene, marked line by line: one lens on both sides, two lenses and a measure, or a memo."""

from __future__ import annotations

from question_bank.exercise import Exercise, Family, dice
from question_bank.scenarios.deck import deal
from question_bank.scenarios.essays import one_lens, two_lenses
from question_bank.scenarios.lens import LENSES
from question_bank.scenarios.memo import memo

ID = "open-analysis"
OFFSET = 200  # so that a seed gives another scene here than in the family that asks for closed answers


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one open task: an argument for and against (1), two lenses and a measure (2), a memo (3)."""
    rng = dice(ID, seed, difficulty)
    scene = deal(rng, seed + OFFSET, difficulty)
    if difficulty == 1:
        task = one_lens(rng, scene, rng.choice(LENSES))
        return Exercise(scene.told(), (task.part,), task.steps(), scene.demo())
    if difficulty == 2:
        first, second = rng.sample(LENSES, 2)
        task = two_lenses(rng, scene, first, second)
        return Exercise(scene.told(), (task.part,), task.steps(), scene.demo())
    written = memo(rng, scene)
    return Exercise(scene.told(), (written.part,), written.steps(), scene.demo())


FAMILY = Family(
    id=ID,
    topic="ethics.responsible-innovation",
    title="An analysis of one's own",
    version=1,
    generate=generate,
    kinds=("rubric",),
    heading="writing-an-analysis",
)
