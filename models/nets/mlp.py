"""A multilayer perceptron for points of the plane: dense layers, an activation between them, one logit at the end."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

ACTIVATIONS: Mapping[str, Callable[[Tensor], Tensor]] = {
    "tanh": torch.tanh,  # between -1 and 1
    "relu": torch.relu,  # max(0, z)
    "sigmoid": torch.sigmoid,  # between 0 and 1, and never steeper than 1/4
    "leaky relu": functional.leaky_relu,  # below 0 still a hundredth of z
    "elu": functional.elu,  # below 0 it bends towards -1
    "linear": lambda z: z,  # no bend: all layers together are worth one
    "swish": functional.silu,  # z · sigmoid(z)
}


class MLP(nn.Module):
    """Layers of ``sizes`` units, the inputs first: (2, 4, 2, 1) has two inputs, two hidden layers and one output."""

    def __init__(self, sizes: Sequence[int], activation: str, initial_scale: float = 1.0) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(inputs, units) for inputs, units in itertools.pairwise(sizes))
        self.bend = ACTIVATIONS[activation]
        self.start(initial_scale)

    @torch.no_grad()
    def start(self, initial_scale: float) -> None:
        """Draw the first weights: so that, at scale 1, the sums of a layer are about as large as what goes into it."""
        for weight in self.weights():
            weight.normal_(0.0, initial_scale / weight.shape[1] ** 0.5)
        for bias in self.biases():
            bias.zero_()

    def weights(self) -> list[nn.Parameter]:
        """Return the weights of every layer, each (units, inputs)."""
        return [layer.get_parameter("weight") for layer in self.layers]

    def biases(self) -> list[nn.Parameter]:
        """Return the biases of every layer, each (units,)."""
        return [layer.get_parameter("bias") for layer in self.layers]

    def forward(self, points: Tensor, masks: Sequence[Tensor] = ()) -> Tensor:
        """Return one logit a point: (batch, inputs) -> (batch,); ``masks`` are those of ``dropout_masks``."""
        answers = points
        for number, layer in enumerate(self.layers[:-1]):
            answers = self.bend(layer(answers))  # (batch, units)
            if masks:
                answers = answers * masks[number]
        logits: Tensor = self.layers[-1](answers)  # (batch, 1)
        return logits.squeeze(1)


def dropout_masks(uniform: Sequence[Tensor], dropout: float) -> list[Tensor]:
    """Return for every hidden unit 0 with this chance, and otherwise so much that the mean stays what it was."""
    return [(drawn >= dropout) / (1 - dropout) for drawn in uniform]


def loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the mean surprise, in nats, at the labels 0 and 1."""
    return functional.binary_cross_entropy_with_logits(logits, labels)


def penalty(net: MLP, l1: float, l2: float) -> Tensor:
    """Return what large weights cost: l1 · Σ|w| + l2/2 · Σw². Biases are free."""
    costs = [l1 * weight.abs().sum() + l2 / 2 * weight.square().sum() for weight in net.weights()]
    return torch.stack(costs).sum()
