"""A reader of small digits without convolutions: two hidden layers look at all pixels at once."""

from __future__ import annotations

import torch
from torch import Tensor, nn

SIDE, DIGITS = 8, 10
GREY = 0.3  # the mean grey value of all digits


class DigitsMLP(nn.Module):
    """Gives one logit for each digit to pictures of 8 × 8 grey values in [0, 1]."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = nn.Linear(SIDE * SIDE, width)
        self.second = nn.Linear(width, width)
        self.last = nn.Linear(width, DIGITS)

    def forward(self, pictures: Tensor) -> Tensor:
        """Return the logits (batch, 10) for pictures (batch, 8, 8)."""
        pixels = pictures.flatten(1) - GREY  # (batch, 64), about 0
        hidden = torch.relu(self.first(pixels))  # (batch, width)
        hidden = torch.relu(self.second(hidden))  # (batch, width)
        logits: Tensor = self.last(hidden)  # (batch, 10)
        return logits
