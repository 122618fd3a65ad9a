"""Puts arguments together that speak from exactly one lens without naming it."""

from __future__ import annotations

import random
from collections.abc import Container
from typing import NamedTuple

from question_bank.scenarios.case import Case
from question_bank.scenarios.lens import CRITERIA, LENSES, NEIGHBOUR, QUESTIONS, Lens


class Argument(NamedTuple):
    """What somebody says for or against a proposal; ``telling`` is the sentence that gives the lens away."""

    lens: Lens
    text: str
    telling: str

    def explained(self) -> str:
        """Say which lens it is and by which sentence one can tell."""
        return f"“{self.telling}” This answers the question of the {self.lens} lens: {QUESTIONS[self.lens]}"


def argue(rng: random.Random, case: Case, lens: Lens, *, favour: bool, said: Container[str] = ()) -> Argument:
    """Return an argument about a case: a reason from the case, and before or after it the lens's own criterion.

    No sentence that has been ``said`` is used as a criterion.
    """
    reason = case.reasons[lens].favour if favour else case.reasons[lens].against
    criterion = CRITERIA[lens]
    before = [sentence for sentence in criterion.before if sentence not in said]
    after = [sentence for sentence in (criterion.favour if favour else criterion.against) if sentence not in said]
    if before and rng.random() < 0.35:
        telling = rng.choice(before)
        return Argument(lens, f"{telling} {reason}", telling)
    telling = rng.choice(after)
    return Argument(lens, f"{reason} {telling}", telling)


def likely(rng: random.Random, lens: Lens, count: int) -> list[Lens]:
    """Return ``count`` lenses in random order: this one, the one it is most often confused with, and others."""
    others = [each for each in LENSES if each not in (lens, NEIGHBOUR[lens])]
    chosen = [lens, NEIGHBOUR[lens], *rng.sample(others, count - 2)]
    rng.shuffle(chosen)
    return chosen
