"""A normalizing flow of coupling or planar layers: a normal cloud is bent until it looks like the data."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

MOST = 1.5  # a layer stretches by e^1.5 at most: bolder ones leap when training begins
HALVINGS = 30  # of an interval: what is left of it is rounding


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


class Planar(nn.Module):
    """Pushes every point along one direction u, by an amount that changes across the line w · y + b = 0.

    Five weights are all it has. Its formula leads back, z = y + u tanh(w · y + b), since that is what training needs.
    The way from z to y has no formula, but only one unknown: a = w · y + b.
    """

    def __init__(self) -> None:
        super().__init__()
        self.w, self.u = nn.Parameter(torch.randn(2)), nn.Parameter(torch.randn(2) / 10)  # begins with small pushes
        self.b = nn.Parameter(torch.randn(()))

    def push(self) -> tuple[Tensor, Tensor]:
        """Return u, moved along w until u · w > -1, and u · w: with less, two points would meet in one."""
        raw = self.w @ self.u
        allowed = functional.softplus(raw + math.log(math.e - 1)) - 1  # 0 stays 0
        return self.u + (allowed - raw) * self.w / self.w.square().sum().clamp(min=1e-6), allowed

    def forward(self, z: Tensor) -> tuple[Tensor, Tensor]:
        """Return y for z, both (batch, 2), and the log-determinant of the way from z to y, (batch,)."""
        u, product = self.push()
        goal = z @ self.w + self.b  # = a + (u · w) tanh a, which grows with a
        low, high = goal - product.abs(), goal + product.abs()  # |tanh| < 1, so a lies between
        for _ in range(HALVINGS):
            a = (low + high) / 2
            too_low = a + product * a.tanh() < goal
            low, high = torch.where(too_low, a, low), torch.where(too_low, high, a)
        bend = low.tanh()
        return z - bend[:, None] * u, self.log_det(bend, product)

    def inverse(self, y: Tensor) -> tuple[Tensor, Tensor]:
        """Return the z that leads to y, and the log-determinant of the way from z to y."""
        u, product = self.push()
        bend = (y @ self.w + self.b).tanh()  # (batch,)
        return y + bend[:, None] * u, self.log_det(bend, product)

    def log_det(self, bend: Tensor, product: Tensor) -> Tensor:
        """Return -ln det ∂z/∂y: that matrix is I + (1 - tanh²) u wᵀ, and its determinant 1 + (1 - tanh²) u · w."""
        return -(1 + (1 - bend.square()) * product).log()


class Flow(nn.Module):
    """Layers one after the other; couplings keep the first and the second number by turns."""

    def __init__(self, count: int, hidden: int, kind: str = "coupling") -> None:
        super().__init__()
        self.parts = [Planar() if kind == "planar" else Coupling(number % 2, hidden) for number in range(count)]
        self.weights = nn.ModuleList(self.parts)  # so that torch finds the weights of all layers

    def forward(self, z: Tensor, layers: int | None = None) -> Tensor:
        """Return where the flow carries z, or where z is after the first ``layers``: (batch, 2) -> (batch, 2)."""
        for layer in self.parts[:layers]:
            z, _ = layer(z)
        return z

    def inverse(self, y: Tensor, layers: int | None = None) -> tuple[Tensor, Tensor]:
        """Return the z that leads to y, undoing the last layer first, and every layer's log-determinant.

        The log-determinants, (batch, layers), are those of the way from z to y, in the order of that way.
        """
        log_dets = [y.new_zeros(len(y), 0)]
        for layer in reversed(self.parts[:layers]):
            y, log_det = layer.inverse(y)
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
