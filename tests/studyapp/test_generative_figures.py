"""What the generative shelf's figures draw agrees with torch's distributions, autograd and numerical integration."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from scipy.integrate import quad
from scipy.optimize import minimize
from scipy.stats import lognorm, norm, wasserstein_distance
from torch.distributions import Normal, kl_divergence

from studyapp.figures.generative import (
    best_discriminator,
    coupling_layer,
    covering_and_seeking,
    density_through_a_map,
    gan_game,
    generator_losses,
    kl_of_width,
    moving_apart,
    vae_parts,
)
from tests.studyapp.drawn_words import words

GRID = np.linspace(-10, 10, 4001)


def peaks() -> np.ndarray:
    """Return the density of the two peaks over the grid."""
    return sum((share * norm.pdf(GRID, mean, sigma) for share, mean, sigma in covering_and_seeking.PEAKS), 0 * GRID)


def forward(fit: np.ndarray) -> float:
    """Return the divergence from the data to a Gaussian; its width is given as a logarithm."""
    p = peaks()
    return float(np.trapezoid(p * (np.log(p) - norm.logpdf(GRID, fit[0], math.exp(fit[1]))), GRID))


def reverse(fit: np.ndarray) -> float:
    """Return the divergence from a Gaussian to the data."""
    q = norm.pdf(GRID, fit[0], math.exp(fit[1]))
    terms = np.where(q > 1e-200, q * (norm.logpdf(GRID, fit[0], math.exp(fit[1])) - np.log(peaks())), 0)
    return float(np.trapezoid(terms, GRID))


def test_one_fit_covers_and_the_other_seeks() -> None:
    for drawn, divergence in ((covering_and_seeking.covering(), forward), (covering_and_seeking.seeking(), reverse)):
        starts = ((-2.5, -0.3), (0.0, 0.5), (2.0, -0.3))
        best = min((minimize(divergence, start, method="Nelder-Mead") for start in starts), key=lambda found: found.fun)
        assert drawn == pytest.approx((best.x[0], math.exp(best.x[1])), abs=0.02)
    assert covering_and_seeking.seeking()[0] == pytest.approx(-2, abs=0.05)


@pytest.mark.parametrize("shift", [0.25, 0.5, 1.0, 1.5])
def test_distances_of_shifted_distributions_are_those_of_fine_histograms(shift: float) -> None:
    places = np.arange(0, 3, 1e-3) + 5e-4
    p, q = ((places < 1) / 1000, ((places > shift) & (places < shift + 1)) / 1000)
    middle = (p + q) / 2
    halves = [
        np.sum(np.where(each > 0, each * np.log(np.where(each > 0, each, 1) / np.where(middle > 0, middle, 1)), 0))
        for each in (p, q)
    ]
    assert moving_apart.jensen_shannon(shift) == pytest.approx(sum(halves) / 2, abs=1e-6)
    assert moving_apart.wasserstein(shift) == pytest.approx(wasserstein_distance(places, places, p, q), abs=1e-6)


def test_the_divergence_of_a_unit_is_that_of_torch() -> None:
    assert "for means {:g}, {:g} and {:g}".format(*kl_of_width.MEANS) in kl_of_width.FIGURE.alt
    for mean in kl_of_width.MEANS:
        sigmas, drawn = zip(*kl_of_width.points(mean), strict=True)
        widths = torch.tensor(sigmas, dtype=torch.float64)
        units = Normal(torch.full_like(widths, mean), widths)
        expected = kl_divergence(units, Normal(torch.zeros_like(widths), torch.ones_like(widths)))
        assert drawn == pytest.approx(expected.tolist())


def test_the_best_discriminator_makes_the_value_largest() -> None:
    answers = torch.linspace(1e-3, 1 - 1e-3, 9981)
    for x in (-1.0, 0.5, 1.0, 1.5, 3.0):
        p, q = (norm.pdf(x, *each) for each in (best_discriminator.DATA, best_discriminator.GENERATED))
        best = answers[(p * answers.log() + q * (1 - answers).log()).argmax()].item()
        assert best_discriminator.best(x) == pytest.approx(best, abs=2e-3)
    assert best_discriminator.best(1.0) == pytest.approx(0.5)  # where the densities cross


def test_slopes_of_the_generators_losses_are_those_of_autograd() -> None:
    for logit in (-6.0, -1.0, 0.0, 2.0, 6.0):
        a = torch.tensor(logit, dtype=torch.float64, requires_grad=True)
        d = torch.sigmoid(a)
        for drawn, loss, slope in (
            (generator_losses.minimax, torch.log1p(-d), -d),
            (generator_losses.non_saturating, -torch.log(d), -(1 - d)),
        ):
            assert drawn(logit) == pytest.approx(loss.item())
            (found,) = torch.autograd.grad(loss, a, retain_graph=True)
            assert found.item() == pytest.approx(slope.item())


def test_the_density_behind_the_map_is_log_normal_and_strips_keep_their_probability() -> None:
    for y in (0.2, 0.6, 1.0, 2.5, 5.0):
        assert density_through_a_map.density(y) == pytest.approx(lognorm.pdf(y, 1.0))
    masses = [
        quad(density_through_a_map.density, math.exp(start), math.exp(end))[0]
        for start, end in density_through_a_map.STRIPS
    ]
    for mass, (start, end) in zip(masses, density_through_a_map.STRIPS, strict=True):
        assert mass == pytest.approx(norm.cdf(end) - norm.cdf(start))
    assert masses[0] == pytest.approx(masses[1])


def test_the_coupling_layer_is_undone_and_stretches_by_its_scale() -> None:
    layer = coupling_layer

    def forwards(z: torch.Tensor) -> torch.Tensor:
        s, t = layer.LAYER.a * z[0], layer.LAYER.b * z[0] + layer.LAYER.c
        return torch.stack((z[0], z[1] * torch.exp(s) + t))

    z = torch.tensor((layer.KEPT, layer.CHANGED), dtype=torch.float64, requires_grad=True)
    jacobian = torch.stack([torch.autograd.grad(forwards(z)[place], z)[0] for place in range(2)])
    assert torch.linalg.slogdet(jacobian).logabsdet.item() == pytest.approx(layer.SCALE)
    assert f"y₂ = {forwards(z)[1].item():.3f}" in words(layer.FIGURE)
    assert pytest.approx(layer.CHANGED) == layer.BACK


def test_the_game_names_what_the_discriminator_says() -> None:
    assert "D(x): chance that x is real" in words(gan_game.FIGURE)


def test_the_loss_of_the_autoencoder_is_written_with_the_signs_of_the_negative_bound() -> None:
    written = words(vae_parts.FIGURE)
    assert "KL(q(z | x) ‖ p(z))" in written and "− ln p(x | z)" in written and " + " in written
