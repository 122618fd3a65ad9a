"""The race that an exercise opens is held on the very quadratic it asks about."""

from __future__ import annotations

import random

import torch
from torch import Tensor

from models.datasets.surfaces import surface
from question_bank.descent.quadratic import Spectrum, Symmetric, draw_matrix
from question_bank.descent.race_case import matrix_case, race_case


def test_the_slopes_of_the_turned_ravine_are_those_of_the_matrix() -> None:
    for seed in range(200):
        check_slopes(draw_matrix(random.Random(seed)))


def check_slopes(matrix: Symmetric) -> None:
    """Compare the slopes at one place with the product of matrix and place."""
    case = matrix_case(matrix, 0.05)
    assert case is not None
    assert case.config["learning_rate"] == 0.05
    shape = {name: float(case.config[name]) for name in ("curvature", "condition", "angle")}
    x, y = (torch.tensor([value], dtype=torch.float64) for value in (1.5, -2.0))
    slopes: Tensor = torch.stack(surface("ravine", **shape).slopes(x, y))[:, 0]
    rows = torch.tensor([[matrix.a, matrix.b], [matrix.b, matrix.d]], dtype=torch.float64)
    torch.testing.assert_close(slopes, rows @ torch.cat([x, y]), rtol=1e-4, atol=1e-3)


def test_there_is_no_race_on_a_quadratic_beyond_the_knobs() -> None:
    assert race_case(Spectrum(3.0, 500.0)) is None
    assert race_case(Spectrum(0.01, 0.05)) is None
