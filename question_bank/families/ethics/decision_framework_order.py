"""The five steps of the decision framework: their order, what belongs to each, and which one somebody left out."""

from __future__ import annotations

import random

from question_bank.answers import Matching
from question_bank.exercise import Exercise, Family, dice
from question_bank.scenarios.deck import deal
from question_bank.scenarios.framework_questions import (
    HEADING,
    TOPIC,
    assigned,
    deeds,
    haste,
    order_of_lines,
    put_in_order,
    shuffled,
    skipped,
    wordings,
)
from question_bank.scenarios.questions import Asked
from question_bank.scenarios.scene import Scene

ID = "decision-framework-order"
ORDER = "Put them in the order of the decision framework, as defined in the note: first what comes first."
TASKS = (
    (
        "{person}, {decider} at {actor}, wants to prepare the decision in five steps and has them on five cards, which "
        "fell to the floor."
    ),
    "A consultant advises {person}, {decider} there, to take five steps, and names them in a muddle.",
    "{person}, {decider} there, finds five notes from a course on ethics in a drawer, in no order.",
    "On a slide for {person}, {decider} there, the five steps of the decision framework have got mixed up.",
)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: the steps in other words (1), as done about a plan (2), or one of them left out (3)."""
    rng = dice(ID, seed, difficulty)
    scene = deal(rng, seed, difficulty)
    if difficulty == 1:
        task = rng.choice(TASKS).format(person=scene.person, decider=scene.case.decider, actor=scene.actor.name)
        return _exercise(f"{scene.opening()} {task}", [put_in_order(rng, wordings(rng), ORDER, 2)])
    if difficulty == 2:
        prompt = f"{scene.told()} Five things are done about it, told here in no particular order."
        return _exercise(prompt, [put_in_order(rng, deeds(rng, scene), ORDER, 4), haste(rng, scene)])
    return _with_gap(rng, scene)


def _with_gap(rng: random.Random, scene: Scene) -> Exercise:
    """Return lines of a report in which one step is missing: assign them, name the gap, put them in order."""
    done = deeds(rng, scene)
    del done[rng.randrange(len(done))]
    items = shuffled(rng, done)
    first = assigned(rng, items)
    matching = first.part.answer
    assert isinstance(matching, Matching)
    asked = [first, skipped(items, matching), order_of_lines(items, matching, earlier=2)]
    return _exercise(f"{scene.told()} A report tells, in a muddle, how the decision was prepared.", asked)


def _exercise(prompt: str, asked: list[Asked]) -> Exercise:
    return Exercise(prompt, tuple(each.part for each in asked), tuple(line for each in asked for line in each.steps))


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="The order of a decision",
    version=1,
    generate=generate,
    kinds=("ordering", "choice", "matching"),
    heading=HEADING,
)
