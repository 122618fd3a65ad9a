"""Metrics of two classes as exact fractions, and the fractions that slips lead to."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

TOPIC = "practice.confusion-matrix-and-metrics"
MATRIX, RATES, F1, RARE, CLASSES = (
    "confusion-matrix",
    "precision-and-recall",
    "f1",
    "rare-classes",
    "more-than-two-classes",
)
RECALLS = tuple(map(Fraction, ("1/2", "3/5", "2/3", "3/4", "4/5", "7/8", "9/10")))
PRECISIONS = tuple(map(Fraction, ("2/5", "1/2", "3/5", "2/3", "3/4", "4/5", "9/10")))
NEGATIVES = (40, 50, 60, 75, 80, 90, 100, 120, 140, 150, 160, 180, 200, 240, 250)


@dataclass(frozen=True, slots=True)
class Counts:
    """A confusion matrix of two classes: rows true, columns predicted, the positive class first."""

    tp: int
    fn: int
    fp: int
    tn: int

    @property
    def positive(self) -> int:
        """Return how many are truly positive."""
        return self.tp + self.fn

    @property
    def negative(self) -> int:
        """Return how many are truly negative."""
        return self.fp + self.tn

    @property
    def called(self) -> int:
        """Return how many are predicted positive."""
        return self.tp + self.fp

    @property
    def total(self) -> int:
        """Return how many there are."""
        return self.positive + self.negative

    @property
    def rows(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return the matrix row by row."""
        return (self.tp, self.fn), (self.fp, self.tn)


Value = Callable[[Counts], Fraction]


class Wrong(NamedTuple):
    """A value computed by the wrong way of thinking, and the way out."""

    value: Value
    why: str


class Metric(NamedTuple):
    """A metric: its formula as LaTeX, what it asks in words, its worked sum, its slips, and where they are cured."""

    value: Value
    formula: str
    meaning: str
    worked: Callable[[Counts], str]
    slips: tuple[Wrong, ...]
    heading: str = RATES


def share(top: int, bottom: int) -> Fraction:
    """Return a fraction; of nothing, 0."""
    return Fraction(top, bottom) if bottom else Fraction(0)


def accuracy(c: Counts) -> Fraction:
    """Return the share of all that are predicted rightly."""
    return share(c.tp + c.tn, c.total)


def precision(c: Counts) -> Fraction:
    """Return the share of those predicted positive that are."""
    return share(c.tp, c.called)


def recall(c: Counts) -> Fraction:
    """Return the share of the positive ones that are found."""
    return share(c.tp, c.positive)


def specificity(c: Counts) -> Fraction:
    """Return the share of the negative ones that are predicted negative."""
    return share(c.tn, c.negative)


def f1(c: Counts) -> Fraction:
    """Return the harmonic mean of precision and recall."""
    return harmonic(precision(c), recall(c))


def harmonic(a: Fraction, b: Fraction) -> Fraction:
    """Return the harmonic mean of two shares; of two zeros, 0."""
    return 2 * a * b / (a + b) if a + b else Fraction(0)


def balanced_accuracy(c: Counts) -> Fraction:
    """Return the mean of recall and specificity."""
    return (recall(c) + specificity(c)) / 2


def _plain(top: str, bottom: str) -> str:
    return rf"\frac{{{top}}}{{{bottom}}}"


