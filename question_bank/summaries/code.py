"""Networks as the exam prints them: PyTorch or Keras code with a name for every layer, or a table of settings."""

from __future__ import annotations

from question_bank.networks.layers import Conv, Dense, Layer, Norm, Pool
from question_bank.networks.shapes import Shape
from question_bank.summaries.nets import Net, kind
from question_bank.wording import counted, grouped, table

LAZY = "`nn.LazyLinear(n)` is a dense layer of `n` units that takes its number of inputs from what arrives."


def code(net: Net) -> str:
    """Return the network as a fenced block of the library's code; a comment names each layer."""
    lines = _keras_lines(net) if net.keras else _torch_lines(net)
    width = max(map(len, lines))
    named = [f"    {line:<{width}}  # {name}" for line, name in zip(lines, net.names, strict=True)]
    if not net.keras:
        return "\n".join(["```python", "nn.Sequential(", *named, ")", "```"])
    entry = f"    keras.Input(({', '.join(map(str, net.input_shape))})),"
    return "\n".join(["```python", "keras.Sequential([", entry, *named, "])", "```"])


def settings_table(net: Net) -> str:
    """Return the network as a Markdown table, one layer a row."""
    return table(
        ("layer", "settings"), [(name, _said(layer)) for name, layer in zip(net.names, net.layers, strict=True)]
    )


def _torch_lines(net: Net) -> list[str]:
    arriving = (net.input_shape, *net.shapes)
    return [f"nn.{_torch_call(layer, given)}," for layer, given in zip(net.layers, arriving, strict=False)]


def _torch_call(layer: Layer, given: Shape) -> str:
    match layer:
        case Conv():
            options = {"stride": layer.stride[0], "padding": _zeros(layer)}
            said = "".join(f", {name}={value}" for name, value in options.items() if value != _DEFAULTS[name])
            bias = "" if layer.bias else ", bias=False"
            return f"Conv2d({given[0]}, {layer.filters}, kernel_size={layer.kernel[0]}{said}{bias})"
        case Pool():
            return f"{'Max' if layer.takes == 'max' else 'Avg'}Pool2d({layer.kernel[0]})"
        case Norm():
            return f"BatchNorm2d({given[0]})"
        case Dense():
            return f"LazyLinear({layer.units})"
        case _:
            return {"flatten": "Flatten()", "average": "AdaptiveAvgPool2d(1)"}[kind(layer)]


_DEFAULTS = {"stride": 1, "padding": 0}


def _keras_lines(net: Net) -> list[str]:
    return [f"layers.{_keras_call(layer)}," for layer in net.layers]


def _keras_call(layer: Layer) -> str:
    match layer:
        case Conv():
            strides = f", strides={layer.stride[0]}" if layer.stride[0] > 1 else ""
            padding = ', padding="same"' if _zeros(layer) else ""
            bias = "" if layer.bias else ", use_bias=False"
            return f"Conv2D({layer.filters}, {layer.kernel[0]}{strides}{padding}{bias})"
        case Pool():
            return f"{'Max' if layer.takes == 'max' else 'Average'}Pooling2D({layer.kernel[0]})"
        case Norm():
            return "BatchNormalization()"
        case Dense():
            return f"Dense({layer.units})"
        case _:
            return {"flatten": "Flatten()", "average": "GlobalAveragePooling2D()"}[kind(layer)]


def _said(layer: Layer) -> str:
    match layer:
        case Conv():
            assert layer.filters is not None, "no exercise has depthwise convolutions"
            zeros = f"padding {_zeros(layer)}" if _zeros(layer) else "no padding"
            side, bias = layer.kernel[0], "" if layer.bias else ", no biases"
            return f"{counted(layer.filters, 'filter')} of {side} × {side}, stride {layer.stride[0]}, {zeros}{bias}"
        case Pool():
            side = layer.kernel[0]
            return f"{'max' if layer.takes == 'max' else 'average'} pooling, {side} × {side}, stride {side}"
        case Norm():
            return "batch normalisation"
        case Dense():
            return f"{grouped(layer.units)} units"
        case _:
            return {"flatten": "all maps in one row", "average": "global average pooling"}[kind(layer)]


def _zeros(layer: Conv) -> int:
    return layer.padding[0] if isinstance(layer.padding, tuple) else 0
