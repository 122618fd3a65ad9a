"""Dense nets in numpy: how they begin, what every unit answers, and in which order points are trained on.

All engines that train the playground's nets (fast_mlp.py and torch_mlp.py here, models/nets/many_mlp.py) share this, so
that the same knobs give the same run on each of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Layers: TypeAlias = tuple[tuple[Floats, Floats], ...]
"""Weights (units, inputs) and biases (units,) of each layer, the output layer last."""

ACTIVATIONS = ("tanh", "relu", "sigmoid", "leaky relu", "elu", "linear", "swish")
LEAK = 0.01  # the slope of a leaky ReLU below 0
_HALF = np.float32(0.5)
BLOCK = 512  # steps whose batches are drawn together
# The dice of dropout: splitmix64, whose numbers are hashes of counts GOLDEN apart, so that any of them can be thrown
# without those before. All engines throw one for each point of a batch, layer by layer, unit by unit.
GOLDEN, MIX_1, MIX_2 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a net is built and trained, but for its data and its learning rate.

    ``sizes`` are the units a layer: the inputs first, one output last. ``l2`` is half the factor of the sum of squared
    weights; AdamW takes it as decay beside the gradient, of weights and biases alike, and not as a part of the loss.
    """

    sizes: tuple[int, ...]
    activation: str = "tanh"
    optimizer: str = "sgd"
    momentum: float = 0.9
    l1: float = 0.0
    l2: float = 0.0
    dropout: float = 0.0
    batch: int = 10
    initial_scale: float = 1.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Points:
    """What a net trains on: inputs (n, inputs) and a 0 or a 1 for each, (n,)."""

    inputs: Floats
    labels: Floats


class Engine(Protocol):
    """Trains one net."""

    def take_steps(self, rate: float, count: int) -> None:
        """Take so many training steps with this learning rate."""

    def change(self, recipe: Recipe) -> None:
        """Go on with other prices of large weights and another dropout; all else is as it was."""

    def layers(self) -> Layers:
        """Return a copy of the weights as they are now."""


def initial_layers(recipe: Recipe) -> Layers:
    """Return the weights a net begins with: N(0, scale² / inputs of the layer), biases 0."""
    dice = np.random.default_rng([recipe.seed, 0])
    return tuple(
        (
            (dice.standard_normal((units, inputs)) * recipe.initial_scale / np.sqrt(inputs)).astype(np.float32),
            np.zeros(units, np.float32),
        )
        for inputs, units in itertools.pairwise(recipe.sizes)
    )


def dropout_start(seed: int) -> int:
    """Return the count, below 2**63, from which the dice of dropout go on."""
    return int(np.random.default_rng([seed, 2]).integers(2**63))


class BatchOrder:
    """Which points each step trains on, drawn with replacement; the same for a seed everywhere."""

    def __init__(self, points: int, batch: int, seed: int) -> None:
        self._dice = np.random.default_rng([seed, 1])
        self._points, self._batch = points, batch
        self._block = np.empty((0, batch), np.int64)

    def take(self, most: int) -> NDArray[np.int64]:
        """Return the rows of the next steps, (steps, batch): ``most`` steps or fewer, at least one."""
        if not len(self._block):
            self._block = self._dice.integers(self._points, size=(BLOCK, self._batch))
        taken, self._block = self._block[:most], self._block[most:]
        return taken


def answers(layers: Layers, activation: str, inputs: Floats) -> list[Floats]:
    """Return what every layer answers to inputs (n, inputs): the inputs, the hidden layers, and the logits (n, 1).

    Layers of many nets that are stacked, (nets, units, inputs) and (nets, units), answer (nets, n, units).
    """
    bend = _BENDS[activation]
    all_answers = [inputs]
    with np.errstate(over="ignore", invalid="ignore"):  # a net that breaks is drawn all the same
        for weight, bias in layers[:-1]:
            all_answers.append(bend(all_answers[-1] @ weight.swapaxes(-1, -2) + bias[..., None, :]))  # (n, units)
        weight, bias = layers[-1]
        all_answers.append(all_answers[-1] @ weight.swapaxes(-1, -2) + bias[..., None, :])  # (n, 1)
    return all_answers


def chance(logits: Floats) -> Floats:
    """Return how likely the logits make class 1."""
    chances: Floats = np.tanh(logits * _HALF) * _HALF + _HALF  # the sigmoid, in a form that never overflows
    return chances


def losses_and_accuracies(logits: Floats, labels: Floats) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean surprise in nats at the labels, and the share of them answered right: (..., n) -> (...)."""
    with np.errstate(over="ignore", invalid="ignore"):
        surprise = np.logaddexp(0, np.where(labels == 1, -logits, logits))
        return surprise.mean(axis=-1, dtype=np.float64), ((logits > 0) == (labels == 1)).mean(axis=-1)


def loss_and_accuracy(logits: Floats, labels: Floats) -> tuple[float, float]:
    """Return ``losses_and_accuracies`` of one net."""
    loss, accuracy = losses_and_accuracies(logits, labels)
    return float(loss), float(accuracy)


def _elu(z: Floats) -> Floats:
    bent: Floats = np.where(z > 0, z, np.expm1(np.minimum(z, 0)))
    return bent


_BENDS: Mapping[str, Callable[[Floats], Floats]] = {
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "sigmoid": chance,
    "leaky relu": lambda z: np.where(z > 0, z, np.float32(LEAK) * z),
    "elu": _elu,
    "linear": lambda z: z,
    "swish": lambda z: z * chance(z),
}
