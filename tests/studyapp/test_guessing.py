"""What guessing earns is what the marking gives to blind picks, and the library knows it of every family."""

from __future__ import annotations

from pathlib import Path
from statistics import fmean

import pytest

from question_bank.answers import AnswerSpec, Choice, Choices, Integer, Matching
from question_bank.exercise import Exercise, Part
from question_bank.registry import family
from studyapp.study import guessing
from studyapp.study.catalog import Catalog
from studyapp.study.guessing import guessed_share, guessed_shares
from studyapp.wiring.library import Library

LETTERS = "abcdefgh"


def blind(answer: AnswerSpec) -> list[str]:
    """Return replies which pick each option equally often."""
    if isinstance(answer, Choice | Choices):
        return list(LETTERS[: len(answer.options)])
    assert isinstance(answer, Matching)
    letters = LETTERS[: len(answer.right)]
    return [" ".join(f"{number}{letter}" for number in range(1, len(answer.left) + 1)) for letter in letters]


PICKED = [("dikw-level", 1), ("principle-at-stake", 2), ("principle-at-stake", 3), ("lens-of-argument", 2)]


@pytest.mark.parametrize(("family_id", "level"), PICKED)
def test_guessing_earns_what_blind_picks_are_marked_with(family_id: str, level: int) -> None:
    for seed in range(20):
        exercise = family(family_id).generate(seed, level)
        earned = sum(
            part.marks * fmean(part.answer.judge(reply).score for reply in blind(part.answer))
            for part in exercise.parts
        )
        assert guessed_share(exercise) == pytest.approx(earned / sum(part.marks for part in exercise.parts))


def test_parts_in_which_nothing_can_be_picked_earn_nothing_by_guessing() -> None:
    parts = (Part("", Choice(("yes", "no", "maybe"), 0), 1), Part("", Integer(7), 3))
    assert guessed_share(Exercise("", parts, ())) == pytest.approx(1 / 12)
    assert guessed_shares(family("mlp-parameters")) == {}


def test_the_library_knows_it_by_family_and_difficulty_and_works_it_out_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    floors = Library(Catalog({}), tmp_path).floors
    assert floors["dikw-level", 1] == floors["lens-of-argument", 1] == 0.25  # one of four options
    assert 0 < floors["tokenize-by-merges", 3] < 0.25  # only one part of several
    assert not any(family_id == "mlp-parameters" for family_id, _ in floors)
    monkeypatch.setattr(guessing, "guessed_shares", lambda family: {1: 0.99})
    assert Library(Catalog({}), tmp_path).floors == floors
