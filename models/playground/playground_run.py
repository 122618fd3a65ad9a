"""One run of the playground: a net, its points, and what is measured and drawn of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.arrays import drawable
from models.datasets.planes import INPUTS, Plane, grid, inputs_of
from models.demo import Frame, Pictures
from models.loop import diverged, finite
from models.playground.dense import (
    Engine,
    Floats,
    Layers,
    Points,
    Recipe,
    answers,
    chance,
    initial_layers,
    loss_and_accuracy,
)
from models.playground.fast_mlp import FastEngine, kernel

FIELD_SIDE, MAP_SIDE = 60, 18  # places along a side of the decision surface, and of the map of a unit
MOST_SHOWN = 8  # units of a layer that are drawn
FAR = 1e9  # where what is beyond all numbers is drawn
CLASSES = ("class 0", "class 1", "class 0, kept back", "class 1, kept back")


def engine_of(recipe: Recipe, points: Points, device: str) -> Engine:
    """Return what trains this net: the compiled loop on a CPU that has it, torch everywhere else."""
    loop = kernel() if device == "cpu" else None
    if loop:
        return FastEngine(loop, recipe, points)
    from models.playground.torch_mlp import TorchEngine

    return TorchEngine(recipe, points, device)


@dataclass(frozen=True, slots=True)
class Measured:
    """How well a net does on some points."""

    loss: float
    accuracy: float


def measured(layers: Layers, activation: str, points: Points) -> Measured:
    """Return how well these weights do."""
    logits = answers(layers, activation, points.inputs)[-1][:, 0]
    return Measured(*loss_and_accuracy(logits, points.labels))


class PlaygroundRun:
    """A net that trains on the points of a plane."""

    def __init__(self, recipe: Recipe, plane: Plane, features: tuple[int, ...], device: str) -> None:
        self._recipe, self._plane, self._features, self._device = recipe, plane, features, device
        self._training, self._held = plane.points(features)
        self._step = 0
        self._start = measured(initial_layers(recipe), recipe.activation, self._training).loss

    @cached_property
    def _engine(self) -> Engine:
        """What trains the net, made at the first step: the compiled loop takes longer to load than a first frame."""
        return engine_of(self._recipe, self._training, self._device)

    def take_steps(self, rate: float, count: int) -> None:
        """Train so many steps."""
        self._engine.take_steps(rate, count)
        self._step += count

    def change(self, recipe: Recipe) -> None:
        """Go on with other prices of large weights and another dropout, if they are others."""
        if recipe != self._recipe:
            self._recipe = recipe
            self._engine.change(recipe)

    def frame(self, rate: float) -> Frame:
        """Return what there is to see now."""
        layers = self._engine.layers() if self._step else initial_layers(self._recipe)
        activation = self._recipe.activation
        training = measured(layers, activation, self._training)
        scalars = {"training loss": training.loss, "training accuracy": training.accuracy}
        if len(self._held.labels):
            held = measured(layers, activation, self._held)
            scalars |= {"test loss": held.loss, "test accuracy": held.accuracy}
        reason = diverged(training.loss, self._start, rate)
        return Frame(self._step, finite(scalars), lambda: self._pictures(layers), reason)

    def _pictures(self, layers: Layers) -> Pictures:
        from models.playground.torch_mlp import gradient_norms

        surface = answers(layers, self._recipe.activation, inputs_of(grid(FIELD_SIDE), self._features))[-1]
        norms = np.array(gradient_norms(self._recipe, layers, self._training), np.float32)
        weights = np.concatenate([weight.ravel() for weight, _ in layers])
        return {
            "surface": whole(2 * chance(surface) - 1).reshape(FIELD_SIDE, FIELD_SIDE),
            "points": self._points(),
            "gradient norms": whole(norms),
            "layers": (*(f"hidden {number}" for number in range(1, len(layers))), "output"),
            **self._neurons(layers),
            **spread(whole(weights)),
        }

    def _points(self) -> Floats:
        classes = self._plane.classes + 2 * (np.arange(len(self._plane.classes)) >= self._plane.training)
        return np.column_stack([self._plane.places, classes]).astype(np.float32)

    def _neurons(self, layers: Layers) -> Pictures:
        """Return the pictures of the first few units of every layer."""
        units = answers(layers, self._recipe.activation, inputs_of(grid(MAP_SIDE), self._features))
        units[-1] = 2 * chance(units[-1]) - 1
        shown = [min(each.shape[1], MOST_SHOWN) for each in units]
        maps = np.concatenate([each[:, :count].T for each, count in zip(units, shown, strict=True)])
        edges = [
            weight[:to, :start].ravel() for (weight, _), start, to in zip(layers, shown[:-1], shown[1:], strict=True)
        ]
        return {
            "shown": np.array(shown, np.int64),
            "maps": whole(maps).reshape(-1, MAP_SIDE, MAP_SIDE),
            "edges": whole(np.concatenate(edges)),
            "inputs": tuple(INPUTS[each] for each in self._features),
        }


def whole(array: NDArray[np.floating]) -> Floats:
    """Return the array ready to be drawn."""
    return drawable(array, infinite=FAR)


BINS = 15  # an odd number: one bar stands on 0


def spread(weights: Floats) -> Pictures:
    """Return how many weights there are of each size: a bar for each of ``BINS`` equal parts, 0 in the middle."""
    reach = max(float(np.abs(weights).max()), 1e-9)
    reach = 2.0 ** math.ceil(math.log2(reach))  # so that the axis stays where it is for a while
    counts, edges = np.histogram(weights, BINS, (-reach, reach))
    middles = (edges[1:] + edges[:-1]) / 2
    return {"weight counts": counts.astype(np.float32), "weight sizes": tuple(f"{middle:.2g}" for middle in middles)}
