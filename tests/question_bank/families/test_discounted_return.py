"""Returns against exact fractions, long sums and polynomial roots, all worked out from what the prompt says."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from numpy.polynomial import Polynomial

from question_bank.answers import Choice, Number
from question_bank.exercise import Exercise, Verdict
from question_bank.grading import grade
from question_bank.rewards import slips
from question_bank.rewards.stream import discounted_return
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("discounted-return")
SEEDS = range(250)
LONG = 5000  # steps after which nothing that is left can be seen


def numbers(pattern: str, text: str) -> list[Fraction]:
    return [Fraction(found) for found in re.findall(pattern, text)]


def gamma_of(text: str) -> Fraction:
    (value,) = set(numbers(r"\\gamma = (\d\.?\d*)", text))
    return value


def rewards_of(text: str) -> list[Fraction]:
    """Return the rewards that a sentence names, or the last row of its table."""
    named = numbers(r"R_\d = (-?[\d.]+)", text)
    return named or numbers(r"\$(-?[\d.]+)\$", text.split("\n|")[-1].split("\n\n")[0])


def bare(text: str) -> list[Fraction]:
    return numbers(r"\$(-?[\d.]+)\$", text)


def exact_return(rewards: list[Fraction], gamma: Fraction) -> Fraction:
    return sum((gamma**step * reward for step, reward in enumerate(rewards)), Fraction(0))


def long_return(first: list[Fraction], forever: Fraction, gamma: Fraction) -> float:
    rewards = np.full(LONG, float(forever))
    rewards[: len(first)] = [float(reward) for reward in first]
    return float(rewards @ float(gamma) ** np.arange(LONG))


def answers(exercise: Exercise) -> list[float]:
    return [part.answer.value for part in exercise.parts if isinstance(part.answer, Number)]


@pytest.mark.parametrize(
    ("rewards", "gamma", "expected"), [((-1, 4, 5), 0.95, 7.3125), ((0, 7), 0.95, 6.65), ((2, 3, 4), 0.9, 7.94)]
)
def test_known_returns_come_out(rewards: tuple[float, ...], gamma: float, expected: float) -> None:
    assert discounted_return(rewards, gamma) == pytest.approx(expected)


def test_the_misprint_of_a_missing_gamma_is_among_the_slips() -> None:
    assert any(slip.value == pytest.approx(8.24) for slip in slips.of_finite((2, 3, 4), 0.9))


def test_an_episode_is_worth_the_sum_of_its_discounted_rewards() -> None:
    for seed in SEEDS:
        check_an_episode_is_worth_the_sum_of_its_discounted_rewards(seed)


def check_an_episode_is_worth_the_sum_of_its_discounted_rewards(seed: int) -> None:
    exercise = FAMILY.generate(seed, 1)
    expected = exact_return(rewards_of(exercise.prompt), gamma_of(exercise.prompt))
    assert answers(exercise) == [pytest.approx(float(expected))]


def test_endless_tasks_and_recursions_agree_with_the_sum() -> None:
    for seed in SEEDS:
        check_endless_tasks_and_recursions_agree_with_the_sum(seed)


def check_endless_tasks_and_recursions_agree_with_the_sum(seed: int) -> None:
    exercise = FAMILY.generate(seed, 2)
    prompt, question = exercise.prompt, exercise.parts[0].prompt
    if "Which discount factor" in question:
        reward, worth = bare(prompt)
        (found,) = answers(exercise)
        assert long_return([], reward, Fraction(str(found))) == pytest.approx(float(worth))
    elif "G_0 = " in prompt:
        gamma, first = gamma_of(prompt), rewards_of(prompt)
        (whole,) = numbers(r"G_0 = (-?[\d.]+)", prompt)
        rest = [Fraction(str(round(value, 6))) for value in answers(exercise)]
        assert exact_return(first + rest, gamma) == whole
    elif len(exercise.parts) == 2:
        gamma, rewards = gamma_of(prompt), rewards_of(prompt)
        starts = [int(re.findall(r"G_\{(\d)\}", part.prompt)[-1]) for part in exercise.parts]
        assert answers(exercise) == [pytest.approx(float(exact_return(rewards[start:], gamma))) for start in starts]
    else:
        first = rewards_of(prompt) if "R_1 = " in prompt else []
        (forever,) = bare(prompt)
        assert answers(exercise) == [pytest.approx(long_return(first, forever, gamma_of(prompt)))]


def streams_of(prompt: str) -> list[tuple[list[Fraction], Fraction]]:
    """Return A and B as their first rewards and the reward for ever."""
    if "\n|" in prompt:
        rows = [line for line in prompt.split("\n") if line.startswith(("| A", "| B"))]
        return [(bare(row), Fraction(0)) for row in rows]
    said = [re.search(rf"\b{name} brings (.*?in every step)", prompt) for name in "AB"]
    texts = [match.group(1) for match in said if match]
    return [(numbers(r"R_\d = (-?[\d.]+)", text), bare(text)[-1]) for text in texts]


def scaled(first: list[Fraction], forever: Fraction) -> Polynomial:
    """Return the worth of a stream times (1 - gamma), as a polynomial in gamma."""
    head = Polynomial([float(reward) for reward in first] or [0.0])
    return head * Polynomial([1, -1]) + float(forever) * Polynomial([0, 1]) ** len(first)


def test_two_streams_tie_where_the_roots_say() -> None:
    for seed in SEEDS:
        check_two_streams_tie_where_the_roots_say(seed)


def check_two_streams_tie_where_the_roots_say(seed: int) -> None:
    exercise = FAMILY.generate(seed, 3)
    a, b = streams_of(exercise.prompt)
    gamma = gamma_of(exercise.parts[0].prompt)
    worth_a, worth_b, tie = answers(exercise)
    assert worth_a == pytest.approx(long_return(*a, gamma))
    assert worth_b == pytest.approx(long_return(*b, gamma))
    difference = scaled(*b) - scaled(*a)
    roots = np.roots(difference.trim().coef[::-1])
    between = [root.real for root in roots if abs(root.imag) < 1e-9 and 1e-9 < root.real < 1 - 1e-6]
    assert between == [pytest.approx(tie)]
    preferred, above = exercise.parts[2].answer, exercise.parts[4].answer
    assert isinstance(preferred, Choice) and isinstance(above, Choice)
    assert preferred.right == (1 if worth_b > worth_a else 0)
    patient = difference((tie + 1) / 2) > 0
    assert above.right == (0 if patient else 1)
    assert (difference(tie / 2) > 0) is not patient


def test_the_preferred_stream_follows_from_the_learners_own_returns() -> None:
    exercise = FAMILY.generate(3, 3)
    worth_a, worth_b, _ = answers(exercise)
    swapped = [str(worth_b), str(worth_a), "a" if worth_b > worth_a else "b", "0.5", "a"]
    graded = grade(exercise, swapped)
    assert graded[0].verdict is Verdict.WRONG
    assert graded[2].carried
    tied = grade(exercise, ["1", "1", "c", "0.5", "a"])
    assert tied[2].carried


def test_the_earlier_return_follows_from_the_learners_own_later_one() -> None:
    exercise = next(each for each in (FAMILY.generate(seed, 2) for seed in SEEDS) if len(each.parts) == 2)
    late, early = (int(re.findall(r"G_\{(\d)\}", part.prompt)[-1]) for part in exercise.parts)
    gamma, rewards = gamma_of(exercise.prompt), rewards_of(exercise.prompt)
    mine = float(exact_return([*rewards[early:late], Fraction(1000)], gamma))
    graded = grade(exercise, ["1000", str(mine)])
    assert graded[0].verdict is Verdict.WRONG
    assert graded[1].verdict is Verdict.RIGHT
    assert graded[1].carried


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_number_has_three_slips_and_no_two_exercises_are_alike(difficulty: int) -> None:
    exercises = [FAMILY.generate(seed, difficulty) for seed in range(500)]
    counted = [part for exercise in exercises for part in exercise.parts if isinstance(part.answer, Number)]
    assert min(len(part.misconceptions) for part in counted) >= 3
    assert len({(exercise.prompt, *(part.prompt for part in exercise.parts)) for exercise in exercises}) == 500
    last = Counter(round(answers(exercise)[-1], 3) for exercise in exercises)
    assert last.most_common(1)[0][1] <= 100


def test_the_demo_is_given_a_discount_factor_it_can_show() -> None:
    for seed in SEEDS:
        demo = FAMILY.generate(seed, 2).demo
        assert demo is not None
        assert 0 < float(demo.config["gamma"]) < 1


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(150)) == set()
