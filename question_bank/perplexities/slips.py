"""What learners get wrong about perplexity and cross-entropy."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import mean

from question_bank.notation import decimal, equals
from question_bank.perplexities.measures import BITS, LOGS, NATS, Unit, entropy, perplexity
from question_bank.slips import Slip

TOPIC = "language.language-models"
PERPLEXITY, UNITS, MISTAKES = "perplexity", "bits-and-nats", "common-mistakes"
Wrong = tuple[float, str, str]


def of_probabilities(probabilities: Sequence[float]) -> Iterator[Slip]:
    """Yield the slips on the way from the probabilities of tokens to the perplexity."""
    n, product = len(probabilities), math.prod(probabilities)
    nats, bits = entropy(probabilities, NATS), entropy(probabilities, BITS)
    right = f"the {n} probabilities have the product ${decimal(product, 8)}$, and its {_root(n)} root is turned over"
    return _slips(
        (1 / mean(probabilities), f"You took the arithmetic mean; probabilities multiply: {right}.", MISTAKES),
        (1 / product, f"You left out the root, so longer texts would always look worse: {right}.", MISTAKES),
        (product, f"This is the probability of the whole text. Perplexity is per token: {right}.", PERPLEXITY),
        (product ** (1 / n), f"Turn it over: a perplexity is never below 1: {right}.", MISTAKES),
        (
            mean(1 / p for p in probabilities),
            f"The mean of $1/p$ has to be geometric, not arithmetic: {right}.",
            MISTAKES,
        ),
        (
            2**nats,
            f"You mixed the bases: a mean of natural logarithms belongs into $e^x$. Without logarithms, {right}.",
            UNITS,
        ),
        (math.exp(bits), f"You mixed the bases: a mean of logarithms to base 2 belongs into $2^x$; or {right}.", UNITS),
        (nats, f"This is the cross-entropy in nats; the perplexity is $e$ to its power: {right}.", PERPLEXITY),
        (product ** (-1 / (n - 1)), f"Count the tokens, there are {n}: {right}.", MISTAKES),
    )


def _root(n: int) -> str:
    return {2: "square", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth"}[n]


def of_entropy(value: float, unit: Unit) -> Iterator[Slip]:
    """Yield the slips on the way from a cross-entropy per token to the perplexity."""
    x, result = decimal(value), unit.perplexity(value)
    right = rf"${unit.power}^{{{x}}} \approx {decimal(result, 3)}$"
    return _slips(
        (unit.other.perplexity(value), f"You mixed the bases. In {unit.name} it is {right}.", UNITS),
        (1 / result, f"The sign is turned round, but a perplexity is never below 1: {right}.", MISTAKES),
        (value, f"This is the cross-entropy itself. The perplexity is a power of it: {right}.", PERPLEXITY),
        (10**value, f"Base 10 has no part in this. In {unit.name} it is {right}.", UNITS),
        (unit.base * value, f"The cross-entropy stands in the exponent: {right}.", PERPLEXITY),
        (math.log(value) / math.log(unit.base), f"You took the logarithm; the power undoes it: {right}.", PERPLEXITY),
        (value**2, f"The cross-entropy is the exponent, not the base: {right}.", PERPLEXITY),
    )


def of_uniform(size: int) -> Iterator[Slip]:
    """Yield the slips with the perplexity of a model that knows nothing."""
    right = f"each token has the probability $1/{size}$, and turned over that is ${size}$"
    return _slips(
        (1 / size, f"Turn it over: {right}.", MISTAKES),
        (math.log(size), f"This is its cross-entropy in nats: {right}.", PERPLEXITY),
        (math.log2(size), f"This is its cross-entropy in bits: {right}.", PERPLEXITY),
        (math.sqrt(size), f"No root is needed, all tokens are alike: {right}.", PERPLEXITY),
        (size / 2, f"All tokens count, not half of them: {right}.", PERPLEXITY),
    )


def of_logarithm(value: float, unit: Unit) -> Iterator[Slip]:
    """Yield the slips on the way from a perplexity back to the cross-entropy."""
    log = unit.of(1 / value)
    right = rf"${unit.log} {decimal(value, 3)} \approx {decimal(log, 3)}$ {unit.name}"
    return _slips(
        (unit.other.of(1 / value), f"These are {unit.other.name}. With the {LOGS[unit.name]} it is {right}.", UNITS),
        (math.log10(value), f"You took the logarithm to base 10: {right}.", UNITS),
        (-log, f"A cross-entropy is never negative: {right}.", MISTAKES),
        (value, f"This is the perplexity. Its logarithm is the cross-entropy: {right}.", PERPLEXITY),
        (1 / value, f"Take the logarithm, not the quotient: {right}.", PERPLEXITY),
        (math.sqrt(value), f"Take the logarithm, not the root: {right}.", PERPLEXITY),
    )


def of_units(value: float, unit: Unit) -> Iterator[Slip]:
    """Yield the slips with turning so many of a unit into the other unit."""
    factor = math.log(unit.base) / math.log(unit.other.base)
    worked = rf"{decimal(value)} / \ln 2" if unit == NATS else rf"{decimal(value)} \cdot \ln 2"
    right = f"a bit is $\\ln 2 \\approx 0.693$ nats, so it is ${worked} \\approx {decimal(value * factor, 3)}$"
    return _slips(
        (value / factor, f"The factor is turned over: {right}.", UNITS),
        (value, f"The unit changes: {right}.", UNITS),
        (unit.perplexity(value), f"This is the perplexity. Only the unit changes here: {right}.", PERPLEXITY),
        (value * 2 if unit == NATS else value / 2, f"The factor is not 2: {right}.", UNITS),
        (
            value / math.log10(2) if unit == NATS else value * math.log10(2),
            f"Base 10 has no part in this: {right}.",
            UNITS,
        ),
        (math.log2(value) if unit == NATS else math.log(value), f"It is a logarithm already: {right}.", UNITS),
    )


def of_mean(total: float, count: int, unit: Unit) -> Iterator[Slip]:
    """Yield the slips with the mean over tokens of a whole log-likelihood, given as a positive ``total``."""
    value = total / count
    right = f"${decimal(total)} / {count} = {decimal(value)}$"
    return _slips(
        (-value, f"A cross-entropy is the negative mean: {right}.", MISTAKES),
        (total, f"Per token it is divided by their number: {right}.", MISTAKES),
        (count / total, f"The quotient is upside down: {right}.", MISTAKES),
        (
            unit.perplexity(value),
            f"This is the perplexity already; the cross-entropy is its exponent: {right}.",
            PERPLEXITY,
        ),
        (total / math.log(2) / count, f"The unit stays, nothing is converted: {right}.", UNITS),
        (value * math.log(2), f"Nothing is converted here: {right}.", UNITS),
    )


def of_length(value: float, length: float, *, per_token: bool) -> Iterator[Slip]:
    """Yield the slips between bits per character and per token of ``length`` characters; ``per_token`` is asked."""
    result = value * length if per_token else value / length
    sign = r"\cdot" if per_token else "/"
    worked = f"${decimal(value)} {sign} {decimal(length)} {equals(result)}$"
    right = f"a token has {decimal(length)} characters, so it is {worked}"
    turned = value / length if per_token else value * length
    return _slips(
        (turned, f"The wrong way round: {right}.", MISTAKES),
        (value, f"Per token and per character are not the same: {right}.", MISTAKES),
        (
            value + length if per_token else abs(value - length),
            f"The bits of the characters add up: {right}.",
            MISTAKES,
        ),
        (BITS.perplexity(value), f"This is a perplexity. Bits are asked for: {right}.", PERPLEXITY),
        (result * math.log(2), f"Both are in bits, nothing is converted: {right}.", UNITS),
        (
            value**length if per_token else value ** (1 / length),
            f"Bits add up, they don't multiply: {right}.",
            MISTAKES,
        ),
    )


def of_missing(known: Sequence[float], value: float, right: float) -> Iterator[Slip]:
    """Yield the slips with the one probability that is not known, from the perplexity."""
    n, product = len(known) + 1, math.prod(known)
    p = decimal(value)
    told = rf"the product of all {n} is $1/{p}^{n}$, and ${decimal(product, 6)}$ of it are known"
    return _slips(
        (1 / (value * product), f"You left out the power: {told}.", MISTAKES),
        (1 / value**n, f"This is the product of all; divide by what is known: {told}.", PERPLEXITY),
        (n / value - sum(known), f"You took the arithmetic mean; probabilities multiply: {told}.", MISTAKES),
        (1 / (value ** (n - 1) * product), f"Count the tokens, the missing one too: {told}.", MISTAKES),
        (1 / value, f"This is the geometric mean of all of them: {told}.", PERPLEXITY),
        (product * value**n, f"The quotient is upside down: {told}.", MISTAKES),
        (1 - right, f"The probabilities of different tokens need not add up to 1: {told}.", MISTAKES),
    )


def of_factor(one: Sequence[float], other: Sequence[float]) -> Iterator[Slip]:
    """Yield the slips with how much likelier a text is under the first model, from the perplexities of both."""
    a, b, n = perplexity(one), perplexity(other), len(one)
    ratio = b / a
    right = (
        rf"a text of {n} tokens has the probability $1/\text{{perplexity}}^{n}$, so it is the quotient to the power {n}"
    )
    return _slips(
        (ratio, f"This is the quotient for one token: {right}.", MISTAKES),
        (1 / ratio**n, f"The quotient is upside down: {right}.", MISTAKES),
        (n * ratio, f"Probabilities multiply: {right}.", MISTAKES),
        (ratio ** (n - 1), f"Count the tokens: {right}.", MISTAKES),
        (n * (b - a), f"A difference of perplexities means nothing here: {right}.", MISTAKES),
        (ratio ** (1 / n), f"The root is undone by the power: {right}.", PERPLEXITY),
        (b - a, f"Not the difference: {right}.", MISTAKES),
    )


def of_rescaled(value: float, length: float) -> Iterator[Slip]:
    """Yield the slips with the perplexity per token of ``length`` characters of a model of so many bits a character."""
    result = BITS.perplexity(value * length)
    right = rf"$2^{{{decimal(value, 3)} \cdot {decimal(length)}}} \approx {decimal(result, 2)}$"
    return _slips(
        (BITS.perplexity(value), f"This is the perplexity per character: {right}.", MISTAKES),
        (BITS.perplexity(value) * length, f"Perplexities per character multiply over a token: {right}.", MISTAKES),
        (NATS.perplexity(value * length), f"You mixed the bases; bits belong into $2^x$: {right}.", UNITS),
        (BITS.perplexity(value / length), f"A token has more characters, so it is less certain: {right}.", MISTAKES),
        (value * length, f"These are the bits per token. The perplexity is $2$ to their power: {right}.", PERPLEXITY),
        (1 / result, f"The sign of the exponent is turned round: {right}.", MISTAKES),
    )


def _slips(*wrong: Wrong) -> Iterator[Slip]:
    """Yield the slips whose value is a number that may be typed."""
    for value, why, heading in wrong:
        if math.isfinite(value) and 1e-6 < abs(value) < 1e9:
            yield Slip((value,), why, TOPIC, heading)
