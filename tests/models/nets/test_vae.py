"""The KL, the surprise and the draw of the VAE against torch's own."""

from __future__ import annotations

import pytest
import torch
from torch.distributions import Normal, kl_divergence
from torch.nn.functional import gaussian_nll_loss

from models.nets import vae
from models.nets.vae import VAE


def normal(*shape: int, seed: int) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("seed", range(5))
def test_the_kl_and_its_gradient_are_those_of_torch(seed: int) -> None:
    mean, log_variance = normal(20, 3, seed=seed).requires_grad_(), (2 * normal(20, 3, seed=seed + 9)).requires_grad_()
    ours = vae.kl_to_prior(mean, log_variance)
    theirs = kl_divergence(Normal(mean, log_variance.exp().sqrt()), Normal(0.0, 1.0))
    torch.testing.assert_close(ours, theirs)
    for wrt in (mean, log_variance):
        (one,) = torch.autograd.grad(ours.sum(), wrt, retain_graph=True)
        (other,) = torch.autograd.grad(theirs.sum(), wrt, retain_graph=True)
        torch.testing.assert_close(one, other, atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("seed", range(3))
def test_the_surprise_is_the_negative_log_density_of_the_pixels(seed: int) -> None:
    made, pictures = normal(10, 64, seed=seed).sigmoid(), normal(10, 64, seed=seed + 9).sigmoid()
    variances = torch.full_like(made, vae.SIGMA**2)
    expected = gaussian_nll_loss(made, pictures, variances, full=True, reduction="none").sum(dim=1)
    torch.testing.assert_close(vae.surprise(made, pictures), expected)


def test_a_draw_has_the_mean_and_the_width_that_the_encoder_gave() -> None:
    mean, log_variance = torch.tensor([[1.0, -2.0]]), torch.tensor([[0.0, 2.0]])
    draws = vae.reparameterized(mean, log_variance, normal(50_000, 2, seed=0))
    torch.testing.assert_close(draws.mean(dim=0), mean[0], atol=0.05, rtol=0)
    torch.testing.assert_close(draws.var(dim=0).log(), log_variance[0], atol=0.05, rtol=0)


def test_gradients_pass_through_the_draw_to_mean_and_width() -> None:
    mean, log_variance, noise = (normal(4, 2, seed=seed).requires_grad_() for seed in range(3))
    drawn = vae.reparameterized(mean, log_variance, noise).sum()
    by_mean, by_log_variance = torch.autograd.grad(drawn, (mean, log_variance))
    torch.testing.assert_close(by_mean, torch.ones(4, 2))
    torch.testing.assert_close(by_log_variance, noise * (log_variance / 2).exp() / 2)


def test_with_beta_one_the_loss_is_the_negative_bound_and_the_bound_lies_below_the_likelihood() -> None:
    torch.manual_seed(0)
    net = VAE(pixels=4, hidden=8, latent=2)
    picture = torch.rand(1, 4)
    with torch.no_grad():
        noise = normal(20_000, 2, seed=3)
        bound = -vae.loss(net, picture.expand(20_000, 4), noise, 1.0)
        # ln p(x) by plain averaging over the prior: exact enough for four pixels and an untrained decoder.
        likelihood = torch.logsumexp(-vae.surprise(net.decoder(noise), picture.expand(20_000, 4)), 0)
    assert bound < likelihood - torch.log(torch.tensor(20_000.0)) + 0.05
