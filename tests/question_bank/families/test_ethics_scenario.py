"""Keys against the tables of the cases, the memo's marks, and three written samples for each rubric."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from models.knobs import with_values
from models.registry import demos
from question_bank.answers import Choice, Choices, Matching, Rubric
from question_bank.exercise import Part
from question_bank.scenarios.case import Case
from question_bank.scenarios.catalog import CASES
from question_bank.scenarios.compose import harm_of
from question_bank.scenarios.framework import ACTIONS, STEPS
from question_bank.scenarios.lens import CRITERIA, LENSES, Lens
from question_bank.scenarios.memo import Memo, memo
from question_bank.scenarios.questions import ELSEWHERE
from question_bank.scenarios.stories import STORIES
from tests.question_bank.families.memo_samples import SAMPLES, Sample
from tests.question_bank.families.prose import badly_written, slips_of_language
from tests.question_bank.families.scenes import ALL, COMPOSED, case_of, scene_on
from tests.question_bank.once import once

FAMILY = once("ethics-scenario")
SEEDS = range(200)
CRITERIA_OF = {lens: [text for group in CRITERIA[lens] for text in group] for lens in LENSES}


def parts(difficulty: int) -> list[tuple[Case, Part]]:
    """Return the parts of all exercises on a case, each with its case; real stories are left out."""
    exercises = [FAMILY.generate(seed, difficulty) for seed in SEEDS]
    return [(case_of(each.prompt), part) for each in exercises if "wants to" in each.prompt for part in each.parts]


def rubric_of(part: Part) -> Rubric:
    assert isinstance(part.answer, Rubric)
    return part.answer


def memo_on(case: str) -> Memo:
    return memo(random.Random(case), scene_on(case))


# ---------------------------------------------------------------- closed parts


def test_the_silent_group_must_be_named_and_bystanders_must_not() -> None:
    asked = [(case, part.answer) for level in (1, 2, 3) for case, part in parts(level)]
    found = 0
    for case, answer in asked:
        if not (isinstance(answer, Choices) and case.silent.name in answer.options):
            continue
        found += 1
        must = {answer.options[place] for place in answer.right}
        affected = {group.name for group in case.affected}
        assert case.silent.name in must
        assert must - affected == {case.silent.name}
        (arguable,) = answer.acceptable
        assert answer.options[arguable] in {group.name for group in case.arguable}
        rest = set(answer.options) - must - {answer.options[place] for place in answer.acceptable}
        assert rest <= {group.name for group in case.unaffected}
        assert len(rest) == 2
    assert found > 150


def test_ticking_everything_never_pays_and_the_arguable_group_costs_nothing() -> None:
    for _, part in parts(3):
        if isinstance(part.answer, Choices):
            letters = "abcdefghij"[: len(part.answer.options)]
            assert part.answer.judge(", ".join(letters)).score == 0
            for place in part.answer.acceptable:
                assert part.answer.judge(f"{part.answer.show()}, {letters[place]}").score == 1


def test_every_course_of_action_belongs_to_its_lens() -> None:
    found = 0
    for case, part in parts(3):
        if isinstance(part.answer, Matching):
            found += 1
            for left, pair in zip(part.answer.left, part.answer.pairs, strict=True):
                lens = next(lens for lens in LENSES if left == f"the {lens} lens")
                assert part.answer.right[pair] == case.ways[lens]
    assert found > 40


def heard(case: Case, minutes: str) -> dict[Lens, bool]:
    """Return the lenses of the minutes, and whether each speaks for the plan."""
    said = {}
    for line in re.findall(r"^\d\. (.+)$", minutes, re.MULTILINE):
        (lens,) = [lens for lens in LENSES if any(text in line for text in (*case.reasons[lens], *CRITERIA_OF[lens]))]
        said[lens] = case.reasons[lens].favour in line
        assert said[lens] is not (case.reasons[lens].against in line)
    return said


def test_one_pair_of_lenses_pulls_apart_and_no_other() -> None:
    found = 0
    for case, part in [*parts(2), *parts(3)]:
        if not (isinstance(part.answer, Choice) and "minutes of a hearing" in part.prompt):
            continue
        found += 1
        said = heard(case, part.prompt)
        assert len(said) == 3
        pairs = [tuple(Lens(name) for name in option.split(" and ")) for option in part.answer.options]
        apart = [
            place
            for place, (one, other) in enumerate(pairs)
            if one in said and other in said and said[one] is not said[other]
        ]
        assert apart == [part.answer.right]
    assert found > 1.9 * len(SEEDS)


def test_facts_are_told_from_values_as_in_the_tables() -> None:
    found = Counter[bool]()
    for case, part in parts(1):
        if isinstance(part.answer, Choice) and "questions" in part.prompt:
            wants_fact = "**fact**" in part.prompt
            inside = case.facts if wants_fact else case.values
            chosen = [place for place, option in enumerate(part.answer.options) if option in inside]
            assert chosen == [part.answer.right]
            assert set(part.answer.options) <= {*case.facts, *case.values}
            found[wants_fact] += 1
    assert min(found.values()) > 10


def test_an_action_belongs_to_its_step_of_the_framework() -> None:
    found = Counter[int]()
    for case, part in parts(1):
        if isinstance(part.answer, Choice) and part.answer.options == STEPS:
            patterns = [
                re.escape(action)
                .replace(r"\{person\}", ".+")
                .replace(r"\{system\}", case.system)
                .replace(r"\{one\}", ".+")
                for action in ACTIONS[part.answer.right]
            ]
            assert any(re.match(rf"\*{pattern}\*", part.prompt) for pattern in patterns), part.prompt
            found[part.answer.right] += 1
    assert set(found) == {0, 1, 2, 3, 4}
    assert len(STEPS) == 5


# ---------------------------------------------------------------- the memo


def test_the_memo_has_ten_marks_divided_as_the_course_does() -> None:
    for seed in SEEDS:
        part = FAMILY.generate(seed, 3).parts[-1]
        rubric = rubric_of(part)
        assert [criterion.top for criterion in rubric.criteria] == [1, 2, 1, 3, 1, 1, 1]
        assert part.marks == 10
        assert 200 <= len(rubric.model_answer.split()) <= 420


def test_both_model_memos_earn_full_marks_and_recommend_opposite_things() -> None:
    for case in ALL:
        written = memo_on(case.id)
        rubric, counter = rubric_of(written.part), written.counter_position
        sides = {"not going ahead as planned" in text for text in (rubric.model_answer, counter)}
        assert sides == {True, False}
        for text in (rubric.model_answer, counter):
            judged = rubric.judge(f"{text}\nmarks: 1 2 1 3 1 1 1")
            assert judged.score == 1
            assert [note for note in judged.notes if note] == []


def test_the_side_of_the_model_memo_is_thrown() -> None:
    against = sum("not going ahead" in rubric_of(FAMILY.generate(seed, 3).parts[-1]).model_answer for seed in SEEDS)
    assert 70 < against < 130


def evidence_missing(rubric: Rubric, sample: Sample) -> int:
    reply = f"{sample.text}\nmarks: {' '.join(map(str, sample.marks))}"
    return sum(bool(note) for note in rubric.judge(reply).notes)


@pytest.mark.parametrize("case", sorted({sample.case for sample in SAMPLES}))
def test_weak_middle_and_strong_memos_come_out_in_that_order(case: str) -> None:
    rubric = rubric_of(memo_on(case).part)
    samples = {sample.strength: sample for sample in SAMPLES if sample.case == case}
    assert set(samples) == {"weak", "middle", "strong"}
    scores = {
        strength: rubric.judge(f"{sample.text}\nmarks: {' '.join(map(str, sample.marks))}").score
        for strength, sample in samples.items()
    }
    assert scores["weak"] <= 0.2
    assert 0.4 <= scores["middle"] <= 0.7
    assert scores["strong"] == 1
    missing = [evidence_missing(rubric, samples[strength]) for strength in ("weak", "middle", "strong")]
    assert missing[0] >= 4
    assert 1 <= missing[1] <= 3
    assert missing[2] == 0


def test_strong_memos_recommend_both_ways() -> None:
    strong = [sample.text for sample in SAMPLES if sample.strength == "strong"]
    waiting = [text for text in strong if "I recommend to wait" in text]
    assert 0 < len(waiting) < len(strong)


@pytest.mark.parametrize("case", [case.id for case in (*CASES, *COMPOSED[::7])])
def test_every_rubric_notices_what_a_thin_memo_leaves_out(case: str) -> None:
    rubric = rubric_of(memo_on(case).part)
    weak = next(sample for sample in SAMPLES if sample.strength == "weak" and sample.case == "credit-score")
    assert evidence_missing(rubric, weak) >= 4
    paragraphs = rubric.model_answer.split("\n\n")
    middle = "\n\n".join(paragraphs[:5])  # issue, facts, people and two lenses, but nothing decided
    notes = rubric.judge(f"{middle}\nmarks: 1 2 1 2 0 0 0").notes
    assert [bool(note) for note in notes[:4]] == [False] * 4
    assert sum(map(bool, notes[4:])) >= 1


# ---------------------------------------------------------------- the whole


def test_no_two_exercises_are_alike() -> None:
    for difficulty in FAMILY.difficulties:
        exercises = [FAMILY.generate(seed, difficulty) for seed in SEEDS]
        assert len({(each.prompt, *(part.prompt for part in each.parts)) for each in exercises}) == len(SEEDS)


def test_real_cases_come_up_and_each_only_once_in_200_seeds() -> None:
    for difficulty in (1, 2):
        prompts = [FAMILY.generate(seed, difficulty).prompt for seed in SEEDS]
        told = Counter(story.id for prompt in prompts for story in STORIES if story.told in prompt)
        assert set(told.values()) == {1} and len(told) == len(STORIES)
    assert not any(story.told in FAMILY.generate(seed, 3).prompt for seed in SEEDS for story in STORIES)


def test_actors_and_places_take_turns() -> None:
    prompts = [FAMILY.generate(seed, 3).prompt for seed in range(500)]
    openings = [prompt.partition(", wants to")[0] for prompt in prompts]
    actors = Counter(opening.partition(",")[0] for opening in openings)
    places = Counter(opening.rpartition(" in ")[2] for opening in openings)
    assert len(actors) > 0.9 * len({actor.name for case in ALL for actor in case.actors})
    assert len(places) == 30
    assert max(places.values()) < 40
    assert max(actors.values()) < 25


def test_missing_facts_are_facts_of_the_case_and_nothing_else() -> None:
    found = 0
    for case, part in [*parts(1), *parts(3)]:
        if not (isinstance(part.answer, Choices) and "facts are still missing" in part.prompt):
            continue
        found += 1
        options = part.answer.options
        assert {options[place] for place in part.answer.right} < set(case.facts)
        assert [options[place] for place in part.answer.acceptable] == [ELSEWHERE]
        rest = set(options) - set(case.facts) - {ELSEWHERE}
        assert len(rest & set(case.values)) == 1 and len(rest) == 2
    assert found > 80


def test_the_principle_of_the_harm_is_a_must_and_what_is_arguable_costs_nothing() -> None:
    found = 0
    for case, part in [*parts(1), *parts(2), *parts(3)]:
        if not (isinstance(part.answer, Choices) and "this finding" in part.prompt):
            continue
        found += 1
        harm = harm_of(case)
        assert harm is not None
        assert [part.answer.options[place] for place in part.answer.right] == [harm.principle]
        assert {part.answer.options[place] for place in part.answer.acceptable} <= set(harm.accept)
        outside = set(part.answer.options) - {harm.principle, *harm.accept}
        assert len(outside) == 3 and set(harm.tempting) <= outside
    assert found > 60


def test_difficulty_decides_how_many_parts_there_are() -> None:
    assert {len(FAMILY.generate(seed, 1).parts) for seed in SEEDS} == {1, 2}
    assert {len(FAMILY.generate(seed, 2).parts) for seed in SEEDS} == {2, 3}  # two on a real case
    assert {len(FAMILY.generate(seed, 3).parts) for seed in SEEDS} == {4}


def test_the_demo_shows_the_two_groups_of_the_prompt() -> None:
    shown = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        if exercise.demo is None:
            assert "one threshold for all" not in exercise.prompt
            continue
        shown += 1
        demo = demos()[exercise.demo.demo]
        config = with_values(demo.config(), exercise.demo.config)
        a, b = (round(100 * float(getattr(config, name))) for name in ("base_rate_a", "base_rate_b"))
        assert re.search(rf"\b{a}\b.*\b{b}\b.*with one threshold for all", exercise.prompt)
    assert shown > 3


def test_the_tables_are_well_written() -> None:
    for case in CASES:
        sentences = [
            *case.facts, *case.values, *case.ways.values(), case.going_ahead, case.waiting,
            *(group.why for group in (case.silent, *case.affected, *case.arguable, *case.unaffected)),
            *(text for mitigation in case.mitigations for text in mitigation),
        ]  # fmt: skip
        assert [text for text in sentences if text[0].islower() or text[-1] not in ".?"] == [], case.id
        assert [slip for text in sentences for slip in slips_of_language(text)] == []
        assert case.issue.startswith("whether ")
        assert case.system.startswith("the ")
        assert len(case.facts) == len(case.values) == 4
        names = [group.name for group in (case.silent, *case.affected, *case.arguable, *case.unaffected)]
        assert len(set(names)) == len(names) == 9


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(100)) == set()
