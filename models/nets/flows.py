"""A normalizing flow of coupling layers: a normal cloud is stretched and shifted until it looks like the data."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

MOST = 1.5  # a layer stretches by e^1.5 at most: bolder ones leap when training begins


class Coupling(nn.Module):
    """Keeps one of two numbers; stretches and shifts the other by amounts that a network computes from the kept one.

    The Jacobian is triangular, so its log-determinant is simply s. The network is never undone: what it looks at is
    still there after the layer.
    """

    def __init__(self, kept: int, hidden: int) -> None:
        super().__init__()
        self.kept = kept  # 0 or 1
        self.network = nn.Sequential(
            nn.Linear(1, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, 2)
        )

    def amounts(self, kept: Tensor) -> tuple[Tensor, Tensor]:
        """Return log-stretch s and shift t for the kept numbers (batch,): (batch,) each."""
        raw_s, t = self.network(kept[:, None]).unbind(dim=1)
        return MOST * torch.tanh(raw_s), t

    def forward(self, z: Tensor) -> tuple[Tensor, Tensor]:
        """Return y for z, both (batch, 2), and the log-determinant of the way from z to y, (batch,)."""
        kept, other = z[:, self.kept], z[:, 1 - self.kept]
        s, t = self.amounts(kept)
        return self.joined(kept, other * s.exp() + t), s

    def inverse(self, y: Tensor) -> tuple[Tensor, Tensor]:
        """Return the z that leads to y, and the log-determinant of the way from z to y."""
        kept, other = y[:, self.kept], y[:, 1 - self.kept]
        s, t = self.amounts(kept)
        return self.joined(kept, (other - t) * (-s).exp()), s

    def joined(self, kept: Tensor, other: Tensor) -> Tensor:
        """Return the two numbers in their old places: (batch, 2)."""
        return torch.stack((kept, other) if self.kept == 0 else (other, kept), dim=1)


class Flow(nn.Module):
    """Coupling layers one after the other, keeping the first and the second number by turns."""

    def __init__(self, couplings: int, hidden: int) -> None:
        super().__init__()
        self.couplings = [Coupling(number % 2, hidden) for number in range(couplings)]
        self.weights = nn.ModuleList(self.couplings)  # so that torch finds the weights of all layers

    def forward(self, z: Tensor, layers: int | None = None) -> Tensor:
        """Return where the flow carries z, or where z is after the first ``layers``: (batch, 2) -> (batch, 2)."""
        for coupling in self.couplings[:layers]:
            z, _ = coupling(z)
        return z

    def inverse(self, y: Tensor, layers: int | None = None) -> tuple[Tensor, Tensor]:
        """Return the z that leads to y, undoing the last layer first, and every layer's log-determinant.

        The log-determinants, (batch, layers), are those of the way from z to y, in the order of that way.
        """
        log_dets = [y.new_zeros(len(y), 0)]
        for coupling in reversed(self.couplings[:layers]):
            y, log_det = coupling.inverse(y)
            log_dets.append(log_det[:, None])
        return y, torch.cat(log_dets[::-1], dim=1)

    def log_density(self, y: Tensor, layers: int | None = None) -> Tensor:
        """Return ln p(y) = ln p(z) - the sum of all log-determinants: (batch, 2) -> (batch,)."""
        z, log_dets = self.inverse(y, layers)
        return log_normal(z) - log_dets.sum(dim=1)


def log_normal(z: Tensor) -> Tensor:
    """Return the log-density of the base, two independent standard normal numbers: (batch, 2) -> (batch,)."""
    return -z.square().sum(dim=1) / 2 - math.log(2 * math.pi)


def loss(flow: Flow, data: Tensor) -> Tensor:
    """Return the mean of -ln p(y) over the data, in nats: maximum likelihood, no bound and no second net."""
    return -flow.log_density(data).mean()
