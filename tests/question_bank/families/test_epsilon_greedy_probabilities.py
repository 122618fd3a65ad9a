"""Probabilities against a list of all that can happen, in exact fractions; the softmax against scipy's."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

import pytest
from scipy.special import softmax

from question_bank.answers import Choice, Vector
from question_bank.exercise import Exercise, Verdict
from question_bank.grading import grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import value
from tests.question_bank.once import once

FAMILY = once("epsilon-greedy-probabilities")
SEEDS = range(250)
NUMBER = r"(-?[\d.]+)"


def table(prompt: str) -> dict[str, Fraction]:
    """Return the action values that a prompt tells."""
    return {name: Fraction(value) for name, value in re.findall(rf"Q\(\\text{{(\w+)}}\) = {NUMBER}\$", prompt)}


def chances(values: dict[str, Fraction], epsilon: Fraction, *, others_only: bool = False) -> dict[str, Fraction]:
    """Return each action's probability, summed over everything that can happen in a step."""
    top = max(values.values())
    best = [name for name, value in values.items() if value == top]
    drawn = [name for name in values if name not in best] if others_only else list(values)
    happens = [(name, epsilon / len(drawn)) for name in drawn] + [(name, (1 - epsilon) / len(best)) for name in best]
    return {name: sum((chance for each, chance in happens if each == name), Fraction(0)) for name in values}


def the_epsilon(prompt: str) -> Fraction:
    (told,) = re.findall(rf"Here \$\\varepsilon = {NUMBER}\$", prompt)
    return Fraction(told)


def annealed(exercise: Exercise) -> Fraction:
    """Return epsilon at the asked point by going there step by step, or along the line."""
    prompt, question = exercise.prompt.replace(",", ""), exercise.parts[0].prompt.replace(",", "")
    if linear := re.findall(rf"from \${NUMBER}\$ at step 0 to \${NUMBER}\$ at step (\d+) and", prompt):
        start, end, last = map(Fraction, linear[0])
        step = Fraction(re.findall(r"at step (\d+)", question)[0])
        done = min(step, last) / last
        return done * end + (1 - done) * start
    ((start, decay, least),) = re.findall(
        rf"starts at \${NUMBER}\$ .*? by \${NUMBER}\$ .*? below \${NUMBER}\$:", prompt
    )
    epsilon = Fraction(start)
    for _ in range(int(re.findall(r"after (\d+) episodes", question)[0])):
        epsilon = max(epsilon * Fraction(decay), Fraction(least))
    return epsilon


def test_one_probability_is_the_sum_over_all_that_can_happen() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        (part,), values = exercise.parts, table(exercise.prompt)
        right = chances(values, the_epsilon(exercise.prompt))
        names = re.findall(r"\*(\w+)\*", part.prompt)
        times = re.findall(r"this state (\d+) times", part.prompt)
        if names:
            expected = right[names[0]] * Fraction(times[0] if times else 1)
        else:
            expected = 1 - right[max(values, key=lambda name: values[name])]
        assert value(part) == pytest.approx(float(expected)), exercise.prompt


def test_ties_schedules_and_conventions_agree_with_all_that_can_happen() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        values, parts = table(exercise.prompt), exercise.parts
        names = [re.findall(r"\*(\w+)\*", part.prompt) for part in parts]
        if "What is $" in parts[0].prompt:
            epsilon = annealed(exercise)
            expected = [epsilon, chances(values, epsilon)[names[1][0]]]
        else:
            epsilon = the_epsilon(exercise.prompt)
            right = chances(values, epsilon, others_only="never the best" in exercise.prompt)
            expected = [right[name] for (name,) in names[:2]]
            expected += [chances(values, epsilon)[name] for (name,) in names[2:]]
        assert [value(part) for part in parts] == pytest.approx([float(each) for each in expected]), exercise.prompt


