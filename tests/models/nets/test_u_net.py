"""The U-Net has the shapes and parameters of the formulas, and skips are what carries sharp maps across."""

from __future__ import annotations

import math

import pytest
import torch

from models.loop import seeded
from models.nets.u_net import UNet, loss


def u_net(depth: int = 2, width: int = 3, skips: int = 2) -> UNet:
    return seeded(0, lambda: UNet(depth, width, skips))


@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("skips", [0, 1, 3])
def test_every_pixel_gets_a_logit_and_the_way_there_goes_down_and_up(depth: int, skips: int) -> None:
    net = u_net(depth, 3, skips)
    pictures = torch.zeros(2, 1, 16, 24)
    assert net(pictures).shape == (2, 16, 24)
    levels = [*range(depth), depth, *reversed(range(depth))]
    assert [tuple(maps.shape) for maps in net.maps(pictures)] == [
        (2, 3 * 2**level, 16 // 2**level, 24 // 2**level) for level in levels
    ]


def test_a_skip_costs_the_weights_that_read_it() -> None:
    def count(net: UNet) -> int:
        return sum(weights.numel() for weights in net.parameters())

    # The first convolution on the way up takes c more channels and gives c: c * c kernels of 3 x 3.
    assert count(u_net(2, 5, skips=1)) - count(u_net(2, 5, skips=0)) == 9 * 5 * 5
    assert count(u_net(2, 5, skips=2)) - count(u_net(2, 5, skips=1)) == 9 * 10 * 10


@pytest.mark.parametrize(("skips", "reaches"), [(0, False), (1, True)])
def test_what_pooling_throws_away_comes_across_only_by_a_skip(skips: int, reaches: bool) -> None:
    net = u_net(1, 4, skips)
    below: list[torch.Tensor] = []
    net.grow[0].register_forward_hook(lambda _, __, grown: below.append(grown))
    net.grow[0].register_forward_hook(lambda _, __, grown: torch.zeros_like(grown))  # cut the way through the bottom
    picture = torch.rand(1, 1, 8, 8, requires_grad=True)
    (gradient,) = torch.autograd.grad(net(picture).sum(), picture, materialize_grads=True)
    assert bool(gradient.any()) is reaches
    assert below[0].any()


def test_the_loss_counts_pixels_of_shapes_so_many_times() -> None:
    logits, masks = torch.tensor([[2.0, -1.0]]), torch.tensor([[1.0, 0.0]])
    by_hand = (3 * math.log(1 + math.exp(-2)) + math.log(1 + math.exp(-1))) / 2
    assert float(loss(logits, masks, torch.tensor(3.0))) == pytest.approx(by_hand)
