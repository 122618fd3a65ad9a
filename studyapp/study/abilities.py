"""Beliefs about many abilities at once, moved by one answer after the other.

Every ability or other effect has a name; together they have one Gaussian with a full covariance. A question asks for a
weighted sum of a few of them, the **strength** η, and the expected share of marks is

    floor + (1 - floor - slip) · 1 / (1 + exp(-η)).

An answer changes the Gaussian of η as Bayes' rule says (by quadrature), and everything that goes with η in proportion:
assumed density filtering, as in Glickman, Parameter estimation in large dynamic paired comparison experiments (1999),
and West, Harrison, Migon, Dynamic generalized linear models and Bayesian forecasting (1985). Part of the marks counts
as that part right and the rest wrong (Papke, Wooldridge, Econometric methods for fractional response variables, 1996),
and the more so the less such answers scatter about what was expected (the dispersion of McCullagh, Nelder, Generalized
linear models, 1989). How fast someone changes, and how often they slip, is as unknown as what they can do: several
settings are kept side by side, for whoever asks to weigh by what they foresaw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(11)
NODE_WEIGHTS: Floats = _WEIGHTS / _WEIGHTS.sum()
QUESTION_VARIANCE = 0.2  # no two questions of one sort are equally hard
_ROOM = 32
_EARLIER = 8.0  # answers that scatter as right and wrong do, before the first
_FADES = 0.99
_SURE = 1e-9


@dataclass(frozen=True, slots=True)
class Setting:
    """One guess at how a learner works.

    ``drift`` is the variance that each practice adds to an ability, ``growth`` multiplies the effects of practice,
    ``slip`` is the share of marks lost however able one is.
    """

    drift: float
    growth: float
    slip: float


class Effect(NamedTuple):
    """What is believed of an ability before any answer; ``grows`` marks the effects of practice."""

    name: str
    mean: float
    variance: float
    grows: bool = False


class Strength(NamedTuple):
    """What is believed of η under each setting; ``along`` is its covariance with every effect met so far."""

    mean: Floats  # (setting)
    variance: Floats  # (setting), with that of the question
    along: Floats  # (setting, effect)


class Abilities:
    """Gaussian beliefs about named effects, under several settings."""

    def __init__(self, settings: Sequence[Setting]) -> None:
        """Begin without any effect."""
        count = len(settings)
        self._drift = np.array([each.drift for each in settings])
        self._growth = np.array([each.growth for each in settings])
        self._slip = np.array([each.slip for each in settings])
        self._places: dict[str, int] = {}
        self._means = np.zeros((count, _ROOM))
        self._covariances = np.zeros((count, _ROOM, _ROOM))
        self._scatter, self._scatter_of_coins = _EARLIER, _EARLIER

    @property
    def dispersion(self) -> float:
        """Return how much answers scatter about what was expected, in (0, 1]; 1 as right and wrong do."""
        return min(self._scatter / self._scatter_of_coins, 1.0)

    def strength(self, amounts: Mapping[Effect, float], *, loose: float = 0.0) -> Strength:
        """Return what is believed of a weighted sum of effects; ``loose`` adds to its variance."""
        by, mean, variance = self._vector({effect: self._scaled(effect, amount) for effect, amount in amounts.items()})
        size = by.shape[1]
        along = (self._covariances[:, :size, :size] @ by[:, :, None])[:, :, 0]
        mean = mean + (self._means[:, :size] * by).sum(axis=1)
        return Strength(mean, (along * by).sum(axis=1) + variance + QUESTION_VARIANCE + loose, along)

    def shares(self, strength: Strength, floor: float = 0.0) -> Floats:
        """Return the share of marks at each node of the quadrature under each setting: (setting, node)."""
        points = strength.mean[:, None] + np.sqrt(strength.variance)[:, None] * NODES
        shares: Floats = floor + (1 - floor - self._slip[:, None]) / (1 + np.exp(-points))
        return shares

    def learn(self, amounts: Mapping[Effect, float], score: float, floor: float = 0.0) -> Floats:
        """Take in an answer with a share of marks, and return under each setting the logarithm of how likely it was."""
        for effect in amounts:
            self._place(effect)
        strength = self.strength(amounts)
        share = self.shares(strength, floor).clip(_SURE, 1 - _SURE)
        dispersion = self.dispersion
        seen = share**score * (1 - share) ** (1 - score)
        weights = seen ** (1 / dispersion) * NODE_WEIGHTS
        weights = weights / weights.sum(axis=1, keepdims=True)
        offset = weights @ NODES  # in standard deviations
        self._move(strength, offset, weights @ NODES**2 - offset**2)
        expected = float((share @ NODE_WEIGHTS).mean())
        self._scatter = _FADES * self._scatter + (score - expected) ** 2
        self._scatter_of_coins = _FADES * self._scatter_of_coins + expected * (1 - expected)
        likely: Floats = np.log(seen @ NODE_WEIGHTS) / dispersion
        return likely

    def loosen(self, effect: Effect, variance: float) -> None:
        """Let an effect have changed by one practice, and by a variance that is the same for all settings."""
        if effect.name in self._places:
            place = self._places[effect.name]
            self._covariances[:, place, place] += self._drift + variance

    def variance_of(self, parts: Sequence[tuple[Mapping[Effect, float], Floats]]) -> Floats:
        """Return the variance of a sum of strengths, each times its own factor for each setting."""
        total: dict[Effect, Floats] = {}
        for amounts, factor in parts:
            for effect, amount in amounts.items():
                total[effect] = total.get(effect, 0.0) + factor * self._scaled(effect, amount)
        by, _, variance = self._vector(total)
        size = by.shape[1]
        along = (self._covariances[:, :size, :size] @ by[:, :, None])[:, :, 0]
        for _, factor in parts:
            variance += factor**2 * QUESTION_VARIANCE
        together: Floats = variance + (along * by).sum(axis=1)
        return together

    def _scaled(self, effect: Effect, amount: float) -> Floats:
        scaled: Floats = amount * (self._growth if effect.grows else np.ones_like(self._growth))
        return scaled

    def _vector(self, amounts: Mapping[Effect, Floats]) -> tuple[Floats, Floats, Floats]:
        """Return the amounts of the effects met so far, and mean and variance that the others add."""
        by = np.zeros((len(self._drift), len(self._places)))
        mean, variance = np.zeros_like(self._drift), np.zeros_like(self._drift)
        for effect, amount in amounts.items():
            place = self._places.get(effect.name)
            if place is None:
                mean += amount * effect.mean
                variance += amount**2 * effect.variance
            else:
                by[:, place] = amount
        return by, mean, variance

    def _place(self, effect: Effect) -> None:
        if effect.name in self._places:
            return
        place = self._places[effect.name] = len(self._places)
        if place == self._means.shape[1]:
            self._means = np.pad(self._means, ((0, 0), (0, place)))
            self._covariances = np.pad(self._covariances, ((0, 0), (0, place), (0, place)))
        self._means[:, place] = effect.mean
        self._covariances[:, place, place] = effect.variance

    def _move(self, strength: Strength, offset: Floats, shrunk: Floats) -> None:
        """Move everything as the strength moved: by standard deviations, its variance times ``shrunk``."""
        size = len(self._places)
        along = strength.along / np.sqrt(strength.variance)[:, None]
        self._means[:, :size] += offset[:, None] * along
        self._covariances[:, :size, :size] -= ((1 - shrunk)[:, None] * along)[:, :, None] * along[:, None, :]
