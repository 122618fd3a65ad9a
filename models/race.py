"""Many balls of eight optimizers on one surface: their steps, who has arrived, and the way of the first of each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.datasets.surfaces import Surface

if TYPE_CHECKING:
    from torch import Tensor

    from models.nets.optimizers import Shares

NAMES = ("SGD", "momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam", "AdamW", "Nadam")
OUT = 100.0  # so far from the middle a ball is not coming back
TRAIL = 400  # places that are remembered of every way; when there are more, every other one goes


class Race:
    """A race of all optimizers from the same ``starts`` (balls, 2); the first ball of each is followed.

    ``places`` are (8, balls, 2). ``arrived`` (8, balls) is the step at which a ball first came within the tolerance,
    infinite before; ``out`` (8, balls, 1) tells which have left the plane: these stay where they were last seen.
    """

    def __init__(self, surface: Surface, starts: Tensor, tolerance: float) -> None:
        import torch

        from models.nets.optimizers import rules_at

        self._surface = surface
        self._tolerance = tolerance
        self._rules = tuple(rules_at(starts)[name] for name in NAMES)
        self._steps = 0
        self.places = starts.repeat(len(NAMES), 1, 1)
        self.out = torch.zeros_like(self.places[..., :1], dtype=torch.bool)
        self.arrived = torch.full_like(self.places[..., 0], math.inf)
        self.trail = Trail(starts.device.type)
        self._look(self.places)

    def step(self, rates: Sequence[float], shares: Shares, noise: Tensor | None) -> None:
        """Let every ball take one step; ``noise`` (balls, 2) is added to the gradients of all optimizers alike."""
        import torch

        gradients = torch.stack(self._surface.slopes(*self.places.unbind(dim=-1)), dim=-1)  # (8, balls, 2)
        if noise is not None:
            gradients = gradients + noise
        racers = zip(self._rules, self.places, gradients, rates, strict=True)
        moved = torch.stack([rule.step(place, g, rate, shares) for rule, place, g, rate in racers])
        self.out = self.out | ~(moved.abs().amax(dim=-1, keepdim=True) < OUT)
        before, self.places = self.places, torch.where(self.out, self.places, moved)
        self._steps += 1
        self._look(before)

    def _look(self, before: Tensor) -> None:
        """Note who has arrived, and where the first ball of each is."""
        near = self._surface.distance(*self.places.unbind(dim=-1)) <= self._tolerance
        self.arrived = self.arrived.where(~(near & self.arrived.isinf()), float(self._steps))
        self.trail.add(self._steps, self.places[:, 0], before[:, 0], self.out[:, 0])


class Trail:
    """The way of the first ball of each optimizer, kept on the device, in at most ``TRAIL`` places."""

    def __init__(self, device: str) -> None:
        import torch

        self._places = torch.full((TRAIL, len(NAMES), 2), math.nan, dtype=torch.float64, device=device)
        self._lengths = torch.full((TRAIL, len(NAMES)), math.nan, dtype=torch.float64, device=device)
        self._count = 0
        self._every = 1

    def add(self, step: int, places: Tensor, before: Tensor, out: Tensor) -> None:
        """Take in where they are and were a step before; who is out is not seen any more."""
        if step % self._every:
            return
        if self._count == TRAIL:
            self._count //= 2
            self._every *= 2
            for kept in (self._places, self._lengths):
                kept[: self._count] = kept[::2].clone()
            if step % self._every:
                return
        self._places[self._count] = places.where(~out, math.nan)
        self._lengths[self._count] = (places - before).norm(dim=-1).where(~out[:, 0], math.nan)
        self._count += 1

    def read(self) -> tuple[Tensor, Tensor, Tensor]:
        """Return the steps (n,), the places (n, 8, 2) and how long the step to each place was (n, 8)."""
        import torch

        steps = torch.arange(self._count, dtype=torch.float64) * self._every
        return steps, self._places[: self._count], self._lengths[: self._count]
