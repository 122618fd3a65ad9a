"""A U-Net: down to small maps that know what is there, up again to where it is, and skips that hand maps across."""

from __future__ import annotations

import itertools

import torch
from torch import Tensor, nn


class UNet(nn.Module):
    """Gives every pixel of a grey picture one logit: how surely it is part of a shape.

    ``skips`` counts the levels, from the top, whose maps are handed across; 0 makes it a plain encoder and decoder.
    Shapes below are those of pictures of 24 × 24 pixels, depth 2 and width 8.
    """

    def __init__(self, depth: int, width: int, skips: int) -> None:
        super().__init__()
        widths = [width * 2**level for level in range(depth + 1)]  # 8, 16, 32: half the side, twice the channels
        self.skips = skips
        self.down = nn.ModuleList(convolutions(a, b) for a, b in itertools.pairwise([1, *widths[:-1]]))
        self.bottom = convolutions(widths[-2], widths[-1])
        self.grow = nn.ModuleList(nn.ConvTranspose2d(2 * each, each, 2, stride=2) for each in widths[:-1])
        self.up = nn.ModuleList(
            convolutions(2 * each if level < skips else each, each) for level, each in enumerate(widths[:-1])
        )
        self.head = nn.Conv2d(width, 1, 1)

    def forward(self, pictures: Tensor) -> Tensor:
        """Return logits (batch, height, width) for pictures (batch, 1, height, width)."""
        *_, last = self.maps(pictures)
        logits: Tensor = self.head(last)  # (batch, 1, 24, 24)
        return logits[:, 0]

    def maps(self, pictures: Tensor) -> list[Tensor]:
        """Return the maps on the way: down the levels, at the bottom, and up again to the size of the picture."""
        maps, seen = pictures, []  # (batch, 1, 24, 24)
        for convolve in self.down:
            seen.append(convolve(maps))  # (batch, 8, 24, 24), then (batch, 16, 12, 12)
            maps = nn.functional.max_pool2d(seen[-1], 2)  # what: half the side
        way = [*seen, self.bottom(maps)]  # (batch, 32, 6, 6)
        for level in reversed(range(len(self.up))):
            grown = self.grow[level](way[-1])  # where: twice the side, (batch, 16, 12, 12), then (batch, 8, 24, 24)
            if level < self.skips:
                grown = torch.cat([seen[level], grown], dim=1)  # across: the channels add up
            way.append(self.up[level](grown))
        return way


def loss(logits: Tensor, masks: Tensor, positive_weight: Tensor) -> Tensor:
    """Return the mean cross-entropy of the pixels; each pixel of a shape counts ``positive_weight`` times."""
    # Few pixels belong to shapes: at weight 1 "no shape anywhere" is a good first guess, and hard to leave again.
    return nn.functional.binary_cross_entropy_with_logits(logits, masks, pos_weight=positive_weight)


def convolutions(channels_in: int, channels_out: int) -> nn.Sequential:
    """Return two 3 × 3 convolutions that keep the side, each with ReLU."""
    return nn.Sequential(
        nn.Conv2d(channels_in, channels_out, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(channels_out, channels_out, 3, padding=1),
        nn.ReLU(),
    )
