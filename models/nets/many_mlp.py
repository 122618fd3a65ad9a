"""Many multilayer perceptrons as one tensor program: each layer of all of them is one batched multiplication.

A step of one small net is mostly waiting for torch to be told what to do. Told once for a thousand nets, it takes a
few times as long and not a thousand times.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.nets.mlp import ACTIVATIONS


class ManyMLP(nn.Module):
    """Nets of different widths and depths, each laid into the corner of the widest and deepest.

    ``widths`` and ``depths`` say, for each net, how many units a hidden layer has and how many such layers there are.
    A unit that a net does not have answers 0; a layer that it does not have passes on what it is given.
    """

    def __init__(
        self, inputs: int, widths: Sequence[int], depths: Sequence[int], activation: str, device: str = "cpu"
    ) -> None:
        super().__init__()
        nets, width, depth = len(widths), max(widths), max(depths)
        self.bend = ACTIVATIONS[activation]
        fan_in = [inputs, *[width] * depth]
        fan_out = [*[width] * depth, 1]
        self.shapes = [(to, start) for start, to in zip(fan_in, fan_out, strict=True)]
        self.shapes += [(1, to) for to in fan_out]
        # All numbers of a net side by side, so that an optimizer moves them at once; layers are windows on them.
        self.numbers = torch.zeros(nets, sum(math.prod(shape) for shape in self.shapes), device=device)
        self.layers = nn.ParameterList(nn.Parameter(window) for window in self.windows(self.numbers))
        places, own = torch.arange(width, device=device), torch.tensor([widths, depths], device=device)
        self.has_unit = (places < own[0, :, None])[:, None, :].float()  # (nets, 1, width)
        self.has_layer = [(own[1] > layer)[:, None, None] for layer in range(depth)]  # each (nets, 1, 1)

    def windows(self, numbers: Tensor) -> list[Tensor]:
        """Return the weights of every layer, (nets, units, inputs), and then its biases, (nets, 1, units)."""
        pieces = numbers.split_with_sizes([math.prod(shape) for shape in self.shapes], dim=1)
        return [piece.view(-1, *shape) for piece, shape in zip(pieces, self.shapes, strict=True)]

    def weights(self) -> list[nn.Parameter]:
        """Return the weights of every layer."""
        return list(self.layers)[: len(self.shapes) // 2]

    def biases(self) -> list[nn.Parameter]:
        """Return the biases of every layer."""
        return list(self.layers)[len(self.shapes) // 2 :]

    def gradient(self) -> Tensor:
        """Return the gradients of all numbers, laid out as ``numbers``."""
        return torch.cat([layer.grad.flatten(1) for layer in self.layers if layer.grad is not None], dim=1)

    def forward(self, points: Tensor, masks: Sequence[Tensor] = ()) -> Tensor:
        """Return a logit for each net's points: (nets, batch, inputs) -> (nets, batch)."""
        weights, biases = self.weights(), self.biases()
        answers = points
        for number, here in enumerate(self.has_layer):
            bent = self.bend(torch.baddbmm(biases[number], answers, weights[number].mT)) * self.has_unit
            if masks:
                bent = bent * masks[number]
            answers = bent if number == 0 else torch.where(here, bent, answers)  # (nets, batch, width)
        return torch.baddbmm(biases[-1], answers, weights[-1].mT).squeeze(2)


def total_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the sum over all nets of their mean surprise.

    No net's weights are in another's loss, so the gradient of the sum holds each net's own.
    """
    return functional.binary_cross_entropy_with_logits(logits, labels, reduction="none").mean(dim=1).sum()


def total_penalty(net: ManyMLP, l1: Tensor, l2: Tensor) -> Tensor:
    """Return what large weights cost, all nets together; the prices are (nets, 1, 1)."""
    costs = [(l1 * weight.abs() + l2 / 2 * weight.square()).sum() for weight in net.weights()]
    return torch.stack(costs).sum()
