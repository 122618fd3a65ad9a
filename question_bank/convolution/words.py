"""Layers as an exam question writes them: in a table, as PyTorch or as Keras code, and by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import assert_never

from question_bank.convolution.layers import BatchNorm, Conv, Dense, Flatten, Layer, Maps, Pool, trace
from question_bank.wording import grouped, table

ORDINALS = ("first", "second", "third", "fourth", "fifth")


def by(down: int, across: int) -> str:
    """Return height × width as a sentence writes it."""
    return f"{down} × {across}"


def typed(shape: Sequence[int]) -> str:
    """Return a shape as a learner types it: 16 x 24 x 24."""
    return " x ".join(map(str, shape))


def names(layers: Sequence[Layer]) -> tuple[str, ...]:
    """Return what to call each layer: "the first convolution", "the pooling"."""
    total = Counter(map(_kind, layers))
    seen: Counter[str] = Counter()
    found = []
    for layer in layers:
        kind = _kind(layer)
        found.append(f"the {ORDINALS[seen[kind]]} {kind}" if total[kind] > 1 else f"the {kind}")
        seen[kind] += 1
    return tuple(found)


def shape_table(layers: Sequence[Layer]) -> str:
    """Return a table of what decides the shapes: kernel, stride, padding and, where it is used, dilation."""
    dilated = any(isinstance(layer, Conv) and layer.rows.dilation > 1 for layer in layers)
    rows = []
    for number, layer in enumerate(layers, 1):
        assert isinstance(layer, Conv | Pool), "only layers with kernels have rows here"
        down, across = (layer.rows, layer.columns) if isinstance(layer, Conv) else (layer.window, layer.window)
        cells = [str(number), _titled(layer), by(down.kernel, across.kernel), str(down.stride), str(down.padding)]
        rows.append([*cells, str(down.dilation)] if dilated else cells)
    header = ["", "layer", "kernel or window", "stride", "padding"]
    return table([*header, "dilation"] if dilated else header, rows)


def net_table(layers: Sequence[Layer]) -> str:
    """Return a table of a whole network, one layer a row, with all that decides shapes and parameters."""
    return table(
        ["", "layer", "settings"], [[str(n), _titled(layer), _settings(layer)] for n, layer in enumerate(layers, 1)]
    )


def torch_code(layers: Sequence[Layer], shape: Maps) -> str:
    """Return the layers as a fenced block of PyTorch; ``shape`` is what the first one is given."""
    lines = [f"    {torch_call(layer, given)}," for layer, given, _ in trace(layers, shape)]
    return "\n".join(["```python", "nn.Sequential(", *lines, ")", "```"])


def torch_call(layer: Layer, given: Maps) -> str:
    """Return the constructor call of one layer in PyTorch."""
    match layer:
        case Conv(filters, down, across, bias):
            kernel = _pair(down.kernel, across.kernel)
            extras = [
                ("stride", _pair(down.stride, across.stride), "1"),
                ("padding", _pair(down.padding, across.padding), "0"),
            ]
            extras += [("dilation", _pair(down.dilation, across.dilation), "1"), ("bias", str(bias), "True")]
            changed = "".join(f", {name}={value}" for name, value, default in extras if value != default)
            return f"nn.Conv2d({given[0]}, {filters}, kernel_size={kernel}{changed})"
        case Pool(window, takes):
            stride = "" if window.stride == window.kernel else f", stride={window.stride}"
            return f"nn.{'Max' if takes == 'max' else 'Avg'}Pool2d({window.kernel}{stride})"
        case BatchNorm():
            return f"nn.BatchNorm2d({given[0]})"
        case Flatten():
            return "nn.Flatten()"
        case Dense(units):
            return f"nn.Linear({given[0]}, {units})"
        case _:
            assert_never(layer)


def keras_code(layers: Sequence[Layer], shape: Maps) -> str:
    """Return a network as a fenced block of Keras, which leaves the sizes of its dense layers to be worked out."""
    channels, height, width = shape
    lines = [
        f"    keras.Input(({height}, {width}, {channels})),",
        *(f"    layers.{_keras_call(layer)}," for layer in layers),
    ]
    return "\n".join(["```python", "keras.Sequential([", *lines, "])", "```"])


def _keras_call(layer: Layer) -> str:
    match layer:
        case Conv(filters, down, across, bias):
            strides = "" if down.stride == 1 else f", strides={down.stride}"
            padding = ', padding="same"' if down.padding else ""
            unbiased = "" if bias else ", use_bias=False"
            return f"Conv2D({filters}, {_pair(down.kernel, across.kernel)}{strides}{padding}{unbiased})"
        case Pool(window, takes):
            strides = "" if window.stride == window.kernel else f", strides={window.stride}"
            return f"{'Max' if takes == 'max' else 'Average'}Pooling2D({window.kernel}{strides})"
        case BatchNorm():
            return "BatchNormalization()"
        case Flatten():
            return "Flatten()"
        case Dense(units):
            return f"Dense({units})"
        case _:
            assert_never(layer)


def _pair(down: int, across: int) -> str:
    return str(down) if down == across else f"({down}, {across})"


def _kind(layer: Layer) -> str:
    match layer:
        case Conv():
            return "convolution"
        case Pool():
            return "pooling"
        case BatchNorm():
            return "batch normalisation"
        case Flatten():
            return "flattening"
        case Dense():
            return "dense layer"
        case _:
            assert_never(layer)


def _titled(layer: Layer) -> str:
    match layer:
        case Conv(filters):
            return f"convolution, {grouped(filters)} filters"
        case Pool(_, takes):
            return f"{takes} pooling"
        case Dense(units):
            return f"dense, {grouped(units)} units"
        case BatchNorm() | Flatten():
            return _kind(layer)
        case _:
            assert_never(layer)


def _settings(layer: Layer) -> str:
    match layer:
        case Conv(_, down, across, bias):
            padding = f"padding {down.padding}" if down.padding else "no padding"
            return f"{by(down.kernel, across.kernel)}, stride {down.stride}, {padding}{'' if bias else ', no bias'}"
        case Pool(window):
            return f"{by(window.kernel, window.kernel)}, stride {window.stride}"
        case BatchNorm() | Flatten() | Dense():
            return "–"
        case _:
            assert_never(layer)
