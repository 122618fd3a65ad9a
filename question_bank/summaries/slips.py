"""Wrong summaries: the whole column, or the whole total, that each way of thinking leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod

from question_bank.exercise import Misconception
from question_bank.networks.layers import Conv, Dense, Layer, Norm, Pool
from question_bank.networks.shapes import Shape
from question_bank.summaries.nets import Net, kind
from question_bank.wording import counted, grouped

TOPIC, COUNTING = "cnn.parameters", "parameters-of-a-layer"
CONVOLUTION, SIZES = "cnn.convolution", "output-size"
Maps = tuple[int, int, int]  # channels, height, width
Step = Callable[[Layer, Maps], Maps]


def told_apart(right: str, slips: Iterator[Misconception]) -> tuple[Misconception, ...]:
    """Return the slips, in order, whose reply is neither right nor that of an earlier one."""
    kept: dict[str, Misconception] = {}
    for slip in slips:
        if slip.reply != right:
            kept.setdefault(slip.reply, slip)
    return tuple(kept.values())


# ---------------------------------------------------------------- the column of shapes


def of_shapes(net: Net) -> Iterator[Misconception]:
    """Yield the columns of shapes that slips lead to."""
    ours, theirs = ("Keras", "PyTorch") if net.keras else ("PyTorch", "Keras")
    swapped = [net.channels_first(shape) if net.keras else (*shape[1:], shape[0]) for shape in net.shapes]
    yield _shapes(swapped, f"These shapes are in {theirs}'s order. {ours} writes {' × '.join(net.axes)}.")
    for step, why in _STEPS:
        shapes = [net.in_order(*maps) for maps in _traced(net, step)]
        if all(min(shape) > 0 for shape in shapes):
            right = f"Behind `{net.names[0]}` it is {' × '.join(map(str, net.shapes[0]))}."
            yield _shapes(shapes, f"{why} {right}")


def _shapes(shapes: list[Shape], why: str) -> Misconception:
    return Misconception("\n".join(" x ".join(map(str, shape)) for shape in shapes), why, CONVOLUTION, SIZES)


def _traced(net: Net, step: Step) -> Iterator[Maps]:
    maps = net.shown.shape
    for layer in net.layers:
        maps = step(layer, maps)
        yield maps


def _swept(layer: Layer, maps: Maps, places: Callable[[int, int, int, int], int]) -> Maps:
    """Return what comes out where ``places`` tells a side from side, kernel, stride and padding."""
    channels, height, width = maps
    match layer:
        case Conv(filters=int(filters), padding=(int(zeros), *_)):
            kernel, stride = layer.kernel[0], layer.stride[0]
            return filters, places(height, kernel, stride, zeros), places(width, kernel, stride, zeros)
        case Pool():
            return channels, height // layer.kernel[0], width // layer.kernel[0]
        case _:
            return maps


def _right(side: int, kernel: int, stride: int, zeros: int) -> int:
    return (side + 2 * zeros - kernel) // stride + 1


def _not_shrunk(layer: Layer, maps: Maps) -> Maps:
    return _swept(layer, maps, lambda side, _kernel, stride, _zeros: side // stride)


def _no_first_place(layer: Layer, maps: Maps) -> Maps:
    return _swept(layer, maps, lambda side, kernel, stride, zeros: (side + 2 * zeros - kernel) // stride)


def _padding_left_out(layer: Layer, maps: Maps) -> Maps:
    return _swept(layer, maps, lambda side, kernel, stride, _zeros: (side - kernel) // stride + 1)


def _channels_kept(layer: Layer, maps: Maps) -> Maps:
    return maps[0], *_swept(layer, maps, _right)[1:]


def _channels_multiplied(layer: Layer, maps: Maps) -> Maps:
    out = _swept(layer, maps, _right)
    return (maps[0] * out[0], *out[1:]) if isinstance(layer, Conv) else out


def _window_by_one(layer: Layer, maps: Maps) -> Maps:
    if not isinstance(layer, Pool):
        return _swept(layer, maps, _right)
    channels, height, width = maps
    return channels, height - layer.kernel[0] + 1, width - layer.kernel[0] + 1


_STEPS: tuple[tuple[Step, str], ...] = (
    (_not_shrunk, "You let every convolution keep the size. Without padding, a kernel of k × k takes k − 1 away."),
    (_no_first_place, "You counted the steps of the kernel, not its places: add 1 for the place where it starts."),
    (_channels_kept, "You kept the channels of the picture. Every filter gives one map, and so one channel."),
    (_window_by_one, "You moved the pooling window by 1. Unless told otherwise, it moves by its own size."),
    (_padding_left_out, "You left the padding out. It is added on both sides before the kernel moves."),
    (_channels_multiplied, "You multiplied the channels. A filter sums over all it is given and gives one map."),
)


# ---------------------------------------------------------------- the column of parameters


def of_counts(net: Net) -> Iterator[Misconception]:
    """Yield the columns of parameters that slips lead to."""
    depths = [net.channels_first(shape)[0] for shape in (net.input_shape, *net.shapes)]
    sides = [prod(net.channels_first(shape)[1:]) for shape in net.shapes]
    convs = [
        (layer.filters, layer.kernel[0], depth) if isinstance(layer, Conv) and layer.filters else None
        for layer, depth in zip(net.layers, depths, strict=False)
    ]

    def column(count: Callable[[int, int, int], int], pooling: int = 0) -> str:
        cells = [count(*each) if each else right for each, right in zip(convs, net.counts, strict=True)]
        pooled = [pooling if isinstance(layer, Pool) else cell for layer, cell in zip(net.layers, cells, strict=True)]
        return "\n".join(map(str, pooled))

    filters, kernel, depth = next(each for each in convs if each)
    check = f"`{net.names[0]}` has ({kernel}·{kernel}·{depth} + 1)·{filters} = {grouped(net.counts[0])}"
    placed = "\n".join(str(count * area) for count, area in zip(net.counts, sides, strict=True))
    for reply, why in (
        (column(lambda f, k, d: k * k * d * f), "You left the biases out, one for each filter"),
        (column(lambda f, k, d: k * k * d * f + 1), "You gave every layer one bias. Every filter has its own"),
        (
            column(lambda f, k, _d: (k * k + 1) * f),
            "You gave the filters the depth of one channel, not of all they read",
        ),
        (column(lambda f, k, d: k * k * d + f), "Every filter has weights of its own, not just a bias"),
        (column(lambda f, k, d: (k * d + 1) * f), "You took the side of the kernel for its area"),
        (
            column(lambda f, k, d: (k * k * d + 1) * f, pooling=4),
            "You gave the pooling weights. It learns nothing; only convolutions do here",
        ),
        (placed, "You multiplied by the places of the map, but all places share the filters"),
    ):
        yield Misconception(reply, f"{why}: {check}.", TOPIC, COUNTING)


# ---------------------------------------------------------------- the total


def of_total(net: Net) -> Iterator[Misconception]:
    """Yield the totals that slips lead to."""
    total, counts = net.total, net.counts
    check = f"{' + '.join(grouped(count) for count in counts if count)} = {grouped(total)}"
    for wrong, why in _wrong_totals(net):
        yield Misconception(str(wrong), f"{why}: {check}.", TOPIC, COUNTING)


def _wrong_totals(net: Net) -> Iterator[tuple[int, str]]:
    total, counts = net.total, net.counts
    shifts = sum(map(biases, net.layers))
    yield total - shifts, f"You left the {counted(shifts, 'bias', 'biases')} out"
    yield from _wrong_flattenings(net)
    yield total - counts[-1], "You left the last layer out"
    yield total - counts[0], "You left the first convolution out"
    scales = sum(count for count, layer in zip(counts, net.layers, strict=True) if isinstance(layer, Norm))
    if scales:
        yield total + scales, "You counted the running means and variances, which are measured, not learnt"
        yield total - scales, "You left the normalisation out; it learns a scale and a shift for each channel"


def _wrong_flattenings(net: Net) -> Iterator[tuple[int, str]]:
    if "flatten" not in net.names:
        return
    at = net.names.index("flatten")
    maps, (flat,) = net.channels_first(net.shapes[at - 1]), net.shapes[at]
    first = net.layers[at + 1]
    units = first.units if isinstance(first, Dense) else 0
    yield net.total + flat, f"You counted the {grouped(flat)} flattened numbers too, which nobody learns"
    side = prod(maps[1:])
    yield net.total - (flat - side) * units, f"You flattened one map; all {maps[0]} reach the dense layer"
    if kind(net.layers[at - 1]) == "pool":
        before = prod(net.shapes[at - 2])
        yield net.total + (before - flat) * units, "You flattened the maps before the last pooling"


def biases(layer: Layer) -> int:
    """Return how many biases a layer has."""
    match layer:
        case Conv(filters=int(filters), bias=True):
            return filters
        case Dense(units=units):
            return units
        case _:
            return 0
