"""A small convolutional network for pictures of 8 × 8 pixels: two convolutions, perhaps a pooling, one dense layer."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.errors import DemoError


class Convolution(nn.Module):
    """A convolution whose padding may also be "valid" (none) or "same" (as many places as pixels / stride)."""

    def __init__(self, channels: tuple[int, int], *, kernel: int, stride: int, padding: str, dilation: int) -> None:
        super().__init__()
        self.reach = dilation * (kernel - 1) + 1  # pixels from the first to the last that the kernel touches
        self.stride = stride
        self.padding = padding
        self.convolve = nn.Conv2d(*channels, kernel, stride=stride, dilation=dilation)

    def added(self, side: int) -> tuple[int, int]:
        """Return how many zeros are put before and after ``side`` pixels."""
        match self.padding:
            case "valid":
                return 0, 0
            case "same":
                places = -(-side // self.stride)  # side / stride, rounded up
                total = max((places - 1) * self.stride + self.reach - side, 0)
                return total // 2, total - total // 2  # an odd one out goes to the end
            case number:
                return int(number), int(number)

    def side(self, side: int) -> int:
        """Return how many places the kernel has on ``side`` pixels; 0 or less means that it does not fit."""
        return (side + sum(self.added(side)) - self.reach) // self.stride + 1

    def forward(self, images: Tensor) -> Tensor:
        """Return one map for each filter: (batch, channels, side, side) -> (batch, filters, side', side')."""
        before, after = self.added(images.shape[-1])
        maps: Tensor = self.convolve(functional.pad(images, (before, after, before, after)))
        return maps


class DigitsCNN(nn.Module):
    """Sees 8 × 8 pixels and gives one logit for each of the ten digits, or of other classes."""

    def __init__(self, conv1: Convolution, conv2: Convolution, pool: str, classes: int = 10) -> None:
        super().__init__()
        self.conv1 = conv1
        self.conv2 = conv2
        self.pool = {"none": nn.Identity(), "max": nn.MaxPool2d(2), "average": nn.AvgPool2d(2)}[pool]
        side = check_fit(conv1, conv2, pool)
        self.dense = nn.Linear(conv2.convolve.out_channels * side * side, classes)

    def maps(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Return what the filters of both layers answer, after ReLU.

        Shapes are those of 8 filters that keep the side, then 16 that halve it.
        """
        first = torch.relu(self.conv1(images))  # (batch, 1, 8, 8) -> (batch, 8, 8, 8)
        second = torch.relu(self.conv2(first))  # (batch, 16, 4, 4)
        return first, second

    def logits(self, second: Tensor) -> Tensor:
        """Return the logits (batch, classes) for the maps of the second layer."""
        features = self.pool(second).flatten(1)  # (batch, 16 * 4 * 4), a quarter of it with pooling
        logits: Tensor = self.dense(features)  # (batch, classes)
        return logits

    def forward(self, images: Tensor) -> Tensor:
        """Return the logits (batch, classes) for pictures (batch, 1, 8, 8)."""
        _, second = self.maps(images)
        return self.logits(second)


def check_fit(conv1: Convolution, conv2: Convolution, pool: str) -> int:
    """Return the side of the last maps; raises DemoError, naming the layer, where no pixels are left."""
    side = 8
    for name, layer in (("first", conv1), ("second", conv2)):
        before, after = layer.added(side)
        if layer.side(side) < 1:
            raise DemoError(
                f"The {name} convolution leaves no pixels: its kernel reaches over {layer.reach} pixels, but it is "
                f"given {side}{f' and {before + after} of padding' if before + after else ''}. Choose a smaller kernel "
                f'or dilation, more padding, or "same".'
            )
        side = layer.side(side)
    if pool != "none" and side < 2:
        raise DemoError(f"The pooling needs at least 2 × 2 pixels, but the second convolution leaves {side} × {side}.")
    return side if pool == "none" else side // 2
