"""A case to decide: who is affected, which facts are missing, what lenses back and principles ask, and a memo."""

from __future__ import annotations

import random
from collections.abc import Callable

from question_bank.exercise import Exercise, Family, dice
from question_bank.scenarios.compose import harm_of
from question_bank.scenarios.deck import deal
from question_bank.scenarios.framework_questions import deeds, put_in_order
from question_bank.scenarios.memo import memo
from question_bank.scenarios.principle_questions import principles, quoted, stakes_of_harms, stakes_of_story
from question_bank.scenarios.questions import (
    Asked,
    conflict,
    fact_or_value,
    missing_facts,
    stakeholders,
    stakeholders_of_story,
    step,
    ways,
)
from question_bank.scenarios.scene import Scene
from question_bank.scenarios.stories import STORIES, Story

ID = "ethics-scenario"
STORY_EVERY, STORY_AT = 19, 3  # of 200 seeds in a row, each of the eleven stories has at most one
ORDER = (
    "Five things are done about it, told here in a muddle. Put them in the order of the decision framework, as "
    "defined in the note."
)
Ask = Callable[[random.Random, Scene], Asked]


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: one or two closed parts (1), three (2; two on a real case), or three and a memo (3)."""
    rng = dice(ID, seed, difficulty)
    if difficulty < 3 and seed % STORY_EVERY == STORY_AT:
        return _on_story(rng, STORIES[(seed // STORY_EVERY + 5 * difficulty) % len(STORIES)], difficulty)
    scene = deal(rng, seed, difficulty)
    if difficulty == 3:
        return _with_memo(rng, scene)
    asked = _closed(rng, scene, difficulty)
    return Exercise(scene.told(), tuple(each.part for each in asked), _steps(asked), scene.demo())


def _closed(rng: random.Random, scene: Scene, difficulty: int) -> list[Asked]:
    if difficulty == 2:
        first = rng.choice((stakeholders, missing_facts, ways))
        last: tuple[Ask, ...] = (_principles, _principles, step, fact_or_value)
        return [first(rng, scene), conflict(rng, scene), rng.choice(_possible(scene, last))(rng, scene)]
    alone: tuple[Ask, ...] = (_principles, stakeholders, missing_facts, _order)
    if rng.random() < 0.75:
        return [rng.choice(_possible(scene, alone))(rng, scene)]
    return [fact_or_value(rng, scene), step(rng, scene)]


def _with_memo(rng: random.Random, scene: Scene) -> Exercise:
    first = rng.choice((stakeholders, missing_facts))
    second: tuple[Ask, ...] = (ways, _order, _principles)
    asked = [first(rng, scene), rng.choice(_possible(scene, second))(rng, scene), conflict(rng, scene)]
    written = memo(rng, scene)
    parts = (*(each.part for each in asked), written.part)
    return Exercise(scene.told(), parts, (*_steps(asked), *written.steps()), scene.demo())


def _on_story(rng: random.Random, story: Story, difficulty: int) -> Exercise:
    asked = [principles(rng, stakes_of_story(story), "this case")]
    if difficulty == 2:
        asked.append(stakeholders_of_story(rng, story))
    return Exercise(story.prompt(), tuple(each.part for each in asked), _steps(asked))


def _possible(scene: Scene, asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """Return the questions that can be asked: about principles only where one harm is at the heart of it."""
    return asks if harm_of(scene.case) else tuple(ask for ask in asks if ask is not _principles)


def _principles(rng: random.Random, scene: Scene) -> Asked:
    harm = harm_of(scene.case)
    assert harm is not None
    stakes = stakes_of_harms([harm], [scene.surprise])
    return principles(rng, stakes, "this finding", before=f"It has come out: {quoted(scene.surprise)}")


def _order(rng: random.Random, scene: Scene) -> Asked:
    return put_in_order(rng, deeds(rng, scene), ORDER, 3)


def _steps(asked: list[Asked]) -> tuple[str, ...]:
    return tuple(line for each in asked for line in each.steps)


FAMILY = Family(
    id=ID,
    topic="ethics.six-lenses",
    title="A case to decide",
    version=2,
    generate=generate,
    kinds=("choices", "choice", "matching", "ordering", "rubric"),
    heading="from-lens-to-decision",
)
