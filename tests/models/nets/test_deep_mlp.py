"""The chain against a product of matrices written out, and its first weights against the variances advised."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from models.nets.deep_mlp import ACTIVATIONS, DeepMLP


def chain(
    depth: int = 4, width: int = 6, activation: str = "tanh", *, norm: bool = False, skip: bool = False
) -> DeepMLP:
    """Return a net with the same weights at every call."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        return DeepMLP(depth, width, activation, norm=norm, skip=skip)


def points() -> torch.Tensor:
    return torch.randn(10, 2, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_without_extras_it_is_a_sequence_of_linear_layers_and_activations(activation: str) -> None:
    net = chain(activation=activation)
    plain: list[nn.Module] = [net.enter]
    for layer in net.layers.children():
        plain += [*(each for each in layer.children() if isinstance(each, nn.Linear)), ACTIVATIONS[activation]]
    torch.testing.assert_close(net(points()), nn.Sequential(*plain, net.leave)(points()))


def test_a_skip_adds_what_went_in_and_with_silent_layers_nothing_is_changed() -> None:
    net = chain(activation="relu", skip=True)
    answered, handed_on = net.values(points())
    before = [net.enter(points()), *handed_on]
    for index, answer in enumerate(answered):
        torch.testing.assert_close(handed_on[index], before[index] + answer)
    for parameter in net.layers.parameters():
        nn.init.zeros_(parameter)
    torch.testing.assert_close(net(points()), net.leave(net.enter(points())))


def test_a_normalized_layer_gives_sums_of_mean_zero_and_variance_one() -> None:
    answered, _ = chain(activation="linear", norm=True).values(points())
    for answer in answered:
        torch.testing.assert_close(answer.mean(dim=0), torch.zeros(6), atol=1e-5, rtol=0)
        torch.testing.assert_close(answer.var(dim=0, correction=0), torch.ones(6), atol=1e-2, rtol=0)


@pytest.mark.parametrize(("name", "variance"), [("default", 1 / 3), ("Xavier", 1.0), ("He", 2.0)])
def test_the_first_weights_have_the_variance_advised(name: str, variance: float) -> None:
    width = 200
    for weight in chain(2, width).initialize(name, 1.5).hidden_weights():
        assert float(weight.detach().std()) == pytest.approx(1.5 * math.sqrt(variance / width), rel=0.03)


def test_the_gradient_of_a_linear_chain_is_the_product_of_its_weights() -> None:
    net = chain(activation="linear")
    x = points()[:1].requires_grad_()
    (gradient,) = torch.autograd.grad(net(x)[0, 0], x)
    product = net.leave.weight[:1]
    for weight in reversed(net.hidden_weights()):
        product = product @ weight
    torch.testing.assert_close(gradient, product @ net.enter.weight)
