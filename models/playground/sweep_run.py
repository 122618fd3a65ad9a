"""A grid of nets that train at once, and the landscape of how far each has come."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.datasets.planes import Plane, grid, inputs_of
from models.demo import Frame, Pictures
from models.loop import HOPELESS, finite
from models.playground.dense import (
    Floats,
    Layers,
    Points,
    Recipe,
    answers,
    chance,
    initial_layers,
    losses_and_accuracies,
)
from models.playground.many_engine import Engines, engines_of

Doubles = NDArray[np.float64]

SURFACE_SIDE = 30  # places along a side of a decision surface
SHOWN = 3  # surfaces along a side
CHEAP = 1_000_000  # answers of units; where it takes more to measure all nets,
MEASURED_EVERY = 50  # they are measured only so often, in steps
AT_ONCE = 64  # nets that are measured together
GUESSING = math.log(2)  # nats, the loss of a net that knows nothing
SMALLEST = 1e-6  # a loss below it is drawn as this
LEARNED = 0.95  # the accuracy from which a net counts as having learned
ALL_DIVERGED = (
    "Every net of the grid has diverged: no loss is left to draw. Lower the learning rates or the initial scales, and "
    "run again."
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One net of the grid: how it trains, what it is called, and the address of its run in the playground or ""."""

    recipe: Recipe
    rate: float
    name: str
    link: str


@dataclass(frozen=True, slots=True)
class Sides:
    """The values along the sides of the grid, as they are written there, and what rows and columns are called."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    labels: tuple[str, str]


class SweepRun:
    """Trains all cells; ``planes`` are the points of each seed."""

    def __init__(
        self, cells: Sequence[Cell], sides: Sides, planes: Mapping[int, Plane], features: tuple[int, ...], device: str
    ) -> None:
        self._cells, self._sides, self._features, self._device = cells, sides, features, device
        points = {seed: plane.points(features) for seed, plane in planes.items()}
        self._training = {seed: training for seed, (training, _) in points.items()}
        self._held = {seed: held for seed, (_, held) in points.items()}
        self._recipes = [cell.recipe for cell in cells]
        answered = sum(sum(recipe.sizes) * len(self._training[recipe.seed].labels) for recipe in self._recipes)
        self._every = 1 if answered <= CHEAP else MEASURED_EVERY
        self._step = 0
        self._layers = [initial_layers(recipe) for recipe in self._recipes]  # as they were when last due to be measured
        self._measured: tuple[Doubles, Doubles] | None = measured_all(cells, self._layers, self._training)
        self._worst = HOPELESS * self._measured[0] + 1.0  # as a run of the playground gives up

    @cached_property
    def _engines(self) -> Engines:
        """What trains the nets, made at the first step: the compiled loop takes longer to load than a first frame."""
        return engines_of(self._recipes, [cell.rate for cell in self._cells], self._training, self._device)

    def take_steps(self, count: int) -> None:
        """Train every net so many steps."""
        end = self._step + count
        due = end // self._every * self._every
        if due > self._step:
            self._engines.take_steps(due - self._step)
            self._layers, self._measured = self._engines.layers(), None
            self._step = due
        self._engines.take_steps(end - self._step)
        self._step = end

    def frame(self) -> Frame:
        """Return what there is to see now."""
        layers = self._layers
        if self._measured is None:
            self._measured = measured_all(self._cells, layers, self._training)
        losses, accuracies = self._measured
        going = np.isfinite(losses) & (losses <= self._worst)
        scalars = {
            "learned": float((going & (accuracies >= LEARNED)).mean()),
            "diverged": float((~going).mean()),
        }
        if going.any():
            left = losses[going]
            scalars |= {"best": float(left.min()), "median": float(np.median(left)), "worst": float(left.max())}
        drawn = np.where(going, losses, np.nan)
        return Frame(
            self._step, finite(scalars), lambda: self._pictures(layers, drawn), "" if going.any() else ALL_DIVERGED
        )

    def _pictures(self, layers: Sequence[Layers], losses: Doubles) -> Pictures:
        test = losses
        if len(next(iter(self._held.values())).labels):
            test = np.where(np.isnan(losses), np.nan, measured_all(self._cells, layers, self._held)[0])
        shown = self._shown()
        return {
            "landscape": self._landscape(losses),
            "test landscape": self._landscape(test),
            "rows": self._sides.rows,
            "columns": self._sides.columns,
            "sides": self._sides.labels,
            "links": tuple(cell.link for cell in self._cells),
            "surfaces": np.stack([self._surface(self._cells[each].recipe, layers[each]) for each in shown]),
            "shown": tuple(self._cells[each].name for each in shown),
        }

    def _landscape(self, losses: Doubles) -> Floats:
        """Return the losses against that of guessing, in powers of ten, (rows, columns)."""
        powers = np.log10(np.maximum(losses, SMALLEST) / GUESSING).astype(np.float32)
        return powers.reshape(len(self._sides.rows), len(self._sides.columns))

    def _shown(self) -> list[int]:
        """Return a few cells, spread evenly over the grid."""
        down, across = (spread(len(side)) for side in (self._sides.rows, self._sides.columns))
        return [row * len(self._sides.columns) + column for row in down for column in across]

    def _surface(self, recipe: Recipe, layers: Layers) -> Floats:
        """Return what a net makes of the plane, the highest row first, as a picture is drawn."""
        logits = answers(layers, recipe.activation, inputs_of(grid(SURFACE_SIDE), self._features))[-1]
        return np.nan_to_num(2 * chance(logits) - 1).reshape(SURFACE_SIDE, SURFACE_SIDE)[::-1]


def spread(count: int) -> list[int]:
    """Return up to ``SHOWN`` places of so many, evenly spread."""
    return sorted({round(place) for place in np.linspace(0, count - 1, SHOWN)})


def measured_all(
    cells: Sequence[Cell], layers: Sequence[Layers], points: Mapping[int, Points]
) -> tuple[Doubles, Doubles]:
    """Return the loss and the accuracy of every cell on the points of its seed, both (cells,)."""
    alike: dict[tuple[int, ...], list[int]] = {}
    for number, cell in enumerate(cells):
        alike.setdefault(cell.recipe.sizes, []).append(number)
    losses, accuracies = np.zeros(len(cells)), np.zeros(len(cells))
    for group in alike.values():
        for start in range(0, len(group), AT_ONCE):
            numbers = group[start : start + AT_ONCE]
            stacked = tuple(
                (np.stack([weight for weight, _ in layer]), np.stack([bias for _, bias in layer]))
                for layer in zip(*(layers[number] for number in numbers), strict=True)
            )
            own = [points[cells[number].recipe.seed] for number in numbers]
            inputs, labels = np.stack([each.inputs for each in own]), np.stack([each.labels for each in own])
            logits = answers(stacked, cells[numbers[0]].recipe.activation, inputs)[-1][..., 0]
            losses[numbers], accuracies[numbers] = losses_and_accuracies(logits, labels)
    return losses, accuracies
