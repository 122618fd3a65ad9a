"""Asks for slopes of the sigmoid and its relatives, told by their own values."""

from __future__ import annotations

from question_bank.activations.composed import DERIVATIVES, TOPIC, one_slope, second_slope, slope_and_point
from question_bank.activations.identities import disguised
from question_bank.activations.layers import two_layers
from question_bank.activations.loss import logistic_loss
from question_bank.activations.swish import gated
from question_bank.exercise import Exercise, Family, dice

ID = "sigmoid-derivative-identity"
NAMED_SLIPS = 3  # every part can recognise at least so many
MAKERS = (
    (one_slope,),
    (slope_and_point, second_slope, disguised, gated),
    (two_layers, two_layers, logistic_loss),
)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one slope (1), a slope put to use or a function in disguise (2), or two units in a row or a loss (3)."""
    rng = dice(ID, seed, difficulty)
    while True:
        exercise = rng.choice(MAKERS[difficulty - 1])(rng)
        if all(len(part.misconceptions) >= NAMED_SLIPS for part in exercise.parts):
            return exercise


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Slopes of the sigmoid by its own value",
    version=1,
    generate=generate,
    kinds=("expression", "number"),
    heading=DERIVATIVES,
    slow="Answers and slips are formulas, and every pair of them is compared at a dozen points.",
)
