"""The layers of Keras with its own names, order and defaults; its maps hold the channels last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

from question_bank.networks.arguments import Arguments, Signature
from question_bank.networks.layers import (
    Activation,
    Attention,
    Conv,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GlobalPool,
    Layer,
    Norm,
    Permute,
    Pool,
    PRelu,
    Recurrent,
    Reshape,
    SeparableConv,
    Takes,
    TransposedConv,
    Upsample,
    ZeroPad,
)

EVERY_LAYER = "name~ dtype~ trainable~ input_shape~ batch_input_shape~ input_dim~ input_length~"
"""What every layer of Keras may be told; ``trainable`` and the shapes are read where the network is put together."""

_TUNED = (
    *("kernel", "bias", "depthwise", "pointwise", "recurrent", "embeddings"),
    *("beta", "gamma", "alpha", "moving_mean", "moving_variance"),
)
_TUNING = " ".join(f"{part}_{what}~" for part in _TUNED for what in ("initializer", "regularizer", "constraint"))
_BY_NAME = f"{EVERY_LAYER} {_TUNING} activity_regularizer~ seed~ data_format?"


def _conv(axes: int, given: Arguments) -> Layer:
    groups = given.whole("groups") if given.has("groups") else 1
    filters, kernel = given.whole("filters"), given.sizes("kernel_size")
    stride, dilation = given.sizes("strides", (1,)), given.sizes("dilation_rate", (1,))
    return Conv(filters, kernel, stride, _padding(given), dilation, groups, _bias(given), axes)


def _padding(given: Arguments) -> Literal["same", "valid"]:
    match given.padding("padding", "valid"):
        case "same":
            return "same"
        case "valid":
            return "valid"
        case _:
            raise given.wrong("padding", '"same" or "valid" in Keras')


def _bias(given: Arguments) -> bool:
    return given.flag("use_bias", True)


def _transposed(axes: int, given: Arguments) -> Layer:
    filters, kernel = given.whole("filters"), given.sizes("kernel_size")
    stride, dilation = given.sizes("strides", (1,)), given.sizes("dilation_rate", (1,))
    return TransposedConv(filters, kernel, stride, _padding(given), (0,), dilation, 1, _bias(given), axes)


def _depthwise(axes: int, given: Arguments) -> Layer:
    times = given.whole("depth_multiplier") if given.has("depth_multiplier") else 1
    stride, dilation = given.sizes("strides", (1,)), given.sizes("dilation_rate", (1,))
    return Conv(
        None,
        given.sizes("kernel_size"),
        stride,
        _padding(given),
        dilation,
        bias=_bias(given),
        axes=axes,
        multiplier=times,
    )


def _separable(axes: int, given: Arguments) -> Layer:
    times = given.whole("depth_multiplier") if given.has("depth_multiplier") else 1
    filters, kernel = given.whole("filters"), given.sizes("kernel_size")
    stride, dilation = given.sizes("strides", (1,)), given.sizes("dilation_rate", (1,))
    return SeparableConv(filters, kernel, stride, _padding(given), dilation, times, _bias(given), axes)


def _pool(takes: Takes, axes: int, given: Arguments) -> Layer:
    stride = given.sizes("strides") if given.has("strides") else None
    return Pool(takes, given.sizes("pool_size", (2,)), stride, _padding(given), axes=axes)


def _global_pool(takes: Takes, axes: int, given: Arguments) -> Layer:
    return GlobalPool(takes, axes, given.flag("keepdims", False))


def _upsample(axes: int, given: Arguments) -> Layer:
    return Upsample(given.sizes("size", (2,)), axes)


def _zero_pad(axes: int, given: Arguments) -> Layer:
    value = given.value("padding") if given.has("padding") else 1
    pairs = value if isinstance(value, tuple) else (value,)
    if axes == 1:
        pairs = (value,)
    edges: list[tuple[int, int]] = []
    for pair in pairs:
        before, after = pair if isinstance(pair, tuple) and len(pair) == 2 else (pair, pair)
        if type(before) is not int or type(after) is not int or not (0 <= before <= 10**6 and 0 <= after <= 10**6):
            raise given.wrong("padding", "a number, or a (before, after) pair for every axis")
        edges.append((before, after))
    return ZeroPad(tuple(edges), axes)


def _norm(kind: Literal["batch", "layer", "rms"], given: Arguments) -> Layer:
    if given.has("axis") and given.value("axis") not in (-1, (-1,)):
        raise given.wrong("axis", "-1 here: Keras holds the channels last")
    scale, shift = given.flag("scale", True), kind != "rms" and given.flag("center", True)
    return Norm(kind, scale=scale, shift=shift)


def _group_norm(given: Arguments) -> Layer:
    groups = given.whole("groups") if given.has("groups") else 32
    return Norm("group", groups=groups, scale=given.flag("scale", True), shift=given.flag("center", True))


def _recurrent(kind: Literal["rnn", "lstm", "gru"], given: Arguments) -> Layer:
    biases = int(_bias(given))
    if kind == "gru" and biases and given.flag("reset_after", True):
        biases = 2  # with the reset gate behind the product, the recurrent side has a bias of its own
    return Recurrent(kind, given.whole("units"), 1, False, biases, given.flag("return_sequences", False))


def _attention(given: Arguments) -> Layer:
    value_width = given.whole("value_dim") if given.has("value_dim") else None
    return Attention(given.whole("num_heads"), None, given.whole("key_dim"), value_width, _bias(given))


def _activation(name: str, given: Arguments) -> Layer:
    del given
    return Activation(name)


def _prelu(given: Arguments) -> Layer:
    if given.has("shared_axes"):
        raise given.wrong("shared_axes", "not read here")
    return PRelu(None)


def _permute(given: Arguments) -> Layer:
    return Permute(tuple(axis - 1 for axis in given.sizes("dims")))


def _each(names: str, build: Callable[[int, Arguments], Layer], stem: str, axes: range) -> dict[str, Signature]:
    """Return the layers that Keras has once for every number of axes: Conv1D, Conv2D, Conv3D."""
    return {f"{stem}{count}D": _signature(names, partial(build, count)) for count in axes}


def _signature(names: str, build: Callable[[Arguments], Layer]) -> Signature:
    """Return a signature: words behind a star are given by name only, and so are those every layer of Keras knows."""
    own, _, by_name = names.partition("*")
    known = {word.rstrip("?~") for word in names.replace("*", " ").split()}
    rest = [word for word in _BY_NAME.split() if word.rstrip("?~") not in known]
    return Signature(own, partial(_channels_last, build), " ".join([by_name, *rest]))


def _channels_last(build: Callable[[Arguments], Layer], given: Arguments) -> Layer:
    if given.has("data_format") and given.value("data_format") != "channels_last":
        raise given.wrong("data_format", '"channels_last" here')
    return build(given)


_CONV = "filters kernel_size strides? padding? data_format? dilation_rate? groups? activation~ use_bias?"
_DEPTHWISE = "kernel_size strides? padding? depth_multiplier? data_format? dilation_rate? activation~ use_bias?"
_SEPARABLE = "filters kernel_size strides? padding? data_format? dilation_rate? depth_multiplier? activation~ use_bias?"
_TRANSPOSED = "filters kernel_size strides? padding? data_format? dilation_rate? activation~ use_bias?"
_SIMPLE = "units activation~ use_bias? * return_sequences? {}"
_GATED = "units activation~ recurrent_activation~ use_bias? * return_sequences? reset_after? {}"
_LOOP = "dropout~ recurrent_dropout~ return_state~ go_backwards~ stateful~ unroll~ implementation~ unit_forget_bias~"
_ALL = range(1, 4)


def _pools() -> Mapping[str, Signature]:
    found: dict[str, Signature] = {}
    names, whole = "pool_size? strides? padding? data_format?", "data_format? keepdims?"
    kinds: tuple[tuple[str, Takes], ...] = (("Max", "max"), ("Average", "avg"))
    for word, takes in kinds:
        found |= _each(names, partial(_pool, takes), f"{word}Pooling", _ALL)
        found |= _each(whole, partial(_global_pool, takes), f"Global{word}Pooling", _ALL)
    return found


def _functions() -> Mapping[str, Signature]:
    """Return the activations that are layers of their own."""
    names = {
        "LeakyReLU": "negative_slope~ * alpha~",
        "Softmax": "axis~",
        "ReLU": "max_value~ negative_slope~ threshold~",
        "ELU": "alpha~",
    }
    return {name: _signature(taken, partial(_activation, name)) for name, taken in names.items()}


KERAS: dict[str, Signature] = {
    **_each(_CONV, _conv, "Conv", _ALL),
    **{f"{name}Transpose": each for name, each in _each(_TRANSPOSED, _transposed, "Conv", _ALL).items()},
    **_each(_DEPTHWISE, _depthwise, "DepthwiseConv", range(1, 3)),
    **_each(_SEPARABLE, _separable, "SeparableConv", range(1, 3)),
    **_each("size? data_format? interpolation~", _upsample, "UpSampling", _ALL),
    **_each("padding? data_format?", _zero_pad, "ZeroPadding", _ALL),
    **_pools(),
    **_functions(),
    "PReLU": _signature("* shared_axes?", _prelu),
    "Activation": _signature("activation", lambda given: Activation(given.word("activation", "linear"))),
    "Dense": _signature("units activation~ use_bias?", lambda given: Dense(given.whole("units"), _bias(given))),
    **dict.fromkeys(
        ("Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "GaussianDropout", "AlphaDropout"),
        _signature("rate noise_shape~", lambda given: Dropout(given.number("rate", 0.5))),
    ),
    "Flatten": _signature("data_format?", lambda given: Flatten()),
    "Reshape": _signature("target_shape", lambda given: Reshape(given.sizes("target_shape", least=-1))),
    "Permute": _signature("dims", _permute),
    "BatchNormalization": _signature("axis? momentum~ epsilon~ center? scale?", partial(_norm, "batch")),
    "LayerNormalization": _signature("axis? epsilon~ center? scale?", partial(_norm, "layer")),
    "RMSNormalization": _signature("axis? epsilon~", partial(_norm, "rms")),
    "GroupNormalization": _signature("groups? axis~ epsilon~ center? scale?", _group_norm),
    "Embedding": _signature(
        "input_dim output_dim * mask_zero~",
        lambda given: Embedding(given.whole("input_dim"), given.whole("output_dim")),
    ),
    "SimpleRNN": _signature(_SIMPLE.format(_LOOP), partial(_recurrent, "rnn")),
    "LSTM": _signature(_GATED.replace("reset_after? ", "").format(_LOOP), partial(_recurrent, "lstm")),
    "GRU": _signature(_GATED.format(_LOOP), partial(_recurrent, "gru")),
    "MultiHeadAttention": _signature("num_heads key_dim value_dim? dropout~ use_bias?", _attention),
}
"""What can be called, by its name in keras.layers."""
