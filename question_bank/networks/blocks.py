"""Blocks taken apart into paths of plain layers, and paths put together again."""

from __future__ import annotations

from collections.abc import Sequence

from question_bank.networks.flow import Flow, Misfit, Order, ReceptiveField
from question_bank.networks.layers import (
    Activation,
    Attention,
    Branches,
    Conv,
    Dense,
    Layer,
    Norm,
    Placed,
    SeparableConv,
    Transformer,
)
from question_bank.networks.shapes import Shape, shown

Path = tuple[Placed, ...]


def opened(layer: Branches | Transformer | SeparableConv, placed: Placed, flow: Flow) -> tuple[Path, ...]:
    """Return the paths of a block that are written out or follow from what arrives; a projection comes later."""
    match layer:
        case Branches():
            return layer.paths
        case SeparableConv():
            return (_separable(layer, placed),)
        case Transformer():
            return (_transformer(layer, placed, flow),)


def projection_of(layer: Branches, placed: Placed, channels: int) -> Path:
    """Return the path that gives what arrives the block's shape: a convolution of kernel 1 and a batch norm."""
    stride = layer.projection or 1
    conv = Conv(channels, (1,), (stride,), bias=False)
    text = f"conv {channels} 1 stride {stride} no bias"
    return _within(placed, conv, text), _within(placed, Norm("batch"), "batchnorm")


def joined(layer: Branches, shapes: Sequence[Shape], flow: Flow) -> Shape:
    """Return the shape of the paths' sum or concatenation; raises Misfit where they do not agree."""
    first = shapes[0]
    if layer.joins == "add":
        for other in shapes[1:]:
            if other != first:
                raise Misfit(_can_not_add(first, other, flow))
        return first
    axis = len(first) - 1 if flow.channels_last or len(first) < 3 else 0
    rest = {(*shape[:axis], *shape[axis + 1 :]) for shape in shapes}
    if len(rest) > 1 or len({len(shape) for shape in shapes}) > 1:
        found = ", ".join(shown(shape) for shape in dict.fromkeys(shapes))
        raise Misfit(f"The paths give {found}: only the channels may differ where they are put side by side.")
    return (*first[:axis], sum(shape[axis] for shape in shapes), *first[axis + 1 :])


def joined_field(fields: Sequence[ReceptiveField | None]) -> ReceptiveField | None:
    """Return what all paths together see, or None where one sees everything or they step differently."""
    known = [field for field in fields if field is not None]
    if len(known) < len(fields) or len({field.jump for field in known}) > 1:
        return None
    axes = range(len(known[0].size))
    starts = [min(field.start[axis] for field in known) for axis in axes]
    ends = [max(field.start[axis] + field.size[axis] for field in known) for axis in axes]
    sizes = tuple(end - start for start, end in zip(starts, ends, strict=True))
    return ReceptiveField(sizes, known[0].jump, tuple(starts))


def order_of(orders: Sequence[Order]) -> Order:
    """Return the order of axes that the paths agree on."""
    return orders[0] if len(set(orders)) == 1 else "unknown"


def _can_not_add(body: Shape, shortcut: Shape, flow: Flow) -> str:
    sentence = f"The block gives {shown(body)}, but its shortcut {shown(shortcut)}: they can't be added."
    if shortcut != flow.shape or len(body) != len(shortcut) or len(body) < 3:
        return f"{sentence} Both must have the same shape."
    axis = 0 if flow.channels_last else 1
    stride = -(-shortcut[axis] // max(1, body[axis]))
    return f"{sentence} Write res/{stride}(...): its shortcut is a convolution of kernel 1 with stride {stride}."


def _within(placed: Placed, layer: Layer, text: str) -> Placed:
    """Return a layer that stands where its block stands."""
    return Placed(layer, text, text.partition(" ")[0], placed.span, placed.notation, placed.frozen)


def _separable(layer: SeparableConv, placed: Placed) -> Path:
    depthwise = Conv(
        None, layer.kernel, layer.stride, layer.padding, layer.dilation, bias=False, multiplier=layer.multiplier
    )
    pointwise = Conv(layer.filters, (1,), bias=layer.bias)
    return (
        _within(placed, depthwise, f"dwconv {shown(layer.kernel)} no bias"),
        _within(placed, pointwise, f"conv {layer.filters} 1"),
    )


def _transformer(layer: Transformer, placed: Placed, flow: Flow) -> Path:
    if len(flow.shape) != 2:
        raise Misfit(f"{placed.name} reads steps × features, but {shown(flow.shape)} arrives.")
    width = flow.shape[-1]
    if layer.width is not None and layer.width != width:
        raise Misfit(
            f"{placed.name} expects {layer.width} features a step, but {shown(flow.shape)} arrives. "
            f"Write {width} as its first number."
        )
    hidden = layer.hidden or 4 * width
    norm = _within(placed, Norm("layer", shift=layer.bias), "layernorm")
    attention = _within(placed, Attention(layer.heads, bias=layer.bias), f"attention {layer.heads} heads")
    network = (
        _within(placed, Dense(hidden, layer.bias), f"dense {hidden}"),
        _within(placed, Activation(layer.activation), layer.activation),
        _within(placed, Dense(width, layer.bias), f"dense {width}"),
    )
    if layer.norm_first:
        return _shortcut(placed, (norm, attention)), _shortcut(placed, (norm, *network))
    return _shortcut(placed, (attention,)), norm, _shortcut(placed, network), norm


def _shortcut(placed: Placed, path: Path) -> Placed:
    text = f"res({'; '.join(each.text for each in path)})"
    return _within(placed, Branches("add", (path, ())), text)
