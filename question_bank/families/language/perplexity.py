"""Asks for perplexities: from probabilities, from cross-entropies in nats or bits, per token and per character."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from question_bank.exercise import Exercise, Family, dice, first_with
from question_bank.perplexities import slips
from question_bank.perplexities.comparisons import two_models, two_vocabularies
from question_bank.perplexities.conversions import from_likelihood, from_logs, missing, per_character, per_token
from question_bank.perplexities.single import from_entropy, from_probabilities, uniform
from question_bank.slips import has_enough

ID = "perplexity"
TOPIC = slips.TOPIC


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one idea about perplexity (1), two with a unit or a text between them (2), two models compared (3)."""
    rng = dice(ID, seed, difficulty)
    make = rng.choice(MAKERS[difficulty])
    return first_with(has_enough, make, rng)


MAKERS: Mapping[int, tuple[Callable[[random.Random], Exercise], ...]] = {
    1: (from_probabilities, from_probabilities, from_entropy, from_entropy, uniform),
    2: (from_likelihood, per_token, per_character, missing, from_logs),
    3: (two_models, two_vocabularies, two_vocabularies),
}
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Perplexity",
    version=1,
    generate=generate,
    kinds=("number", "choice"),
    heading="perplexity",
)
