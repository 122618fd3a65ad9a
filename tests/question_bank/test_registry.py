"""Families are found by being there, and what can't be found is told in a sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import question_bank.families
from question_bank import registry
from question_bank.errors import BankError
from question_bank.exercise import Key, dice
from tests.question_bank.contract import GUARDS
from tests.question_bank.draws import draw

FAMILY_FILE = """
from question_bank.answers import Integer
from question_bank.exercise import Exercise, Family, Part

FAMILY = Family("{id}", "rl.returns", "A title", 1, lambda seed, level: Exercise("", (Part("", Integer(1)),), ()), ())
"""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an empty folder of families that the registry searches in place of ours."""
    monkeypatch.setattr(question_bank.families, "__path__", [str(tmp_path)])
    before = set(sys.modules)
    registry.families.cache_clear()
    yield tmp_path
    registry.families.cache_clear()
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_a_file_is_all_a_family_needs(shelf: Path) -> None:
    (shelf / "adding_up.py").write_text(FAMILY_FILE.format(id="adding-up"))
    assert list(registry.families()) == ["adding-up"]
    assert registry.family("adding-up").title == "A title"


def test_the_family_in_the_readme_keeps_the_contract(shelf: Path) -> None:
    readme = Path(question_bank.__file__).with_name("README.md").read_text(encoding="utf-8")
    (shelf / "sum_of_two.py").write_text(readme.partition("```python\n")[2].partition("```")[0], encoding="utf-8")
    draws = draw(registry.family("sum-of-two"), "question_bank.families.foundations.sum_of_two")
    for guard in GUARDS:
        guard(draws)


def test_two_families_of_one_id_stop_the_program(shelf: Path) -> None:
    for name in ("one_thing", "another_thing"):
        (shelf / f"{name}.py").write_text(FAMILY_FILE.format(id="same-id"))
    with pytest.raises(BankError, match="two exercise families are called 'same-id'"):
        registry.families()


@pytest.mark.parametrize("text", ["", "FAMILY = None"])
def test_a_file_without_a_family_is_named(shelf: Path, text: str) -> None:
    (shelf / "forgotten.py").write_text(text)
    with pytest.raises(BankError, match=r"question_bank\.families\.forgotten doesn't end in FAMILY"):
        registry.families()


def test_an_unknown_family_is_answered_with_those_there_are() -> None:
    with pytest.raises(BankError, match=r"There is no exercise family .no-such.\. There are: .*conv-output-shape"):
        registry.exercise("no-such", 0, 1)


@pytest.mark.parametrize(
    ("seed", "difficulty", "words"),
    [(-1, 1, "from 0 up, not -1"), (0, 4, "difficulties 1, 2, 3, not 4"), (0, 0, "not 0")],
)
def test_a_seed_or_difficulty_that_is_not_there_is_told(seed: int, difficulty: int, words: str) -> None:
    with pytest.raises(BankError, match=words):
        registry.exercise("conv-output-shape", seed, difficulty)


def test_the_key_says_which_exercise_it_is() -> None:
    family = registry.family("conv-output-shape")
    assert family.key(7, 2) == Key("conv-output-shape", family.version, 7, 2)


def test_the_dice_of_every_family_seed_and_difficulty_are_its_own() -> None:
    first = [
        dice("a-family", 1, 1).random(),
        dice("a-family", 1, 2).random(),
        dice("a-family", 2, 1).random(),
        dice("b", 1, 1).random(),
    ]
    assert len(set(first)) == 4
    assert dice("a-family", 1, 1).random() == first[0]
    assert dice("a-family", 1, 1).randrange(10**9) == 792_116_395  # on every platform and Python
