"""What layers that sweep over maps make of what arrives: convolutions, poolings, upsampling, zeros around."""

from __future__ import annotations

from math import prod
from typing import assert_never

from question_bank.networks.counting import Count, product, total
from question_bank.networks.flow import Flow, Misfit, Order, Outcome, ReceptiveField
from question_bank.networks.layers import (
    AdaptivePool,
    Conv,
    GlobalPool,
    MapLayer,
    Placed,
    Pool,
    SeparableConv,
    Sizes,
    TransposedConv,
    Upsample,
    ZeroPad,
)
from question_bank.networks.shapes import counted_out, shown
from question_bank.networks.windows import Window, spread, sweep, widened, windows


def apply_map_layer(layer: MapLayer, placed: Placed, flow: Flow) -> Outcome:
    """Return what the layer makes of a map; raises Misfit where it can't take it."""
    check_map(layer.axes, placed, flow)
    match layer:
        case Conv():
            return _conv(layer, placed, flow)
        case TransposedConv():
            return _transposed(layer, placed, flow)
        case SeparableConv():
            raise AssertionError("a separable convolution is taken apart before it is counted")
        case Pool():
            return _pool(layer, placed, flow)
        case GlobalPool():
            return _global_pool(layer, flow)
        case AdaptivePool():
            return _adaptive_pool(layer, flow)
        case Upsample():
            factors = spread(layer.factor, len(flow.places()), "factor")
            places = tuple(size * factor for size, factor in zip(flow.places(), factors, strict=True))
            return _map(flow, flow.channels(), places)
        case ZeroPad():
            return _zero_pad(layer, flow)
        case _:
            assert_never(layer)


def check_map(axes: int | None, placed: Placed, flow: Flow) -> None:
    """Raise Misfit where what arrives is not a map with channels and ``axes`` more axes (None: one to three)."""
    dimensions = len(flow.shape)
    wanted = axes + 1 if axes else None
    if dimensions == wanted or (wanted is None and 2 <= dimensions <= 4):
        if placed.notation == "short" and flow.order == "features last" and not flow.channels_last:
            raise Misfit(_swap(placed, flow))
        return
    names = {2: ("channels", "steps"), 3: ("channels", "height", "width"), 4: ("channels", "depth", "height", "width")}
    words = names[wanted or 3]
    ordered = (*words[1:], words[0]) if flow.channels_last else words
    sentence = f"{placed.name} reads {' × '.join(ordered)}, but {shown(flow.shape)} arrives."
    raise Misfit(f"{sentence} {_advice(dimensions, wanted or 3, flow)}")


def _advice(dimensions: int, wanted: int, flow: Flow) -> str:
    if dimensions == wanted - 1:
        sizes = (*flow.shape, 1) if flow.channels_last else (1, *flow.shape)
        return f"If that is a map with one channel, it is {shown(sizes)}."
    if dimensions < wanted:
        return "Put it before the layer that flattens, or reshape first."
    if dimensions == wanted + 1:
        return "If the first size is the batch, leave it away."
    return "Flatten, pool or choose the layer with as many axes as the map."


def _swap(placed: Placed, flow: Flow) -> str:
    steps, width = flow.shape[0], flow.shape[-1]
    return (
        f"{placed.name} reads channels first, but {shown(flow.shape)} arrives: {steps} steps of {width} features. "
        "Write swap before it."
    )


def _map(
    flow: Flow,
    channels: int,
    places: Sizes,
    *,
    parameters: Count | None = None,
    multiply_adds: Count | None = None,
    field: ReceptiveField | None = None,
    shape_how: str = "",
) -> Outcome:
    none = total()
    order: Order = "features last" if flow.channels_last else "channels first"
    return Outcome(
        flow.map_of(channels, places),
        parameters or none,
        multiply_adds or none,
        field,
        order,
        shape_how=shape_how,
    )


def _check_channels(said: int | None, placed: Placed, flow: Flow) -> None:
    channels = flow.channels()
    if said is None or said == channels:
        return
    sentence = f"{placed.name} expects {said} channels, but {shown(flow.shape)} arrives: {channels} channels."
    if flow.shape[-1] == said:
        raise Misfit(f"{sentence} torch reads channels first; write swap on a line before it, or check the input.")
    raise Misfit(f"{sentence} Write {channels} as its first number.")


def _check_groups(groups: int, channels: int, filters: int, placed: Placed) -> None:
    for count, what in ((channels, "channels that arrive"), (filters, "filters")):
        if count % groups:
            raise Misfit(
                f"{placed.name} splits into {groups} groups, but the {count} {what} can't be split evenly: "
                f"choose a number of groups that divides {channels} and {filters}."
            )


