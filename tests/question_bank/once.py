"""A family that many tests look at generates each of its exercises once."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache

from question_bank.exercise import Family
from question_bank.registry import family

KEPT = 2000  # 500 seeds of each difficulty, and some


@cache
def once(family_id: str) -> Family:
    """Return a family with a memory of the exercises it made last; exercises are frozen, so tests may share them."""
    forgetful = family(family_id)
    return replace(forgetful, generate=lru_cache(KEPT)(forgetful.generate))
