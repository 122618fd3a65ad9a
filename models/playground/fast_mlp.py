"""Trains a dense net on the CPU with the compiled loop of fast_kernel.py, or says that it can't here."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np

from models.descent import OPTIMIZERS
from models.playground.dense import (
    ACTIVATIONS,
    BatchOrder,
    Floats,
    Layers,
    Points,
    Recipe,
    dropout_start,
    initial_layers,
)

log = logging.getLogger("log.fast_mlp")

SOURCE = Path(__file__).with_name("fast_kernel.py")
PIECES = (
    *("llvmlite.binding", "numba", "numpy.ma", "numpy.f2py", "scipy.linalg"),
    *("numba.np.arraymath", "numba.np.random.generator_methods"),
)


def kernel() -> ModuleType | None:
    """Return the compiled loop; the first time on a machine this compiles it. None where that can't be done or kept."""
    try:
        from models.playground import fast_kernel
    except (ImportError, RuntimeError, OSError) as error:  # no numba; or, as RuntimeError, no folder for its cache
        log.info("no compiled loop: %s", error)
        return None
    return fast_kernel


def is_kept() -> bool:
    """Tell whether the compiled loop lies beside its source, from where ``kernel`` has it in less than a second.

    One that is older than the source would be compiled anew.
    """
    changed = SOURCE.stat().st_mtime
    return any(kept.stat().st_mtime >= changed for kept in SOURCE.parent.glob("__pycache__/fast_kernel.train-*.nbi"))


def load_in_pieces() -> Iterator[str]:
    """Load the compiled loop and all it imports, and say after each piece what that was, for a look at other things.

    A loop that would have to be compiled is left alone: that takes longer than anybody waits.
    """
    if is_kept():
        with suppress(ImportError):  # as ``kernel`` will find too
            for name in PIECES:
                import_module(name)
                yield name
            if kernel():
                yield SOURCE.stem


class FastEngine:
    """Trains one net with the compiled loop; a few microseconds a step for a small one."""

    def __init__(self, loop: ModuleType, recipe: Recipe, points: Points) -> None:
        self._loop, self._recipe, self._points = loop, recipe, points
        self._order = BatchOrder(len(points.labels), recipe.batch, recipe.seed)
        self._sizes = np.array(recipe.sizes, np.int64)
        self.weights = flat(initial_layers(recipe))
        self.gradient = np.zeros_like(self.weights)  # of the last step
        self._mean, self._square = np.zeros_like(self.weights), np.zeros_like(self.weights)
        self._clock = np.array([0.0, 1.0])
        self._dice = np.array([dropout_start(recipe.seed)], np.uint64)
        units = sum(recipe.sizes)
        self._answers, self.slopes, self._blames = (np.zeros(units, np.float32) for _ in range(3))

    def take_steps(self, rate: float, count: int) -> None:
        """Take so many training steps with this learning rate."""
        recipe = self._recipe
        while count > 0:
            rows = self._order.take(count)
            count -= len(rows)
            self._loop.train(
                *(self._sizes, ACTIVATIONS.index(recipe.activation), OPTIMIZERS.index(recipe.optimizer)),
                *(rate, recipe.momentum, recipe.l1, recipe.l2, recipe.dropout, self._dice),
                *(rows, self._points.inputs, self._points.labels),
                *(self._clock, self.weights, self.gradient, self._mean, self._square),
                *(self._answers, self.slopes, self._blames),
            )

    def change(self, recipe: Recipe) -> None:
        """Go on with other prices of large weights and another dropout."""
        self._recipe = recipe

    def layers(self) -> Layers:
        """Return a copy of the weights as they are now."""
        return unflat(self.weights.copy(), self._recipe.sizes)


def flat(layers: Layers) -> Floats:
    """Return all weights, layer by layer, and then all biases as one row."""
    return np.concatenate([weight.ravel() for weight, _ in layers] + [bias for _, bias in layers])


def unflat(row: Floats, sizes: tuple[int, ...]) -> Layers:
    """Return the layers whose ``flat`` is this row, as views of it."""
    weights, biases = [], []
    start, bias = 0, len(row) - sum(sizes[1:])
    for inputs, units in itertools.pairwise(sizes):
        weights.append(row[start : start + inputs * units].reshape(units, inputs))
        biases.append(row[bias : bias + units])
        start, bias = start + inputs * units, bias + units
    return tuple(zip(weights, biases, strict=True))
