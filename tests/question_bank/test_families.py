"""Every exercise family keeps the contract, the moment its file exists."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from question_bank.registry import families
from tests.question_bank.contract import GUARDS, Draws, Guard, draw

ROOT = Path(__file__).resolve().parents[2]
DIGEST = """
import hashlib
from question_bank.registry import families
from question_bank.snapshot import snapshot
for family in families().values():
    texts = [snapshot(family.generate(seed, level)) for seed in range(5) for level in family.difficulties]
    print(family.id, hashlib.sha256("".join(texts).encode()).hexdigest())
"""


@cache
def drawn(family_id: str) -> Draws:
    """Return the exercises of one family, drawn once for all guards."""
    family = families()[family_id]
    return draw(family, family.generate.__module__)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
@pytest.mark.parametrize("family_id", families())
def test_every_family_keeps_the_contract(family_id: str, guard: Guard) -> None:
    guard(drawn(family_id))


def digests(hash_seed: str) -> str:
    """Return a digest of each family's exercises from a Python of its own, with another order of sets."""
    environ = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", DIGEST]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True).stdout


def test_exercises_are_the_same_in_every_process() -> None:
    first = digests("1")
    assert first.count("\n") == len(families())
    assert first == digests("2")
