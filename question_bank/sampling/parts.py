"""Parts that ask about sampling at a temperature, each with its worked solution."""

from __future__ import annotations

import random
from dataclasses import replace
from math import exp, log, log2
from typing import NamedTuple

from question_bank.answers import Number, Value, Vector
from question_bank.exercise import Carry, Part
from question_bank.notation import bracketed, decimal, equals
from question_bank.sampling.scores import Scores
from question_bank.sampling.slips import (
    LIMITS,
    LOGITS,
    TEMPERATURE,
    Slip,
    of_probabilities,
    of_ratio,
    of_temperature,
    told_apart,
)
from question_bank.sampling.softmax import entropy_bits, scaled, softmax
from question_bank.wording import NUMBER_WORDS, grouped, short, tex

FORM = "in the order given, to 3 decimals, such as {}"
EXAMPLES = {3: "0.650, 0.250, 0.100", 4: "0.550, 0.250, 0.150, 0.050", 5: "0.400, 0.300, 0.150, 0.100, 0.050"}
RATIO_RULE = (
    r"The sum under both fractions cancels: "
    r"$$\frac{p_a}{p_b} = \frac{e^{z_a / T}}{e^{z_b / T}} = e^{(z_a - z_b) / T}$$"
)
TEMPERATURE_RULE = (
    r"The sum cancels from a ratio of probabilities: $\frac{p_a}{p_b} = e^{(z_a - z_b) / T}$. Take logarithms: "
    r"$$T = \frac{z_a - z_b}{\ln (p_a / p_b)}$$"
)
RULE = r"$$p_i = \frac{e^{z_i / T}}{\sum_j e^{z_j / T}}$$"


class Asked(NamedTuple):
    """A part with the steps that solve it."""

    part: Part
    steps: tuple[str, ...]


def vector(scores: Scores, values: tuple[float, ...]) -> Vector:
    """Return an answer with one number for each token."""
    return Vector(values, scores.tokens, decimals=3)


def form(count: int) -> str:
    """Say how to type so many probabilities."""
    return f"Type them {FORM.format(EXAMPLES[count])}."


def probabilities_at(scores: Scores, temperature: float, *, marks: int = 1) -> Asked:
    """Return the part that asks for all probabilities."""
    spec = vector(scores, scores.probabilities(temperature))
    tokens = f"{NUMBER_WORDS[len(scores.tokens)]} {scores.scene.noun}s"
    question = f"What are the probabilities of the {tokens} at temperature T = {short(temperature)}?"
    slips = told_apart(spec, of_probabilities(scores.logits, temperature))
    divided = scaled(scores.logits, temperature)
    exponentials = [exp(logit) for logit in divided]
    steps = (
        f"Divide the logits by the temperature, take exponentials, and divide each by their sum: {RULE}",
        f"The logits divided by {short(temperature)}: {', '.join(f'${decimal(logit)}$' for logit in divided)}.",
        f"Their exponentials: {', '.join(f'${decimal(each)}$' for each in exponentials)}.",
        f"Their sum: ${decimal(sum(exponentials))}$.",
        f"Divided by the sum: {', '.join(f'${share:.3f}$' for share in spec.values)}.",
    )
    return Asked(Part(f"{question} {form(len(scores.tokens))}", spec, marks, slips), steps)


def ratio_at(scores: Scores, first: int, second: int, temperature: float) -> Asked:
    """Return the part that asks how many times as likely one token is as another."""
    pair = scores.logits[first], scores.logits[second]
    gap = round(pair[0] - pair[1], 1)
    spec = Number(exp(gap / temperature), relative=5e-3, absolute=5e-3, unit="times", decimals=2)
    likelier, other = scores.tokens[first], scores.tokens[second]
    question = f"How many times as likely as “{other}” is “{likelier}” at temperature T = {short(temperature)}?"
    steps = (
        RATIO_RULE,
        f"The gap is ${decimal(pair[0])} - {bracketed(pair[1])} = {decimal(gap)}$.",
        f"Divided by T it is ${decimal(gap / temperature)}$.",
        rf"$e^{{{decimal(gap / temperature)}}} \approx {spec.value:.2f}$.",
    )
    part = Part(
        f"{question} Type a number, to 2 decimals.", spec, 1, told_apart(spec, of_ratio(gap, temperature, pair))
    )
    return Asked(part, steps)


