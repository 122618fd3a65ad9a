"""The dice of exercises: they fall as random.Random has them fall, and no search for numbers goes on for ever."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from question_bank.chance import MOST_THROWS, Dice
from question_bank.errors import BankError
from question_bank.exercise import dice


def shuffled(rng: random.Random, numbers: list[int]) -> list[int]:
    """Return the numbers as they lie after they were shuffled."""
    rng.shuffle(numbers)
    return numbers


THROWS: dict[str, Callable[[random.Random], object]] = {
    "choice": lambda rng: rng.choice("abcdefghijk"),
    "choices": lambda rng: rng.choices((1, 2, 3), weights=(5, 1, 1), k=2),
    "gauss": lambda rng: rng.gauss(0, 1),
    "randint": lambda rng: rng.randint(-7, 12),
    "random": lambda rng: rng.random(),
    "randrange": lambda rng: rng.randrange(3, 90, 4),
    "sample": lambda rng: rng.sample(range(19), 4),
    "sample of all": lambda rng: rng.sample("abcdefghijklmnopqrstu", 21),
    "sample of many": lambda rng: rng.sample(range(22), 5),
    "shuffle": lambda rng: shuffled(rng, [1, 2, 3, 4]),
    "uniform": lambda rng: rng.uniform(0.2, 0.8),
}
every_throw = pytest.mark.parametrize("throw", THROWS.values(), ids=THROWS)


def test_the_dice_fall_as_those_of_the_standard_library() -> None:
    for seed in range(300):
        ours, theirs = dice("lstm-step", seed, 2), random.Random(f"lstm-step/{seed}/2")
        for _ in range(3):
            assert [throw(ours) for throw in THROWS.values()] == [throw(theirs) for throw in THROWS.values()]


@every_throw
def test_a_search_that_finds_nothing_ends_with_a_sentence(throw: Callable[[random.Random], object]) -> None:
    rng = Dice("lstm-step", 5, 2)
    with pytest.raises(BankError, match=r"lstm-step .* variant 5 at difficulty 2 in 100,000 throws"):
        for _ in range(MOST_THROWS + 1):
            throw(rng)


@pytest.mark.parametrize(
    "throw", [lambda rng: rng.choice(()), lambda rng: rng.randint(3, 2)], ids=["choice", "randint"]
)
def test_nothing_to_choose_from_is_a_bug_that_shows(throw: Callable[[random.Random], object]) -> None:
    with pytest.raises(ValueError, match="nothing to choose from"):
        throw(Dice("lstm-step", 5, 2))
