"""Rubrics of the open tasks: marks as in the course, evidence that tells weak from strong, and no side preferred."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from question_bank.answers import Rubric
from question_bank.exercise import Exercise
from question_bank.scenarios.essays import LENS_HINTS, Essay, fact_words, one_lens, two_lenses
from question_bank.scenarios.lens import LENSES, Lens
from tests.question_bank.families.memo_samples import ONE_LENS, TWO_LENSES, EssaySample
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.scenes import ALL, context_of, scene_on
from tests.question_bank.once import once

FAMILY = once("open-analysis")
SEEDS = range(200)


def rubric_of(exercise: Exercise) -> Rubric:
    (part,) = exercise.parts
    assert isinstance(part.answer, Rubric)
    return part.answer


def rubric_in(essay: Essay) -> Rubric:
    assert isinstance(essay.part.answer, Rubric)
    return essay.part.answer


def on_justice() -> Rubric:
    return rubric_in(one_lens(random.Random(1), scene_on("tenant-ranking/uneven-errors"), Lens.JUSTICE))


def on_rights_and_sums() -> Rubric:
    scene = scene_on("ward-interpreter/fragile")
    return rubric_in(two_lenses(random.Random(1), scene, Lens.RIGHTS, Lens.UTILITARIAN))


def marked(sample: EssaySample) -> str:
    return f"{sample.text}\nmarks: {' '.join(map(str, sample.marks))}"


def test_marks_are_four_seven_and_ten_and_every_level_has_an_anchor() -> None:
    for difficulty, tops in ((1, [1, 1, 1, 1]), (2, [2, 2, 1, 1, 1]), (3, [1, 2, 1, 3, 1, 1, 1])):
        for seed in SEEDS:
            exercise = FAMILY.generate(seed, difficulty)
            rubric = rubric_of(exercise)
            assert [criterion.top for criterion in rubric.criteria] == tops
            assert exercise.parts[0].marks == sum(tops)
            assert all(len(set(criterion.levels)) == criterion.top + 1 for criterion in rubric.criteria)
            assert all(criterion.keywords for criterion in rubric.criteria)


def test_the_model_answer_and_the_one_for_the_other_side_earn_the_same() -> None:
    for difficulty in FAMILY.difficulties:
        for seed in SEEDS:
            exercise = FAMILY.generate(seed, difficulty)
            rubric = rubric_of(exercise)
            other = exercise.solution[-1].partition("\n\n")[2]
            full = " ".join(str(criterion.top) for criterion in rubric.criteria)
            assert other != rubric.model_answer
            for text in (rubric.model_answer, other):
                judged = rubric.judge(f"{text}\nmarks: {full}")
                assert judged.score == 1
                assert [note for note in judged.notes if note] == [], (seed, difficulty)


@pytest.mark.parametrize("case", [case.id for case in ALL])
def test_every_case_and_lens_has_a_model_answer_whose_evidence_is_found(case: str) -> None:
    scene = scene_on(case)
    for lens in LENSES:
        rubric = rubric_in(one_lens(random.Random(2), scene, lens))
        assert [note for note in rubric.judge(rubric.show()).notes if note] == []
        assert 60 <= len(rubric.model_answer.split()) <= 220


def test_which_side_the_model_answer_leans_to_is_thrown() -> None:
    one = sum("I lean against" in rubric_of(FAMILY.generate(seed, 1)).model_answer for seed in SEEDS)
    memo = sum("not going ahead" in rubric_of(FAMILY.generate(seed, 3)).model_answer for seed in SEEDS)
    assert 70 < one < 130
    assert 70 < memo < 130


@pytest.mark.parametrize(("rubric", "samples"), [(on_justice(), ONE_LENS), (on_rights_and_sums(), TWO_LENSES)])
def test_weak_middle_and_strong_texts_come_out_in_that_order(rubric: Rubric, samples: tuple[EssaySample, ...]) -> None:
    judged = [(sample.strength, rubric.judge(marked(sample))) for sample in samples]
    scores = {strength: each.score for strength, each in judged}
    missing = {strength: sum(map(bool, each.notes)) for strength, each in judged}
    assert scores["weak"] == 0 < scores["middle"] < scores["strong"] == 1
    assert missing["weak"] >= len(rubric.criteria) - 1
    assert 1 <= missing["middle"] < missing["weak"]
    assert missing["strong"] == 0


@pytest.mark.parametrize(("rubric", "samples"), [(on_justice(), ONE_LENS), (on_rights_and_sums(), TWO_LENSES)])
def test_opposite_recommendations_are_graded_alike(rubric: Rubric, samples: tuple[EssaySample, ...]) -> None:
    strong = [sample for sample in samples if sample.strength == "strong"]
    against = [sample for sample in strong if "against it, as I am" in sample.text or "I am against it" in sample.text]
    assert len(strong) == 2 and len(against) == 1
    first, second = (rubric.judge(marked(sample)) for sample in strong)
    assert first.score == second.score == 1
    assert [bool(note) for note in first.notes] == [bool(note) for note in second.notes]


def test_the_prompt_says_that_the_side_is_not_marked_and_that_the_note_defines_the_lens() -> None:
    for difficulty in FAMILY.difficulties:
        prompt = FAMILY.generate(4, difficulty).parts[0].prompt
        assert "not marked" in prompt
    for difficulty in (1, 2):
        assert "as defined in the note" in FAMILY.generate(4, difficulty).parts[0].prompt


def test_facts_are_told_by_words_of_the_finding() -> None:
    scene = scene_on("tenant-ranking/uneven-errors")
    words = fact_words(scene)
    assert "single" in words and "parents" in words
    assert all(word in scene.surprise.casefold() for word in words)
    assert set(LENS_HINTS) == set(LENSES)


def test_no_scene_comes_twice_and_lenses_take_turns() -> None:
    for difficulty in FAMILY.difficulties:
        contexts = {context_of(FAMILY.generate(seed, difficulty).prompt) for seed in SEEDS}
        assert len(contexts) == len(SEEDS)
    asked = Counter(
        lens for seed in SEEDS for lens in LENSES if f"the {lens} lens" in FAMILY.generate(seed, 1).parts[0].prompt
    )
    assert min(asked[lens] for lens in LENSES) > 15


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(100)) == set()