def temperature_for(scores: Scores, first: int, second: int, ratio: float, *, question: str, marks: int = 1) -> Asked:
    """Return the part that asks at which temperature one token is ``ratio`` times as likely as another."""
    pair = scores.logits[first], scores.logits[second]
    gap = round(pair[0] - pair[1], 1)
    worked_gap = f"{decimal(pair[0])} - {bracketed(pair[1])} = {decimal(gap)}"
    spec = Number(gap / log(ratio), relative=0.025, absolute=0.01, decimals=2)
    steps = (
        TEMPERATURE_RULE,
        f"The gap between “{scores.tokens[first]}” and “{scores.tokens[second]}” is ${worked_gap}$.",
        rf"The ratio is ${decimal(ratio, 2)}$, and $\ln {decimal(ratio, 2)} \approx {log(ratio):.3f}$.",
        rf"$T = {decimal(gap)} / {log(ratio):.3f} \approx {spec.value:.2f}$.",
    )
    slips = told_apart(spec, of_temperature(gap, ratio, pair[0]))
    return Asked(Part(f"{question} Type a number, to 2 decimals.", spec, marks, slips), steps)


def entropy_at(scores: Scores, temperature: float, *, marks: int = 1) -> Asked:
    """Return the part that asks for the entropy of the probabilities asked for in the first part."""
    shares = scores.probabilities(temperature)
    bits = entropy_bits(shares)
    spec = Number(bits, relative=5e-3, absolute=0.01, unit="bits", decimals=2)
    slips = (
        Slip((bits * log(2),), "That is the entropy in nats. For bits use the logarithm to base 2.", LOGITS),
        Slip((-bits,), "The sign is missing: logarithms of probabilities are negative, entropy is not.", LOGITS),
        Slip((bits * log(2) / log(10),), "You used the logarithm to base 10. For bits use base 2.", LOGITS),
        Slip(
            (-sum(map(log2, shares)),),
            "You added the logarithms without weights. Each counts as often as its token is drawn: weigh it by p.",
            LOGITS,
        ),
        Slip((log2(len(shares)),), "That is the largest entropy there can be, of equal probabilities.", LIMITS),
        Slip((entropy_bits(scores.probabilities()),), "That is the entropy at T = 1.", TEMPERATURE),
    )
    terms = " - ".join(rf"{share:.3f} \log_2 {share:.3f}" for share in shares)
    steps = (
        r"Entropy is the mean of $-\log_2 p$: $$H = -\sum_i p_i \log_2 p_i$$",
        rf"$H = -{terms} \approx {bits:.2f}$ bits.",
    )
    at = f"the distribution at T = {short(temperature)}"
    prompt = f"What is the entropy of {at}, in bits (logarithm to base 2)? Type a number, to 2 decimals."
    return Asked(Part(prompt, spec, marks, told_apart(spec, slips), _entropy_of_own(spec, len(shares))), steps)


def expected_count(scores: Scores, place: int, temperature: float, draws: int) -> Asked:
    """Return the part that asks how often a token is to be expected, after the part with all probabilities."""
    token, share, count = scores.tokens[place], scores.probabilities(temperature)[place], len(scores.tokens)
    spec = Number(draws * share, relative=0.01, absolute=draws / 250, decimals=0)
    plain = draws * scores.probabilities()[place]
    inverted = draws * softmax(scores.logits, 1 / temperature)[place]
    check = f"{grouped(draws)}·{share:.3f} ≈ {draws * share:.0f}"
    slips = (
        Slip((plain,), f"That is so at T = 1. At this temperature it is {check}.", TEMPERATURE),
        Slip((inverted,), f"You multiplied the logits by T. With divided logits it is {check}.", TEMPERATURE),
        Slip((draws / count,), f"That would be so if all were equally likely. Here it is {check}.", LIMITS),
        Slip((plain / temperature,), f"T divides the logits, not the counts. Here it is {check}.", TEMPERATURE),
        Slip((draws * (1 - share),), f"That is how often it is not drawn. It is drawn {check} times.", LOGITS),
    )
    drawn = f"{grouped(draws)} {scores.scene.noun}s are drawn at T = {short(temperature)}."
    prompt = f"{drawn} How often is “{token}” to be expected? Type a number, to the nearest whole."
    step = rf"“{token}” is to be expected ${tex(draws)} \cdot {share:.3f} \approx {draws * share:.0f}$ times."
    return Asked(Part(prompt, spec, 1, told_apart(spec, slips), _count_of_own(spec, count, place, draws)), (step,))


