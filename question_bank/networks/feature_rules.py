"""What layers over features make of what arrives: dense, norms, embeddings, and those that only reshape."""

from __future__ import annotations

from math import prod
from typing import assert_never

from question_bank.networks.counting import Count, counted, product, total
from question_bank.networks.flow import Flow, Misfit, Order, Outcome, ReceptiveField, unchanged
from question_bank.networks.layers import (
    Activation,
    Dense,
    Dropout,
    Embedding,
    FeatureLayer,
    Flatten,
    Norm,
    Permute,
    Placed,
    Positions,
    PRelu,
    Reshape,
    ShapeLayer,
    TakeLast,
)
from question_bank.networks.map_rules import check_map
from question_bank.networks.shapes import Shape, counted_out, shown


def apply_shape_layer(layer: ShapeLayer, placed: Placed, flow: Flow) -> Outcome:
    """Return what a layer makes that only lays the numbers out anew; raises Misfit where they do not suffice."""
    match layer:
        case Flatten():
            return _flatten(layer, placed, flow)
        case Reshape():
            return Outcome(_reshaped(layer, placed, flow.shape))
        case Permute():
            return _permute(layer, placed, flow)
        case TakeLast():
            if len(flow.shape) != 2:
                raise Misfit(f"{placed.name} takes the last step of steps × features, but {shown(flow.shape)} arrives.")
            return Outcome(flow.shape[1:], order="features last")
        case _:
            assert_never(layer)


def apply_feature_layer(layer: FeatureLayer, placed: Placed, flow: Flow) -> Outcome:
    """Return what a layer over features makes; raises Misfit where it can't take what arrives."""
    match layer:
        case Dense():
            return _dense(layer, placed, flow)
        case Activation() | Dropout():
            return unchanged(flow)
        case PRelu():
            return _prelu(layer, placed, flow)
        case Norm():
            return _norm(layer, placed, flow)
        case Embedding():
            return _embedding(layer, flow)
        case Positions():
            return _positions(layer, placed, flow)
        case _:
            assert_never(layer)


def _flatten(layer: Flatten, placed: Placed, flow: Flow) -> Outcome:
    if layer.start >= len(flow.shape):
        raise Misfit(f"{placed.name} starts behind the last axis of {shown(flow.shape)}.")
    kept, rest = flow.shape[: layer.start], flow.shape[layer.start :]
    return Outcome((*kept, prod(rest)), order="features last", shape_how=product(*rest).spelled)


