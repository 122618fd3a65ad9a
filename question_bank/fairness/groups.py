"""Draws two groups for which given criteria hold and the others clearly don't, in a setting of everyday life."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from question_bank.fairness.rates import PAIRS, RATES, Counts, Rate
from question_bank.wording import table

POSITIVES = (20, 24, 30, 36, 40, 48, 50, 60, 72, 80)
NEGATIVES = (20, 30, 40, 50, 60, 70, 80, 90, 100, 120)
TPRS = ((2, 5), (1, 2), (3, 5), (2, 3), (7, 10), (3, 4), (4, 5), (5, 6), (9, 10))  # numerator, denominator
FPRS = ((1, 20), (1, 10), (1, 6), (1, 5), (1, 4), (3, 10), (1, 3), (2, 5))
CLEARLY = 0.03  # rates that are not meant to be equal differ at least by that


class Setting(NamedTuple):
    """Who decides about whom: ``yes`` and ``no`` go on from "who", as ``chosen`` and ``left`` do from "were"."""

    intro: str
    chosen: str
    left: str
    yes: str
    no: str
    groups: tuple[tuple[str, str], ...]


class Groups(NamedTuple):
    """Two groups of a setting with their names and counts."""

    setting: Setting
    names: tuple[str, str]
    counts: tuple[Counts, Counts]

    def as_table(self) -> str:
        """Return the counts as a Markdown table, one row a group."""
        setting = self.setting
        header = ("", *(f"{truth}, {fate}" for truth, fate in _cells(setting)))
        rows = [
            (name, *map(str, (counts.tp, counts.fn, counts.fp, counts.tn)))
            for name, counts in zip(self.names, self.counts, strict=True)
        ]
        return table(header, rows)

    def in_words(self, place: int) -> str:
        """Return the counts of one group as a sentence."""
        setting, counts = self.setting, self.counts[place]
        return (
            f"Of the {counts.tp + counts.fn} {self.names[place]} who {setting.yes}, {counts.tp} were {setting.chosen}; "
            f"of the {counts.fp + counts.tn} who {setting.no}, {counts.fp} were."
        )

    def told(self) -> str:
        """Say who decides, what is called positive and what selected, and where the counts are from."""
        setting = self.setting
        return (
            f"{setting.intro} Truly positive are those who {setting.yes}, selected those who were {setting.chosen}. "
            "In a test with people about whom the truth is known, this was counted:"
        )


def _cells(setting: Setting) -> tuple[tuple[str, str], ...]:
    return tuple((truth, fate) for truth in (setting.yes, setting.no) for fate in (setting.chosen, setting.left))


SETTINGS = (
    Setting(
        "A lender lets a model decide on small loans.",
        "approved",
        "refused",
        "pay back",
        "don't pay back",
        (("newcomers", "long-time residents"), ("freelancers", "employees"), ("first-time borrowers", "others")),
    ),
    Setting(
        "A company lets a model decide whom to invite to an interview.",
        "invited",
        "passed over",
        "are capable",
        "aren't capable",
        (("career changers", "others"), ("applicants over 50", "younger applicants"), ("locals", "commuters")),
    ),
    Setting(
        "A college lets a model decide whom to admit.",
        "admitted",
        "turned away",
        "would graduate",
        "wouldn't graduate",
        (("evening students", "day students"), ("rural applicants", "urban applicants")),
    ),
    Setting(
        "A clinic lets a model decide whom to call in for a check-up.",
        "called in",
        "not called in",
        "are ill",
        "are healthy",
        (("smokers", "non-smokers"), ("shift workers", "others"), ("villagers", "townspeople")),
    ),
    Setting(
        "An insurer lets a model pick claims that an inspector visits.",
        "visited",
        "paid at once",
        "overstate the damage",
        "state it truthfully",
        (("house owners", "tenants"), ("new customers", "old customers")),
    ),
    Setting(
        "A city lets a model choose whom it offers a place in a training course.",
        "chosen",
        "not chosen",
        "would find work by it",
        "wouldn't",
        (("parents", "others"), ("people under 30", "people over 30")),
    ),
    Setting(
        "A landlord lets a model choose whom to offer a flat.",
        "offered a flat",
        "rejected",
        "pay the rent",
        "fall behind with it",
        (("single parents", "others"), ("students", "working people"), ("musicians", "others")),
    ),
    Setting(
        "A tax office lets a model choose which returns to audit.",
        "audited",
        "left alone",
        "made a mistake",
        "made none",
        (("craftspeople", "doctors"), ("farmers", "shopkeepers"), ("employees", "self-employed people")),
    ),
    Setting(
        "A network lets a filter hide what its members post.",
        "hidden",
        "left alone",
        "post insults",
        "post nothing of the kind",
        (("dialect writers", "others"), ("new members", "old members"), ("gamers", "gardeners")),
    ),
    Setting(
        "A school lets a model choose who gets extra lessons.",
        "chosen",
        "not chosen",
        "need the lessons",
        "don't need them",
        (("pupils from the hills", "pupils from the plain"), ("siblings", "only children")),
    ),
)


@cache
def pool() -> tuple[Counts, ...]:
    """Return counts whose true and false positive rates are simple fractions, TPR above FPR."""
    kinds = [(tpr, fpr) for tpr in TPRS for fpr in FPRS if tpr[0] / tpr[1] - fpr[0] / fpr[1] > 0.1]
    return tuple(
        Counts(positives * t // tpr, negatives * f // fpr, positives * (tpr - t) // tpr, negatives * (fpr - f) // fpr)
        for (t, tpr), (f, fpr) in kinds
        for positives in POSITIVES
        if positives % tpr == 0
        for negatives in NEGATIVES
        if negatives % fpr == 0
    )


def two_groups(rng: random.Random, equal: tuple[Rate, ...], apart: Iterable[Rate]) -> Groups:
    """Return two groups with other base rates: the ``equal`` rates are the same, the ``apart`` ones clearly are not."""
    others = tuple(apart)
    while True:
        first, second = rng.sample(rng.choice(_alike(equal)), 2)
        if abs(_base_rate(first) - _base_rate(second)) >= CLEARLY and _differ(first, second, others):
            setting = rng.choice(SETTINGS)
            return Groups(setting, rng.choice(setting.groups), (first, second))


@cache
def _alike(equal: tuple[Rate, ...]) -> tuple[tuple[Counts, ...], ...]:
    """Return the pool in heaps that agree in some rates; only heaps with more than one base rate."""
    heaps: dict[tuple[float, ...], list[Counts]] = defaultdict(list)
    for counts in pool():
        rates = _rates(counts)
        heaps[tuple([rates[which] for which in equal])].append(counts)  # equal fractions give equal floats
    return tuple(tuple(heap) for heap in heaps.values() if len(heap) > 2 and len(set(map(_base_rate, heap))) > 2)


@cache
def _rates(counts: Counts) -> Mapping[Rate, float]:
    return {which: top / bottom for which, (top, bottom) in ((each, PAIRS[each](counts)) for each in RATES)}


def _base_rate(counts: Counts) -> float:
    return (counts.tp + counts.fn) / sum(counts)


def _differ(first: Counts, second: Counts, apart: tuple[Rate, ...]) -> bool:
    return all(abs(_rates(first)[which] - _rates(second)[which]) >= CLEARLY for which in apart)
