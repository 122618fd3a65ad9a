"""A variational autoencoder for small grey pictures: a cloud for each picture, and a picture for each point."""

from __future__ import annotations

import math

from torch import Tensor, nn

SIGMA = 0.1  # how far a pixel strays from the decoder's grey value; smaller makes every error dearer


class Encoder(nn.Module):
    """Gives a picture its cloud q(z | x): a mean and a log-variance for each latent dimension."""

    def __init__(self, pixels: int, hidden: int, latent: int) -> None:
        super().__init__()
        self.hidden = nn.Sequential(nn.Linear(pixels, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU())
        self.mean = nn.Linear(hidden, latent)
        self.log_variance = nn.Linear(hidden, latent)  # s = ln σ²: any number will do, and σ = exp(s / 2) is positive

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Return means and log-variances, (batch, latent) each, for pictures (batch, pixels)."""
        features = self.hidden(pictures)  # (batch, hidden)
        return self.mean(features), self.log_variance(features)


class Decoder(nn.Module):
    """Gives every point of the latent space its picture: the middle of p(x | z) = N(picture, SIGMA²)."""

    def __init__(self, latent: int, hidden: int, pixels: int) -> None:
        super().__init__()
        self.hidden = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU())
        self.pixels = nn.Linear(hidden, pixels)

    def forward(self, codes: Tensor) -> Tensor:
        """Return grey pictures in [0, 1]: (batch, latent) -> (batch, pixels)."""
        pictures: Tensor = self.pixels(self.hidden(codes)).sigmoid()
        return pictures


class VAE(nn.Module):
    """Encoder and decoder, tied together by a draw of which the noise is given."""

    def __init__(self, pixels: int, hidden: int, latent: int) -> None:
        super().__init__()
        self.encoder = Encoder(pixels, hidden, latent)
        self.decoder = Decoder(latent, hidden, pixels)

    def forward(self, pictures: Tensor, noise: Tensor) -> tuple[Tensor, Tensor]:
        """Return for each picture the surprise at its pixels, (batch,), and its KL by dimension, (batch, latent)."""
        mean, log_variance = self.encoder(pictures)
        codes = reparameterized(mean, log_variance, noise)  # (batch, latent)
        return surprise(self.decoder(codes), pictures), kl_to_prior(mean, log_variance)


def reparameterized(mean: Tensor, log_variance: Tensor, noise: Tensor) -> Tensor:
    """Return a draw from each cloud, z = μ + σ ε: the dice are in ε, so gradients pass through μ and σ."""
    return mean + (log_variance / 2).exp() * noise


def kl_to_prior(mean: Tensor, log_variance: Tensor) -> Tensor:
    """Return KL(N(μ, σ²) ‖ N(0, 1)) in nats, number by number: ½ (σ² + μ² - 1 - ln σ²)."""
    return (log_variance.exp() + mean.square() - 1 - log_variance) / 2


def surprise(made: Tensor, pictures: Tensor) -> Tensor:
    """Return -ln p(x | z) in nats, summed over the pixels of each picture: (batch, pixels) -> (batch,).

    The pixels are Gaussian about what was made, with the fixed width SIGMA: a squared error and a constant.
    """
    squares = (pictures - made).square().sum(dim=1)  # (batch,)
    return squares / (2 * SIGMA**2) + pictures.shape[1] * math.log(SIGMA * math.sqrt(2 * math.pi))


def loss(net: VAE, pictures: Tensor, noise: Tensor, beta: Tensor | float) -> Tensor:
    """Return the mean over pictures of surprise + β KL; with β = 1 this is the negative ELBO."""
    dismay, kl = net(pictures, noise)  # (batch,), (batch, latent)
    mean: Tensor = (dismay + beta * kl.sum(dim=1)).mean()
    return mean
