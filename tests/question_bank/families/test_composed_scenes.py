"""Composed cases hold together, say nothing about their lens, and no two scenes of 200 seeds are alike."""

from __future__ import annotations

import re
from collections import Counter

from question_bank.scenarios.compose import HARM_OF, composed, harm_of
from question_bank.scenarios.deck import deck
from question_bank.scenarios.harm_catalog import HARMS
from question_bank.scenarios.lens import LENSES
from question_bank.scenarios.people import NAMES, PLACES
from question_bank.scenarios.principle import ASKS, DEMANDS, PRINCIPLES
from question_bank.scenarios.stories import STORIES, WARNING
from question_bank.scenarios.system_catalog import SYSTEMS
from tests.question_bank.families.prose import slips_of_language
from tests.question_bank.families.scenes import ALL, COMPOSED, context_of
from tests.question_bank.families.test_lens_of_argument import GIVEAWAY
from tests.question_bank.once import once

SCENES = ("ethics-scenario", "open-analysis", "decision-framework-order")


def skeleton(text: str) -> str:
    """Return a scenario without its names, places and numbers: what is left must differ for scenes to differ."""
    for name in (*NAMES, *PLACES, *(actor.name for case in ALL for actor in case.actors)):
        text = text.replace(name, "")
    return re.sub(r"\d[\d,]*", "", text)


def scenarios(family_id: str, difficulty: int) -> list[str]:
    """Return the scenarios of 200 seeds that tell of a case and not of a real story."""
    family = once(family_id)
    prompts = [family.generate(seed, difficulty).prompt for seed in range(200)]
    return [prompt for prompt in prompts if "has to recommend what to do." in prompt]


def test_system_harm_and_context_never_come_together_twice_in_200_seeds() -> None:
    for family_id, difficulty in (("ethics-scenario", 1), ("ethics-scenario", 3), ("open-analysis", 2)):
        contexts = [context_of(text) for text in scenarios(family_id, difficulty)]
        assert len(contexts) > 180
        assert len(set(contexts)) == len(contexts)
        assert max(Counter(context.case for context in contexts).values()) <= 6  # a written case has three surprises
        pairs = Counter((context.case, context.finding) for context in contexts)
        assert max(pairs.values()) <= 2


def test_scenes_differ_by_more_than_names_places_and_numbers() -> None:
    for family_id in SCENES:
        for difficulty in (2, 3):
            told = [skeleton(text) for text in scenarios(family_id, difficulty)]
            assert len(told) > 180
            assert len(set(told)) == len(told), family_id


def test_scenes_of_one_system_and_harm_share_neither_data_nor_trade_off_within_two_rounds() -> None:
    half = deck()[: len(deck()) // 2]
    met: dict[tuple[str, int], tuple[int, int]] = {}
    for card in half:
        pair = (card.case.id, card.picks.surprise)
        if pair in met:
            data, trade_off = met[pair]
            assert data != card.picks.data and trade_off != card.picks.trade_off
        met[pair] = (card.picks.data, card.picks.trade_off)
    assert len(met) * 2 == len(half)
    assert len({(card.case.id, card.picks) for card in deck()}) == len(deck()) == 4 * len(met)


def test_every_system_has_six_harms_that_make_sense_and_every_harm_several_systems() -> None:
    assert len(SYSTEMS) == 16
    assert all(len(system.findings) == 6 and set(system.findings) <= set(HARM_OF) for system in SYSTEMS)
    met = Counter(each.harm.id for each in composed())
    assert min(met.values()) >= 5 and max(met.values()) <= 16
    assert all(harm_of(each.case) is each.harm for each in composed())


def test_there_is_one_harm_for_each_of_the_ten_principles() -> None:
    assert len(PRINCIPLES) == 10 == len({harm.principle for harm in HARMS})
    assert set(ASKS) == set(DEMANDS) == set(PRINCIPLES)
    for harm in HARMS:
        assert harm.principle not in harm.accept
        assert not set(harm.tempting) & {harm.principle, *harm.accept}
        assert len(harm.tempting) == 2


def test_every_composed_case_can_be_argued_through_every_lens_both_ways() -> None:
    for case in COMPOSED:
        assert set(case.reasons) == set(case.ways) == set(LENSES)
        texts = [text for lens in LENSES for text in (*case.reasons[lens], case.ways[lens])]
        assert len(set(texts)) == 18, case.id
        assert [text for text in texts if GIVEAWAY.search(text)] == [], case.id


def test_gains_and_losses_belong_to_one_lens_each() -> None:
    gains = Counter(text for system in SYSTEMS for text in system.gains.values())
    losses = Counter(text for harm in HARMS for text in (*harm.losses.values(), *harm.ways.values()))
    assert max(gains.values()) == max(losses.values()) == 1


def test_composed_cases_are_well_written() -> None:
    for case in COMPOSED:
        sentences = [
            *case.facts, *case.values, *case.ways.values(), case.going_ahead, case.waiting,
            *(group.why for group in (case.silent, *case.affected, *case.arguable, *case.unaffected)),
            *(text for mitigation in case.mitigations for text in mitigation),
            *(text for lens in LENSES for text in case.reasons[lens]),
        ]  # fmt: skip
        assert [text for text in sentences if text[0].islower() or text[-1] not in ".?"] == [], case.id
        assert [slip for text in sentences for slip in slips_of_language(text)] == []
        assert case.issue.startswith("whether ")
        assert case.system.startswith("the ")
        assert len(set(case.facts)) == len(set(case.values)) == 4
        names = [group.name for group in (case.silent, *case.affected, *case.arguable, *case.unaffected)]
        assert len(set(names)) == len(names) == 7


def test_no_group_is_always_the_one_who_comes_off_worse() -> None:
    worse = [system.findings["uneven-errors"].text for system in SYSTEMS if "uneven-errors" in system.findings]
    subjects = Counter(word for text in worse for word in set(re.findall(r"[a-z]{5,}", text.casefold())))
    for word in ("women", "foreign", "black", "muslim", "migrants"):
        assert subjects[word] <= 1
    assert len({text.partition(" ")[0] for text in worse}) > 5


def test_actors_are_invented_and_take_turns() -> None:
    actors = [actor.name for system in SYSTEMS for actor in system.actors]
    assert len(set(actors)) == len(actors) == 48
    real = ("Uber", "Clearview", "COMPAS", "Google", "Microsoft", "Amazon", "Replika")
    texts = [told.text for system in SYSTEMS for told in (*system.data, *system.trade_offs, *system.findings.values())]
    assert [text for text in (*texts, *actors) for name in real if name in text] == []


def test_real_cases_carry_a_date_and_name_principles() -> None:
    assert len(STORIES) == 11 == len({story.id for story in STORIES})
    for story in STORIES:
        assert re.search(r"\b20(?:1|2)\d\b", story.told), story.id
        assert story.must and story.accept and not set(story.must) & set(story.accept)
        assert slips_of_language(story.told) == []
        names = [group.name for group in (story.silent, *story.affected, story.arguable, *story.unaffected)]
        assert len(set(names)) == len(names) == 7


def test_a_story_of_self_harm_begins_with_a_warning_and_tells_no_method() -> None:
    grave = [story for story in STORIES if re.search("suicide|self-harm", story.told)]
    assert grave == [story for story in STORIES if story.sensitive] != []
    for story in grave:
        assert story.prompt().startswith(WARNING)
        assert "crisis line" in story.prompt() and "another exercise" in story.prompt()
        assert not re.search(r"\b(?:hang|pill|drug|knife|gun|jump|overdose|method|bridge)", story.told)
