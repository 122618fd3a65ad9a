"""Reads from a prompt which scene it tells: the case, and which of its facts, by the sentences and not by the dice."""

from __future__ import annotations

import random
import re
from functools import cache
from typing import NamedTuple

from question_bank.scenarios.case import Case, Told
from question_bank.scenarios.catalog import CASES
from question_bank.scenarios.compose import composed
from question_bank.scenarios.scene import Scene, stage

COMPOSED = tuple(each.case for each in composed())
ALL = (*CASES, *COMPOSED)
SLOTS = {r"\{x\}": r"[\d,]+", r"\{y\}": r"[\d,]+", r"\{actor\}": r".+?"}


class Context(NamedTuple):
    """What a scene is about, apart from names and numbers."""

    case: str
    finding: int
    data: int
    trade_off: int


@cache
def pattern(told: Told) -> re.Pattern[str]:
    """Return how a sentence reads whatever its numbers are."""
    text = re.escape(told.text)
    for slot, anything in SLOTS.items():
        text = text.replace(slot, anything)
    return re.compile(text)


def case_of(text: str) -> Case:
    """Return the one case whose plan and finding a text tells."""
    found = [
        case
        for case in ALL
        if f"wants to {case.proposal}." in text and any(pattern(told).search(text) for told in case.surprises)
    ]
    assert len(found) == 1, (len(found), text)
    return found[0]


def context_of(text: str) -> Context:
    """Return what a scenario tells: system, harm and the context they meet in."""
    case = case_of(text)
    places = [
        [place for place, told in enumerate(table) if pattern(told).search(text)]
        for table in (case.surprises, case.data, case.trade_offs)
    ]
    assert all(len(found) == 1 for found in places), (places, text)
    return Context(case.id, *(found[0] for found in places))


def named(case_id: str) -> Case:
    """Return a case by its id."""
    return next(case for case in ALL if case.id == case_id)


def scene_on(case_id: str) -> Scene:
    """Return a scene on a case, the same each time."""
    return stage(random.Random(case_id), named(case_id))
