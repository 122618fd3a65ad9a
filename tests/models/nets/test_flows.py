"""The flow's way back, and its log-determinants against autograd's Jacobian."""

from __future__ import annotations

import pytest
import torch
from scipy.stats import multivariate_normal
from torch.func import jacrev

from models.nets import flows
from models.nets.flows import Coupling, Flow


def stirred(couplings: int = 5, seed: int = 0) -> Flow:
    """Return a flow that bends the plane a good deal."""
    torch.manual_seed(seed)
    flow = Flow(couplings, hidden=8).double()
    with torch.no_grad():
        for weights in flow.parameters():
            weights.mul_(2)
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
    torch.testing.assert_close(flow(z, 2), flow.couplings[1](flow.couplings[0](z)[0])[0])
    assert len(list(flow.parameters())) == 5 * 6
