"""Every exercise family keeps the contract, the moment its file exists."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from question_bank.registry import families
from tests.question_bank.contract import GUARDS
from tests.question_bank.draws import Draws, draw
from tests.question_bank.once import once

ROOT = Path(__file__).resolve().parents[2]
DIGEST = """
import hashlib
from question_bank.registry import families
from question_bank.snapshot import snapshot
for family in families().values():
    texts = [snapshot(family.generate(seed, level)) for seed in range(5) for level in family.difficulties]
    print(family.id, hashlib.sha256("".join(texts).encode()).hexdigest())
"""


def broken_guards(draws: Draws) -> dict[str, str]:
    """Return what the guards that a family breaks have to say."""
    said: dict[str, str] = {}
    for guard in GUARDS:
        try:
            guard(draws)
        except AssertionError as error:
            said[guard.__name__] = str(error)
    return said


@pytest.mark.parametrize("family_id", families())
def test_every_family_keeps_the_contract(family_id: str) -> None:
    family = families()[family_id]
    assert broken_guards(draw(family, family.generate.__module__, once(family_id).generate)) == {}


def digests(hash_seed: str) -> str:
    """Return a digest of each family's exercises from a Python of its own, with another order of sets."""
    environ = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", DIGEST]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True).stdout


def test_exercises_are_the_same_in_every_process() -> None:
    first = digests("1")
    assert first.count("\n") == len(families())
    assert first == digests("2")
