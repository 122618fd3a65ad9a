"""Networks as lists of layers, followed from a picture to the last dense layer, and how exercises draw them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from question_bank.convolution.pictures import Pictures, pictures
from question_bank.networks import Network, NetworkError, Row, Span, analyse
from question_bank.networks.layers import Conv, Dense, Flatten, GlobalPool, Layer, Norm, Notation, Placed, Pool
from question_bank.networks.shapes import Shape

FILTERS = (4, 6, 8, 10, 12, 16, 20, 24, 32)
HIDDEN = (16, 20, 24, 30, 32, 40, 48, 50, 60, 64, 84, 100, 120, 128)
CLASSES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20)
MOST_FLATTENED = 4096
_NOWHERE = Span(0, 0)


@dataclass(frozen=True)
class Net:
    """Pictures and the layers that look at them; ``keras`` decides how shapes and code are written."""

    shown: Pictures
    layers: tuple[Layer, ...]
    keras: bool

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return what each layer makes of what arrives; raises NetworkError where one does not fit."""
        summary = analyse(self._network(self.layers), self.input_shape)
        if summary.problem:
            raise NetworkError(summary.problem.sentence)
        return summary.rows

    @property
    def input_shape(self) -> Shape:
        """Return the shape of one picture, as the library writes it."""
        return self.in_order(*self.shown.shape)

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Return the shape behind each layer."""
        return tuple(row.output_shape for row in self.rows)

    @property
    def counts(self) -> tuple[int, ...]:
        """Return how many parameters each layer learns."""
        return tuple(row.trainable for row in self.rows)

    @property
    def total(self) -> int:
        """Return how many parameters the network learns."""
        return sum(self.counts)

    @property
    def axes(self) -> tuple[str, str, str]:
        """Return the names of a map's axes, in order."""
        return ("height", "width", "channels") if self.keras else ("channels", "height", "width")

    @property
    def names(self) -> tuple[str, ...]:
        """Return what each layer is called: conv1, pool1, conv2, flatten, dense."""
        kinds = [kind(layer) for layer in self.layers]
        total, seen = Counter(kinds), Counter[str]()
        named = []
        for each in kinds:
            seen[each] += 1
            named.append(f"{each}{seen[each]}" if total[each] > 1 else each)
        return tuple(named)

    def in_order(self, channels: int, height: int, width: int) -> Shape:
        """Return a shape in the order of axes of the library."""
        return (height, width, channels) if self.keras else (channels, height, width)

    def channels_first(self, shape: Shape) -> Shape:
        """Return a shape with its channels first, however the library writes it."""
        return (shape[-1], *shape[:-1]) if self.keras and len(shape) > 1 else shape

    def behind(self, index: int, arriving: Shape) -> Row | None:
        """Return what a layer makes of another shape than really arrives, or None where it does not fit."""
        try:
            summary = analyse(self._network(self.layers[index : index + 1]), arriving)
        except NetworkError:
            return None
        return None if summary.problem else summary.rows[0]

    def with_layer(self, index: int, layer: Layer) -> Net:
        """Return the network with one layer changed."""
        return replace(self, layers=(*self.layers[:index], layer, *self.layers[index + 1 :]))

    def _network(self, layers: Sequence[Layer]) -> Network:
        notation: Notation = "keras" if self.keras else "torch"
        placed = tuple(Placed(layer, kind(layer), kind(layer), _NOWHERE, notation) for layer in layers)
        return Network("", placed, notation)


def kind(layer: Layer) -> str:
    """Return the short word for a layer."""
    match layer:
        case Conv():
            return "conv"
        case Pool():
            return "pool"
        case Norm():
            return "norm"
        case GlobalPool():
            return "average"
        case Flatten():
            return "flatten"
        case Dense():
            return "dense"
        case _:
            raise ValueError(f"no exercise has a {layer}")


def conv(filters: int, kernel: int, *, same: bool = False, stride: int = 1, bias: bool = True) -> Conv:
    """Return a convolution over pictures, with an odd kernel where ``same`` pads it."""
    return Conv(filters, (kernel,), (stride,), (kernel // 2 if same else 0,), bias=bias, axes=2)


def pool(window: int = 2, takes: str = "max") -> Pool:
    """Return a pooling whose windows lie side by side."""
    return Pool("max" if takes == "max" else "avg", (window,), axes=2)


NORM = Norm("batch", axes=2)
AVERAGE = GlobalPool("avg", axes=2)
FLATTEN = Flatten()
_PLAIN: dict[str, Layer] = {"norm": NORM, "average": AVERAGE, "flatten": FLATTEN}


def draw_net(rng: random.Random, plan: str, *, multiple: int = 1, highest: int = 64) -> Net:
    """Return a random network of the layers that a plan names, "conv pool conv pool flatten dense dense".

    "same" in place of "conv" asks for padding that keeps the size, "conv/2" for stride 2. A network with an "average"
    is Keras's, where that is one layer.
    """
    while True:
        shown = pictures(rng, multiple=multiple, highest=highest)
        net = Net(shown, _layers(rng, plan.split()), keras="average" in plan or rng.random() < 0.5)
        if _suits(net):
            return net


def _layers(rng: random.Random, words: Sequence[str]) -> tuple[Layer, ...]:
    filters, takes, layers = rng.choice(FILTERS[:-2]), rng.choice(("max", "max", "avg")), list[Layer]()
    for place, word in enumerate(words):
        match word:
            case "conv" | "same" | "conv/2":
                layers.append(_conv(rng, word, filters, followed_by_norm=words[place + 1 : place + 2] == ["norm"]))
                filters = rng.choice((filters, 2 * filters, 2 * filters, filters + 4, filters + 10))
            case "pool":
                layers.append(pool(2, takes))
            case "dense":
                layers.append(Dense(rng.choice(CLASSES if place == len(words) - 1 else HIDDEN)))
            case _:
                layers.append(_PLAIN[word])
    return tuple(layers)


def _conv(rng: random.Random, word: str, filters: int, *, followed_by_norm: bool) -> Conv:
    kernel = rng.choice((3, 3, 5))
    stride = 2 if word == "conv/2" else 1
    # A shift of the normalisation makes a bias before it superfluous.
    return conv(filters, kernel, same=word == "same", stride=stride, bias=not followed_by_norm)


def _suits(net: Net) -> bool:
    """Tell whether every layer fits, the last maps have an inside, and nothing grows too long to reckon with."""
    try:
        shapes = net.shapes
    except NetworkError:
        return False
    maps = [net.channels_first(shape) for shape in shapes if len(shape) > 1]
    flat = max((shape[0] for shape in shapes if len(shape) == 1), default=0)
    return min(min(shape[1:]) for shape in maps) > 1 and flat <= MOST_FLATTENED
