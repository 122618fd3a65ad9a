"""A convolution small enough to be done by hand: how it is drawn, told and worked out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from question_bank.convolution.digits_case import digits_case
from question_bank.convolution.layers import Conv
from question_bank.convolution.maps import (
    Map,
    Pair,
    correlated,
    in_words,
    padded,
    size,
    tex,
    total,
    transposed,
    turned,
    windows,
)
from question_bank.convolution.sweeps import Sweep
from question_bank.drawings import Grid, Grids
from question_bank.exercise import DemoCase, Scalar
from question_bank.notation import bracketed, decimal, signed

WEIGHTS = (-3, -2, -1, -1, 0, 0, 1, 1, 2, 3)
BIASES = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)
NOT_FLIPPED = "As in PyTorch and Keras, the kernel is not flipped (cross-correlation)."
SUBSCRIPTS = ("₁", "₂")
ONE_PICTURE = (
    "The figure shows a small grey picture $X$ and a kernel $W$.",
    "A convolutional layer with the kernel $W$ is given the picture $X$.",
    "A sensor delivers the picture $X$; a layer looks at it with the kernel $W$.",
    "Somebody checks a convolution on paper: the picture is $X$, the kernel is $W$.",
    "The kernel $W$ slides over the picture $X$ in the figure.",
)
TWO_CHANNELS = (
    r"A picture has two channels, $X_1$ and $X_2$; one filter has the kernels $W_1$ and $W_2$ for them.",
    r"One filter of a layer looks at two channels, at $X_1$ with the kernel $W_1$ and at $X_2$ with $W_2$.",
    r"A layer is given the channels $X_1$ and $X_2$. One of its filters has the slices $W_1$ and $W_2$.",
)


@dataclass(frozen=True)
class HandConv:
    """One filter and what it is given, a map and a kernel for each channel; ``zeros`` is the padding on every side."""

    images: tuple[Map, ...]
    kernels: tuple[Map, ...]
    bias: int = 0
    strides: Pair = (1, 1)
    zeros: int = 0

    @cached_property
    def given(self) -> tuple[Map, ...]:
        """Return the channels with their padding."""
        return tuple(padded(image, self.zeros, self.zeros) for image in self.images)

    @cached_property
    def by_channel(self) -> tuple[Map, ...]:
        """Return what each channel contributes, without the bias."""
        pairs = zip(self.given, self.kernels, strict=True)
        return tuple(correlated(image, kernel, self.strides) for image, kernel in pairs)

    @cached_property
    def out(self) -> Map:
        """Return the map that comes out."""
        return total(self.by_channel, self.bias)

    def under(self, row: int, column: int) -> tuple[Map, ...]:
        """Return the part of each channel that lies under the kernel at a place."""
        window = size(self.kernels[0])
        return tuple(tuple(tuple(windows(image, window, self.strides))[row])[column] for image in self.given)

    def told(self, rng: random.Random) -> str:
        """Return the prompt, up to the question."""
        scene = rng.choice(ONE_PICTURE if len(self.images) == 1 else TWO_CHANNELS)
        bias = f"the bias is $b = {self.bias}$" if self.bias else "there is no bias"
        return f"{scene} {self._stride_told()}, {self._padding_told()}, and {bias}. {NOT_FLIPPED}"

    def _stride_told(self) -> str:
        down, across = self.strides
        return (
            f"The stride is {down}" if down == across else f"The stride is {down} downwards and {across} to the right"
        )

    def _padding_told(self) -> str:
        return f"the padding is {self.zeros} on every side, with zeros" if self.zeros else "there is no padding"

    def figures(self) -> tuple[Grids, ...]:
        """Return a picture for each channel: the map and its kernel."""
        marks = SUBSCRIPTS if len(self.images) > 1 else ("",)
        triples = zip(self.images, self.kernels, marks, strict=True)
        return tuple(_drawn(image, kernel, mark) for image, kernel, mark in triples)

    def demo(self) -> DemoCase | None:
        """Return the demo that does these very sums, or for two channels one with a kernel of this size."""
        down, across = self.strides
        if len(self.images) == 1 and down == across:
            return DemoCase("convolution-stepper", self._knobs())
        height, width = size(self.kernels[0])
        rows, columns = (
            Sweep(side, step, self.zeros) for side, step in zip((height, width), self.strides, strict=True)
        )
        return digits_case(Conv(1, rows, columns))

    def _knobs(self) -> dict[str, Scalar]:
        return {
            "numbers": _typed(self.images[0]),
            "weights": _typed(self.kernels[0]),
            "bias": float(self.bias),
            "stride": self.strides[0],
            "padding": str(self.zeros) if self.zeros else "valid",
        }

    def rule(self) -> str:
        """Return how a cell of the output comes about, without numbers."""
        several = len(self.images) > 1
        channels = ", for both channels together" if several else ""
        bias = " Then the bias is added, once." if self.bias else ""
        return (
            "At every place, multiply each pixel under the kernel with the weight that lies on it and add all products"
            f"{channels}.{bias} Then the kernel moves on by the stride."
        )

    def padded_told(self) -> tuple[str, ...]:
        """Return a step of the solution that shows the zeros, where there are any."""
        if not self.zeros:
            return ()
        rim = "a rim" if self.zeros == 1 else f"{self.zeros} rims"
        return (f"With {rim} of zeros the picture becomes $${tex(self.given[0])}$$",)

    def cell_told(self, row: int, column: int) -> str:
        """Return the products that make one cell, as LaTeX: where a weight is 0 there is nothing to add."""
        pairs = zip(self.under(row, column), self.kernels, strict=True)
        terms = [product for under, kernel in pairs for product in _products(under, kernel)]
        return f"{' + '.join(terms)}{signed(self.bias)} = {decimal(self.out[row][column])}"

    def worked(self) -> Iterator[str]:
        """Yield the steps of the solution for the whole map."""
        yield self.rule()
        yield from self.padded_told()
        yield f"The top left cell, without the weights that are 0: $${self.cell_told(0, 0)}$$"
        if len(self.images) > 1:
            sums = " + ".join(map(tex, self.by_channel)) + signed(self.bias)
            yield f"All cells, the channels one by one and then the bias: $${sums} = {tex(self.out)}$$"
        else:
            yield f"All the other cells in the same way: $${tex(self.out)}$$"


def draw(rng: random.Random, image: Pair, kernel: Pair, *, channels: int = 1, largest: int = 9) -> HandConv:
    """Return a convolution with small whole numbers; turned or laid on its side, no kernel stays what it is."""
    kernels = tuple(draw_kernel(rng, kernel) for _ in range(channels))
    return HandConv(tuple(_image(rng, image, largest) for _ in range(channels)), kernels)


def draw_kernel(rng: random.Random, sides: Pair) -> Map:
    """Return a kernel that a flip changes, with few zeros."""
    while True:
        kernel = tuple(tuple(rng.choice(WEIGHTS) for _ in range(sides[1])) for _ in range(sides[0]))
        weights = list(chain(*kernel))
        if weights.count(0) <= len(weights) // 2 and kernel not in (turned(kernel), transposed(kernel)):
            return kernel


def _image(rng: random.Random, sides: Pair, largest: int) -> Map:
    return tuple(tuple(rng.randint(0, largest) for _ in range(sides[1])) for _ in range(sides[0]))


def _products(under: Map, kernel: Map) -> list[str]:
    pairs = zip(chain(*under), chain(*kernel), strict=True)
    return [rf"{decimal(x)}\cdot {bracketed(w)}" for x, w in pairs if w]


def _drawn(image: Map, kernel: Map, mark: str) -> Grids:
    number = f" {SUBSCRIPTS.index(mark) + 1}" if mark else ""
    alt = (
        f"{'Channel' if mark else 'Picture'} X{number}, row by row: {in_words(image)}. "
        f"Kernel W{number}, row by row: {in_words(kernel)}."
    )
    return Grids(alt, (Grid(f"X{mark}", texts(image)), Grid(f"W{mark}", texts(kernel))), "∗")


def _typed(given: Map) -> str:
    """Return a map as a knob of the demo takes it: 1 0 -1; 2 0 -2."""
    return "; ".join(" ".join(map(decimal, row)) for row in given)


def texts(given: Sequence[Sequence[float]]) -> tuple[tuple[str, ...], ...]:
    """Return the cells of a map as a drawing writes them."""
    return tuple(tuple(map(decimal, row)) for row in given)
