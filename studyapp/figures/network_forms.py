"""What a layer looks like in the drawing of a network: its kind, its short name, and the solid it makes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from question_bank.networks import Row, Shape
from question_bank.networks.layers import (
    Activation,
    AdaptivePool,
    Attention,
    Conv,
    Dense,
    Dropout,
    Embedding,
    GlobalPool,
    Layer,
    MapLayer,
    Norm,
    Permute,
    Pool,
    Positions,
    PRelu,
    Recurrent,
    SeparableConv,
    Sizes,
    TransposedConv,
    Upsample,
    ZeroPad,
)

Kind = Literal[
    "input",
    "convolution",
    "pooling",
    "dense",
    "recurrent",
    "attention",
    "embedding",
    "activation",
    "norm",
    "dropout",
    "reshaping",
]
Form = Literal["map", "sequence", "vector"]
PLATES = (Activation, PRelu, Dropout, Norm, Positions)
PLATE_PX = 5.0
TALLEST_PX = 150.0


@dataclass(frozen=True, slots=True)
class Solid:
    """What flows behind a layer, in pixels.

    A map is as tall as its height, as wide as its channels and ``slant`` deep; a sequence as wide as it has steps and
    as tall as its features; a vector a bar as tall as its numbers. All of them grow with the logarithm.
    """

    form: Form
    width: float
    height: float
    slant: float = 0.0
    cells: int = 1


def solid_of(shape: Shape, *, channels_last: bool, steps_first: bool) -> Solid:
    """Return the solid of a shape; ``steps_first`` tells a sequence from a map of one axis."""
    if len(shape) == 1:
        return Solid("vector", 11, _tall(shape[0], 10))
    if len(shape) == 2 and steps_first:
        steps, features = shape
        return Solid("sequence", min(18 + 5 * _log(steps), 96), _tall(features, 9), cells=_cells(steps))
    places = shape[:-1] if channels_last else shape[1:]
    channels = shape[-1] if channels_last else shape[0]
    side = places[-1]
    down = places[-2] if len(places) > 1 else side
    slant = 0.16 * _tall(side, 17) if len(places) > 1 else 0.0
    return Solid("map", 4 + 3.6 * _log(channels + 1), _tall(down, 17), slant)


def stays_steps_first(layer: Layer, before: bool, *, channels_last: bool) -> bool:
    """Return whether two axes behind a layer are steps × features; convolutions of torch have it the other way."""
    if isinstance(layer, Permute):
        return not before
    if isinstance(layer, MapLayer):
        return channels_last
    return True if isinstance(layer, Recurrent | Attention | Embedding) else before


def kind_of(layer: Layer) -> Kind:
    """Return what a layer is drawn as; a block counts as a reshaping."""
    match layer:
        case Conv() | TransposedConv() | SeparableConv():
            return "convolution"
        case Pool() | GlobalPool() | AdaptivePool():
            return "pooling"
        case Dense():
            return "dense"
        case Recurrent():
            return "recurrent"
        case Attention():
            return "attention"
        case _:
            return _small_kind(layer)


def _small_kind(layer: Layer) -> Kind:
    match layer:
        case Embedding() | Positions():
            return "embedding"
        case Activation() | PRelu():
            return "activation"
        case Norm():
            return "norm"
        case Dropout():
            return "dropout"
        case _:
            return "reshaping"


def name_of(row: Row) -> str:
    """Return the words below a solid: short, and without what its shape says."""
    layer, axes = row.spec, len(row.output_shape) - 1
    match layer:
        case Conv():
            return f"{'depthwise' if layer.filters is None else 'conv'} {_across(layer.kernel, axes)}"
        case TransposedConv():
            return f"deconv {_across(layer.kernel, axes)}"
        case Pool():
            return f"{layer.takes} pool {_across(layer.kernel, axes)}"
        case GlobalPool():
            return f"global {layer.takes}"
        case AdaptivePool():
            return f"{layer.takes} pool"
        case Upsample():
            return f"upsample {_across(layer.factor, axes)}"
        case Recurrent():
            return layer.kind.upper()
        case _:
            return _plain_name(layer)


def _plain_name(layer: Layer) -> str:
    match layer:
        case ZeroPad():
            return "pad"
        case Permute():
            return "swap"
        case Activation():
            return layer.name
        case _:
            words = {"TakeLast": "last step", "PRelu": "PReLU"}
            return words.get(type(layer).__name__, type(layer).__name__.lower())


def _across(sizes: Sizes, axes: int) -> str:
    return "×".join(str(size) for size in (sizes * axes if len(sizes) == 1 and axes in (1, 2, 3) else sizes))


def _tall(size: int, per_doubling: float) -> float:
    return min(12 + per_doubling * _log(size), TALLEST_PX)


def _cells(steps: int) -> int:
    return max(1, min(steps, 2 + round(_log(steps) / 1.5)))


def _log(size: int) -> float:
    return math.log2(max(size, 1))
