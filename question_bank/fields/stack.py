"""A stack of convolutions and poolings along one axis: how far its units see, and how far apart they look."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from question_bank.convolution.sweeps import Sweep
from question_bank.wording import NUMBER_WORDS, table

CONV, POOL = "convolution", "max pooling"
FILTERS = 16


@dataclass(frozen=True, slots=True)
class Level:
    """How far a unit of a layer sees in pixels of the input, and how far apart neighbouring units look: their jump."""

    field: int = 1
    jump: int = 1

    def above(self, sweep: Sweep) -> Level:
        """Return the level of the next layer: its taps lie a jump apart, and its stride widens the jump."""
        return Level(self.field + (sweep.reach - 1) * self.jump, self.jump * sweep.stride)


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer that slides a kernel or a window over what it is given."""

    sweep: Sweep
    kind: str = CONV

    @property
    def size(self) -> str:
        """Return its kernel as a picture has it: 3 × 3."""
        return f"{self.sweep.kernel} × {self.sweep.kernel}"


def levels(sweeps: Sequence[Sweep]) -> tuple[Level, ...]:
    """Return the level of every layer."""
    found = [Level()]
    for sweep in sweeps:
        found.append(found[-1].above(sweep))
    return tuple(found[1:])


def field(sweeps: Sequence[Sweep]) -> int:
    """Return how far a unit of the last layer sees."""
    return levels(sweeps)[-1].field if sweeps else 1


def sweeps_of(layers: Sequence[Layer]) -> tuple[Sweep, ...]:
    """Return how each layer moves."""
    return tuple(layer.sweep for layer in layers)


def layer_table(layers: Sequence[Layer]) -> str:
    """Return a table of the layers: kernel, stride and, where there is one, dilation."""
    dilated = any(layer.sweep.dilation > 1 for layer in layers)
    header = ["", "layer", "kernel or window", "stride", *(["dilation"] if dilated else [])]
    return table(header, [settings(number, layer, dilated=dilated) for number, layer in enumerate(layers, 1)])


def settings(number: int, layer: Layer, *, dilated: bool) -> list[str]:
    """Return the cells that describe a layer."""
    sweep = layer.sweep
    return [str(number), layer.kind, layer.size, str(sweep.stride), *([str(sweep.dilation)] if dilated else [])]


def layer_code(layers: Sequence[Layer], channels: int) -> str:
    """Return the layers as PyTorch code, in a fenced block; the first is a convolution given so many channels."""
    depths = (channels, *(FILTERS for _ in layers))
    calls = (f"    {_call(layer, depth)}," for layer, depth in zip(layers, depths, strict=False))
    return "\n".join(["```python", "nn.Sequential(", *calls, ")", "```"])


def _call(layer: Layer, depth: int) -> str:
    sweep = layer.sweep
    if layer.kind == POOL:
        stride = "" if sweep.stride == sweep.kernel else f", stride={sweep.stride}"
        return f"nn.MaxPool2d({sweep.kernel}{stride})"
    extras = [("stride", sweep.stride), ("dilation", sweep.dilation)]
    changed = "".join(f", {name}={value}" for name, value in extras if value != 1)
    return f"nn.Conv2d({depth}, {FILTERS}, kernel_size={sweep.kernel}{changed})"


def in_words(layers: Sequence[Layer]) -> str:
    """Return convolutions of stride 1 as a sentence names them: kernels of 3 × 3, 5 × 5 and 3 × 3."""
    sizes = [layer.size for layer in layers]
    if len(set(sizes)) == 1:
        return f"{NUMBER_WORDS[len(sizes)]} convolutions of {sizes[0]}"
    return f"{NUMBER_WORDS[len(sizes)]} convolutions: {', then '.join(sizes)}"


def plain_stack(rng: random.Random) -> tuple[Layer, ...]:
    """Return two to four convolutions of stride 1."""
    kernels = [rng.choice((2, 3, 3, 4, 5, 5, 6, 7, 9)) for _ in range(rng.choice((2, 3, 3, 4)))]
    return tuple(Layer(Sweep(kernel)) for kernel in kernels)


def strided_stack(rng: random.Random, count: int, *, dilated: bool = False) -> tuple[Layer, ...]:
    """Return convolutions and poolings, of which one before the last layer has a stride."""
    while True:
        layers = [_any_layer(rng, dilated=dilated) for _ in range(count)]
        strides = [layer.sweep.stride for layer in layers]
        pools = [layer.kind == POOL for layer in layers]
        neighbours = any(one and other for one, other in pairwise(pools))
        shrinks = max(strides[:-1]) > 1 and 2 <= sum(stride > 1 for stride in strides) <= 3
        spread = any(layer.sweep.dilation > 1 for layer in layers[1:])
        if shrinks and not pools[0] and not neighbours and spread == dilated:
            return tuple(layers)


def _any_layer(rng: random.Random, *, dilated: bool) -> Layer:
    if rng.random() < 0.35:
        kernel, stride = rng.choice(((2, 2), (2, 2), (3, 2), (3, 3)))
        return Layer(Sweep(kernel, stride), POOL)
    if dilated and rng.random() < 0.45:
        return Layer(Sweep(rng.choice((3, 3, 5)), dilation=rng.choice((2, 2, 3, 4))))
    return Layer(Sweep(rng.choice((3, 3, 3, 5, 5, 7)), rng.choice((1, 1, 1, 2, 2, 3))))