def test_whole_policies_and_their_values_agree_with_fractions_and_scipy() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        values, parts = table(exercise.prompt), exercise.parts
        greedy = chances(values, the_epsilon(exercise.prompt))
        (tau,) = re.findall(rf"\\tau = {NUMBER}\$", parts[2].prompt)
        soft = softmax([float(each) / float(tau) for each in values.values()])
        shown = [part.answer.values for part in (parts[0], parts[2]) if isinstance(part.answer, Vector)]
        assert list(shown[0]) == pytest.approx([float(greedy[name]) for name in values]), exercise.prompt
        assert list(shown[1]) == pytest.approx(soft.tolist()), exercise.prompt
        assert value(parts[1]) == pytest.approx(float(sum(greedy[name] * values[name] for name in values)))
        mean = sum(chance * float(each) for chance, each in zip(soft, values.values(), strict=True))
        assert value(parts[3]) == pytest.approx(mean)


def test_a_tenth_of_exploring_among_four_leaves_the_best_with_925_in_a_thousand() -> None:
    four = {"a": Fraction(1), "b": Fraction(3), "c": Fraction(2), "d": Fraction(0)}
    assert chances(four, Fraction(1, 10))["b"] == Fraction(925, 1000)
    found = [exercise for exercise in (FAMILY.generate(seed, 1) for seed in range(600)) if is_anchor(exercise)]
    assert found
    assert [value(exercise.parts[0]) for exercise in found] == pytest.approx([0.925] * len(found))


def is_anchor(exercise: Exercise) -> bool:
    """Tell whether the best of four actions is asked about with an epsilon of 0.1."""
    values = table(exercise.prompt)
    best = max(values, key=lambda name: values[name])
    asked = f"probability of *{best}*" in exercise.parts[0].prompt
    return len(values) == 4 and the_epsilon(exercise.prompt) == Fraction(1, 10) and asked


def test_a_wrong_epsilon_carries_into_the_probability() -> None:
    exercises = [each for each in (FAMILY.generate(seed, 2) for seed in SEEDS) if "What is $" in each.parts[0].prompt]
    assert len(exercises) > 80
    for exercise in exercises[:30]:
        values = table(exercise.prompt)
        best = max(values, key=lambda name: values[name])
        mine = Fraction(77, 100)
        graded = grade(exercise, ["0.77", repr(float(chances(values, mine)[best]))])
        assert [each.verdict for each in graded] == [Verdict.WRONG, Verdict.RIGHT]
        assert graded[1].carried


def test_wrong_probabilities_carry_into_the_expected_value() -> None:
    for seed in range(20):
        exercise = FAMILY.generate(seed, 3)
        values = [float(each) for each in table(exercise.prompt).values()]
        mine = [0.7, *[0.3 / (len(values) - 1)] * (len(values) - 1)]
        replies = [part.answer.show() for part in exercise.parts]
        replies[0] = ", ".join(map(repr, mine))
        replies[1] = repr(sum(chance * each for chance, each in zip(mine, values, strict=True)))
        assert grade(exercise, replies)[1].verdict is Verdict.RIGHT


def test_both_schedules_the_floor_ties_and_conventions_come_up() -> None:
    prompts = [FAMILY.generate(seed, 2).prompt for seed in SEEDS]
    for words in ("linearly", "after every episode", "Where several actions are best", "never the best one"):
        assert 30 <= sum(words in prompt for prompt in prompts) <= 120, words
    steps = [FAMILY.generate(seed, 2).solution[0] for seed in SEEDS]
    assert sum("behind the end" in step for step in steps) >= 5


def test_every_question_on_policies_comes_up() -> None:
    parts = [FAMILY.generate(seed, 3).parts[4] for seed in SEEDS]
    assert len(Counter(part.prompt for part in parts)) == 5
    assert {part.answer.right for part in parts if isinstance(part.answer, Choice)} == {0, 1, 2, 3}


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(100)) == set()
