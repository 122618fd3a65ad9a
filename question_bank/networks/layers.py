"""The layers a network can be made of, as plain data that knows no notation.

Sizes along the axes of a map are tuples; a tuple of one number holds for every axis. ``axes`` is how many axes beside
the channels a layer sweeps over (2 for an image), or None where what arrives decides. What a text only claims
(``in_channels``, ``in_features``, ``width``) is kept, so that it can be checked against what arrives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from question_bank.networks.text import Span

Sizes = tuple[int, ...]
Padding = Sizes | Literal["same", "valid"]
Takes = Literal["max", "avg"]


@dataclass(frozen=True, slots=True)
class Conv:
    """A convolution; ``filters`` of None means depthwise, with ``multiplier`` maps for every channel."""

    filters: int | None
    kernel: Sizes
    stride: Sizes = (1,)
    padding: Padding = (0,)
    dilation: Sizes = (1,)
    groups: int = 1
    bias: bool = True
    axes: int | None = None
    in_channels: int | None = None
    multiplier: int = 1


@dataclass(frozen=True, slots=True)
class TransposedConv:
    """A transposed convolution; ``padding`` cuts the edges of what comes out ("valid" and "same" as Keras has them)."""

    filters: int
    kernel: Sizes
    stride: Sizes = (1,)
    padding: Padding = (0,)
    output_padding: Sizes = (0,)
    dilation: Sizes = (1,)
    groups: int = 1
    bias: bool = True
    axes: int | None = None
    in_channels: int | None = None


@dataclass(frozen=True, slots=True)
class SeparableConv:
    """A depthwise convolution without biases, followed by one of kernel 1 that mixes the channels."""

    filters: int
    kernel: Sizes
    stride: Sizes = (1,)
    padding: Padding = (0,)
    dilation: Sizes = (1,)
    multiplier: int = 1
    bias: bool = True
    axes: int | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """A pooling; a ``stride`` of None is the kernel's size; ``ceil_mode`` keeps a last, incomplete window."""

    takes: Takes
    kernel: Sizes
    stride: Sizes | None = None
    padding: Padding = (0,)
    dilation: Sizes = (1,)
    ceil_mode: bool = False
    axes: int | None = None


@dataclass(frozen=True, slots=True)
class GlobalPool:
    """One number a channel; ``keep`` leaves axes of length 1 behind."""

    takes: Takes
    axes: int | None = None
    keep: bool = False


@dataclass(frozen=True, slots=True)
class AdaptivePool:
    """A pooling that is told what must come out; None leaves an axis as it is."""

    takes: Takes
    size: tuple[int | None, ...]
    axes: int | None = None


@dataclass(frozen=True, slots=True)
class Upsample:
    """Every place repeated ``factor`` times along each axis."""

    factor: Sizes
    axes: int | None = None


@dataclass(frozen=True, slots=True)
class ZeroPad:
    """Zeros around a map: (before, after) for each axis; one pair holds for every axis."""

    edges: tuple[tuple[int, int], ...]
    axes: int | None = None


@dataclass(frozen=True, slots=True)
class Flatten:
    """All axes from ``start`` on laid out as one."""

    start: int = 0


@dataclass(frozen=True, slots=True)
class Reshape:
    """The same numbers in another shape; one size may be -1 (whatever is left)."""

    shape: Sizes
    start: int = 0


@dataclass(frozen=True, slots=True)
class Permute:
    """The axes in another order."""

    order: Sizes


@dataclass(frozen=True, slots=True)
class TakeLast:
    """The last step of a sequence."""


@dataclass(frozen=True, slots=True)
class Dense:
    """A fully connected layer over the last axis."""

    units: int
    bias: bool = True
    in_features: int | None = None


@dataclass(frozen=True, slots=True)
class Activation:
    """A function of each number (softmax: of each vector) that learns nothing."""

    name: str


@dataclass(frozen=True, slots=True)
class PRelu:
    """A ReLU with learnt slopes: ``slopes`` of them, or None for one at every place of the map."""

    slopes: int | None = 1


@dataclass(frozen=True, slots=True)
class Dropout:
    """Some numbers set to zero while training."""

    rate: float


@dataclass(frozen=True, slots=True)
class Norm:
    """A normalisation over the channels, or over the last sizes; ``scale`` and ``shift`` are what it learns."""

    kind: Literal["batch", "layer", "group", "instance", "rms"]
    channels: int | None = None
    shape: Sizes | None = None
    groups: int = 1
    scale: bool = True
    shift: bool = True
    axes: int | None = None


@dataclass(frozen=True, slots=True)
class Embedding:
    """A learnt vector for every token."""

    vocabulary: int
    width: int


@dataclass(frozen=True, slots=True)
class Positions:
    """A learnt vector for every position, added to what arrives."""

    length: int


@dataclass(frozen=True, slots=True)
class Recurrent:
    """Recurrent layers one above the other, ``biases`` bias vectors a gate; ``sequences``: every step comes out."""

    kind: Literal["rnn", "lstm", "gru"]
    hidden: int
    layers: int = 1
    bidirectional: bool = False
    biases: int = 2
    sequences: bool = True
    in_features: int | None = None


@dataclass(frozen=True, slots=True)
class Attention:
    """Multi-head self-attention; the widths of a head are the layer's width / heads unless they are given."""

    heads: int
    width: int | None = None
    key_width: int | None = None
    value_width: int | None = None
    bias: bool = True


@dataclass(frozen=True, slots=True)
class Transformer:
    """Self-attention and a small network, each with shortcut and layer norm; ``hidden`` of None is 4 × the width."""

    heads: int
    hidden: int | None = None
    width: int | None = None
    norm_first: bool = True
    bias: bool = True
    activation: str = "gelu"


@dataclass(frozen=True, slots=True)
class Branches:
    """Paths that start at the same place and are added, or concatenated along the channels; an empty one is a shortcut.

    ``projection`` adds a path: a convolution of kernel 1 with this stride and no bias, and a batch norm.
    """

    joins: Literal["add", "concat"]
    paths: tuple[tuple[Placed, ...], ...]
    projection: int | None = None


MapLayer = Conv | TransposedConv | SeparableConv | Pool | GlobalPool | AdaptivePool | Upsample | ZeroPad
ShapeLayer = Flatten | Reshape | Permute | TakeLast
FeatureLayer = Dense | Activation | PRelu | Dropout | Norm | Embedding | Positions
SequenceLayer = Recurrent | Attention
BlockLayer = Transformer | Branches
Layer = MapLayer | ShapeLayer | FeatureLayer | SequenceLayer | BlockLayer

Notation = Literal["short", "torch", "keras"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A layer where it stands in the text: as typed, in one line; ``name`` is what its own notation calls it."""

    layer: Layer
    text: str
    name: str
    span: Span
    notation: Notation = "short"
    frozen: bool = False
