"""A linear regression on few examples, trained by gradient descent, with its losses in training and validation.

The features are uncorrelated in training, so each weight has a curvature of its own and moves by itself.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum

STEPS = 60
CURVATURES = (1.0, 0.7, 0.3, 0.1, 0.05)  # how much each feature varies among the few examples of training
ELSEWHERE = (1.0, 0.8, 0.6, 0.5, 0.4)  # and among those of validation
Curve = tuple[float, ...]


class Outcome(StrEnum):
    """What two loss curves show."""

    OVERFITS = "overfits"
    UNFINISHED = "unfinished"
    SETTLES = "settles"


@dataclass(frozen=True, slots=True)
class Regression:
    """Weights that fit the training examples best, weights that are true, and the losses that no weights take away."""

    fitted: tuple[float, ...]
    true: tuple[float, ...]
    left: tuple[float, float]

    def train(self, eta: float) -> tuple[Curve, Curve]:
        """Return the losses in training and in validation before each step and after the last, from weights of 0."""
        weights = [0.0] * len(self.fitted)
        training, validation = [self._training(weights)], [self._validation(weights)]
        for _ in range(STEPS):
            rows = zip(weights, self.fitted, CURVATURES, strict=True)
            weights = [weight - eta * curvature * (weight - best) for weight, best, curvature in rows]
            training.append(self._training(weights))
            validation.append(self._validation(weights))
        return tuple(training), tuple(validation)

    def _training(self, weights: list[float]) -> float:
        return self.left[0] + _half_squares(weights, self.fitted, CURVATURES)

    def _validation(self, weights: list[float]) -> float:
        return self.left[1] + _half_squares(weights, self.true, ELSEWHERE)


def draw_pair(rng: random.Random, outcome: Outcome) -> tuple[float, Curve, Curve]:
    """Return a learning rate with losses in training and validation that clearly show an outcome."""
    while True:
        noises = (0.2, 0.3, 0.6, 1.4, 2.0) if outcome is Outcome.OVERFITS else (0.05, 0.05, 0.1, 0.1, 0.1)
        true = tuple(rng.choice((-1, 1)) * rng.uniform(0.6, 1.4) for _ in CURVATURES)
        fitted = tuple(weight + noise * rng.gauss(0, 1) for weight, noise in zip(true, noises, strict=True))
        rest = rng.uniform(0.05, 0.2)
        eta = rng.uniform(0.006, 0.012) if outcome is Outcome.UNFINISHED else rng.uniform(1.0, 1.5)
        eta = float(f"{eta:.2g}")
        curves = Regression(fitted, true, (rest * 0.7, rest)).train(eta)
        if shows(*curves, outcome):
            return eta, *curves


def shows(training: Curve, validation: Curve, outcome: Outcome) -> bool:
    """Tell whether two curves leave no doubt about their outcome."""
    lowest, end = min(validation), validation[-1]
    if outcome is Outcome.OVERFITS:
        return 3 <= validation.index(lowest) <= 25 and 1.5 * lowest < end < 3 * validation[0] and training[-1] < lowest
    if outcome is Outcome.UNFINISHED:
        return all(0.35 * curve[0] < curve[-1] < 0.75 * curve[0] for curve in (training, validation))
    return end < 0.3 * validation[0] and end < 1.02 * lowest and validation[-15] < 1.12 * end


def _half_squares(weights: list[float], targets: tuple[float, ...], factors: tuple[float, ...]) -> float:
    rows = zip(weights, targets, factors, strict=True)
    return sum(factor * (weight - target) ** 2 for weight, target, factor in rows) / 2
