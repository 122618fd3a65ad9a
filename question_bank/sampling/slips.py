"""What learners get wrong about temperature: the reply each slip leads to, and the way out with its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import exp, log, log2, log10
from typing import NamedTuple

from question_bank.answers import Number, Vector
from question_bank.exercise import Misconception
from question_bank.sampling.softmax import scaled, shares, softmax
from question_bank.wording import short

TOPIC = "language.softmax-temperature"
LOGITS, TEMPERATURE, LIMITS = "from-logits-to-probabilities", "temperature", "the-limits"


class Slip(NamedTuple):
    """Wrong values, the reason for them, and the heading of the note that cures it."""

    values: tuple[float, ...]
    why: str
    heading: str


def told_apart(spec: Number | Vector, slips: Iterable[Slip]) -> tuple[Misconception, ...]:
    """Return the slips, in order, that are clearly different from the answer and from all earlier ones."""
    taken = [spec.values if isinstance(spec, Vector) else (spec.value,)]
    kept = []
    places = 3 if spec.decimals is None else spec.decimals
    for slip in slips:
        if all(_differ(spec, slip.values, other) for other in taken):
            taken.append(slip.values)
            reply = ", ".join(f"{value:.{places}f}" for value in slip.values)
            kept.append(Misconception(reply, slip.why, TOPIC, slip.heading))
    return tuple(kept)


def _differ(spec: Number | Vector, one: Sequence[float], other: Sequence[float]) -> bool:
    # Twice the tolerance in some cell: neither is right where the other is the answer, rounding included.
    return any(
        abs(mine - yours) > 2 * max(spec.absolute, spec.relative * max(abs(mine), abs(yours)))
        for mine, yours in zip(one, other, strict=True)
    )


def of_probabilities(logits: Sequence[float], temperature: float) -> Iterator[Slip]:
    """Yield the slips with the probabilities at a temperature."""
    yield from _of_dividing(logits, temperature)
    yield from _of_exponentials(logits, temperature)


def _of_dividing(logits: Sequence[float], temperature: float) -> Iterator[Slip]:
    t, top, plain = short(temperature), max(logits), softmax(logits)
    yield Slip(
        softmax(logits, 1 / temperature),
        f"You multiplied the logits by T. They are divided by it: {short(top)} becomes {short(top)} / {t} = "
        f"{short(round(top / temperature, 3))}.",
        TEMPERATURE,
    )
    yield Slip(
        plain,
        f"You left the temperature out: these are the probabilities at T = 1. Divide the logits by {t} first.",
        TEMPERATURE,
    )
    yield Slip(
        tuple(share / temperature for share in plain),
        f"You divided the probabilities by T, and now they sum to {1 / temperature:.4g}. Divide the logits by {t} "
        "and take the softmax.",
        TEMPERATURE,
    )
    powers = tuple(share ** (1 / temperature) for share in plain)
    yield Slip(
        powers,
        f"You raised the probabilities at T = 1 to the power 1 / {t}, and stopped there. They sum to "
        f"{sum(powers):.3f}: divide each by that.",
        TEMPERATURE,
    )


def _of_exponentials(logits: Sequence[float], temperature: float) -> Iterator[Slip]:
    divided = scaled(logits, temperature)
    exponentials = tuple(exp(logit) for logit in divided)
    yield Slip(
        exponentials,
        f"You stopped at the exponentials. Divide each by their sum, {sum(exponentials):.3f}.",
        LOGITS,
    )
    if min(logits) > 0:
        yield Slip(
            shares(logits),
            "You divided the logits by their sum, where T cancels. Take the exponential of each logit / T first.",
            LOGITS,
        )
    yield Slip(
        tuple(1 / (1 + exp(-logit)) for logit in divided),
        "You took the sigmoid of each logit alone. In a softmax all of them share one sum, so that they add up to 1.",
        LOGITS,
    )


def of_reshaping(probabilities: Sequence[float], temperature: float) -> Iterator[Slip]:
    """Yield the slips with taking probabilities from temperature 1 to another."""
    t, powers = short(temperature), tuple(share ** (1 / temperature) for share in probabilities)
    yield Slip(
        powers,
        f"You raised them to the power 1 / {t} and stopped there. They sum to {sum(powers):.3f}: divide each by that.",
        TEMPERATURE,
    )
    yield Slip(
        shares([share**temperature for share in probabilities]),
        f"You raised them to the power {t}. The logits are divided by T, so the power is 1 / {t}.",
        TEMPERATURE,
    )
    yield Slip(
        tuple(share / temperature for share in probabilities),
        f"You divided the probabilities by {t}, and now they sum to {1 / temperature:.4g}. The logits are divided.",
        TEMPERATURE,
    )
    yield Slip(
        softmax(probabilities, temperature),
        "You treated the probabilities as logits. Their logarithms are logits.",
        LOGITS,
    )
    yield Slip(
        tuple(probabilities),
        f"You left them as they are, but T changes from 1 to {t}. Dividing by T and normalising again cancels; "
        "the power 1 / T does not.",
        TEMPERATURE,
    )


def of_ratio(gap: float, temperature: float, logits: tuple[float, float]) -> Iterator[Slip]:
    """Yield the slips with how many times as likely one token is as another, ``gap`` logits below it."""
    t, right = short(temperature), f"e^({short(gap)} / {short(temperature)})"
    yield Slip((exp(gap * temperature),), f"You multiplied by T. The gap is divided by it: {right}.", TEMPERATURE)
    yield Slip((exp(gap),), f"You left the temperature out. Divide the gap by {t}: {right}.", TEMPERATURE)
    yield Slip((gap / temperature,), f"That is the exponent. The ratio is {right}.", LOGITS)
    yield Slip(
        (exp(-gap / temperature),), f"You turned the ratio round. The likelier one goes on top: {right}.", LOGITS
    )
    yield Slip(
        (exp(gap) / temperature,),
        f"You divided the ratio by T. The gap in the exponent is divided: {right}.",
        TEMPERATURE,
    )
    if min(logits) > 0:
        yield Slip(
            (logits[0] / logits[1],),
            f"You divided the logits by one another. Probabilities go as their exponentials: {right}.",
            LOGITS,
        )


def of_temperature(gap: float, ratio: float, top: float) -> Iterator[Slip]:
    """Yield the slips with the temperature at which a gap between logits gives a ratio of probabilities."""
    right = f"{short(gap)} / ln {short(round(ratio, 2))}"
    yield Slip((log(ratio) / gap,), f"You turned the quotient round: that is 1 / T. T is {right}.", TEMPERATURE)
    yield Slip((gap / ratio,), f"You left the logarithm out. The ratio is e^(gap / T), so T is {right}.", TEMPERATURE)
    yield Slip((gap / log10(ratio),), f"You used base 10. The softmax is made with e: {right}.", TEMPERATURE)
    yield Slip((gap / log2(ratio),), f"You used base 2. The softmax is made with e: {right}.", TEMPERATURE)
    yield Slip((gap * log(ratio),), f"You multiplied by the logarithm. Divide: {right}.", TEMPERATURE)
    if top != gap:
        yield Slip(
            (top / log(ratio),), f"You used one logit. What counts is the gap, {short(gap)}: {right}.", TEMPERATURE
        )