def both_alike(scores: Scores, place: int, temperature: float) -> Asked:
    """Return the part that asks how likely two draws both give a token, after the part with all probabilities."""
    token, share = scores.tokens[place], scores.probabilities(temperature)[place]
    spec = Number(share**2, relative=5e-3, absolute=3e-3, decimals=3)
    plain, check = scores.probabilities()[place], f"Both have to be it: {share:.3f}·{share:.3f} ≈ {share**2:.3f}."
    slips = (
        Slip((2 * share,), f"You added the probabilities. {check}", LOGITS),
        Slip((share,), f"That is one draw. {check}", LOGITS),
        Slip((plain**2,), f"That is so at T = 1. Here the logits are divided by T. {check}", TEMPERATURE),
        Slip((1 - (1 - share) ** 2,), f"That is how likely at least one is it. {check}", LOGITS),
        Slip((len(scores.tokens) ** -2,), f"That would be so if all were equally likely. {check}", LIMITS),
    )
    noun = scores.scene.noun
    question = (
        f"Two {noun}s are drawn at T = {short(temperature)}, independently. How likely is it that both are “{token}”?"
    )
    step = rf"Independent draws multiply: ${share:.3f} \cdot {share:.3f} \approx {share**2:.3f}$."
    part = Part(
        f"{question} Type a number, to 3 decimals.",
        spec,
        1,
        told_apart(spec, slips),
        _square_of_own(spec, len(scores.tokens), place),
    )
    return Asked(part, (step,))


def entropy_in_the_limit(rng: random.Random, scores: Scores, temperature: float) -> Asked:
    """Return the part that asks what the entropy tends to as the temperature goes to 0 or to infinity."""
    count, hot = len(scores.tokens), rng.random() < 0.6
    limit = log2(count) if hot else 0.0
    spec = Number(limit, absolute=0.01, unit="bits", decimals=2)
    if hot:
        why = rf"all {NUMBER_WORDS[count]} become equally likely: $H \to \log_2 {count} {equals(limit, 3)}$ bits."
        other = Slip((0.0,), "That is the other end, T → 0. As T grows, the choice gets less and less sure.", LIMITS)
    else:
        why = r"the largest logit takes all, its probability tends to 1, and $H \to 0$ bits."
        other = Slip((log2(count),), "That is the other end, T → ∞. As T falls, the choice gets surer.", LIMITS)
    slips = (
        other,
        Slip(
            (log(count),),
            "That is in nats, and for T → ∞." if not hot else "That is in nats. Use base 2 for bits.",
            LIMITS,
        ),
        Slip((entropy_bits(scores.probabilities(temperature)),), "That is the entropy before T changes.", LIMITS),
        Slip((entropy_bits(scores.probabilities()),), "That is the entropy at T = 1.", LIMITS),
        Slip(
            (float(count),), f"You counted the {count} possibilities. Entropy is the logarithm of that number.", LIMITS
        ),
        Slip((1.0,), "One bit is the entropy of two equally likely possibilities.", LIMITS),
    )
    towards = "T → ∞" if hot else "T → 0"
    prompt = f"What does the entropy tend to as {towards}, in bits? Type a number, to 2 decimals."
    return Asked(Part(prompt, spec, 1, told_apart(spec, slips)), (f"As {towards}, {why}",))


# ---------------------------------------------------------------- carried forward from the learner's own probabilities


def _own(earlier: tuple[Value, ...], count: int) -> tuple[float, ...]:
    """Return the learner's reply to the first part; raises ValueError where it can't be probabilities."""
    value = earlier[0]
    shares = (
        tuple(float(share) for share in value if isinstance(share, int | float)) if isinstance(value, tuple) else ()
    )
    if len(shares) != count or min(shares) < 0 or max(shares) > 1:
        raise ValueError(f"{value} are no probabilities of {count} tokens")
    return shares


def _entropy_of_own(spec: Number, count: int) -> Carry:
    return lambda earlier: replace(spec, value=entropy_bits(_own(earlier, count)))


def _count_of_own(spec: Number, count: int, place: int, draws: int) -> Carry:
    return lambda earlier: replace(spec, value=draws * _own(earlier, count)[place])


def _square_of_own(spec: Number, count: int, place: int) -> Carry:
    return lambda earlier: replace(spec, value=_own(earlier, count)[place] ** 2)
