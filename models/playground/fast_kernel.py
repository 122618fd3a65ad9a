"""The training loop of a dense net, compiled for the CPU: forward, backward and update written out.

A step of a small net is a few hundred multiplications; in Python or torch nearly all of its time goes into being told
what to do. numba turns this file into machine code once (`python -m models compile`, kept in __pycache__) and a step of
2-4-2-1 takes a few microseconds. Only fast_mlp.py imports it: where numba is missing, importing fails.

Weights lie in one long row: those of all layers, layer by layer, each (units, inputs); then all biases.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from models.playground.dense import GOLDEN, LEAK, MIX_1, MIX_2

Floats = NDArray[np.float32]
Number = float | np.float32
Doubles = NDArray[np.float64]
Whole = NDArray[np.int64]
Function = TypeVar("Function")

# Sums may be taken in any order, so that several are taken at once; NaN and infinity stay what they are.
_FAST = {"reassoc", "contract", "nsz"}
TANH, RELU, SIGMOID, LEAKY, ELU, LINEAR, SWISH = range(7)  # as in dense.ACTIVATIONS
SGD, MOMENTUM, NESTEROV, ADAGRAD, RMSPROP, ADAM, ADAMW, NADAM = range(8)  # as in models.descent.OPTIMIZERS
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8
_GOLDEN, _MIX_1, _MIX_2 = np.uint64(GOLDEN), np.uint64(MIX_1), np.uint64(MIX_2)


def _compiled(signature: str = "") -> Callable[[Function], Function]:
    """Return a decorator that compiles: for exactly these types and kept on disk, or else as a part of its callers."""
    if signature:
        kept = numba.njit(signature, cache=True, fastmath=_FAST, error_model="numpy")
        return cast("Callable[[Function], Function]", kept)
    return cast("Callable[[Function], Function]", numba.njit(fastmath=_FAST, error_model="numpy"))


@_compiled()
def bend_below_0(kind: int, answers: Floats, slopes: Floats, first: int, units: int) -> None:
    """Do what ``bend`` does for activations that leave alone what is above 0."""
    slopes[first : first + units] = np.float32(1)
    if kind == LINEAR:
        return
    for unit in range(first, first + units):
        if answers[unit] <= 0:
            if kind == ELU:
                slopes[unit] = math.exp(answers[unit])
                answers[unit] = math.expm1(answers[unit])
            else:
                slopes[unit] = LEAK if kind == LEAKY else 0
                answers[unit] *= slopes[unit]


@_compiled()
def bend(kind: int, answers: Floats, slopes: Floats, first: int, units: int) -> None:
    """Turn the sums of some units into their answers, in place, and keep the slope at each."""
    one = np.float32(1)
    if kind == TANH:
        for unit in range(first, first + units):
            answers[unit] = math.tanh(answers[unit])
            slopes[unit] = one - answers[unit] * answers[unit]
    elif kind == SIGMOID:
        for unit in range(first, first + units):
            answers[unit] = one / (one + math.exp(-answers[unit]))
            slopes[unit] = answers[unit] * (one - answers[unit])
    elif kind == SWISH:
        for unit in range(first, first + units):
            gate = one / (one + math.exp(-answers[unit]))
            slopes[unit] = gate * (one + answers[unit] * (one - gate))
            answers[unit] *= gate
    else:
        bend_below_0(kind, answers, slopes, first, units)


@_compiled()
def drop(dice: NDArray[np.uint64], share: Number, answers: Floats, slopes: Floats, first: int, units: int) -> None:
    """Silence a random share of the units and make the others as much louder, in place (splitmix64 is the dice)."""
    louder = np.float32(1) / (np.float32(1) - share)
    for unit in range(first, first + units):
        dice[0] += _GOLDEN
        mixed = dice[0]
        mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX_1
        mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX_2
        drawn = (mixed ^ (mixed >> np.uint64(31))) >> np.uint64(40)  # 24 random bits
        factor = louder if drawn >= share * np.float32(16777216) else np.float32(0)
        answers[unit] *= factor
        slopes[unit] *= factor


@_compiled()
def forward(
    sizes: Whole,
    weights: Floats,
    kind: int,
    dropout: Number,
    dice: NDArray[np.uint64],
    answers: Floats,
    slopes: Floats,
) -> None:
    """Fill in what every unit answers to one point; the first of ``answers`` are the inputs."""
    row, before, here, bias = 0, 0, sizes[0], len(weights) - sizes[1:].sum()
    for layer in range(1, len(sizes)):
        inputs, units = sizes[layer - 1], sizes[layer]
        given = answers[before:here]
        for unit in range(units):
            total, own = weights[bias + unit], weights[row : row + inputs]
            for source in range(inputs):
                total += own[source] * given[source]
            answers[here + unit] = total
            row += inputs
        if layer < len(sizes) - 1:
            bend(kind, answers, slopes, here, units)
            if dropout > 0:
                drop(dice, dropout, answers, slopes, here, units)
        before = here
        here += units
        bias += units


@_compiled()
def backward(
    sizes: Whole, weights: Floats, error: Number, answers: Floats, slopes: Floats, blames: Floats, gradient: Floats
) -> None:
    """Add one point's gradient; ``error`` is the slope of the loss with respect to the logit."""
    blames[:] = 0
    here, bias = len(answers) - 1, len(weights) - 1
    row = bias - (sizes[1:].sum() - 1)  # behind the last weight
    blames[here] = error
    for layer in range(len(sizes) - 1, 0, -1):
        inputs, units = sizes[layer - 1], sizes[layer]
        before = here - inputs
        given, passed = answers[before:here], blames[before:here]
        row -= inputs * units
        for unit in range(units):
            blame = blames[here + unit]
            start = row + unit * inputs
            own, change = weights[start : start + inputs], gradient[start : start + inputs]
            gradient[bias + unit] += blame
            for source in range(inputs):
                change[source] += blame * given[source]
            if layer > 1:
                for source in range(inputs):
                    passed[source] += blame * own[source]
        if layer > 1:
            passed *= slopes[before:here]
            bias -= inputs
        here = before