def _reshaped(layer: Reshape, placed: Placed, shape: Shape) -> Shape:
    kept, rest = shape[: layer.start], prod(shape[layer.start :])
    known = prod(size for size in layer.shape if size > 0)
    open_sizes = layer.shape.count(-1)
    fits = rest % known == 0 if open_sizes == 1 else known == rest
    if 0 in layer.shape or open_sizes > 1 or not fits:
        raise Misfit(
            f"{placed.name} to {shown(layer.shape)} needs {known:,} numbers, but {counted_out(shape)} arrive: "
            "the product of the new sizes must be the same."
        )
    return (*kept, *(rest // known if size == -1 else size for size in layer.shape))


def _permute(layer: Permute, placed: Placed, flow: Flow) -> Outcome:
    if sorted(layer.order) != list(range(len(flow.shape))):
        raise Misfit(f"{placed.name} orders {len(layer.order)} axes, but {shown(flow.shape)} has {len(flow.shape)}.")
    orders: dict[Order, Order] = {"features last": "channels first", "channels first": "features last"}
    order = flow.order if flow.channels_last else orders.get(flow.order, "unknown")
    field = flow.field if len(flow.shape) == 2 and not flow.channels_last else None
    return Outcome(tuple(flow.shape[axis] for axis in layer.order), field=field, order=order)


def _dense(layer: Dense, placed: Placed, flow: Flow) -> Outcome:
    features = flow.shape[-1]
    _check_dense(layer, placed, flow)
    weights = product(features, layer.units)
    places = flow.shape[:-1]
    notes: tuple[str, ...] = ()
    if len(places) >= 2:
        notes = (
            f"It acts on the last axis alone, at each of {prod(places):,} places; flatten first to join them all.",
        )
    return Outcome(
        (*places, layer.units),
        product(total(features, int(layer.bias)), layer.units),
        product(weights, *places) if places else weights,
        _view_of_steps(flow),
        "features last",
        notes=notes,
    )


def _check_dense(layer: Dense, placed: Placed, flow: Flow) -> None:
    features, said = flow.shape[-1], layer.in_features
    if said is not None and said != features:
        raise Misfit(_wrong_features(said, layer, placed, flow))
    maps = len(flow.shape) > 2 or (len(flow.shape) == 2 and flow.order == "channels first")
    if placed.notation == "short" and maps and not flow.channels_last:
        raise Misfit(
            f"{placed.name} reads one list of numbers, but the map {counted_out(flow.shape)} arrives: "
            "write flatten before it."
        )


def _wrong_features(said: int, layer: Dense, placed: Placed, flow: Flow) -> str:
    name, flat = placed.name, prod(flow.shape)
    if len(flow.shape) == 1:
        return f"{name} expects {said:,} numbers, but {flat:,} arrive. Write nn.{name}({flat}, {layer.units})."
    if flat == said:
        return f"{name} expects {said:,} numbers, but {counted_out(flow.shape)} arrive: write nn.Flatten() before it."
    if len(flow.shape) == 2 and flow.order != "channels first":
        steps, width = flow.shape
        return (
            f"{name} expects {said:,} features, but {steps} steps of {width:,} arrive. "
            f"Write nn.{name}({width}, {layer.units})."
        )
    return (
        f"{name} expects {said:,} numbers, but {counted_out(flow.shape)} arrive: flatten gives {flat:,}. "
        f"Write nn.Flatten(), then nn.{name}({flat}, {layer.units})."
    )


def _view_of_steps(flow: Flow) -> ReceptiveField | None:
    """Return the view where every step of a sequence is worked on by itself, else None."""
    return flow.field if len(flow.shape) == 2 and flow.order == "features last" else None


def _prelu(layer: PRelu, placed: Placed, flow: Flow) -> Outcome:
    if layer.slopes is None:
        return unchanged(flow, product(*flow.shape))
    if layer.slopes not in (1, flow.channels()):
        raise Misfit(f"{placed.name} has 1 slope or one a channel, {flow.channels()}, not {layer.slopes}.")
    return unchanged(flow, counted(layer.slopes))


def _norm(layer: Norm, placed: Placed, flow: Flow) -> Outcome:
    over = _normed(layer, placed, flow)
    kinds = int(layer.scale) + int(layer.shift)
    size = product(*over)
    learnt = product(kinds, size) if kinds else total()
    if layer.kind != "batch" or not flow.channels_last:
        return unchanged(flow, learnt)
    kept = product(kinds + 2, size)  # Keras counts the moving mean and variance
    return unchanged(flow, kept, untrained=2 * size.value)


def _normed(layer: Norm, placed: Placed, flow: Flow) -> Shape:
    """Return the sizes that one scale each belongs to."""
    if layer.kind in ("layer", "rms"):
        return _normed_shape(layer, placed, flow)
    if layer.axes is not None and (layer.kind != "batch" or layer.axes > 1 or len(flow.shape) > 2):
        check_map(layer.axes, placed, flow)
    channels = _norm_channels(placed, flow)
    if layer.channels is not None and layer.channels != channels:
        raise Misfit(
            f"{placed.name} expects {layer.channels} channels, but {shown(flow.shape)} arrives: "
            f"{channels} channels. Write {channels} instead."
        )
    if channels % layer.groups:
        raise Misfit(f"{placed.name} splits {channels} channels into {layer.groups} groups: that leaves a rest.")
    return (channels,)


def _norm_channels(placed: Placed, flow: Flow) -> int:
    """Return the channels of a map; only torch reads steps × features as if the steps were channels."""
    if flow.channels_last or (flow.order == "features last" and placed.notation == "short"):
        return flow.shape[-1]
    return flow.shape[0]


def _normed_shape(layer: Norm, placed: Placed, flow: Flow) -> Shape:
    said = layer.shape
    if said is None:
        whole_map = placed.notation == "short" and len(flow.shape) > 2 and not flow.channels_last
        return flow.shape if whole_map else flow.shape[-1:]
    if flow.shape[-len(said) :] != said:
        raise Misfit(
            f"{placed.name} normalises over the last sizes {shown(said)}, but {shown(flow.shape)} arrives: "
            f"write nn.{placed.name}({flow.shape[-1]}), or the sizes of the whole map."
        )
    return said


def _embedding(layer: Embedding, flow: Flow) -> Outcome:
    axes = len(flow.shape)
    field = ReceptiveField((1,), (1,), (0,)) if axes == 1 else None
    size: Count = product(layer.vocabulary, layer.width)
    return Outcome((*flow.shape, layer.width), size, field=field, order="features last")


def _positions(layer: Positions, placed: Placed, flow: Flow) -> Outcome:
    if len(flow.shape) != 2:
        raise Misfit(f"{placed.name} belongs to steps × features, but {shown(flow.shape)} arrives.")
    steps, width = flow.shape
    if steps > layer.length:
        raise Misfit(f"{placed.name} knows {layer.length:,} positions, but {steps:,} steps arrive: it needs {steps:,}.")
    return unchanged(flow, product(layer.length, width))
