"""The losses that are drawn are those of torch, and functions called convex are."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch.nn import functional

from studyapp.figures.foundations import convex_and_not, losses_of_an_error
from studyapp.figures.foundations.convex_and_not import CASES, Case


@pytest.mark.parametrize("error", [-3.0, -1.0, -0.4, 0.0, 0.9, 1.0, 2.5])
def test_losses_for_numbers_are_those_of_torch(error: float) -> None:
    pair = torch.tensor(error, dtype=torch.float64), torch.tensor(0.0, dtype=torch.float64)
    drawn = dict(losses_of_an_error.PANELS[0].lines)
    assert drawn["squared"](error) == pytest.approx(functional.mse_loss(*pair).item())
    assert drawn["absolute"](error) == pytest.approx(functional.l1_loss(*pair).item())
    assert drawn["Huber"](error) == pytest.approx(functional.huber_loss(*pair).item())


@pytest.mark.parametrize("share", [0.01, 0.3, 0.5, 0.99])
def test_losses_for_classes_are_those_of_torch(share: float) -> None:
    logits = torch.tensor([[math.log(share), math.log(1 - share)]], dtype=torch.float64)
    assert losses_of_an_error.surprise(share) == pytest.approx(
        functional.cross_entropy(logits, torch.tensor([0])).item()
    )
    both = torch.tensor(share, dtype=torch.float64), torch.tensor(1.0, dtype=torch.float64)
    assert losses_of_an_error.missed(share) == pytest.approx(functional.mse_loss(*both).item())


def curvatures(case: Case) -> torch.Tensor:
    """Return the second differences of a function over what is drawn of it."""
    spots = np.linspace(-convex_and_not.REACH, convex_and_not.REACH, 401)
    return torch.tensor(np.diff([case.function(float(spot)) for spot in spots], n=2))


def test_the_functions_are_what_they_are_called() -> None:
    convex, quasi, neither = CASES
    assert curvatures(convex).min() > 0 and convex.chord_is_above
    assert curvatures(quasi).min() < 0 and not quasi.chord_is_above
    assert curvatures(neither).min() < 0 and not neither.chord_is_above
    assert [len(convex_and_not.below(case)) for case in CASES] == [1, 1, 2]


def test_only_what_falls_and_then_rises_is_called_quasi_convex() -> None:
    spots = np.linspace(-convex_and_not.REACH, convex_and_not.REACH, 401)
    turns = []
    for case in CASES:
        rising = np.diff([case.function(float(spot)) for spot in spots]) > 0
        turns.append(int(np.abs(np.diff(rising.astype(int))).sum()))
    assert turns == [1, 1, 3]
