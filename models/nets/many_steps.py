"""Update rules for many nets at once, each with a learning rate and a momentum of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import overload

import torch
from torch import Tensor
from torch.optim import Optimizer

from models.nets.many_mlp import ManyMLP

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8


class ManySteps(Optimizer):
    """Moves all numbers of all nets; a group's rate is a factor on the ``rates`` (nets, 1) of the nets.

    What it counts and remembers are tensors that stay where they are, so that a GPU can record the step.
    """

    def __init__(self, net: ManyMLP, rule: str, *, rates: Tensor, momentum: Tensor, decay: Tensor) -> None:
        super().__init__(net.parameters(), {"lr": 1.0})
        self.rates, self.momentum, self.decay = rates, momentum, decay
        self.net, self.rule = net, rule
        self.mean = torch.zeros_like(net.numbers)
        self.square = torch.zeros_like(net.numbers)
        exact = torch.float32 if net.numbers.device.type == "mps" else torch.float64  # Apple's GPUs have no float64
        self.steps = torch.zeros((), dtype=exact, device=net.numbers.device)
        self.left = torch.ones_like(self.steps)  # NAdam's product of momenta

    @overload
    def step(self, closure: None = None) -> None: ...

    @overload
    def step(self, closure: Callable[[], float]) -> float: ...

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:
        """Take one step with every net."""
        self.steps += 1
        rates = self.rates * self.param_groups[0]["lr"]
        if self.rule == "adamw":
            self.net.numbers.mul_(1 - rates * self.decay)
        self.net.numbers.sub_(rates * self._way(self.net.gradient()))
        return None

    def _way(self, gradient: Tensor) -> Tensor:
        """Return where to go, (nets, numbers), before it is multiplied by the rate."""
        match self.rule:
            case "sgd":
                return gradient
            case "momentum":
                return self.mean.mul_(self.momentum).add_(gradient)
            case "nesterov":
                return self.mean.mul_(self.momentum).add_(gradient) * self.momentum + gradient
            case "adagrad":
                return gradient / (self.square.addcmul_(gradient, gradient).sqrt() + 1e-10)
            case "rmsprop":
                return gradient / (self.square.mul_(0.99).addcmul_(gradient, gradient, value=0.01).sqrt() + EPSILON)
            case _:
                return self._adam_way(gradient)

    def _adam_way(self, gradient: Tensor) -> Tensor:
        """Return the mean of gradients by the root of the mean of squares, both corrected for their start at 0."""
        self.mean.lerp_(gradient, 1 - BETA1)
        self.square.mul_(BETA2).addcmul_(gradient, gradient, value=1 - BETA2)
        size = self.square.sqrt() / (1 - BETA2**self.steps).sqrt().float() + EPSILON
        if self.rule != "nadam":
            return self.mean / (1 - BETA1**self.steps).float() / size
        # NAdam takes the next step's share of the mean now; see Nadam in optimizers.py.
        now, ahead = (BETA1 * (1 - 0.5 * 0.96 ** ((self.steps + later) * 0.004)) for later in (0, 1))
        self.left.mul_(now)
        by_mean, by_gradient = ahead / (1 - self.left * ahead), (1 - now) / (1 - self.left)
        return (self.mean * by_mean.float() + gradient * by_gradient.float()) / size
