"""What a language model's surprise is measured in, and the numbers that are asked for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from question_bank.answers import AnswerSpec, Number, Value
from question_bank.exercise import Carry

TWO_DECIMALS = "Type a number, rounded to 2 decimals."
THREE_DECIMALS = "Type a number, rounded to 3 decimals."
THREE_DIGITS = "Type a number with 3 significant digits."


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of surprise: its name, the base of its logarithm, and how logarithm and power are written."""

    name: str
    base: float
    log: str
    power: str

    def of(self, probability: float) -> float:
        """Return the surprise at something of this probability."""
        return -math.log(probability) / math.log(self.base)

    def perplexity(self, entropy: float) -> float:
        """Return the perplexity behind a cross-entropy; raises OverflowError where it is beyond all numbers."""
        return math.exp(entropy * math.log(self.base))

    @property
    def other(self) -> Unit:
        """Return the other unit."""
        return BITS if self.name == "nats" else NATS


NATS = Unit("nats", math.e, r"\ln", "e")
BITS = Unit("bits", 2.0, r"\log_2", "2")
LOGS = {"nats": "natural logarithm", "bits": "logarithm to base 2"}


def entropy(probabilities: Sequence[float], unit: Unit) -> float:
    """Return the mean surprise."""
    return sum(map(unit.of, probabilities)) / len(probabilities)


def perplexity(probabilities: Sequence[float]) -> float:
    """Return the geometric mean of 1/p."""
    return NATS.perplexity(entropy(probabilities, NATS))


def to_two(value: float) -> Number:
    """Return a perplexity asked to 2 decimals, with room for rounding on the way."""
    return Number(value, relative=4e-3, absolute=6e-3, decimals=2)


def to_three(value: float) -> Number:
    """Return a cross-entropy asked to 3 decimals, with room for rounding on the way."""
    return Number(value, relative=2e-3, absolute=2e-3, decimals=3)


def probability(value: float) -> Number:
    """Return a probability asked to 3 decimals."""
    return Number(value, relative=1e-2, absolute=1e-3, decimals=3)


def three_digits(value: float) -> Number:
    """Return a number asked to 3 significant digits, which rounding on the way may move by a few in a hundred."""
    return Number(value, relative=2e-2, absolute=1e-6)


def follows_logarithm(unit: Unit) -> Carry:
    """Return what follows for the cross-entropy from the learner's own perplexity, the last value."""

    def follows(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        mine = earlier[-1]
        return to_three(unit.of(1 / mine)) if isinstance(mine, int | float) and mine > 0 else None

    return follows


def follows_power(unit: Unit) -> Carry:
    """Return what follows for the perplexity from the learner's own cross-entropy, the last value."""

    def follows(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        mine = earlier[-1]
        return to_two(unit.perplexity(mine)) if isinstance(mine, int | float) else None

    return follows
