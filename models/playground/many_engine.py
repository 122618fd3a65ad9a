"""Trains many dense nets at once: with the compiled loop one after the other, or as one tensor program of torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from models.descent import Descent
from models.playground.dense import BatchOrder, Layers, Points, Recipe, dropout_start, initial_layers
from models.playground.fast_mlp import FastEngine, kernel
from models.playground.torch_mlp import Dice

if TYPE_CHECKING:
    from torch import Tensor


class Engines(Protocol):
    """Trains many nets."""

    def take_steps(self, count: int) -> None:
        """Take so many training steps with every net."""

    def layers(self) -> list[Layers]:
        """Return the weights of every net as they are now."""


def engines_of(recipes: Sequence[Recipe], rates: Sequence[float], points: Mapping[int, Points], device: str) -> Engines:
    """Return what trains these nets; ``points`` are those of each seed.

    A compiled step of one small net takes so little that on a CPU one after the other is fastest; a GPU wants them all
    together.
    """
    if device == "cpu" and kernel():
        return FastEngines(recipes, rates, points)
    return ManyEngine(recipes, rates, points, device)


class FastEngines:
    """Trains nets one after the other with the compiled loop; raises RuntimeError where there is none."""

    def __init__(self, recipes: Sequence[Recipe], rates: Sequence[float], points: Mapping[int, Points]) -> None:
        loop = kernel()
        if loop is None:
            raise RuntimeError("there is no compiled loop here")
        self._engines = [FastEngine(loop, recipe, points[recipe.seed]) for recipe in recipes]
        self._rates = rates

    def take_steps(self, count: int) -> None:
        """Take so many training steps with every net."""
        for engine, rate in zip(self._engines, self._rates, strict=True):
            engine.take_steps(rate, count)

    def layers(self) -> list[Layers]:
        """Return the weights of every net as they are now."""
        return [engine.layers() for engine in self._engines]


class ManyEngine:
    """Trains nets of one activation, optimizer and batch size as one tensor program, on a GPU as a recorded graph."""

    def __init__(
        self, recipes: Sequence[Recipe], rates: Sequence[float], points: Mapping[int, Points], device: str
    ) -> None:
        import torch

        self._recipes, self._device, first = recipes, device, recipes[0]
        seeds = list(dict.fromkeys(recipe.seed for recipe in recipes))
        self._whose = torch.tensor([seeds.index(recipe.seed) for recipe in recipes], device=device)
        self._inputs, self._labels = (
            torch.from_numpy(np.stack([getattr(points[seed], name) for seed in seeds])).to(device)
            for name in ("inputs", "labels")
        )
        count = self._labels.shape[1]
        self._orders = [BatchOrder(count, first.batch, seed) for seed in seeds]
        self._drawn = torch.zeros(len(seeds), first.batch, dtype=torch.int64, device=device)
        self._build(recipes, rates)
        self._dice = self._dice_of(recipes)
        width, depth = self._net.has_unit.shape[2], len(self._net.has_layer)
        self._uniform = torch.zeros(depth, len(recipes), first.batch, width, device=device)
        self._descent = Descent(self._steps, self._loss, device)

    def _build(self, recipes: Sequence[Recipe], rates: Sequence[float]) -> None:
        import torch

        from models.nets.many_mlp import ManyMLP
        from models.nets.many_steps import ManySteps

        def column(values: Sequence[float]) -> Tensor:
            return torch.tensor(values, device=self._device)[:, None]

        first = recipes[0]
        widths = [max(recipe.sizes[1:-1], default=1) for recipe in recipes]
        depths = [len(recipe.sizes) - 2 for recipe in recipes]
        self._net = ManyMLP(first.sizes[0], widths, depths, first.activation, self._device)
        for number, recipe in enumerate(recipes):
            for mine, theirs in zip(self._views(number), initial_layers(recipe), strict=True):
                for view, array in zip(mine, theirs, strict=True):
                    view.copy_(torch.from_numpy(array))
        decoupled = first.optimizer == "adamw"
        l2 = column([recipe.l2 for recipe in recipes])
        self._l1 = column([recipe.l1 for recipe in recipes])[:, :, None]
        self._l2 = torch.zeros_like(self._l1) if decoupled else l2[:, :, None]
        self._penalized = any(recipe.l1 or (recipe.l2 and not decoupled) for recipe in recipes)
        self._steps = ManySteps(
            self._net,
            first.optimizer,
            rates=column(rates),
            momentum=column([recipe.momentum for recipe in recipes]),
            decay=l2,
        )

    def _dice_of(self, recipes: Sequence[Recipe]) -> Dice:
        """Return dice that throw for each net what it has alone, (layers, nets, batch, units)."""
        import torch

        def each(values: Sequence[int]) -> Tensor:
            return torch.tensor(values, device=self._device)[:, None, None]  # (nets, 1, 1)

        units, hidden = each([max(recipe.sizes[1:-1], default=1) for recipe in recipes]), self._net.has_unit.shape[2]
        a_point = each([sum(recipe.sizes[1:-1]) for recipe in recipes])  # numbers that are thrown for one point
        points, layers, places = (
            torch.arange(count, device=self._device) for count in (recipes[0].batch, len(self._net.has_layer), hidden)
        )
        wanted = points[:, None] * a_point + layers[:, None, None, None] * units + places
        starts = each([dropout_start(recipe.seed) for recipe in recipes])
        return Dice(starts, wanted, recipes[0].batch * a_point)

    def take_steps(self, count: int) -> None:
        """Take so many training steps with every net."""
        import torch

        while count > 0:
            blocks = np.stack([order.take(count) for order in self._orders], axis=1)  # (steps, seeds, batch)
            rows = torch.from_numpy(blocks).to(self._device)
            count -= len(rows)
            for drawn in rows:
                self._drawn.copy_(drawn)
                if self._recipes[0].dropout:
                    self._uniform.copy_(self._dice.throw())
                self._descent.step(1.0)

    def layers(self) -> list[Layers]:
        """Return the weights of every net as they are now."""
        numbers = self._net.numbers.cpu()
        windows = [window.numpy() for window in self._net.windows(numbers)]
        return [_own(windows, recipe, number) for number, recipe in enumerate(self._recipes)]

    def _views(self, number: int) -> list[tuple[Tensor, Tensor]]:
        """Return windows on the weights and biases of one net."""
        windows, sizes = self._net.windows(self._net.numbers), self._recipes[number].sizes
        return [
            (windows[weight][number, :units, :inputs], windows[bias][number, 0, :units])
            for weight, bias, inputs, units in _places(len(windows) // 2, sizes)
        ]

    def _loss(self) -> Tensor:
        from models.nets.many_mlp import total_loss, total_penalty
        from models.nets.mlp import dropout_masks

        dropout = self._recipes[0].dropout
        inputs = self._inputs.gather(1, self._drawn[:, :, None].expand(-1, -1, self._inputs.shape[2]))
        labels = self._labels.gather(1, self._drawn)
        masks = dropout_masks(list(self._uniform), dropout) if dropout else ()
        loss = total_loss(self._net(inputs[self._whose], masks), labels[self._whose])
        return loss + total_penalty(self._net, self._l1, self._l2) if self._penalized else loss


def _places(layers: int, sizes: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    """Return, for each layer of a net, which windows hold its weights and biases, its inputs and its units.

    A net that is not as deep as the deepest has its hidden layers in front; its output layer is the last all the same.
    """
    depth = len(sizes) - 2
    numbers = [*range(depth), layers - 1]
    return [(at, layers + at, sizes[layer], sizes[layer + 1]) for layer, at in enumerate(numbers)]


def _own(windows: Sequence[NDArray[np.float32]], recipe: Recipe, number: int) -> Layers:
    return tuple(
        (windows[weight][number, :units, :inputs].copy(), windows[bias][number, 0, :units].copy())
        for weight, bias, inputs, units in _places(len(windows) // 2, recipe.sizes)
    )
