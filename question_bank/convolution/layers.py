"""Layers of convolutional networks as plain data: what shape comes out of each, and how many parameters it learns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import assert_never

from question_bank.convolution.sweeps import Sweep

Maps = tuple[int, ...]  # (channels, height, width), or (features,) once flattened


@dataclass(frozen=True, slots=True)
class Conv:
    """A convolution: ``rows`` says how its kernels move down, ``columns`` how they move across."""

    filters: int
    rows: Sweep
    columns: Sweep
    bias: bool = True

    @property
    def kernel_area(self) -> int:
        """Return how many pixels of one channel a kernel weighs."""
        return self.rows.kernel * self.columns.kernel


@dataclass(frozen=True, slots=True)
class Pool:
    """A max or average pooling; it learns nothing and keeps every channel."""

    window: Sweep
    takes: str = "max"


@dataclass(frozen=True, slots=True)
class BatchNorm:
    """A batch normalisation: one learnt scale and one learnt shift a channel."""


@dataclass(frozen=True, slots=True)
class Flatten:
    """All maps laid out as one long vector."""


@dataclass(frozen=True, slots=True)
class Dense:
    """A fully connected layer with a bias for every unit."""

    units: int


Layer = Conv | Pool | BatchNorm | Flatten | Dense


def square_conv(filters: int, sweep: Sweep, *, bias: bool = True) -> Conv:
    """Return a convolution that moves alike down and across."""
    return Conv(filters, sweep, sweep, bias)


def same(kernel: int, dilation: int = 1) -> Sweep:
    """Return the sweep of an odd kernel at stride 1 that keeps the size."""
    return Sweep(kernel, padding=dilation * (kernel - 1) // 2, dilation=dilation)


def output_shape(layer: Layer, shape: Maps) -> Maps:
    """Return what comes out of a layer that is given ``shape``; sizes of 0 or less mean that it does not fit."""
    match layer:
        case Conv():
            _, height, width = shape
            return layer.filters, layer.rows.places(height), layer.columns.places(width)
        case Pool():
            channels, height, width = shape
            return channels, layer.window.places(height), layer.window.places(width)
        case BatchNorm():
            return shape
        case Flatten():
            return (prod(shape),)
        case Dense():
            return (layer.units,)
        case _:
            assert_never(layer)


def parameters(layer: Layer, shape: Maps) -> int:
    """Return how many parameters a layer learns that is given ``shape``."""
    match layer:
        case Conv():
            return (layer.kernel_area * shape[0] + layer.bias) * layer.filters
        case Dense():
            return (shape[0] + 1) * layer.units
        case BatchNorm():
            return 2 * shape[0]
        case Pool() | Flatten():
            return 0
        case _:
            assert_never(layer)


def trace(layers: Sequence[Layer], shape: Maps) -> Iterator[tuple[Layer, Maps, Maps]]:
    """Yield each layer with the shape that goes in and the shape that comes out."""
    for layer in layers:
        out = output_shape(layer, shape)
        yield layer, shape, out
        shape = out


def total_parameters(layers: Sequence[Layer], shape: Maps) -> int:
    """Return how many parameters a whole network learns that is given ``shape``."""
    return sum(parameters(layer, given) for layer, given, _ in trace(layers, shape))
