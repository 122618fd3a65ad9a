"""Two deep convolutional networks that differ in one plus sign: plain, and with shortcuts around every two layers."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Block(nn.Module):
    """Two convolutions of equal shape, and perhaps a shortcut around both.

    y = relu(x + F(x)) with the shortcut, y = relu(F(x)) without; F is convolution, norm, ReLU, convolution, norm.
    """

    def __init__(self, channels: int, *, norm: bool, shortcut: bool) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1, bias=not norm)  # a norm has a shift of its own
        self.second = nn.Conv2d(channels, channels, 3, padding=1, bias=not norm)
        # Normalized by the batch at hand, in training and after it: means over past batches would lag behind.
        self.norm1 = nn.BatchNorm2d(channels, track_running_stats=False) if norm else nn.Identity()
        self.norm2 = nn.BatchNorm2d(channels, track_running_stats=False) if norm else nn.Identity()
        self.shortcut = shortcut

    def forward(self, x: Tensor) -> Tensor:
        """Return maps of the same shape: (batch, channels, side, side)."""
        inner = torch.relu(self.norm1(self.first(x)))
        change: Tensor = self.norm2(self.second(inner))
        return torch.relu(x + change if self.shortcut else change)  # to copy x, a change of 0 will do


class DeepCNN(nn.Module):
    """Sees pictures of one channel and gives a logit for each of ten digits, through ``blocks`` blocks."""

    def __init__(self, blocks: int, channels: int, *, norm: bool, shortcut: bool) -> None:
        super().__init__()
        self.enter = nn.Conv2d(1, channels, 3, padding=1)
        self.blocks = nn.ModuleList(Block(channels, norm=norm, shortcut=shortcut) for _ in range(blocks))
        self.leave = nn.Linear(channels, 10)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu")  # He: ReLU lets half pass

    def maps(self, images: Tensor) -> list[Tensor]:
        """Return what every block makes of the pictures (batch, 1, side, side), each (batch, channels, side, side)."""
        x = torch.relu(self.enter(images))  # (batch, channels, side, side)
        found = []
        for block in self.blocks:
            x = block(x)
            found.append(x)
        return found

    def forward(self, images: Tensor) -> Tensor:
        """Return the logits: (batch, 1, side, side) -> (batch, 10)."""
        features = self.maps(images)[-1].mean(dim=(2, 3))  # (batch, channels): each map's mean, wherever it answers
        logits: Tensor = self.leave(features)  # (batch, 10)
        return logits

    def middle_weights(self) -> list[Tensor]:
        """Return the weights of the first convolution of every block."""
        return [block.first.weight for block in self.blocks if isinstance(block, Block)]
