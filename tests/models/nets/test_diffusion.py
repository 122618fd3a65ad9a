"""The noise schedule, the way back, and the time that the net is told."""

from __future__ import annotations

import copy

import pytest
import torch

from models.nets import diffusion
from models.nets.diffusion import Denoiser


def normal(count: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(count, 2, generator=torch.Generator().manual_seed(seed))


class Knowing(Denoiser):
    """Knows that all data lies in one place, so that it tells the noise exactly."""

    def __init__(self, place: torch.Tensor) -> None:
        super().__init__(hidden=1)
        self.place = place

    def forward(self, points: torch.Tensor, time: torch.Tensor) -> torch.Tensor:
        a, b = diffusion.kept(time)
        return (points - a * self.place) / b


def test_data_and_noise_share_one_variance_at_every_time() -> None:
    a, b = diffusion.kept(torch.linspace(0, 1, 11))
    torch.testing.assert_close(a.square() + b.square(), torch.ones(11))
    torch.testing.assert_close(a[[0, -1]], torch.tensor([1.0, 0.0]), atol=1e-6, rtol=0)
    drowned = diffusion.noised(normal(20_000), normal(20_000, seed=1), torch.tensor(0.4))
    torch.testing.assert_close(drowned.var(dim=0), torch.ones(2), atol=0.05, rtol=0)


@pytest.mark.parametrize("earlier", [0.0, 0.25, 0.5])
def test_with_the_true_noise_a_step_back_leads_exactly_where_the_data_was(earlier: float) -> None:
    data, noise = normal(50), normal(50, seed=1)
    late, early = torch.tensor(0.8), torch.tensor(earlier)
    back = diffusion.step_back(diffusion.noised(data, noise, late), noise, late, early)
    torch.testing.assert_close(back, diffusion.noised(data, noise, early), atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("steps", [1, 7])
def test_a_net_that_tells_the_noise_exactly_leads_every_path_to_the_data(steps: int) -> None:
    place = torch.tensor([1.0, -2.0])
    path = diffusion.path_back(Knowing(place), normal(30), steps)
    assert path.shape == (steps + 1, 30, 2)
    assert torch.equal(path[0], normal(30))
    torch.testing.assert_close(path[-1], place.expand(30, 2), atol=1e-5, rtol=0)
    error = diffusion.loss(Knowing(place), place.expand(30, 2), normal(30), torch.full((30, 1), 0.4))
    torch.testing.assert_close(error, torch.tensor(0.0), atol=1e-6, rtol=0)


def test_the_net_answers_otherwise_at_another_time() -> None:
    torch.manual_seed(0)
    net, points = Denoiser(hidden=16), normal(5)
    early, late = (net(points, torch.full((5, 1), time)) for time in (0.1, 0.8))
    assert (early - late).abs().max() > 1e-3


def test_the_slow_copy_goes_a_part_of_the_way() -> None:
    torch.manual_seed(0)
    net, slow = Denoiser(hidden=4), Denoiser(hidden=4)
    before = copy.deepcopy(slow)
    diffusion.follow(slow, net, pace=0.25)
    for new, old, goal in zip(slow.parameters(), before.parameters(), net.parameters(), strict=True):
        torch.testing.assert_close(new, 0.75 * old + 0.25 * goal)
