"""The flow's way back, and its log-determinants against autograd's Jacobian."""

from __future__ import annotations

import pytest
import torch
from scipy.stats import multivariate_normal
from torch.func import jacrev

from models.nets import flows
from models.nets.flows import Coupling, Flow, Planar


def stirred(couplings: int = 5, seed: int = 0) -> Flow:
    """Return a flow that bends the plane a good deal."""
    torch.manual_seed(seed)
    flow = Flow(couplings, hidden=8).double()
    with torch.no_grad():
        for weights in flow.parameters():
            weights.mul_(2)
    return flow


def pushed(layers: int = 5, seed: int = 0) -> Flow:
    """Return a flow of planar layers, one of them as near to folding the plane as they may come."""
    torch.manual_seed(seed)
    flow = Flow(layers, hidden=8, kind="planar").double()
    first = flow.parts[0]
    assert isinstance(first, Planar)
    with torch.no_grad():
        first.u.copy_(-3 * first.w / first.w.square().sum())
    return flow


def normal(count: int, seed: int = 1) -> torch.Tensor:
    return torch.randn(count, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("seed", range(3))
def test_the_way_back_leads_back(seed: int) -> None:
    flow, z = stirred(seed=seed), normal(100)
    y = flow(z)
    assert (y - z).abs().max() > 0.5
    torch.testing.assert_close(flow.inverse(y)[0], z)
    torch.testing.assert_close(flow(flow.inverse(z)[0]), z)


@pytest.mark.parametrize("seed", range(3))
def test_the_log_determinants_add_up_to_that_of_autograds_jacobian(seed: int) -> None:
    flow, places = stirred(seed=seed), normal(20)
    y = flow(places)
    _, log_dets = flow.inverse(y)
    assert log_dets.shape == (20, 5)
    for point, ours in zip(places, log_dets.sum(dim=1), strict=True):
        matrix = jacrev(lambda z: flow(z[None])[0])(point)
        torch.testing.assert_close(torch.linalg.slogdet(matrix).logabsdet, ours)


@pytest.mark.parametrize("seed", range(5))
def test_planar_layers_lead_back_too_and_their_log_determinants_are_those_of_autograd(seed: int) -> None:
    flow, z = pushed(seed=seed), normal(20)
    y = flow(z)
    assert (y - z).abs().max() > 0.5
    back, log_dets = flow.inverse(y)
    torch.testing.assert_close(back, z, atol=1e-6, rtol=0)
    for point, ours in zip(y, log_dets.sum(dim=1), strict=True):
        matrix = jacrev(lambda place: flow.inverse(place[None])[0][0])(point)
        torch.testing.assert_close(-torch.linalg.slogdet(matrix).logabsdet, ours)
    torch.testing.assert_close(flow.parts[0](z)[1], flow.parts[0].inverse(flow.parts[0](z)[0])[1], atol=1e-5, rtol=0)


def test_a_planar_layer_pushes_along_one_direction_and_never_folds_the_plane() -> None:
    layer, y = pushed().parts[0], normal(200)
    assert isinstance(layer, Planar)
    assert layer.w @ layer.u < -1  # as learned it would fold: what is used is moved
    u, product = layer.push()
    torch.testing.assert_close(u @ layer.w, product)
    assert -1 < product < -0.9
    moved = layer.inverse(y)[0] - y
    torch.testing.assert_close(moved[:, 0] * u[1], moved[:, 1] * u[0])


@pytest.mark.parametrize("kept", [0, 1])
def test_a_layer_keeps_one_number_and_its_jacobian_is_triangular(kept: int) -> None:
    torch.manual_seed(0)
    layer, z = Coupling(kept, hidden=8).double(), normal(10)
    y, log_det = layer(z)
    assert torch.equal(y[:, kept], z[:, kept])
    torch.testing.assert_close(layer.inverse(y)[1], log_det)
    matrix = jacrev(lambda point: layer(point[None])[0][0])(z[0])
    assert matrix[kept, 1 - kept] == 0
    torch.testing.assert_close(torch.diag(matrix).prod().log(), log_det[0])


def test_the_density_adds_up_to_one() -> None:
    flow = stirred(couplings=3)
    along = torch.linspace(-12, 12, 301, dtype=torch.float64)
    with torch.no_grad():
        density = flow.log_density(torch.cartesian_prod(along, along)).exp()
    torch.testing.assert_close(density.sum() * 0.08**2, torch.tensor(1.0, dtype=torch.float64), atol=0.02, rtol=0)


def test_no_layers_are_the_base_and_layers_can_be_looked_at_one_by_one() -> None:
    flow, z = stirred(), normal(10)
    theirs = torch.from_numpy(multivariate_normal(cov=[[1, 0], [0, 1]]).logpdf(z.numpy()))
    torch.testing.assert_close(flow.log_density(z, 0), theirs)
    torch.testing.assert_close(flows.log_normal(z), theirs)
    assert torch.equal(flow(z, 0), z)
    torch.testing.assert_close(flow(z, 2), flow.parts[1](flow.parts[0](z)[0])[0])
    assert len(list(flow.parameters())) == 5 * 6
