"""Finds every family: each module below ``families/`` that ends in ``FAMILY = Family(...)``."""

from __future__ import annotations

import importlib
import logging
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import question_bank.families
from question_bank.errors import BankError
from question_bank.exercise import Exercise, Family

log = logging.getLogger("log.question_bank")

# What a mistake in a family's code raises. Learners get another variant, the log gets the traceback.
BUGS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


@cache
def families() -> Mapping[str, Family]:
    """Return all families by id, in the order of their shelves and file names."""
    found: dict[str, Family] = {}
    for module in pkgutil.walk_packages(question_bank.families.__path__, "question_bank.families."):
        if module.ispkg:
            continue
        family = _family_in(module.name)
        if family.id in found:
            raise BankError(f"two exercise families are called {family.id!r}")
        found[family.id] = family
    return MappingProxyType(found)


def _family_in(module_name: str) -> Family:
    found = getattr(importlib.import_module(module_name), "FAMILY", None)
    if not isinstance(found, Family):
        raise BankError(f"{module_name} doesn't end in FAMILY = Family(...)")
    return found


def family(family_id: str) -> Family:
    """Return one family; raises BankError with a sentence when there is none of that name."""
    try:
        return families()[family_id]
    except KeyError:
        known = ", ".join(families())
        raise BankError(f"There is no exercise family {family_id!r}. There are: {known}.") from None


def exercise(family_id: str, seed: int, difficulty: int) -> Exercise:
    """Return one exercise; raises BankError for an unknown family, seed or difficulty, and for a family that fails."""
    chosen = family(family_id)
    if seed < 0:
        raise BankError(f"A seed is a whole number from 0 up, not {seed}.")
    if difficulty not in chosen.difficulties:
        levels = ", ".join(map(str, chosen.difficulties))
        raise BankError(f"{family_id} has the difficulties {levels}, not {difficulty}.")
    try:
        return chosen.generate(seed, difficulty)
    except BUGS as bug:
        log.exception("%s failed at seed %d, difficulty %d", family_id, seed, difficulty)
        raise BankError(
            f"The family {family_id} could not make variant {seed} at difficulty {difficulty} ({bug!r}). "
            "Try another variant; this one is a mistake of ours."
        ) from bug