METRICS: Mapping[str, Metric] = {
    "accuracy": Metric(
        accuracy,
        r"\frac{TP + TN}{TP + FN + FP + TN}",
        "Accuracy asks: what share of all predictions is right?",
        lambda c: _plain(f"{c.tp} + {c.tn}", str(c.total)),
        (
            Wrong(lambda c: 1 - accuracy(c), "That is the error rate: the share of wrong predictions."),
            Wrong(lambda c: share(c.tp, c.total), "The true negatives are right predictions, too."),
            Wrong(precision, "That is the precision. Accuracy looks at all predictions, not only the positive ones."),
            Wrong(recall, "That is the recall. Accuracy looks at all predictions, not only at truly positive ones."),
            Wrong(balanced_accuracy, "That is the balanced accuracy, the mean of recall and specificity."),
        ),
    ),
    "precision": Metric(
        precision,
        r"\frac{TP}{TP + FP}",
        "Precision asks: of those predicted positive, what share is?",
        lambda c: _plain(str(c.tp), f"{c.tp} + {c.fp}"),
        (
            Wrong(recall, "That is the recall: you divided by the row. Precision divides by the predicted positives."),
            Wrong(lambda c: share(c.tp, c.total), "You divided by all. Precision looks only at the column “positive”."),
            Wrong(accuracy, "That is the accuracy. Precision looks only at the predicted positives."),
            Wrong(lambda c: 1 - precision(c), "That is the share of false alarms; precision is the other share."),
            Wrong(lambda c: share(c.tp, c.tp + c.tn), "You divided by all right predictions. Divide by TP + FP."),
        ),
    ),
    "recall": Metric(
        recall,
        r"\frac{TP}{TP + FN}",
        "Recall asks: of the truly positive ones, what share is found?",
        lambda c: _plain(str(c.tp), f"{c.tp} + {c.fn}"),
        (
            Wrong(precision, "That is the precision: you divided by the column. Recall divides by the row."),
            Wrong(lambda c: share(c.tp, c.total), "You divided by all. Recall looks only at the truly positive ones."),
            Wrong(accuracy, "That is the accuracy. Recall looks only at the truly positive ones."),
            Wrong(lambda c: 1 - recall(c), "That is the share that is missed; recall is the other share."),
            Wrong(specificity, "That is the specificity, the recall of the negative class."),
        ),
    ),
    "specificity": Metric(
        specificity,
        r"\frac{TN}{TN + FP}",
        "Specificity asks: of the truly negative ones, what share is left alone?",
        lambda c: _plain(str(c.tn), f"{c.tn} + {c.fp}"),
        (
            Wrong(lambda c: 1 - specificity(c), "That is the false positive rate; specificity is the other share."),
            Wrong(lambda c: share(c.tn, c.tn + c.fn), "You divided by the column. Divide by the truly negative ones."),
            Wrong(recall, "That is the recall of the positive class; specificity looks at the negative one."),
            Wrong(lambda c: share(c.tn, c.total), "You divided by all. Divide by the truly negative ones."),
            Wrong(accuracy, "That is the accuracy. Specificity looks only at the truly negative ones."),
        ),
    ),
    "false positive rate": Metric(
        lambda c: 1 - specificity(c),
        r"\frac{FP}{FP + TN}",
        "The false positive rate asks: of the truly negative ones, what share is taken for positive?",
        lambda c: _plain(str(c.fp), f"{c.fp} + {c.tn}"),
        (
            Wrong(lambda c: 1 - precision(c), "You divided by the alarms. Divide by the truly negative ones."),
            Wrong(lambda c: share(c.fp, c.total), "You divided by all. Divide by the truly negative ones."),
            Wrong(specificity, "That is the specificity, the share that is left alone."),
            Wrong(lambda c: 1 - recall(c), "That is the false negative rate, the share that is missed."),
            Wrong(lambda c: 1 - accuracy(c), "That is the error rate, with both kinds of errors and all predictions."),
        ),
    ),
    "F1": Metric(
        f1,
        r"\frac{2 \cdot P \cdot R}{P + R} = \frac{2\,TP}{2\,TP + FP + FN}",
        "F1 is the harmonic mean of precision $P$ and recall $R$.",
        lambda c: _plain(rf"2 \cdot {c.tp}", rf"2 \cdot {c.tp} + {c.fp} + {c.fn}"),
        (
            Wrong(lambda c: (precision(c) + recall(c)) / 2, "That is the ordinary mean of precision and recall."),
            Wrong(lambda c: f1(c) / 2, "The factor 2 is missing: 2·P·R / (P + R)."),
            Wrong(accuracy, "That is the accuracy. F1 leaves the true negatives out."),
            Wrong(lambda c: share(c.tp, c.tp + c.fp + c.fn), "The true positives count twice, above and below."),
            Wrong(lambda c: precision(c) * recall(c), "You multiplied P and R. Double it and divide by P + R."),
            Wrong(precision, "That is the precision alone; F1 takes the recall in, too."),
            Wrong(recall, "That is the recall alone; F1 takes the precision in, too."),
        ),
        F1,
    ),
    "balanced accuracy": Metric(
        balanced_accuracy,
        r"\frac12\left(\frac{TP}{TP + FN} + \frac{TN}{TN + FP}\right)",
        "Balanced accuracy is the mean of the recalls of both classes, so that each class counts the same.",
        lambda c: rf"\frac12\left({_plain(str(c.tp), str(c.positive))} + {_plain(str(c.tn), str(c.negative))}\right)",
        (
            Wrong(accuracy, "That is the accuracy, in which the larger class counts more."),
            Wrong(lambda c: (precision(c) + recall(c)) / 2, "You took the precision; take the specificity."),
            Wrong(lambda c: recall(c) * specificity(c), "You multiplied the two recalls. Take their mean."),
            Wrong(recall, "That is the recall of one class. Take the mean with that of the other."),
            Wrong(f1, "That is F1, from precision and recall. Balanced accuracy uses both recalls."),
        ),
        RARE,
    ),
}  # fmt: skip


def draw_counts(rng: random.Random, *, largest: int = 120) -> Counts:
    """Return counts whose precision and recall are simple fractions, and all four numbers above 0."""
    while True:
        found, sure = rng.choice(RECALLS), rng.choice(PRECISIONS)
        least = lcm(found.numerator, sure.numerator)
        tp = least * rng.randint(1, max(1, largest // least))
        fn, fp = int(tp / found) - tp, int(tp / sure) - tp
        negative = rng.choice(NEGATIVES)
        if found != sure and tp + fn <= largest and min(tp, fn, fp) > 1 and fp < negative - 5:
            return Counts(tp, fn, fp, negative - fp)
