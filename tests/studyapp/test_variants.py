"""What is due comes with numbers that this learner has never been given."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from question_bank.registry import exercise
from studyapp.study.variants import new_seed


@given(st.sets(st.integers(0, 30)), st.integers(0, 1000))
def test_a_new_seed_was_never_used(used: set[int], start: int) -> None:
    dice = random.Random(start)
    seed = new_seed(used, lambda: dice.randrange(32))
    assert seed not in used and seed >= 0


def test_a_seed_is_thrown_like_a_die_not_counted() -> None:
    dice = random.Random(3)
    assert {new_seed({1, 2}, lambda: dice.randrange(10**6)) for _ in range(20)}.isdisjoint(range(20))


def test_where_dice_give_only_old_seeds_the_first_free_one_is_taken() -> None:
    assert new_seed({0, 1, 2, 7}, lambda: 7) == 3


def test_a_seed_whose_exercise_was_asked_before_is_passed_over() -> None:
    dice = iter([5, 6, 7])
    assert new_seed({1}, lambda: next(dice), looks_old=lambda seed: seed < 7) == 7


def test_where_all_variants_look_old_a_seed_not_used_is_the_best_there_is() -> None:
    dice = random.Random(1)
    assert new_seed(range(5), lambda: dice.randrange(8), looks_old=lambda _: True) in {5, 6, 7}


def test_what_comes_back_has_other_numbers() -> None:
    dice = random.Random(8)
    asked = {seed: exercise("conv-output-shape", seed, 2).prompt for seed in (dice.randrange(10**6) for _ in range(40))}
    seed = new_seed(
        asked,
        lambda: dice.randrange(10**6),
        looks_old=lambda seed: exercise("conv-output-shape", seed, 2).prompt in asked.values(),
    )
    assert exercise("conv-output-shape", seed, 2).prompt not in asked.values()
