"""Every line belongs to the step from whose templates it was made, and the order follows from that."""

from __future__ import annotations

import re
from collections import Counter
from itertools import permutations
from string import ascii_lowercase as letters

from question_bank.answers import Choice, Matching, Ordering
from question_bank.exercise import Exercise, Verdict
from question_bank.grading import CARRIED, grade
from question_bank.scenarios.framework import DEEDS, STEPS, WORDINGS
from question_bank.scenarios.framework_questions import HASTE
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("decision-framework-order")
SEEDS = range(200)
PATTERNS = [
    [re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(text))) for text in (*WORDINGS[step], *DEEDS[step])]
    for step in range(5)
]


def step_of(text: str) -> int:
    """Return the one step from whose templates a line was made."""
    (step,) = [step for step, patterns in enumerate(PATTERNS) if any(each.fullmatch(text) for each in patterns)]
    return step


def check_order(answer: object) -> None:
    assert isinstance(answer, Ordering)
    steps = [step_of(answer.items[place]) for place in answer.order]
    assert steps == sorted(set(steps))


def test_no_wording_belongs_to_two_steps_or_names_its_own() -> None:
    texts = [text for table in (WORDINGS, DEEDS) for step in table for text in step]
    assert len(set(texts)) == len(texts)
    assert [text for step in WORDINGS for text in step for name in STEPS if name in text.casefold()] == []
    assert len(STEPS) == len(WORDINGS) == len(DEEDS) == len(HASTE) == 5


def test_the_five_steps_stand_in_the_order_of_the_framework() -> None:
    for difficulty in (1, 2):
        for seed in SEEDS:
            answer = FAMILY.generate(seed, difficulty).parts[0].answer
            check_order(answer)
            assert isinstance(answer, Ordering) and len(answer.items) == 5
            assert answer.order != (0, 1, 2, 3, 4)


def test_whoever_is_in_a_hurry_leaves_out_the_step_that_is_told() -> None:
    left_out = Counter[int]()
    for seed in SEEDS:
        part = FAMILY.generate(seed, 2).parts[1]
        assert isinstance(part.answer, Choice)
        (step,) = [
            step for step, text in enumerate(HASTE)
            if re.match(re.sub(r"\\\{person\\\}", ".+?", re.escape(text)), part.prompt)
        ]  # fmt: skip
        assert part.answer.options[part.answer.right] == STEPS[step]
        left_out[step] += 1
    assert min(left_out.values()) > 20


def with_gap(seed: int) -> tuple[Exercise, Matching, Choice, Ordering]:
    exercise = FAMILY.generate(seed, 3)
    matching, gap, order = (part.answer for part in exercise.parts)
    assert isinstance(matching, Matching) and isinstance(gap, Choice) and isinstance(order, Ordering)
    return exercise, matching, gap, order


def test_lines_are_assigned_the_gap_is_named_and_the_order_follows() -> None:
    gaps = Counter[int]()
    for seed in SEEDS:
        _, matching, gap, order = with_gap(seed)
        steps = [step_of(text) for text in matching.left]
        assert [matching.right[pair] for pair in matching.pairs] == [STEPS[step] for step in steps]
        (missing,) = set(range(5)) - set(steps)
        assert gap.options[gap.right] == STEPS[missing]
        assert order.items == matching.left
        check_order(order)
        gaps[missing] += 1
    assert min(gaps.values()) > 20


def test_a_wrong_assignment_followed_rightly_keeps_the_marks_of_the_later_parts() -> None:
    for seed in range(40):
        exercise, matching, gap, _ = with_gap(seed)
        first, second = matching.pairs[:2]
        pairs = (gap.right, second, *matching.pairs[2:])  # the first line is given to the step that was left out
        ranks = [STEPS.index(matching.right[pair]) for pair in pairs]
        order = sorted(range(4), key=lambda place: ranks[place])
        replies = [
            " ".join(f"{number}{letters[pair]}" for number, pair in enumerate(pairs, 1)),
            letters[first],
            " ".join(letters[place] for place in order),
        ]
        grades = grade(exercise, replies)
        assert grades[0].score == 0.75
        assert grades[1].verdict is grades[2].verdict is Verdict.RIGHT
        assert grades[1].feedback == CARRIED


def test_two_lines_in_one_step_lead_to_no_order_of_their_own() -> None:
    exercise, _, gap, order = with_gap(3)
    same = " ".join(f"{number}a" for number in range(1, 5))
    wrong = next(" ".join(letters[p] for p in each) for each in permutations(range(4)) if each != order.order)
    grades = grade(exercise, [same, gap.show(), wrong])
    assert grades[1].verdict is Verdict.RIGHT
    assert grades[2].score < 1 and not grades[2].carried


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(120)) == set()
