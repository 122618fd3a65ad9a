"""Tests for something rare: most alarms are false, and doing nothing looks accurate."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction

from question_bank.answers import Number
from question_bank.exercise import Exercise, Part
from question_bank.metrics.binary import MATRIX, RARE, TOPIC, Counts, accuracy, precision, recall, share
from question_bank.metrics.parts import ROUNDING, choice, matrix_part, metric_part
from question_bank.metrics.stories import READ, STORIES, Story
from question_bank.slips import Slip, asked
from question_bank.wording import grouped

TOTALS = (2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
BASE_RATES = tuple(map(Fraction, ("1/1000", "1/500", "1/200", "1/100", "1/50", "3/100", "1/40")))
RECALLS = tuple(map(Fraction, ("4/5", "17/20", "9/10", "19/20", "39/40")))
SPECIFICITIES = tuple(map(Fraction, ("4/5", "17/20", "9/10", "19/20", "24/25")))
_PLENTY = tuple(story for story in STORIES if story.things not in ("bridges", "bearings", "paintings"))
MOST_SURE = Fraction(2, 5)


def rare_exercise(rng: random.Random) -> Exercise:
    """Return the exam question: the expected matrix, the precision, the accuracy, and that of doing nothing."""
    story = rng.choice(_PLENTY)
    rates, counts = _draw(rng)
    verdict, last = _verdict(rng, story, counts)
    parts = (
        matrix_part(story, counts, _matrix_slips(counts), "Which confusion matrix is to be expected?"),
        metric_part("precision", counts, story, from_matrix=0, extra=_base_rate_slips(*rates[1:])),
        metric_part("accuracy", counts, story, from_matrix=0),
        _nothing_part(story, counts),
        verdict,
    )
    base, found, spared = (f"{float(100 * rate):g} %" for rate in rates)
    prompt = (
        f"{story.intro} {base} of all {story.things} are {story.positive}. The model has a recall of {found} and a "
        f"specificity of {spared}. It is used on {grouped(counts.total)} {story.things}, and everything turns out as "
        f"these rates promise. “{story.positive.capitalize()}” is the positive class."
    )
    return Exercise(prompt, parts, (*_steps(story, counts, base), last))


def _steps(story: Story, c: Counts, base: str) -> Iterator[str]:
    yield (
        f"Start with the truth: {base} of {grouped(c.total)} are {grouped(c.positive)} {story.positive} "
        f"{story.things}; the other {grouped(c.negative)} are {story.negative}."
    )
    yield (
        f"The recall splits the first row: {grouped(c.tp)} found, {grouped(c.fn)} missed. The specificity splits the "
        f"second: {grouped(c.tn)} left alone, {grouped(c.fp)} false alarms."
    )
    yield (
        rf"Precision: $\frac{{{c.tp}}}{{{c.tp} + {c.fp}}} \approx {float(precision(c)):.3f}$. "
        rf"Accuracy: $\frac{{{c.tp} + {c.tn}}}{{{c.total}}} \approx {float(accuracy(c)):.4f}$."
    )
    yield (
        rf"Doing nothing is right for all that are {story.negative}: "
        rf"$\frac{{{c.negative}}}{{{c.total}}} \approx {float(share(c.negative, c.total)):.4f}$."
    )


def _draw(rng: random.Random) -> tuple[tuple[Fraction, Fraction, Fraction], Counts]:
    """Return base rate, recall and specificity, and the whole counts that they lead to."""
    while True:
        base, found, spared = rng.choice(BASE_RATES), rng.choice(RECALLS), rng.choice(SPECIFICITIES)
        total = rng.choice(TOTALS)
        positive = base * total
        tp, tn = positive * found, (total - positive) * spared
        if all(each.denominator == 1 for each in (positive, tp, tn)) and found != spared:
            counts = Counts(int(tp), int(positive - tp), int(total - positive - tn), int(tn))
            if counts.fn and precision(counts) < MOST_SURE and accuracy(counts) < share(counts.negative, total):
                return (base, found, spared), counts


def _matrix_slips(c: Counts) -> list[Slip]:
    specificity_of_all = c.total * c.tn // c.negative
    return [
        Slip((c.tp, c.fp, c.fn, c.tn), f"You swapped rows and columns. {READ}", TOPIC, MATRIX),
        Slip(
            (c.fn, c.tp, c.tn, c.fp),
            "You swapped found and missed: recall is the share found.",
            TOPIC,
            MATRIX,
        ),
        Slip(
            (c.tp, c.fn, c.tn, c.fp), "You swapped the second row: specificity is the share left alone.", TOPIC, MATRIX
        ),
        Slip(
            (c.tp, c.fn, c.total - specificity_of_all, specificity_of_all),
            f"The specificity is a share of the {grouped(c.negative)} negative ones, not of all.",
            TOPIC,
            MATRIX,
        ),
    ]


def _base_rate_slips(found: Fraction, spared: Fraction) -> list[Slip]:
    neglect = "That is a rate among those whose truth is known. Precision also depends on how rare they are."
    return [Slip((float(rate),), neglect, TOPIC, RARE) for rate in (found, spared, (found + spared) / 2)]


def _nothing_part(story: Story, counts: Counts) -> Part:
    right = share(counts.negative, counts.total)
    wrong = [
        (
            share(counts.positive, counts.total),
            "That is the share that would be missed.",
        ),
        (
            share(counts.tn, counts.total),
            "Who raises no alarm raises no false one: all negative ones are right.",
        ),
        (
            share(counts.tn, counts.negative),
            "That is the specificity of the model. Doing nothing spares them all.",
        ),
        (Fraction(0), "It misses all positive ones, but it is right about all negative ones."),
        (Fraction(1, 2), "It is right about one of two classes, but that class holds nearly everything."),
    ]
    slips = [Slip((float(value),), why, TOPIC, RARE) for value, why in wrong]
    question = f"What accuracy has a model that calls all {story.things} {story.negative}? {ROUNDING}".replace("3", "4")
    return asked(question, Number(float(right), relative=0, absolute=2e-4, decimals=4), slips)


def _verdict(rng: random.Random, story: Story, c: Counts) -> tuple[Part, str]:
    alarms = round(1 / float(precision(c)))
    most = f"only a small share of the {story.negative} {story.things} cause one, but they are so many"
    right = f"Most alarms are false: {most}."
    wrong = {
        f"Most alarms are right, because the recall is {float(100 * recall(c)):g} %.": (
            f"The recall is about those that are {story.positive}. About {alarms} alarms come for each right one."
        ),
        "Most alarms are false because the model misses most of what it looks for.": (
            f"It finds {float(100 * recall(c)):g} %. The alarms are false because so many are {story.negative}."
        ),
        "The accuracy shows that the model is of more use than doing nothing.": (
            "Doing nothing has the higher accuracy here and finds none: the accuracy can't tell what is of use."
        ),
        "With a larger test sample of the same kind, the precision would rise.": (
            "More of the same kind multiplies right and false alarms alike; the precision stays."
        ),
    }
    question = "Which conclusion is right?"
    return choice(rng, question, right, wrong, RARE), f"So: {right}"
