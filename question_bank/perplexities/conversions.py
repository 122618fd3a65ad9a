"""Perplexity with a second idea: whole texts, characters and tokens, nats and bits, a probability that got lost."""

from __future__ import annotations

import math
import random
from dataclasses import replace

from question_bank.answers import AnswerSpec, Value
from question_bank.exercise import Exercise
from question_bank.notation import decimal, equals
from question_bank.perplexities import slips
from question_bank.perplexities.measures import (
    BITS,
    LOGS,
    NATS,
    THREE_DECIMALS,
    TWO_DECIMALS,
    follows_power,
    perplexity,
    probability,
    to_three,
    to_two,
)
from question_bank.perplexities.texts import (
    CHANCES,
    CORPORA,
    MODELS,
    RULE,
    drawn_chances,
    drawn_tokens,
    probabilities_told,
)
from question_bank.slips import asked
from question_bank.wording import grouped


def from_likelihood(rng: random.Random) -> Exercise:
    """Return the log-likelihood of a whole text."""
    unit, count = rng.choice((NATS, BITS)), 100 * rng.randint(2, 40)
    value = rng.randint(70, 420) / 100 if unit == NATS else rng.randint(110, 620) / 100
    total = round(value * count)
    where = rng.choice(CORPORA)
    prompt = rng.choice(
        (
            (
                f"{rng.choice(MODELS)} reads {where}, {grouped(count)} tokens. The {LOGS[unit.name]} of the "
                f"probability of the whole text is −{grouped(total)}."
            ),
            (
                f"The log-likelihood of {where} under a language model is −{grouped(total)}, with the "
                f"{LOGS[unit.name]}. The text has {grouped(count)} tokens."
            ),
        )
    )
    result = unit.perplexity(total / count)
    first = f"What is the cross-entropy in {unit.name} per token? {THREE_DECIMALS}"
    second = asked(
        f"What is the perplexity per token? {TWO_DECIMALS}", to_two(result), slips.of_entropy(total / count, unit)
    )
    parts = (
        asked(first, to_three(total / count), slips.of_mean(total, count, unit)),
        replace(second, carry=follows_power(unit)),
    )
    steps = (
        "The logarithm of a product is a sum: the log-likelihood holds one term for each token.",
        f"The cross-entropy is minus its mean: ${total} / {count} {equals(total / count)}$ {unit.name}.",
        f"The perplexity undoes the logarithm: ${unit.power}^{{{decimal(total / count)}}} {equals(result)}$.",
    )
    return Exercise(prompt, parts, steps)


def per_token(rng: random.Random) -> Exercise:
    """Return bits per character, asked for per token."""
    value, length = rng.randint(80, 210) / 100, rng.randint(22, 48) / 10
    per_token = round(value * length, 6)
    where = rng.choice(CORPORA)
    prompt = rng.choice(
        (
            (
                f"A character model reaches {value:g} bits per character on {where}. A tokenizer cuts the same text "
                f"into tokens of {length:g} characters on average."
            ),
            (
                f"{rng.choice(MODELS)} that works with characters has a cross-entropy of {value:g} bits per character "
                f"on {where}. You want to compare it with a model whose tokens have {length:g} characters on average."
            ),
        )
    )
    second = asked(
        f"Which perplexity per token is that? {TWO_DECIMALS}",
        to_two(BITS.perplexity(per_token)),
        slips.of_rescaled(value, length),
    )
    question = f"How many bits per token is that? {THREE_DECIMALS}"
    parts = (
        asked(question, to_three(per_token), slips.of_length(value, length, per_token=True)),
        replace(second, carry=follows_power(BITS)),
    )
    steps = (
        "The text stays the same, and so do its bits; they are only shared out among fewer, longer pieces.",
        rf"A token takes the bits of its characters: ${value:g} \cdot {length:g} = {decimal(per_token)}$ bits.",
        f"The perplexity per token is $2^{{{decimal(per_token)}}} {equals(BITS.perplexity(per_token))}$.",
    )
    return Exercise(prompt, parts, steps)