def _conv(layer: Conv, placed: Placed, flow: Flow) -> Outcome:
    channels = flow.channels()
    _check_channels(layer.in_channels, placed, flow)
    filters = layer.filters if layer.filters is not None else channels * layer.multiplier
    groups = layer.groups if layer.filters is not None else channels
    _check_groups(groups, channels, filters, placed)
    if placed.notation == "torch" and layer.padding == "same" and max(layer.stride) > 1:
        raise Misfit('torch knows padding="same" only at stride 1: give the padding as a number.')
    across = windows(flow.places(), layer.kernel, layer.stride, layer.padding, layer.dilation)
    places = sweep(flow.places(), across)
    kernel = tuple(window.kernel for window in across)
    weights = product(*kernel, channels // groups)
    return _map(
        flow,
        filters,
        places,
        parameters=product(total(weights, int(layer.bias)), filters),
        multiply_adds=product(weights, filters, *places),
        field=widened(flow.field, across),
        shape_how=_spelled(flow.places(), across),
    )


def _spelled(places: Sizes, across: tuple[Window, ...]) -> str:
    """Return the calculation of the new sizes, once where all axes agree."""
    texts = dict.fromkeys(window.spelled(size) for size, window in zip(places, across, strict=True))
    return ", ".join(texts)


def _transposed(layer: TransposedConv, placed: Placed, flow: Flow) -> Outcome:
    channels, places = flow.channels(), flow.places()
    _check_channels(layer.in_channels, placed, flow)
    _check_groups(layer.groups, channels, layer.filters, placed)
    kernel = spread(layer.kernel, len(places), "kernel")
    grown, how = _grown(layer, placed, places, kernel)
    weights = product(*kernel, channels // layer.groups)
    return _map(
        flow,
        layer.filters,
        grown,
        parameters=product(total(weights, int(layer.bias)), layer.filters),
        multiply_adds=product(weights, layer.filters, *places),
        shape_how=how,
    )


def _grown(layer: TransposedConv, placed: Placed, places: Sizes, kernel: Sizes) -> tuple[Sizes, str]:
    """Return the sizes behind a transposed convolution, (n − 1)·s − 2p + d(k − 1) + output padding + 1, and how."""
    axes = len(places)
    strides, dilations = spread(layer.stride, axes, "stride"), spread(layer.dilation, axes, "dilation")
    extra = spread(layer.output_padding, axes, "output padding")
    edges = None if isinstance(layer.padding, str) else spread(layer.padding, axes, "padding")
    sizes, texts = [], []
    for axis, size in enumerate(places):
        stride, reach = strides[axis], dilations[axis] * (kernel[axis] - 1)
        if edges is None:
            same = layer.padding == "same"
            new = size * stride + (0 if same else max(reach + 1 - stride, 0))
            text = f"{size}·{stride} = {new}" if same else f"{size}·{stride} + max({reach + 1} − {stride}, 0) = {new}"
        else:
            new = (size - 1) * stride - 2 * edges[axis] + reach + extra[axis] + 1
            text = f"({size} − 1)·{stride} − 2·{edges[axis]} + {reach} + {extra[axis]} + 1 = {new}"
            _check_output_padding(extra[axis], max(stride, dilations[axis]), placed)
        if new < 1:
            raise Misfit(f"Along an axis of {size}, nothing is left: {text}. Take less padding.")
        sizes.append(new)
        texts.append(text)
    return tuple(sizes), ", ".join(dict.fromkeys(texts))


def _check_output_padding(extra: int, bound: int, placed: Placed) -> None:
    if extra >= bound:
        raise Misfit(
            f"The output padding of {placed.name} is below its stride or dilation: {extra} is not below {bound}."
        )


def _pool(layer: Pool, placed: Placed, flow: Flow) -> Outcome:
    stride = layer.stride or layer.kernel
    across = windows(flow.places(), layer.kernel, stride, layer.padding, layer.dilation, ceil_mode=layer.ceil_mode)
    if not isinstance(layer.padding, str):
        for window in across:
            if 2 * window.before > window.kernel:
                raise Misfit(
                    f"{placed.name} is padded by at most half its kernel, {window.kernel // 2}, not {window.before}."
                )
    places = sweep(flow.places(), across)
    field, how = widened(flow.field, across), _spelled(flow.places(), across)
    return _map(flow, flow.channels(), places, field=field, shape_how=how)


def _global_pool(layer: GlobalPool, flow: Flow) -> Outcome:
    if layer.keep:
        return _map(flow, flow.channels(), (1,) * len(flow.places()))
    return Outcome((flow.channels(),), order="features last")


def _adaptive_pool(layer: AdaptivePool, flow: Flow) -> Outcome:
    places = flow.places()
    wanted = layer.size * len(places) if len(layer.size) == 1 else layer.size
    if len(wanted) != len(places):
        raise Misfit(f"The size has {len(wanted)} numbers, but {counted_out(flow.shape)} has {len(places)} axes.")
    sizes = tuple(place if size is None else size for place, size in zip(places, wanted, strict=True))
    field = None
    if prod(sizes) > 1 and all(place % size == 0 for place, size in zip(places, sizes, strict=True)):
        steps = [place // size for place, size in zip(places, sizes, strict=True)]
        field = widened(flow.field, tuple(Window(step, step) for step in steps))
    return _map(flow, flow.channels(), sizes, field=field)


def _zero_pad(layer: ZeroPad, flow: Flow) -> Outcome:
    places = flow.places()
    edges = layer.edges * len(places) if len(layer.edges) == 1 else layer.edges
    if len(edges) != len(places):
        raise Misfit(
            f"The padding is for {len(edges)} axes, but {shown(flow.shape)} has {len(places)} beside channels."
        )
    across = tuple(Window(1, 1, before, after) for before, after in edges)
    field = widened(flow.field, across)
    return _map(flow, flow.channels(), sweep(places, across), field=field, shape_how=_spelled(places, across))
