"""An exercise is thrown again until its parts are fit to be asked, and by the same dice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from question_bank.answers import Integer
from question_bank.chance import Dice
from question_bank.exercise import Exercise, Part, dice, first_with


def thrown(rng: Dice) -> Exercise | None:
    """Return an exercise about a number from 2 to 6, nothing for a 1."""
    value = rng.randint(1, 6)
    return Exercise("Which?", (Part("", Integer(value)),), ()) if value > 1 else None


def is_six(parts: tuple[Part, ...]) -> bool:
    return parts[0].answer == Integer(6)


@given(seed=st.integers(0, 10_000))
def test_the_first_fit_one_is_asked(seed: int) -> None:
    rng, beside = dice("any", seed, 1), dice("any", seed, 1)
    assert is_six(first_with(is_six, thrown, rng).parts)
    while beside.randint(1, 6) != 6:
        pass
    assert rng.random() == beside.random()  # not one throw more
