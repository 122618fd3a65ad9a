"""A network of plain layers as torch code that runs."""

from __future__ import annotations

from question_bank.networks import Row, Shape, Summary, shown
from question_bank.networks.layers import (
    Activation,
    Conv,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GlobalPool,
    MapLayer,
    Norm,
    Padding,
    Pool,
    Sizes,
    TransposedConv,
    Upsample,
)
from studyapp.errors import StudyAppError

_ACTIVATIONS = {
    **{name.lower(): name for name in ("ReLU", "ReLU6", "ELU", "SELU", "CELU", "GELU", "SiLU", "Mish", "Sigmoid")},
    **{name.lower(): name for name in ("Tanh", "Softplus", "Softsign", "Hardtanh", "Hardswish", "Hardsigmoid")},
    "leakyrelu": "LeakyReLU",
    "leaky_relu": "LeakyReLU",
    "swish": "SiLU",
    "identity": "Identity",
    "linear": "Identity",
    "softmax": "Softmax(dim=-1)",
    "logsoftmax": "LogSoftmax(dim=-1)",
}


class NotPlain(StudyAppError):
    """A layer that has no line of its own in torch's ``nn.Sequential``."""


def as_torch(summary: Summary) -> str:
    """Return code that makes the layers that fit; raises NotPlain for a block or a layer torch writes otherwise.

    Maps have their channels first in it, also where the text is Keras's.
    """
    lines = [line for row in summary.rows for line in _lines(row, summary)]
    inside = "".join(f"    nn.{line},\n" for line in lines)
    shape = _channels_first(summary.input_shape) if summary.channels_last else summary.input_shape
    return f"from torch import nn\n\n# one input: {shown(shape)}, without the batch\nnet = nn.Sequential(\n{inside})\n"


def _lines(row: Row, summary: Summary) -> list[str]:
    """Return the calls that make one layer."""
    last, layer = summary.channels_last, row.spec
    if last and len(row.input_shape) > 2 and isinstance(layer, Activation) and "softmax" in layer.name.lower():
        raise _not_plain(row)  # over the channels, which come first in torch
    shape = _channels_first(row.input_shape) if last else row.input_shape
    if isinstance(layer, MapLayer) and len(shape) > 1:
        return _map_lines(row, layer, shape)
    match layer:
        case Dense() if not last or len(shape) == 1:
            return [_call("Linear", shape[-1], layer.units, bias=layer.bias)]
        case Flatten() if not layer.start:
            return ["Flatten()"]
        case Activation() if name := _ACTIVATIONS.get(layer.name.lower()):
            return [name if name.endswith(")") else f"{name}()"]
        case Dropout():
            return [_call("Dropout", layer.rate)]
        case Embedding():
            return [_call("Embedding", layer.vocabulary, layer.width)]
        case Norm():
            return _norm_lines(row, layer, shape)
    raise _not_plain(row)


def _map_lines(row: Row, layer: MapLayer, shape: Shape) -> list[str]:
    axes, channels = len(shape) - 1, shape[0]
    match layer:
        case Conv():
            filters = channels * layer.multiplier if layer.filters is None else layer.filters
            options = {"stride": _sizes(layer.stride), "padding": _padding(row, layer.padding, layer.stride)}
            options |= {"dilation": _sizes(layer.dilation)}
            groups = channels if layer.filters is None else layer.groups
            sizes = (channels, filters, _sizes(layer.kernel))
            return [_call(f"Conv{axes}d", *sizes, **options, groups=groups, bias=layer.bias)]
        case TransposedConv() if not isinstance(layer.padding, str):  # Keras's own words cut otherwise
            options = {"stride": _sizes(layer.stride), "padding": _padding(row, layer.padding, layer.stride)}
            options |= {"output_padding": _sizes(layer.output_padding), "dilation": _sizes(layer.dilation)}
            sizes = (channels, layer.filters, _sizes(layer.kernel))
            return [_call(f"ConvTranspose{axes}d", *sizes, **options, groups=layer.groups, bias=layer.bias)]
        case Pool() if layer.padding != "same" and (layer.takes == "max" or set(layer.dilation) == {1}):
            stride = layer.kernel if layer.stride is None else layer.stride
            options = {"padding": _padding(row, layer.padding, stride), "ceil_mode": layer.ceil_mode}
            options |= {"dilation": _sizes(layer.dilation)} if layer.takes == "max" else {}
            return [_call(f"{_taking(layer)}Pool{axes}d", _sizes(layer.kernel), _sizes(stride), **options)]
        case GlobalPool():
            return [f"Adaptive{_taking(layer)}Pool{axes}d(1)", *([] if layer.keep else ["Flatten()"])]
        case Upsample():
            return [_call("Upsample", scale_factor=_sizes(layer.factor))]
    raise _not_plain(row)


def _norm_lines(row: Row, layer: Norm, shape: Shape) -> list[str]:
    axes = max(len(shape) - 1, 1)
    learnt = layer.scale and layer.shift
    if layer.kind == "batch" and learnt and (len(shape) != 2 or axes == layer.axes):
        return [_call(f"BatchNorm{axes}d", shape[0])]
    if layer.kind == "group" and learnt and len(shape) > 1:
        return [_call("GroupNorm", layer.groups, shape[0])]
    if layer.kind == "layer" and learnt and len(shape) <= 2 and layer.shape in (None, shape[-1:]):
        return [_call("LayerNorm", shape[-1])]
    raise _not_plain(row)


def _call(name: str, *positional: object, **options: object) -> str:
    """Return a call without the options that torch has anyway."""
    usual = {"stride": 1, "padding": 0, "output_padding": 0, "dilation": 1, "groups": 1, "bias": True}
    usual |= {"ceil_mode": False}
    given = [f"{option}={value!r}" for option, value in options.items() if usual.get(option) != value]
    return f"{name}({', '.join([*map(repr, positional), *given])})"


def _sizes(sizes: Sizes) -> int | Sizes:
    return sizes[0] if len(set(sizes)) == 1 else sizes


def _padding(row: Row, padding: Padding, stride: Sizes) -> int | Sizes | str:
    if padding == "valid":
        return 0
    if padding == "same":
        if set(stride) != {1}:
            raise _not_plain(row)
        return "same"
    return _sizes(padding)


def _taking(layer: Pool | GlobalPool) -> str:
    return layer.takes.capitalize()


def _channels_first(shape: Shape) -> Shape:
    return (*shape[-1:], *shape[:-1]) if len(shape) > 2 else shape


def _not_plain(row: Row) -> NotPlain:
    name = row.layer if len(row.layer) <= 40 else f"{row.layer[:40]}…"
    return NotPlain(f"{name} is more than one plain layer of nn.Sequential: only plain layers can be copied as torch.")
