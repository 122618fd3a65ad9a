"""How long things take this learner: the minutes that a plan counts with, from the times of their own answers.

An estimate is used once it rests on ``ENOUGH`` answers, and ``ENOUGH_FIRST`` families for a first practice; until then
the plain minutes of ``Costs`` stand. The times of answers vary by a factor of about two, so that the mean of twenty is
within about 15 % of what it would be after any number of them: nearer than that no day's minutes need to be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from studyapp.study.memory import CARD, skill_of
from studyapp.study.study_plan import Costs

ENOUGH, ENOUGH_FIRST = 20, 5
LONGEST_S, LONGEST_FIRST_S = 600.0, 1800.0  # what took longer was interrupted
SHORTEST_S = 2.0
DRAWN = 5  # answers that the mean of all counts as, beside those of one family or item


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that answers took: ``reviews`` by item, and what each new family took on the day it was begun."""

    reviews: Sequence[tuple[str, float]] = ()
    first_days: Sequence[float] = ()


def own_costs(times: Times) -> Costs:
    """Return the learner's own minutes; the plain ones for whatever there are not enough answers to yet."""
    plain = Costs()
    cards = [_within(seconds) for item, seconds in times.reviews if item.startswith(CARD)]
    skills = [(item, _within(seconds)) for item, seconds in times.reviews if not item.startswith(CARD)]
    first = [min(seconds, LONGEST_FIRST_S) for seconds in times.first_days]
    has_skills = len(skills) >= ENOUGH
    return Costs(
        skill=fmean(seconds for _, seconds in skills) / 60 if has_skills else plain.skill,
        card=fmean(cards) / 60 if len(cards) >= ENOUGH else plain.card,
        first_go=fmean(first) / 60 if len(first) >= ENOUGH_FIRST else plain.first_go,
        own=_by_item(skills) if has_skills else {},
    )


def _by_item(skills: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Return the minutes of each item: its mean, drawn towards that of its family, and that towards the mean of all."""
    items, families = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
    for item, seconds in skills:
        items[item].append(seconds)
        families[_family(item)].append(seconds)
    usual = fmean(seconds for _, seconds in skills)
    of_family = {family: _drawn(found, usual) for family, found in families.items()}
    return {item: _drawn(found, of_family[_family(item)]) / 60 for item, found in items.items()}


def _drawn(seconds: Iterable[float], usual: float) -> float:
    return fmean([*seconds, *[usual] * DRAWN])


def _family(item: str) -> str:
    skill = skill_of(item)
    assert skill is not None, "a card has no family"
    return skill[0]


def _within(seconds: float) -> float:
    return min(max(seconds, SHORTEST_S), LONGEST_S)
