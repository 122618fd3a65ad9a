"""What learners get wrong about batch normalization, as whole lists of outputs or statistics."""

from __future__ import annotations

import math
from collections.abc import Iterator

from question_bank.normalization.batch import Feature
from question_bank.numerals import shown
from question_bank.slips import Slip

TOPIC = "optimization.batch-normalization"
TRAINING = "in-training"
SCALE = "scale-and-shift"
RUNNING = "running-statistics"
MISTAKES = "common-mistakes"


def of_outputs(feature: Feature, gamma: float = 1.0, beta: float = 0.0) -> Iterator[Slip]:
    r"""Yield the slips with the outputs of one feature; $\gamma = 1$ and $\beta = 0$ are the bare normalization."""
    std, mean, count = math.sqrt(feature.variance), shown(feature.mean), len(feature.values)
    if (gamma, beta) != (1.0, 0.0):
        yield _slip(feature.out(), r"The scale $\gamma$ and the shift $\beta$ are still missing.", SCALE)
        yield _slip(feature.out(gamma), rf"The shift $\beta = {shown(beta)}$ is still missing.", SCALE)
        why = r"You added $\beta$ before you multiplied. It is $\gamma\hat x + \beta$."
        yield _slip(tuple(gamma * (value + beta) for value in feature.out()), why, SCALE)
        yield _slip(feature.out(beta, gamma), r"$\gamma$ and $\beta$ are swapped: $\gamma$ multiplies.", SCALE)
    why = (
        f"You divided the squares by ${count - 1}$. In training batch normalization takes the biased variance, "
        f"divided by ${count}$."
    )
    yield _slip(feature.out(gamma, beta, std=math.sqrt(feature.unbiased)), why, MISTAKES)
    why = rf"You divided by the variance ${shown(feature.variance)}$. It is its root, $\sigma = {shown(std)}$."
    yield _slip(feature.out(gamma, beta, std=feature.variance), why, TRAINING)
    why = f"You centred the values but did not divide by the standard deviation ${shown(std)}$."
    yield _slip(feature.out(gamma, beta, std=1.0), why, TRAINING)
    why = f"You did not subtract the mean ${mean}$ first."
    yield _slip(feature.out(gamma, beta, mean=0.0), why, TRAINING)
    why = "You subtracted the values from the mean. It is value minus mean."
    yield _slip(feature.out(-gamma, beta), why, MISTAKES)
    low, span = min(feature.values), max(feature.values) - min(feature.values)
    why = "This squeezes the values between 0 and 1, which is another way of scaling."
    yield _slip(feature.out(gamma, beta, mean=low, std=span), why, TRAINING)


def of_statistics(feature: Feature) -> Iterator[Slip]:
    """Yield the slips with the mean and the variance of a batch."""
    count, mean, variance = len(feature.values), feature.mean, feature.variance
    why = f"You divided the squares by ${count - 1}$. To normalize the batch, divide by ${count}$."
    yield _slip((mean, feature.unbiased), why, MISTAKES)
    yield _slip((mean, math.sqrt(variance)), "This is the standard deviation. Asked for is the variance.", TRAINING)
    why = r"You squared the values without subtracting the mean."
    yield _slip((mean, sum(value**2 for value in feature.values) / count), why, TRAINING)
    why = "You left the sum of squares undivided."
    yield _slip((mean, variance * count), why, TRAINING)
    ordered = sorted(feature.values)
    middle = (ordered[count // 2] + ordered[(count - 1) // 2]) / 2
    yield _slip((middle, variance), "You took the median in place of the mean.", TRAINING)


def of_running(feature: Feature, old: tuple[float, float], share: float) -> Iterator[Slip]:
    """Yield the slips with the running mean and variance after one batch."""
    mean, var = old

    def mixed(new_mean: float, new_var: float, part: float = share) -> tuple[float, float]:
        return (1 - part) * mean + part * new_mean, (1 - part) * var + part * new_var

    why = "The running variance takes the unbiased one: the squares are divided by $n - 1$ there."
    yield _slip(mixed(feature.mean, feature.variance), why, RUNNING)
    why = rf"The shares are swapped: in this convention the new batch counts ${shown(share)}$."
    yield _slip(mixed(feature.mean, feature.unbiased, 1 - share), why, RUNNING)
    why = "These are the statistics of this batch alone. The running ones move only part of the way."
    yield _slip((feature.mean, feature.unbiased), why, RUNNING)
    why = "You averaged standard deviations. It is the variance that is kept."
    yield _slip(mixed(feature.mean, math.sqrt(feature.unbiased)), why, RUNNING)
    yield _slip(old, "These are the old ones. The batch moves them.", RUNNING)


def _slip(values: tuple[float, ...], why: str, heading: str) -> Slip:
    return Slip(values, why, TOPIC, heading)
