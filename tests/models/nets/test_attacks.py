"""Attacks stay where they may, climb where autograd says, and never end below where they began."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.nn import functional

from models.loop import seeded
from models.nets.attacks import (
    fast_gradient_sign,
    input_gradient,
    losses,
    projected,
    projected_gradient,
    reads_right,
    restarted,
    strongest,
    thrown,
)
from models.nets.digits_mlp import DigitsMLP

ROUNDING = 1e-6


def a_net(seed: int = 0) -> DigitsMLP:
    return seeded(seed, lambda: DigitsMLP(16))


def some(seed: int, count: int = 6) -> tuple[Tensor, Tensor, list[Tensor]]:
    """Return pictures, many of their pixels quite black or white, labels, and signs for two restarts."""
    dice = torch.Generator().manual_seed(seed)
    pictures = (2 * torch.rand(count, 8, 8, generator=dice) - 0.5).clamp(0, 1)
    signs = 2 * torch.randint(0, 2, (2, count, 8, 8), generator=dice) - 1
    return pictures, torch.randint(0, 10, (count,), generator=dice), list(signs.float())


@given(st.integers(0, 99), st.floats(0, 1), st.integers(1, 4))
def test_every_attack_stays_in_the_ball_and_leaves_a_picture(seed: int, epsilon: float, steps: int) -> None:
    net = a_net()
    pictures, labels, signs = some(seed, 3)
    for change in (
        thrown(signs[0], pictures, epsilon),
        fast_gradient_sign(net, pictures, labels, epsilon),
        projected_gradient(net, pictures, labels, epsilon, steps=steps, start=9 * signs[0]),
        restarted(net, pictures, labels, epsilon, steps=steps, signs=signs),
    ):
        assert change.abs().max() <= epsilon + ROUNDING
        assert (pictures + change).min() >= -ROUNDING
        assert (pictures + change).max() <= 1 + ROUNDING


def test_the_projection_is_the_nearest_allowed_change() -> None:
    pictures = torch.tensor([[0.0, 0.1, 0.5, 0.95]])
    change = torch.tensor([[-0.3, -0.3, 0.05, 0.3]])
    torch.testing.assert_close(projected(change, pictures, 0.2), torch.tensor([[0.0, -0.1, 0.05, 0.05]]))
    each = torch.tensor([[0.2], [0.01]])
    both = projected(change.repeat(2, 1), pictures.repeat(2, 1), each)
    torch.testing.assert_close(both[1], torch.tensor([0.0, -0.01, 0.01, 0.01]))


def test_the_gradient_is_that_of_a_linear_softmax_by_hand() -> None:
    weights = torch.tensor([[1.0, -2.0], [0.5, 3.0]])
    pictures, labels = torch.tensor([[0.3, 0.6], [0.9, 0.1]]), torch.tensor([0, 1])
    by_hand = ((pictures @ weights.T).softmax(dim=1) - functional.one_hot(labels)) @ weights
    gradient = input_gradient(lambda given: given @ weights.T, pictures, labels)
    torch.testing.assert_close(gradient, by_hand)
    step = fast_gradient_sign(lambda given: given @ weights.T, pictures, labels, 0.1)
    torch.testing.assert_close(step, 0.1 * by_hand.sign())


def test_the_gradient_of_each_picture_is_what_autograd_finds_for_it_alone() -> None:
    net = a_net()
    pictures, labels, _ = some(1)
    together = input_gradient(net, pictures, labels)
    for picture, label, gradient in zip(pictures, labels, together, strict=True):
        alone = picture[None].clone().requires_grad_()
        torch.autograd.backward(functional.cross_entropy(net(alone), label[None]))
        assert alone.grad is not None
        torch.testing.assert_close(gradient, alone.grad[0])


def test_an_attack_leaves_the_weights_and_their_gradients_alone() -> None:
    net = a_net()
    before = [weights.detach().clone() for weights in net.parameters()]
    pictures, labels, signs = some(2)
    restarted(net, pictures, labels, 0.2, steps=3, signs=signs)
    assert all(torch.equal(old, new) for old, new in zip(before, net.parameters(), strict=True))
    assert all(weights.grad is None for weights in net.parameters())


@pytest.mark.parametrize("seed", range(5))
def test_one_step_of_projected_gradient_from_the_picture_is_the_fast_one(seed: int) -> None:
    net = a_net(seed)
    pictures, labels, _ = some(seed)
    one = projected_gradient(net, pictures, labels, 0.1, steps=1, start=torch.zeros_like(pictures))
    assert torch.equal(one, fast_gradient_sign(net, pictures, labels, 0.1))


@pytest.mark.parametrize("seed", range(5))
def test_the_worst_of_several_changes_has_the_highest_loss_of_each_picture(seed: int) -> None:
    net = a_net(seed)
    pictures, labels, signs = some(seed)
    changes = [torch.zeros_like(pictures), *(thrown(each, pictures, 0.3) for each in signs)]
    worst = losses(net, pictures + strongest(net, pictures, labels, changes), labels)
    assert torch.equal(worst, torch.stack([losses(net, pictures + each, labels) for each in changes]).amax(dim=0))
    restart = restarted(net, pictures, labels, 0.3, steps=4, signs=signs)
    alone = restarted(net, pictures, labels, 0.3, steps=4, signs=[])
    assert (losses(net, pictures + restart, labels) >= losses(net, pictures + alone, labels)).all()


def test_reading_right_is_counted_picture_by_picture() -> None:
    logits = torch.tensor([[2.0, 1.0], [0.0, 3.0], [5.0, 4.0]])
    assert reads_right(lambda given: given, logits, torch.tensor([0, 1, 1])).tolist() == [True, True, False]
