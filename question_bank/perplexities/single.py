"""One idea about perplexity: from probabilities, from a cross-entropy, of a model that knows nothing."""

from __future__ import annotations

import math
import random
from dataclasses import replace

from question_bank.exercise import Exercise
from question_bank.notation import decimal, equals
from question_bank.perplexities import slips
from question_bank.perplexities.measures import (
    BITS,
    LOGS,
    NATS,
    THREE_DECIMALS,
    TWO_DECIMALS,
    follows_logarithm,
    perplexity,
    to_three,
    to_two,
)
from question_bank.perplexities.texts import (
    CHANCES,
    CORPORA,
    MODELS,
    POWERS,
    RULE,
    drawn_chances,
    drawn_tokens,
    probabilities_told,
)
from question_bank.slips import asked


def from_probabilities(rng: random.Random) -> Exercise:
    """Return a sentence whose tokens have given probabilities."""
    tokens = drawn_tokens(rng)
    known = drawn_chances(rng, len(tokens), POWERS if rng.random() < 0.4 else CHANCES)
    told = probabilities_told(tokens, ("probability", [f"{each:g}" for each in known]))
    intro = rng.choice(
        (
            f"{rng.choice(MODELS)} reads a sentence. This is the probability it gave to each token that really came:",
            f"{rng.choice(MODELS)} finds some tokens of a sentence less likely than others. Its probabilities:",
            f"{rng.choice(MODELS)} is tested on one sentence, and gives its tokens these probabilities, one by one:",
        )
    )
    result = perplexity(known)
    product = math.prod(known)
    part = asked(
        f"What is its perplexity on this sentence? {TWO_DECIMALS}", to_two(result), slips.of_probabilities(known)
    )
    written = r" \cdot ".join(f"{each:g}" for each in known)
    turned = f"(1 / {decimal(product, 8)})^{{1/{len(known)}}}"
    steps = (
        RULE,
        f"The product of the probabilities is ${written} {equals(product, 8)}$.",
        f"Turned over, and with the root of the {len(known)} tokens: ${turned} {equals(result)}$.",
    )
    return Exercise(f"{intro}\n\n{told}", (part,), steps)


def from_entropy(rng: random.Random) -> Exercise:
    """Return a cross-entropy in nats or bits, whose perplexity is asked for."""
    unit = rng.choice((NATS, BITS))
    value = rng.randint(70, 480) / 100 if unit == NATS else rng.randint(110, 700) / 100
    where, model = rng.choice(CORPORA), rng.choice(MODELS)
    prompt = rng.choice(
        (
            f"{model} is tested on {where}. Its cross-entropy is {value:g} {unit.name} per token.",
            f"On {where}, a language model reaches a cross-entropy of {value:g} {unit.name} per token.",
            f"{model} needs {value:g} {unit.name} per token for {where}: that is its cross-entropy.",
        )
    )
    logs = f"It was computed with the {LOGS[unit.name]}."
    result = unit.perplexity(value)
    part = asked(f"What is the perplexity per token? {TWO_DECIMALS}", to_two(result), slips.of_entropy(value, unit))
    steps = (
        "Perplexity undoes the logarithm: it is the base of that logarithm to the power of the cross-entropy.",
        f"A cross-entropy in {unit.name} belongs to base ${unit.power}$.",
        f"${unit.power}^{{{value:g}}} {equals(result)}$.",
    )
    return Exercise(f"{prompt} {logs}", (part,), steps)


def uniform(rng: random.Random) -> Exercise:
    """Return a model that gives all tokens the same probability."""
    size, unit = rng.randint(11, 999), rng.choice((NATS, BITS))
    where = rng.choice(CORPORA)
    prompt = rng.choice(
        (
            f"A model has learnt nothing yet: it gives each of the {size} tokens that it knows the same probability.",
            f"Before training, a model spreads its probability evenly over a vocabulary of {size} tokens.",
            f"As a baseline you take a model that draws each of {size} tokens with the same probability.",
        )
    )
    log = unit.of(1 / size)
    second = replace(
        asked(
            f"What is its cross-entropy per token, in {unit.name} ({LOGS[unit.name]})? {THREE_DECIMALS}",
            to_three(log),
            slips.of_logarithm(size, unit),
        ),
        carry=follows_logarithm(unit),
    )
    parts = (asked(f"What is its perplexity? {TWO_DECIMALS}", to_two(size), slips.of_uniform(size)), second)
    steps = (
        f"Whatever the text says, every token has the probability $1/{size}$.",
        (
            f"The geometric mean of equal numbers is that number, so the perplexity is ${size}$: as unsure as among "
            f"{size} equal choices."
        ),
        f"The cross-entropy is its logarithm: ${unit.log} {size} {equals(log)}$ {unit.name}.",
    )
    return Exercise(f"{prompt} It is tested on {where}.", parts, steps)
