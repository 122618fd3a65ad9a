"""The four rates by which groups are compared, as exact fractions, and the fractions that are taken for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Counts(NamedTuple):
    """How many people of a group are true and false positives, false and true negatives."""

    tp: int
    fp: int
    fn: int
    tn: int

    @property
    def total(self) -> int:
        """Return how many people there are."""
        return sum(self)

    @property
    def base_rate(self) -> Fraction:
        """Return the share of the truly positive."""
        return Fraction(self.tp + self.fn, self.total)


class Rate(StrEnum):
    """What is compared between groups."""

    SELECTION = "selection rate"
    TPR = "true positive rate"
    FPR = "false positive rate"
    PRECISION = "precision"


RATES = tuple(Rate)
CRITERIA: Mapping[Rate, str] = {
    Rate.SELECTION: "demographic parity",
    Rate.TPR: "equal opportunity",
    Rate.FPR: "equal false positive rates",
    Rate.PRECISION: "predictive parity",
}
"""The criterion that asks for each rate to be the same in both groups."""

Pair = Callable[[Counts], tuple[int, int]]


class Slip(NamedTuple):
    """Numerator and denominator that are taken for those of a rate, and why that is wrong."""

    pair: Pair
    why: str


PAIRS: Mapping[Rate, Pair] = {
    Rate.SELECTION: lambda c: (c.tp + c.fp, c.total),
    Rate.TPR: lambda c: (c.tp, c.tp + c.fn),
    Rate.FPR: lambda c: (c.fp, c.fp + c.tn),
    Rate.PRECISION: lambda c: (c.tp, c.tp + c.fp),
}
"""Numerator and denominator of each rate."""

FORMULAS: Mapping[Rate, str] = {
    Rate.SELECTION: r"\frac{TP + FP}{TP + FP + FN + TN}",
    Rate.TPR: r"\frac{TP}{TP + FN}",
    Rate.FPR: r"\frac{FP}{FP + TN}",
    Rate.PRECISION: r"\frac{TP}{TP + FP}",
}
MEANINGS: Mapping[Rate, str] = {
    Rate.SELECTION: "of all in the group, the share that was selected",
    Rate.TPR: "of the truly positive, the share that was selected",
    Rate.FPR: "of the truly negative, the share that was selected",
    Rate.PRECISION: "of those selected, the share that is truly positive",
}

SLIPS: Mapping[Rate, tuple[Slip, ...]] = {
    Rate.SELECTION: (
        Slip(
            lambda c: (c.tp + c.tn, c.total),
            "That is the accuracy, the share of right decisions. The selection rate asks only who was selected, "
            "rightly or not: (TP + FP) / all.",
        ),
        Slip(
            lambda c: (c.tp + c.fn, c.total),
            "That is the base rate, the share of the truly positive. Count those who were selected: TP + FP.",
        ),
        Slip(
            lambda c: (c.tp, c.total), "You left out those who were selected wrongly: FP belongs in the numerator too."
        ),
        Slip(
            lambda c: (c.tp, c.tp + c.fp), "That is the precision. For the selection rate, divide by the whole group."
        ),
    ),
    Rate.TPR: (
        Slip(
            lambda c: (c.tp, c.tp + c.fp),
            "That is the precision: you divided by those selected. The true positive rate divides by the truly "
            "positive, TP + FN.",
        ),
        Slip(
            lambda c: (c.tp, c.fp + c.tn),
            "The denominators got swapped: TP belongs over the truly positive, TP + FN.",
        ),
        Slip(lambda c: (c.tp, c.total), "You divided by the whole group. Only the truly positive count here: TP + FN."),
        Slip(
            lambda c: (c.fn, c.tp + c.fn),
            "That is the false negative rate, the share that was missed. The true positive rate is one minus that.",
        ),
        Slip(
            lambda c: (c.tp + c.tn, c.total), "That is the accuracy. Look at the truly positive only: TP / (TP + FN)."
        ),
    ),
    Rate.FPR: (
        Slip(
            lambda c: (c.fp, c.tp + c.fp),
            "That is the false discovery rate: you divided by those selected. The false positive rate divides by the "
            "truly negative, FP + TN.",
        ),
        Slip(
            lambda c: (c.fp, c.tp + c.fn),
            "The denominators got swapped: FP belongs over the truly negative, FP + TN.",
        ),
        Slip(lambda c: (c.fp, c.total), "You divided by the whole group. Only the truly negative count here: FP + TN."),
        Slip(
            lambda c: (c.tn, c.fp + c.tn),
            "That is the true negative rate. The false positive rate is one minus that: FP / (FP + TN).",
        ),
        Slip(lambda c: (c.fn, c.tp + c.fn), "That is the false negative rate. Here FP stands over FP + TN."),
    ),
    Rate.PRECISION: (
        Slip(
            lambda c: (c.tp, c.tp + c.fn),
            "That is the true positive rate: you divided by the truly positive. Precision divides by those selected, "
            "TP + FP.",
        ),
        Slip(
            lambda c: (c.fp, c.tp + c.fp),
            "That is the false discovery rate, the share of wrong ones among those selected. Precision is one minus "
            "that.",
        ),
        Slip(lambda c: (c.tp, c.total), "You divided by the whole group. Only those selected count here: TP + FP."),
        Slip(lambda c: (c.tn, c.tn + c.fn), "That is the same for those not selected. Here TP stands over TP + FP."),
        Slip(lambda c: (c.tp + c.tn, c.total), "That is the accuracy. Look only at those selected: TP / (TP + FP)."),
    ),
}


def rate(which: Rate, counts: Counts) -> Fraction:
    """Return a rate of a group, exactly."""
    return Fraction(*PAIRS[which](counts))


def implied_fpr(base_rate: Fraction, tpr: Fraction, precision: Fraction) -> Fraction:
    """Return the false positive rate that goes with the other three (Chouldechova)."""
    return base_rate / (1 - base_rate) * (1 - precision) / precision * tpr