def per_character(rng: random.Random) -> Exercise:
    """Return a perplexity per token, asked for in bits per character."""
    value, length = rng.randint(60, 900) / 10, rng.randint(22, 48) / 10
    log = math.log2(value)
    where = rng.choice(CORPORA)
    prompt = (
        f"{rng.choice(MODELS)} has a perplexity of {value:g} per token on {where}. Its tokens have {length:g} "
        "characters on average."
    )
    second = asked(
        f"How many bits per character is that? {THREE_DECIMALS}",
        to_three(log / length),
        slips.of_length(log, length, per_token=False),
    )

    def follows(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        mine = earlier[-1]
        return to_three(mine / length) if isinstance(mine, int | float) else None

    parts = (
        asked(
            f"What is its cross-entropy in bits per token? {THREE_DECIMALS}",
            to_three(log),
            slips.of_logarithm(value, BITS),
        ),
        replace(second, carry=follows),
    )
    steps = (
        "The cross-entropy is the logarithm of the perplexity, here to base 2 because bits are asked for.",
        rf"$\log_2 {value:g} {equals(log)}$ bits per token.",
        f"Shared out among its characters: ${decimal(log)} / {length:g} {equals(log / length)}$ bits per character.",
    )
    return Exercise(prompt, parts, steps)


def missing(rng: random.Random) -> Exercise:
    """Return a sentence with one probability unknown."""
    tokens = drawn_tokens(rng)
    while len(tokens) > 5:
        tokens = drawn_tokens(rng)
    place = rng.randrange(len(tokens))
    known = drawn_chances(rng, len(tokens), CHANCES)
    value, others = round(perplexity(known), 3), known[:place] + known[place + 1 :]
    cells = ["?" if index == place else f"{each:g}" for index, each in enumerate(known)]
    result = 1 / (value ** len(known) * math.prod(others))
    prompt = rng.choice(
        (
            f"{rng.choice(MODELS)} has a perplexity of {value:g} on a sentence. One of its probabilities got lost:",
            f"On one sentence the perplexity of a language model is {value:g}. All probabilities but one are known:",
        )
    )
    part = asked(
        f"Which probability did the model give to “{tokens[place]}”? {THREE_DECIMALS}",
        probability(result),
        slips.of_missing(others, value, result),
    )
    product, n = math.prod(others), len(known)
    steps = (
        RULE,
        f"So the product of all {n} probabilities is $1 / {value:g}^{n} {equals(value**-n, 8)}$.",
        (
            f"The known ones have the product ${decimal(product, 8)}$. What is left: ${decimal(value**-n, 8)} / "
            f"{decimal(product, 8)} {equals(result)}$."
        ),
    )
    return Exercise(f"{prompt}\n\n{probabilities_told(tokens, ('probability', cells))}", (part,), steps)


def from_logs(rng: random.Random) -> Exercise:
    """Return logarithms of probabilities: nats, bits and the perplexity."""
    tokens = drawn_tokens(rng)
    logs = [rng.randint(10, 480) / 100 for _ in tokens]
    nats = sum(logs) / len(logs)
    bits, told = nats / math.log(2), probabilities_told(tokens, (r"$\ln p$", [f"−{each:g}" for each in logs]))
    prompt = f"{rng.choice(MODELS)} reads a sentence. For each token, this is the natural logarithm of its probability:"
    result = NATS.perplexity(nats)
    second = asked(f"How many bits per token is that? {THREE_DECIMALS}", to_three(bits), slips.of_units(nats, NATS))
    third = asked(f"What is the perplexity? {TWO_DECIMALS}", to_two(result), slips.of_entropy(bits, BITS))

    def in_bits(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        mine = earlier[0]
        return to_three(mine / math.log(2)) if isinstance(mine, int | float) else None

    summed = round(sum(logs), 4)
    parts = (
        asked(
            f"What is the cross-entropy in nats per token? {THREE_DECIMALS}",
            to_three(nats),
            slips.of_mean(summed, len(logs), NATS),
        ),
        replace(second, carry=in_bits),
        replace(third, carry=follows_power(BITS)),
    )
    steps = (
        rf"The cross-entropy is minus the mean logarithm: ${decimal(summed)} / {len(logs)} {equals(nats)}$ nats.",
        rf"A bit is $\ln 2 \approx 0.6931$ nats: ${decimal(nats)} / 0.6931 {equals(bits)}$ bits.",
        f"The perplexity is $2^{{{decimal(bits)}}} {equals(result)}$, the same as $e^{{{decimal(nats)}}}$.",
    )
    return Exercise(f"{prompt}\n\n{told}", parts, steps)
