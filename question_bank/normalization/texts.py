"""How batches and layers are told in prompts, and how their numbers are asked for."""

from __future__ import annotations

import random
from collections.abc import Sequence

from question_bank.answers import Value, Vector
from question_bank.normalization.batch import Cells, Feature
from question_bank.numerals import shown
from question_bank.wording import listed

SMALL = r"$\varepsilon$ is so small that you can leave it out."
BIASED = "The variance is that of training, divided by the size of the batch."
STORIES = (
    "{n} examples go through a network as one mini-batch, and one of its units answers with {values}.",
    "For a mini-batch of {n} examples a hidden unit has the pre-activations {values}.",
    "One feature of a mini-batch of {n} examples is {values}.",
    "A channel with one value for each example reads {values} over a mini-batch of {n}.",
    "Before its activation function a neuron gives {values} for the {n} examples of a mini-batch.",
)
GAMMAS = (0.5, 1.5, 2.0, 3.0, 4.0, 2.5)
BETAS = (-3.0, -2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 3.0)


def story(rng: random.Random, feature: Feature) -> str:
    """Return a batch in words."""
    values = listed([f"${shown(value)}$" for value in feature.values])
    return rng.choice(STORIES).format(n=len(feature.values), values=values)


def trained(gamma: float, beta: float) -> str:
    """Return the scale and the shift of a layer."""
    return rf"$\gamma = {shown(gamma)}$ and $\beta = {shown(beta)}$"


def vector(values: Cells) -> Vector:
    """Return outputs as they are asked for."""
    return Vector(values, relative=1e-3, absolute=2e-3)


def in_a_row(values: Sequence[float]) -> str:
    """Return outputs as they stand in a solution."""
    return ", ".join(f"${shown(value)}$" for value in values)


def floats(value: Value) -> tuple[float, float]:
    """Return the two numbers a learner gave; raises ValueError where there are none."""
    if not isinstance(value, tuple) or len(value) != 2:
        raise ValueError("nothing follows from this")
    one, two = value
    if isinstance(one, tuple) or isinstance(two, tuple):
        raise ValueError("nothing follows from this")
    return float(one), float(two)
