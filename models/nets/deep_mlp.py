"""A deep chain of equal layers, on which to watch how values go forward and gradients come back."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

ACTIVATIONS = {
    "sigmoid": nn.Sigmoid(),
    "tanh": nn.Tanh(),
    "relu": nn.ReLU(),
    "leaky relu": nn.LeakyReLU(0.1),
    "elu": nn.ELU(),
    "linear": nn.Identity(),
}


def first_weights(layer: nn.Linear, name: str, scale: float) -> None:
    """Draw the first weights of a layer as somebody advises, times ``scale``; "default" is how torch draws them."""
    n_out, n_in = layer.weight.shape
    match name:
        case "Xavier":
            nn.init.normal_(layer.weight, std=math.sqrt(2 / (n_in + n_out)))
            nn.init.zeros_(layer.bias)
        case "He":
            nn.init.normal_(layer.weight, std=math.sqrt(2 / n_in))  # ReLU lets half pass, so twice the variance
            nn.init.zeros_(layer.bias)
    with torch.no_grad():
        layer.weight.mul_(scale)


class Layer(nn.Module):
    """Weights, perhaps a normalization, an activation, and perhaps a way around all three."""

    def __init__(self, width: int, activation: str, *, norm: bool, skip: bool) -> None:
        super().__init__()
        self.linear = nn.Linear(width, width)
        # Normalized by the batch at hand, in training and after it: there is no running mean to keep.
        self.norm = nn.BatchNorm1d(width, track_running_stats=False) if norm else nn.Identity()
        self.activation = ACTIVATIONS[activation]
        self.skip = skip

    def answer(self, x: Tensor) -> Tensor:
        """Return what the activation makes of the values before: (batch, width) -> (batch, width)."""
        y: Tensor = self.activation(self.norm(self.linear(x)))
        return y

    def handed_on(self, x: Tensor, y: Tensor) -> Tensor:
        """Return the values for the next layer: the slope of a sum is 1 + that of y, a way back no layer shrinks."""
        return x + y if self.skip else y


class DeepMLP(nn.Module):
    """Sees points of the plane and gives one logit for each of two classes, through ``depth`` hidden layers."""

    def __init__(self, depth: int, width: int, activation: str, *, norm: bool = False, skip: bool = False) -> None:
        super().__init__()
        self.enter = nn.Linear(2, width)
        self.layers = nn.ModuleList(Layer(width, activation, norm=norm, skip=skip) for _ in range(depth))
        self.leave = nn.Linear(width, 2)

    def initialize(self, name: str, scale: float) -> DeepMLP:
        """Draw the first weights of all hidden layers; the first and the last layer stay as torch draws them."""
        for layer in self.layers:
            assert isinstance(layer, Layer)
            first_weights(layer.linear, name, scale)
        return self

    def hidden_weights(self) -> list[Tensor]:
        """Return the weights of the hidden layers, (width, width) each."""
        return [layer.linear.weight for layer in self.layers if isinstance(layer, Layer)]

    def values(self, points: Tensor) -> tuple[list[Tensor], list[Tensor]]:
        """Return what every activation answers, and what its layer hands on: with a skip more; each (batch, width)."""
        x = self.enter(points)  # (batch, 2) -> (batch, width)
        answered, handed_on = [], []
        for layer in self.layers:
            assert isinstance(layer, Layer)
            y = layer.answer(x)
            x = layer.handed_on(x, y)
            answered.append(y)
            handed_on.append(x)
        return answered, handed_on

    def forward(self, points: Tensor) -> Tensor:
        """Return the logits: (batch, 2) -> (batch, 2)."""
        _, handed_on = self.values(points)
        logits: Tensor = self.leave(handed_on[-1])
        return logits
