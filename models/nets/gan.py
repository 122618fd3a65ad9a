"""A generative adversarial network in the plane: a forger, a detective, and what each of them wants."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn
from torch.nn import functional

PENALTY = 0.1  # how dear it is when the slope of the critic is not 1; for pictures 10 is usual


class Generator(nn.Module):
    """Makes a point of the plane out of noise."""

    def __init__(self, latent: int, hidden: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, 2)
        )

    def forward(self, noise: Tensor) -> Tensor:
        """Return made points: (batch, latent) -> (batch, 2)."""
        points: Tensor = self.layers(noise)
        return points


class Discriminator(nn.Module):
    """Says of a point how real it looks: a logit a, with D = sigmoid(a); as a Wasserstein critic, any number."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(2, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, 1)
        )

    def forward(self, points: Tensor) -> Tensor:
        """Return one logit a point: (batch, 2) -> (batch,)."""
        logits: Tensor = self.layers(points)
        return logits[:, 0]


def discriminator_loss(real: Tensor, made: Tensor, real_labels: Tensor, made_labels: Tensor) -> Tensor:
    """Return the cross-entropy of the logits at real and made points, which the labels call 1 and 0 (or nearly so)."""
    entropy = functional.binary_cross_entropy_with_logits
    return entropy(real, real_labels) + entropy(made, made_labels)


def generator_loss(made: Tensor, kind: str) -> Tensor:
    """Return what the generator makes small, given the discriminator's logits at its points."""
    match kind:
        case "minimax":
            return -functional.softplus(made).mean()  # ln(1 - D): flat where D sees through the forgery
        case "non-saturating":
            return functional.softplus(-made).mean()  # -ln D: steep there
        case _:
            return -made.mean()  # Wasserstein: the critic's number as it is


def critic_loss(real: Tensor, made: Tensor) -> Tensor:
    """Return the critic's loss: the negative of how much higher it puts real points than made ones."""
    return made.mean() - real.mean()


def gradient_penalty(critic: Discriminator, real: Tensor, made: Tensor, share: Tensor) -> Tensor:
    """Return what it costs the critic that its slope is not 1 on the way from made points to real ones."""
    between = (share * real + (1 - share) * made).requires_grad_()  # share (batch, 1) in [0, 1]; (batch, 2)
    (slope,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)  # (batch, 2)
    steepness = (slope.square().sum(dim=1) + 1e-12).sqrt()
    return PENALTY * (steepness - 1).square().mean()


@contextmanager
def held_still(net: nn.Module) -> Iterator[None]:
    """Let gradients pass through a net without collecting any for its own weights."""
    for weights in net.parameters():
        weights.requires_grad_(False)
    try:
        yield
    finally:
        for weights in net.parameters():
            weights.requires_grad_(True)