@_compiled()
def adam(
    optimizer: int, rate: float, clock: Doubles, weights: Floats, gradient: Floats, mean: Floats, square: Floats
) -> None:
    """Move the weights one step by Adam, AdamW or NAdam."""
    steps = clock[0]
    corrected = 1 - BETA1**steps
    ahead, now = rate / corrected, 0.0  # how much of the mean, and of the newest gradient, goes into the step
    if optimizer == NADAM:
        momentum = BETA1 * (1 - 0.5 * 0.96 ** (steps * 0.004))
        following = BETA1 * (1 - 0.5 * 0.96 ** ((steps + 1) * 0.004))
        clock[1] *= momentum
        ahead = rate * following / (1 - clock[1] * following)
        now = rate * (1 - momentum) / (1 - clock[1])
    by_mean, by_gradient = np.float32(ahead), np.float32(now)
    root = np.float32(1 / math.sqrt(1 - BETA2**steps))
    keep, keep_square, one, tiny = np.float32(BETA1), np.float32(BETA2), np.float32(1), np.float32(EPSILON)
    for i in range(len(weights)):
        mean[i] += (one - keep) * (gradient[i] - mean[i])
        square[i] = keep_square * square[i] + (one - keep_square) * gradient[i] * gradient[i]
        weights[i] -= (by_mean * mean[i] + by_gradient * gradient[i]) / (math.sqrt(square[i]) * root + tiny)


@_compiled()
def update(
    optimizer: int,
    rate: float,
    momentum: float,
    clock: Doubles,
    weights: Floats,
    gradient: Floats,
    mean: Floats,
    square: Floats,
) -> None:
    """Move the weights one step; ``clock`` holds the steps so far and NAdam's product of momenta."""
    clock[0] += 1
    if optimizer <= NESTEROV:
        keep, lr = np.float32(momentum if optimizer != SGD else 0.0), np.float32(rate)
        for i in range(len(weights)):
            mean[i] = keep * mean[i] + gradient[i]
            weights[i] -= lr * (gradient[i] + keep * mean[i] if optimizer == NESTEROV else mean[i])
    elif optimizer <= RMSPROP:
        old = np.float32(1 if optimizer == ADAGRAD else 0.99)
        new = np.float32(1 if optimizer == ADAGRAD else 0.01)
        lr, tiny = np.float32(rate), np.float32(1e-10 if optimizer == ADAGRAD else EPSILON)
        for i in range(len(weights)):
            square[i] = old * square[i] + new * gradient[i] * gradient[i]
            weights[i] -= lr * gradient[i] / (math.sqrt(square[i]) + tiny)
    else:
        adam(optimizer, rate, clock, weights, gradient, mean, square)


@_compiled(
    "void(i8[::1], i8, i8, f8, f8, f8, f8, f8, u8[::1], i8[:, ::1], f4[:, ::1], f4[::1], f8[::1],"
    " f4[::1], f4[::1], f4[::1], f4[::1], f4[::1], f4[::1], f4[::1])"
)
def train(
    sizes: Whole,
    kind: int,
    optimizer: int,
    rate: float,
    momentum: float,
    l1: float,
    l2: float,
    dropout: float,
    dice: NDArray[np.uint64],
    rows: Whole,
    inputs: Floats,
    labels: Floats,
    clock: Doubles,
    weights: Floats,
    gradient: Floats,
    mean: Floats,
    square: Floats,
    answers: Floats,
    slopes: Floats,
    blames: Floats,
) -> None:
    """Take one step for each row of ``rows``: the points of its batch."""
    last, one = len(answers) - 1, np.float32(1)
    share, lasso, silenced = one / np.float32(rows.shape[1]), np.float32(l1), np.float32(dropout)
    ridge, decay = np.float32(0 if optimizer == ADAMW else l2), np.float32(1 - rate * l2)
    regular = len(weights) - sizes[1:].sum()  # the weights; biases are left free
    for step in range(rows.shape[0]):
        gradient[:] = 0
        for place in range(rows.shape[1]):
            point = rows[step, place]
            answers[: sizes[0]] = inputs[point]
            forward(sizes, weights, kind, silenced, dice, answers, slopes)
            chance = one / (one + math.exp(-answers[last]))
            backward(sizes, weights, (chance - labels[point]) * share, answers, slopes, blames, gradient)
        if l1 > 0 or l2 > 0:
            for i in range(regular):
                gradient[i] += lasso * np.sign(weights[i]) + ridge * weights[i]
        if optimizer == ADAMW and l2 > 0:
            weights *= decay
        update(optimizer, rate, momentum, clock, weights, gradient, mean, square)
