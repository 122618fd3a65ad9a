"""The key follows from the sentences of the prompt: each demand and each finding belongs to one principle."""

from __future__ import annotations

import re
from collections import Counter

from question_bank.answers import Choice, Choices, Matching
from question_bank.exercise import Exercise
from question_bank.scenarios.compose import HARM_OF, fill
from question_bank.scenarios.harm import Harm
from question_bank.scenarios.principle import DEMANDS, PRINCIPLES, Principle
from question_bank.scenarios.stories import STORIES, Story
from question_bank.scenarios.system_catalog import SYSTEMS
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.scenes import pattern
from tests.question_bank.once import once

FAMILY = once("principle-at-stake")
SEEDS = range(200)
DEMANDED = {
    fill(demand, system): principle
    for principle, demands in DEMANDS.items()
    for demand in demands
    for system in SYSTEMS
}
GIVEAWAY = re.compile("fair|discriminat|proportion|privacy|governance|accountab|transparen|explainab|oversight|sustain")


def harms_in(text: str) -> list[Harm]:
    """Return the harms whose findings a text tells, in the order in which it tells them."""
    hits = [
        (hit.start(), HARM_OF[harm])
        for system in SYSTEMS
        for harm, told in system.findings.items()
        if (hit := pattern(told).search(text))
    ]
    return [harm for _, harm in sorted(hits, key=lambda hit: hit[0])]


def principle_of(text: str) -> tuple[Principle, set[Principle]]:
    """Return the principle that a statement is about, and those that may be named along with it."""
    said = text.rpartition("> ")[2]
    if said in DEMANDED:
        return DEMANDED[said], set()
    (harm,) = harms_in(said)
    return harm.principle, set(harm.accept)


def test_no_demand_names_its_principle_or_belongs_to_two() -> None:
    texts = [text for demands in DEMANDS.values() for text in demands]
    assert len(set(texts)) == len(texts) == 40
    assert [text for text in texts if GIVEAWAY.search(text)] == []


def test_one_statement_is_about_one_principle_and_no_other_on_offer_can_be_argued() -> None:
    asked = Counter[Principle]()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        answer = exercise.parts[0].answer
        assert isinstance(answer, Choice)
        principle, arguable = principle_of(exercise.prompt)
        assert answer.options[answer.right] == principle
        assert not arguable & set(answer.options)
        assert len(exercise.parts[0].misconceptions) == 3
        asked[principle] += 1
    assert set(asked) == set(PRINCIPLES)
    assert max(asked.values()) < 40


def story_in(text: str) -> Story | None:
    return next((story for story in STORIES if story.told in text), None)


def test_must_and_accept_sets_are_those_of_the_two_findings_or_of_the_real_case() -> None:
    told = Counter[bool]()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        answer = exercise.parts[0].answer
        assert isinstance(answer, Choices)
        must = {answer.options[place] for place in answer.right}
        arguable = {answer.options[place] for place in answer.acceptable}
        story = story_in(exercise.prompt)
        told[story is not None] += 1
        if story is not None:
            expected, allowed = set(story.must), set(story.accept)
        else:
            harms = harms_in(exercise.prompt)
            assert len(harms) == 2
            expected, allowed = {harm.principle for harm in harms}, {each for harm in harms for each in harm.accept}
        assert must == expected
        assert arguable <= allowed - expected
        assert not (set(answer.options) - must - arguable) & {str(each) for each in expected | allowed}
    assert told[True] == len(STORIES)


def test_the_accept_set_is_shown_afterwards_with_reasons() -> None:
    for seed in range(60):
        exercise = FAMILY.generate(seed, 2)
        answer = exercise.parts[0].answer
        assert isinstance(answer, Choices)
        shown = "\n".join(exercise.solution)
        assert all(f"- {option}: " in shown for option in answer.options)


def test_the_score_is_the_share_of_the_must_set_less_a_quarter_for_each_stray() -> None:
    for seed in range(60):
        answer = FAMILY.generate(seed, 2).parts[0].answer
        assert isinstance(answer, Choices)
        letters = "abcdefgh"
        stray = next(place for place in range(len(answer.options)) if place not in (*answer.right, *answer.acceptable))
        assert answer.judge(f"{answer.show()}, {letters[stray]}").score == 0.75
        assert answer.judge(", ".join(letters[place] for place in (*answer.right, *answer.acceptable))).score == 1
        assert answer.judge(letters[answer.right[0]]).score == 1 / len(answer.right)


def check_findings(exercise: Exercise) -> list[Harm]:
    answer = exercise.parts[0].answer
    assert isinstance(answer, Matching)
    harms = harms_in(exercise.prompt)
    assert len(harms) == len(answer.left) == 4
    for harm, pair in zip(harms, answer.pairs, strict=True):
        assert answer.right[pair] == harm.principle
        assert {harm.principle, *harm.accept} & set(answer.right) == {harm.principle}
    return harms


def test_each_of_four_findings_fits_one_of_the_principles_on_offer_and_no_second() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        harms = check_findings(exercise)
        why = exercise.parts[1]
        assert isinstance(why.answer, Choice)
        matching = exercise.parts[0].answer
        assert isinstance(matching, Matching)
        number = next(place for place, left in enumerate(matching.left) if f"About {left} " in why.prompt)
        harm = harms[number]
        tempting = next(each for each in PRINCIPLES if f"a matter of {each}." in why.prompt)
        system = next(system for system in SYSTEMS if any(f"About {a.name} " in why.prompt for a in system.actors))
        assert why.answer.options[why.answer.right] == fill(harm.tempting[tempting], system)
        assert len(why.misconceptions) == 3


def test_prompts_differ_in_what_they_tell() -> None:
    pairs = [tuple(sorted(harm.id for harm in harms_in(FAMILY.generate(seed, 2).prompt))) for seed in SEEDS]
    systems = [
        next((system.id for system in SYSTEMS if system.proposal in FAMILY.generate(seed, 2).prompt), f"story {seed}")
        for seed in SEEDS
    ]
    assert len(set(zip(systems, pairs, strict=True))) == len(SEEDS)


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(120)) == set()
