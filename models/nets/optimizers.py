"""Eight optimizers, their rules written out: what each remembers for every number, and the step it takes.

θ are the places of the balls, g the gradient there, η the learning rate. What is remembered starts at 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

Amount = float | Tensor  # one number for all balls, or one for each: (balls, 1)
TINY = 1e-8  # keeps a division by 0 away


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of the past stays at every step, and how much of a weight goes."""

    momentum: Amount = 0.9  # μ, β₁
    beta2: Amount = 0.99  # β₂, ρ
    weight_decay: Amount = 0.01  # λ


class Rule(Protocol):
    """An optimizer."""

    def step(self, place: Tensor, g: Tensor, rate: Amount, shares: Shares) -> Tensor:
        """Return the places after one step, all tensors (balls, 2)."""


class SGD:
    """Goes against the gradient, and remembers nothing."""

    def __init__(self, place: Tensor) -> None:
        del place

    def step(self, place: Tensor, g: Tensor, rate: Amount, shares: Shares) -> Tensor:
        """Return θ − η g."""
        return place - rate * g


class Momentum:
    """Remembers a velocity: a fading sum of all gradients so far."""

    def __init__(self, place: Tensor) -> None:
        self.velocity = torch.zeros_like(place)

    def step(self, place: Tensor, g: Tensor, rate: Amount, shares: Shares) -> Tensor:
        """Return θ − η v."""
        self.velocity = shares.momentum * self.velocity + g
        return place - rate * self.velocity


class Nesterov:
    """Remembers a velocity too, and takes the gradient where that is about to lead.

    Its textbook form looks ahead to θ − η μ v. Here the ball itself already stands there, as in torch: then the
    gradient is taken where it is, and a step makes up for the part that was looked ahead.
    """

    def __init__(self, place: Tensor) -> None:
        self.velocity = torch.zeros_like(place)

    def step(self, place: Tensor, g: Tensor, rate: Amount, shares: Shares) -> Tensor:
        """Return θ − η (g + μ v)."""
        self.velocity = shares.momentum * self.velocity + g
        return place - rate * (g + shares.momentum * self.velocity)


class AdaGrad:
    """Divides by the root of the sum of all squares: a sum only grows, so steps only shrink."""

    def __init__(self, place: Tensor) -> None:
        self.squares = torch.zeros_like(place)

    def step(self, place: Tensor, g: Tensor, rate: Amount, shares: Shares) -> Tensor:
        """Return θ − η g / √s."""
        self.squares = self.squares + g**2
        return place - rate * g / (self.squares.sqrt() + TINY)


class RMSProp:
    """Divides by the root of a running mean of squares: it forgets, so steps stay about η long."""

    def __init__(self, place: Tensor) -> None:
        self.squares = torch.zeros_like(place)

    def step(self, place: Tensor, g: Tensor, rate: Amount, shares: Shares) -> Tensor:
        """Return θ − η g / √s."""
        self.squares = shares.beta2 * self.squares + (1 - shares.beta2) * g**2
        return place - rate * g / (self.squares.sqrt() + TINY)


class Adam:
    """Runs a mean of gradients, divided by the root of a mean of their squares; both corrected for their start at 0."""

    def __init__(self, place: Tensor) -> None:
        self.mean = torch.zeros_like(place)  # m
        self.squares = torch.zeros_like(place)  # v
        self.left_mean: Amount = 1.0  # β₁ᵗ: how much of the mean is still its start
        self.left_squares: Amount = 1.0  # β₂ᵗ

    def remember(self, g: Tensor, shares: Shares) -> None:
        """Take in one gradient."""
        self.mean = shares.momentum * self.mean + (1 - shares.momentum) * g
        self.squares = shares.beta2 * self.squares + (1 - shares.beta2) * g**2
        self.left_mean = self.left_mean * shares.momentum
        self.left_squares = self.left_squares * shares.beta2

    def size(self) -> Tensor:
        """Return √v̂, about how large the gradients are."""
        return (self.squares / (1 - self.left_squares)).sqrt() + TINY

    def step(self, place: Tensor, g: Tensor, rate: Amount, shares: Shares) -> Tensor:
        """Return θ − η m̂ / √v̂."""
        self.remember(g, shares)
        return place - rate * self.mean / (1 - self.left_mean) / self.size()


class AdamW(Adam):
    """Adam, and every weight shrinks by itself: the pull to 0 isn't divided by the size of gradients."""

    def step(self, place: Tensor, g: Tensor, rate: Amount, shares: Shares) -> Tensor:
        """Return Adam's step from (1 − ηλ) θ."""
        return super().step(place * (1 - rate * shares.weight_decay), g, rate, shares)


class Nadam(Adam):
    """Adam that looks ahead as Nesterov does: the next step's share of the mean is taken now.

    The share of momentum grows from about β₁/2 to β₁ over hundreds of steps, as its inventor Dozat and torch have it.
    """

    def __init__(self, place: Tensor) -> None:
        super().__init__(place)
        self.steps = 0
        self.left: Amount = 1.0  # the product of all shares so far

    def share(self, step: int, momentum: Amount) -> Amount:
        """Return μ at a step: how much of the mean goes into it."""
        return momentum * (1.0 - 0.5 * math.pow(0.96, 0.004 * step))

    def step(self, place: Tensor, g: Tensor, rate: Amount, shares: Shares) -> Tensor:
        """Return θ − η (μ' m / (1 − Πμ') + (1 − μ) g / (1 − Πμ)) / √v̂, μ' the share of the next step."""
        self.remember(g, shares)
        self.steps += 1
        now, ahead = (self.share(step, shares.momentum) for step in (self.steps, self.steps + 1))
        self.left = self.left * now
        mean = ahead * self.mean / (1 - self.left * ahead) + (1 - now) * g / (1 - self.left)
        return place - rate * mean / self.size()


RULES: Mapping[str, Callable[[Tensor], Rule]] = {
    "SGD": SGD,
    "momentum": Momentum,
    "Nesterov": Nesterov,
    "AdaGrad": AdaGrad,
    "RMSProp": RMSProp,
    "Adam": Adam,
    "AdamW": AdamW,
    "Nadam": Nadam,
}


def rules_at(place: Tensor) -> dict[str, Rule]:
    """Return all eight by name, each with an empty memory for balls at these places."""
    return {name: rule(place) for name, rule in RULES.items()}
