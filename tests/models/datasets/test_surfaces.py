"""The surfaces: their slopes against autograd, their curvatures and minima against linear algebra."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from models.datasets.surfaces import SURFACES, Surface, surface

places = st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3)), min_size=1, max_size=20)
curvatures, conditions, angles = st.floats(0.1, 100), st.floats(1, 1000), st.floats(-90, 90)


def coordinates(points: list[tuple[float, float]]) -> tuple[Tensor, Tensor]:
    x, y = torch.tensor(points, dtype=torch.float64).unbind(dim=1)
    return x.clone().requires_grad_(), y.clone().requires_grad_()


def hessian(chosen: Surface, place: tuple[float, float]) -> Tensor:
    """Return the second derivatives, by automatic differentiation of the height."""
    at = torch.tensor(place, dtype=torch.float64, requires_grad=True)
    (slopes,) = torch.autograd.grad(chosen.height(at[0], at[1]), at, create_graph=True)
    return torch.stack([torch.autograd.grad(slope, at, retain_graph=True)[0] for slope in slopes])


@pytest.mark.parametrize("name", SURFACES)
@given(points=places, curvature=curvatures, condition=conditions, angle=angles)
def test_the_slopes_are_the_derivatives_of_the_height(
    name: str, points: list[tuple[float, float]], curvature: float, condition: float, angle: float
) -> None:
    chosen = surface(name, curvature=curvature, condition=condition, angle=angle)
    x, y = coordinates(points)
    by_autograd = torch.autograd.grad(chosen.height(x, y).sum(), (x, y))
    for ours, theirs in zip(chosen.slopes(x.detach(), y.detach()), by_autograd, strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", SURFACES)
@given(points=places)
def test_no_place_is_lower_than_the_minima_and_these_are_at_zero(name: str, points: list[tuple[float, float]]) -> None:
    chosen = surface(name)
    assert chosen.height(*coordinates(points)).min().item() >= 0
    for minimum in chosen.minima:
        at = coordinates([minimum])
        assert chosen.height(*at).item() == pytest.approx(0, abs=1e-12)
        assert chosen.distance(*at).item() == 0
        assert bool((torch.linalg.eigvalsh(hessian(chosen, minimum)) > 0).all())


@given(curvatures, conditions, angles)
def test_the_curvatures_of_the_ravine_are_those_asked_for(curvature: float, condition: float, angle: float) -> None:
    bends = np.linalg.eigvalsh(
        hessian(surface("ravine", curvature=curvature, condition=condition, angle=angle), (1, 2))
    )
    assert bends == pytest.approx([curvature / condition, curvature], rel=1e-6)


def test_the_saddle_bends_both_ways_and_the_second_valley_is_a_trap() -> None:
    assert torch.linalg.eigvalsh(hessian(surface("saddle"), (0, 0))).tolist() == pytest.approx([-1, 10])
    valleys = surface("two valleys")
    x, y = coordinates([(1.5, 0), (0.5, 0)])
    assert [slope.tolist() for slope in valleys.slopes(x, y)] == [[0, 0], [0, 0]]
    assert bool((torch.linalg.eigvalsh(hessian(valleys, (1.5, 0))) > 0).all())
    assert 0 < valleys.height(x, y)[0].item() < valleys.height(x, y)[1].item()


def test_the_nearest_minimum_is_the_one_that_counts() -> None:
    assert surface("saddle").distance(*coordinates([(3, 5), (0, -0.5)])).tolist() == pytest.approx([5, 0.5])


def test_a_surface_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="no surface is called volcano"):
        surface("volcano")
