"""Trains a dense net with torch: on a GPU as one recorded graph, and on a CPU where there is no compiled loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.descent import Descent, can_be_graphed, optimizer_of
from models.playground.dense import (
    GOLDEN,
    MIX_1,
    MIX_2,
    BatchOrder,
    Layers,
    Points,
    Recipe,
    dropout_start,
    initial_layers,
)

if TYPE_CHECKING:
    from torch import Tensor

    from models.nets.mlp import MLP


class TorchEngine:
    """Trains one net of models/nets/mlp.py."""

    def __init__(self, recipe: Recipe, points: Points, device: str) -> None:
        import torch

        self._device = device
        self._order = BatchOrder(len(points.labels), recipe.batch, recipe.seed)
        self._inputs, self._labels = (torch.from_numpy(each).to(device) for each in (points.inputs, points.labels))
        self._drawn = torch.zeros(recipe.batch, dtype=torch.int64, device=device)
        self.net = net_of(recipe, initial_layers(recipe)).to(device)
        hidden = recipe.sizes[1:-1]
        places = torch.arange(recipe.batch * sum(hidden), device=device).view(recipe.batch, sum(hidden))
        self._dice = Dice(dropout_start(recipe.seed), places, places.numel())
        self._uniform = [torch.zeros(recipe.batch, units, device=device) for units in hidden]
        self._optimizer = optimizer_of(recipe.optimizer, self.net.parameters(), device, momentum=recipe.momentum)
        self.change(recipe)

    def change(self, recipe: Recipe) -> None:
        """Go on with other prices of large weights and another dropout."""
        self._recipe = recipe
        for group in self._optimizer.param_groups:
            group["weight_decay"] = recipe.l2 if recipe.optimizer == "adamw" else 0.0
        # A recorded step knows only the numbers it was recorded with: what comes now is recorded anew.
        self._descent = Descent(self._optimizer, self._loss, self._device, graphed=can_be_graphed(recipe.optimizer))

    def take_steps(self, rate: float, count: int) -> None:
        """Take so many training steps with this learning rate."""
        import torch

        while count > 0:
            rows = torch.from_numpy(self._order.take(count)).to(self._device)
            count -= len(rows)
            for drawn in rows:
                self._drawn.copy_(drawn)
                if self._recipe.dropout:
                    thrown = self._dice.throw().split_with_sizes(self._recipe.sizes[1:-1], dim=1)
                    for uniform, own in zip(self._uniform, thrown, strict=True):
                        uniform.copy_(own)  # (batch, units)
                self._descent.step(rate)

    def layers(self) -> Layers:
        """Return a copy of the weights as they are now; on a GPU this waits for the steps that are under way."""
        pairs = zip(self.net.weights(), self.net.biases(), strict=True)
        return tuple(
            (weight.detach().cpu().numpy().copy(), bias.detach().cpu().numpy().copy()) for weight, bias in pairs
        )

    def _loss(self) -> Tensor:
        from models.nets.mlp import dropout_masks, loss, penalty

        recipe, drawn = self._recipe, self._drawn
        masks = dropout_masks(self._uniform, recipe.dropout) if recipe.dropout else ()
        surprise = loss(self.net(self._inputs[drawn], masks), self._labels[drawn])
        l2 = 0.0 if recipe.optimizer == "adamw" else recipe.l2  # AdamW takes it beside the gradient
        return surprise + penalty(self.net, recipe.l1, l2) if recipe.l1 or l2 else surprise


class Dice:
    """Throws the numbers from 0 to 1 that the compiled loop throws; whole numbers of 64 bits wrap around, as there."""

    def __init__(self, start: int | Tensor, places: Tensor, a_step: int | Tensor) -> None:
        """Begin at ``start``; ``places`` says which numbers of a step are wanted, of ``a_step`` that are thrown."""
        golden = places.new_tensor(_signed(GOLDEN))
        self._counts = start + (places + 1) * golden
        self._advance = a_step * golden

    def throw(self) -> Tensor:
        """Return the numbers of the next step, shaped as ``places``."""
        mixed = self._counts
        mixed = (mixed ^ _shifted(mixed, 30)) * _signed(MIX_1)
        mixed = (mixed ^ _shifted(mixed, 27)) * _signed(MIX_2)
        self._counts = self._counts + self._advance
        return _shifted(mixed ^ _shifted(mixed, 31), 40) / 2**24


def _signed(number: int) -> int:
    """Return the number with the same lowest 64 bits that a signed one can hold."""
    return (number + 2**63) % 2**64 - 2**63


def _shifted(numbers: Tensor, bits: int) -> Tensor:
    """Return the numbers shifted to the right as if they had no sign."""
    shifted: Tensor = (numbers >> bits) & (2 ** (64 - bits) - 1)
    return shifted


def net_of(recipe: Recipe, layers: Layers) -> MLP:
    """Return the net with these weights."""
    import torch

    from models.nets.mlp import MLP

    net = MLP(recipe.sizes, recipe.activation)
    with torch.no_grad():
        for (weight, bias), ours, theirs in zip(layers, net.weights(), net.biases(), strict=True):
            ours.copy_(torch.from_numpy(weight))
            theirs.copy_(torch.from_numpy(bias))
    return net


def gradient_norms(recipe: Recipe, layers: Layers, points: Points) -> list[float]:
    """Return the length of the gradient of each layer's weights, of the loss over all points."""
    import torch

    from models.nets.mlp import loss

    net = net_of(recipe, layers)
    inputs, labels = torch.from_numpy(points.inputs), torch.from_numpy(points.labels)
    gradients = torch.autograd.grad(loss(net(inputs), labels), net.weights())
    return [float(gradient.norm()) for gradient in gradients]
