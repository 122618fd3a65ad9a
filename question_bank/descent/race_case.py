"""The race of optimizers on the very quadratic of an exercise."""

from __future__ import annotations

import math

from question_bank.descent.quadratic import Spectrum, Symmetric
from question_bank.exercise import DemoCase, Scalar

CURVATURES = (0.1, 200.0)  # what the demo's knobs take
CONDITIONS = (1.0, 1000.0)


def race_case(spectrum: Spectrum, eta: float | None = None, angle: float = 0.0) -> DemoCase | None:
    """Return the race on a ravine of these curvatures, its axes turned by ``angle``; None beyond the demo's knobs."""
    (low, high), (narrowest, widest) = CURVATURES, CONDITIONS
    if not (low <= spectrum.high <= high and narrowest <= spectrum.condition <= widest):
        return None
    knobs: dict[str, Scalar] = {
        "condition": spectrum.condition,
        "curvature": spectrum.high,
        "angle": angle,
        "rates": "same for all",
    }
    return DemoCase("optimizer-race", knobs if eta is None else {**knobs, "learning_rate": eta})


def matrix_case(matrix: Symmetric, eta: float | None = None) -> DemoCase | None:
    """Return the race on ½ xᵀAx, the ravine turned as the eigenvectors of the matrix are."""
    steep = math.degrees(math.atan2(2 * matrix.b, matrix.a - matrix.d)) / 2  # the direction of the largest curvature
    flat = steep - 90 if steep > 0 else steep + 90
    return race_case(matrix.spectrum, eta, round(flat, 4))
