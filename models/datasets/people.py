"""People of two made-up groups, with labels that may be unfair to one of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class People:
    """People of two made-up groups.

    ``features`` (n, 2) are a score, which goes with the truth, and a trait, which goes with the group. ``group`` is
    0 for A and 1 for B, ``truth`` is what is really so, and ``label`` is what somebody wrote down.
    """

    features: NDArray[np.float32]
    group: NDArray[np.int64]
    truth: NDArray[np.int64]
    label: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Society:
    """How people come about: base rates of A and B, how far the trait gives the group away, how many labels lie."""

    base_rates: tuple[float, float]
    trait_shift: float
    label_bias: float

    def people(self, per_group: int, dice: np.random.Generator) -> People:
        """Return as many people of A and of B, A first.

        The score is drawn from N(+1, 1) where the truth is positive and from N(-1, 1) where it is negative, in both
        groups alike. The share ``label_bias`` of the positive people of B is written down as negative.
        """
        group = np.repeat(np.array([0, 1]), per_group)
        chance = np.asarray(self.base_rates)[group]
        truth = (dice.random(len(group)) < chance).astype(np.int64)
        score = dice.normal(2.0 * truth - 1.0)
        trait = dice.normal(self.trait_shift * (0.5 - group))
        lied = (group == 1) & (dice.random(len(group)) < self.label_bias)
        features = np.stack([score, trait], axis=1).astype(np.float32)
        return People(features, group, truth, np.where(lied, 0, truth))
