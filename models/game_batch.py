"""What one update of a generator or a discriminator sees: real points, noise, and labels that may be wrong."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

from models.descent import Batches, Noise

if TYPE_CHECKING:
    from torch import Tensor


class GameBatch:
    """What one update of either net sees; every tensor stays where it is, so that a GPU can replay the update."""

    def __init__(self, data: Tensor, size: int, latent: int, *, seed: int) -> None:
        import torch

        device = str(data.device)
        self._data = data
        self._rows = Batches(len(data), size, seed, device)
        self.noise = Noise((size, latent), seed + 1, device)
        self._dice = Noise((size, 3), seed + 2, device)  # label flips of real and made points; places of the penalty
        self.smoothing = torch.zeros((), device=device)
        self.flipped_below = torch.zeros((), device=device)

    @property
    def real(self) -> Tensor:
        """Return the real points of this update: (batch, 2)."""
        return self._data[self._rows.drawn]

    @property
    def share(self) -> Tensor:
        """Return numbers spread evenly over [0, 1]: (batch, 1)."""
        import torch

        even: Tensor = torch.special.ndtr(self._dice.drawn[:, 2:])
        return even

    def labels(self) -> tuple[Tensor, Tensor]:
        """Return what the discriminator is told of the real and of the made points: (batch,) each."""
        flipped = (self._dice.drawn[:, :2] < self.flipped_below).float()  # (batch, 2)
        real = (1 - flipped[:, 0]) * (1 - self.smoothing)
        return real, flipped[:, 1]

    def draw(self, *, smoothing: float = 0.0, label_noise: float = 0.0) -> None:
        """Throw all dice of an update of the discriminator."""
        self.flipped_below.fill_(NormalDist().inv_cdf(label_noise) if label_noise > 0 else -math.inf)
        self.smoothing.fill_(smoothing)
        self._rows.draw()
        self.noise.draw()
        self._dice.draw()
