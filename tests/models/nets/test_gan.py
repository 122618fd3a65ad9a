"""The losses of the game against torch's own, their slopes, and who learns from which loss."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.nn.functional import logsigmoid

from models.nets import gan
from models.nets.gan import Discriminator, Generator


def normal(*shape: int, seed: int) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


@pytest.fixture
def nets() -> tuple[Generator, Discriminator]:
    torch.manual_seed(0)
    return Generator(latent=2, hidden=8), Discriminator(hidden=8)


@pytest.mark.parametrize("seed", range(3))
def test_with_plain_labels_the_discriminators_loss_is_the_negative_value_of_the_game(seed: int) -> None:
    real, made = normal(40, seed=seed), normal(40, seed=seed + 9)
    value = logsigmoid(real).mean() + (1 - made.sigmoid()).log().mean()
    torch.testing.assert_close(gan.discriminator_loss(real, made, torch.ones(40), torch.zeros(40)), -value)


def test_a_discriminator_that_can_not_tell_loses_two_ln_two() -> None:
    at_sea = torch.zeros(5)
    loss = gan.discriminator_loss(at_sea, at_sea, torch.ones(5), torch.zeros(5))
    torch.testing.assert_close(loss, torch.tensor(4.0).log())


@pytest.mark.parametrize(("kind", "slope"), [("minimax", "-D"), ("non-saturating", "-(1 - D)"), ("wasserstein", "-1")])
def test_the_slopes_of_the_generators_losses_are_those_of_the_table_in_the_note(kind: str, slope: str) -> None:
    logits = torch.linspace(-8, 8, 17, requires_grad=True)
    chance = logits.detach().sigmoid()
    expected = {"-D": -chance, "-(1 - D)": chance - 1, "-1": -torch.ones(17)}[slope]
    (found,) = torch.autograd.grad(gan.generator_loss(logits, kind), logits)
    torch.testing.assert_close(17 * found, expected)


def test_the_penalty_is_zero_for_a_critic_of_slope_one_and_grows_with_the_slope() -> None:
    class Straight(Discriminator):
        def __init__(self, slope: float) -> None:
            super().__init__(hidden=1)
            self.slope = nn.Parameter(torch.tensor([slope * 0.6, slope * 0.8]))

        def forward(self, points: torch.Tensor) -> torch.Tensor:
            return points @ self.slope

    real, made, share = normal(20, 2, seed=0), normal(20, 2, seed=1), torch.rand(20, 1)
    for slope in (1.0, 3.0):
        penalty = gan.gradient_penalty(Straight(slope), real, made, share)
        torch.testing.assert_close(penalty, torch.tensor(gan.PENALTY * (slope - 1) ** 2), atol=1e-5, rtol=1e-4)


def test_held_still_lets_gradients_through_but_collects_none(nets: tuple[Generator, Discriminator]) -> None:
    generator, discriminator = nets
    with gan.held_still(discriminator):
        loss = gan.generator_loss(discriminator(generator(normal(16, 2, seed=1))), "non-saturating")
    torch.autograd.backward(loss)
    assert all(weights.grad is not None and weights.grad.abs().sum() > 0 for weights in generator.parameters())
    assert all(weights.grad is None and weights.requires_grad for weights in discriminator.parameters())
