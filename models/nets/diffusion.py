"""Diffusion in the plane: data is drowned in noise little by little, and a net learns to tell the noise apart."""

from __future__ import annotations

import itertools
import math

import torch
from torch import Tensor, nn

WAVES = 4  # sines and cosines that tell the net the time
LATEST = 0.9  # paths begin here: nearly all is noise, and what is left of the data can still be divided out


def kept(time: Tensor) -> tuple[Tensor, Tensor]:
    """Return how much of the data and how much noise there is at a time in [0, 1]: a² + b² = 1.

    From time 0, all data, to time 1, all noise, the two run along a quarter of a circle.
    """
    angle = time * (math.pi / 2)
    return torch.cos(angle), torch.sin(angle)


def noised(data: Tensor, noise: Tensor, time: Tensor) -> Tensor:
    """Return the points at their times, x = a data + b noise: points (batch, 2), times (batch, 1) or ()."""
    a, b = kept(time)
    return a * data + b * noise


class Denoiser(nn.Module):
    """Sees a noised point and its time, and says which noise is in it."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(2 + 2 * WAVES, hidden),
            nn.SiLU(),
            nn.Linear(hidden, hidden),
            nn.SiLU(),
            nn.Linear(hidden, hidden),
            nn.SiLU(),
            nn.Linear(hidden, 2),
        )

    def forward(self, points: Tensor, time: Tensor) -> Tensor:
        """Return the noise it suspects, (batch, 2), in points (batch, 2) at times (batch, 1)."""
        waves = time * math.pi * 2.0 ** torch.arange(-1, WAVES - 1, device=time.device)  # (batch, WAVES)
        noise: Tensor = self.layers(torch.cat((points, waves.sin(), waves.cos()), dim=1))  # (batch, 2)
        return noise


def loss(net: Denoiser, data: Tensor, noise: Tensor, time: Tensor) -> Tensor:
    """Return the mean squared error of the suspected noise: all that training makes small."""
    suspected = net(noised(data, noise, time), time)
    error: Tensor = (suspected - noise).square().mean()
    return error


def step_back(points: Tensor, suspected: Tensor, time: Tensor, earlier: Tensor) -> Tensor:
    """Return the points at an earlier time, if the suspected noise is the noise in them.

    Take the noise out and what is left is a guess at the data; put as much of the same noise back as belongs to the
    earlier time. No dice: the noise at the start decides where a path ends.
    """
    a, b = kept(time)
    guess = (points - b * suspected) / a
    return noised(guess, suspected, earlier)


@torch.no_grad()
def follow(slow: Denoiser, net: Denoiser, pace: float = 0.02) -> None:
    """Move the weights of a slow copy a little towards those of the net: their running mean shakes less."""
    for mean, weights in zip(slow.parameters(), net.parameters(), strict=True):
        mean.lerp_(weights, pace)


def path_back(net: Denoiser, noise: Tensor, steps: int) -> Tensor:
    """Return where points of pure noise go, from the latest time to time 0: (steps + 1, batch, 2)."""
    times = torch.linspace(LATEST, 0, steps + 1, device=noise.device)
    path = [noise]
    for time, earlier in itertools.pairwise(times):
        suspected = net(path[-1], time.expand(len(noise), 1))
        path.append(step_back(path[-1], suspected, time, earlier))
    return torch.stack(path)
