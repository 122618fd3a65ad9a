"""The layers of torch.nn with torch's own names, order and defaults."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from question_bank.networks.arguments import Arguments, Signature
from question_bank.networks.layers import (
    Activation,
    AdaptivePool,
    Attention,
    Conv,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    Layer,
    Norm,
    Pool,
    PRelu,
    Recurrent,
    Reshape,
    Sizes,
    Takes,
    Transformer,
    TransposedConv,
    Upsample,
    ZeroPad,
)

Build = Callable[[Arguments], Layer]

_CONV = "in_channels out_channels kernel_size stride? padding? dilation? groups? bias? padding_mode~ device~ dtype~"
_TRANSPOSED = (
    "in_channels out_channels kernel_size stride? padding? output_padding? groups? bias? dilation? "
    "padding_mode~ device~ dtype~"
)
_RECURRENT = "input_size hidden_size num_layers? bias? batch_first~ dropout~ bidirectional? device~ dtype~"


def _conv(axes: int, given: Arguments) -> Layer:
    return Conv(
        given.whole("out_channels"),
        given.sizes("kernel_size"),
        given.sizes("stride", (1,)),
        given.padding("padding", (0,)),
        given.sizes("dilation", (1,)),
        _groups(given),
        given.flag("bias", True),
        axes,
        given.whole("in_channels"),
    )


def _transposed(axes: int, given: Arguments) -> Layer:
    return TransposedConv(
        given.whole("out_channels"),
        given.sizes("kernel_size"),
        given.sizes("stride", (1,)),
        given.sizes("padding", (0,), least=0),
        given.sizes("output_padding", (0,), least=0),
        given.sizes("dilation", (1,)),
        _groups(given),
        given.flag("bias", True),
        axes,
        given.whole("in_channels"),
    )


def _groups(given: Arguments) -> int:
    return given.whole("groups") if given.has("groups") else 1


def _max_pool(axes: int, given: Arguments) -> Layer:
    stride = given.sizes("stride") if given.has("stride") else None
    padding, dilation = given.sizes("padding", (0,), least=0), given.sizes("dilation", (1,))
    return Pool("max", given.sizes("kernel_size"), stride, padding, dilation, given.flag("ceil_mode", False), axes)


def _avg_pool(axes: int, given: Arguments) -> Layer:
    stride = given.sizes("stride") if given.has("stride") else None
    padding = given.sizes("padding", (0,), least=0)
    return Pool("avg", given.sizes("kernel_size"), stride, padding, (1,), given.flag("ceil_mode", False), axes)


def _adaptive(takes: Takes, axes: int, given: Arguments) -> Layer:
    value = given.value("output_size")
    parts = value if isinstance(value, tuple) else (value,)
    sizes = tuple(part for part in parts if part is None or (type(part) is int and 1 <= part <= 10**6))
    if len(sizes) != len(parts) or not sizes:
        raise given.wrong("output_size", "a whole number from 1 up, None, or a tuple of them")
    return AdaptivePool(takes, sizes, axes)


def _norm(kind: Literal["batch", "instance"], axes: int, given: Arguments) -> Layer:
    learns = given.flag("affine", kind == "batch")
    return Norm(kind, given.whole("num_features"), scale=learns, shift=learns, axes=axes)


def _layer_norm(given: Arguments) -> Layer:
    learns = given.flag("elementwise_affine", True)
    return Norm("layer", shape=_shape(given), scale=learns, shift=learns and given.flag("bias", True))


def _rms_norm(given: Arguments) -> Layer:
    return Norm("rms", shape=_shape(given), scale=given.flag("elementwise_affine", True), shift=False)


def _shape(given: Arguments) -> Sizes:
    return given.sizes("normalized_shape")


def _group_norm(given: Arguments) -> Layer:
    learns = given.flag("affine", True)
    shift = learns and given.flag("bias", True)
    return Norm("group", given.whole("num_channels"), groups=given.whole("num_groups"), scale=learns, shift=shift)


def _recurrent(kind: Literal["rnn", "lstm", "gru"], given: Arguments) -> Layer:
    layers = given.whole("num_layers") if given.has("num_layers") else 1
    biases = 2 if given.flag("bias", True) else 0
    both = given.flag("bidirectional", False)
    return Recurrent(kind, given.whole("hidden_size"), layers, both, biases, True, given.whole("input_size"))


def _attention(given: Arguments) -> Layer:
    return Attention(given.whole("num_heads"), given.whole("embed_dim"), bias=given.flag("bias", True))


def _transformer(given: Arguments) -> Layer:
    return Transformer(
        given.whole("nhead"),
        given.whole("dim_feedforward") if given.has("dim_feedforward") else 2048,
        given.whole("d_model"),
        given.flag("norm_first", False),
        given.flag("bias", True),
        given.word("activation", "relu"),
    )


def _flatten(given: Arguments) -> Layer:
    if given.has("end_dim") and given.value("end_dim") != -1:
        raise given.wrong("end_dim", "-1 here: everything from start_dim on is laid out")
    start = given.whole("start_dim") if given.has("start_dim") else 1  # 0 would mix the examples of a batch
    return Flatten(start - 1)


def _unflatten(given: Arguments) -> Layer:
    return Reshape(given.sizes("unflattened_size", least=-1), given.whole("dim") - 1)


def _zero_pad(axes: int, given: Arguments) -> Layer:
    sizes = given.sizes("padding", least=0)
    if len(sizes) == 1:
        return ZeroPad(((sizes[0], sizes[0]),), axes)
    if len(sizes) != 2 * axes:
        raise given.wrong("padding", f"one number or {2 * axes}")
    pairs = tuple(zip(sizes[::2], sizes[1::2], strict=True))
    return ZeroPad(pairs[::-1], axes)  # torch counts the last axis first


def _upsample(given: Arguments) -> Layer:
    if not given.has("scale_factor"):
        raise given.wrong("scale_factor", "what is read here: nn.Upsample(scale_factor=2)")
    return Upsample(given.sizes("scale_factor"))


def _dropout(given: Arguments) -> Layer:
    return Dropout(given.number("p", 0.5))


def _activation(name: str, given: Arguments) -> Layer:
    del given
    return Activation(name)


def _sized(build: Callable[[int, Arguments], Layer], names: str, stem: str, axes: range) -> dict[str, Signature]:
    """Return the layers that torch has once for every number of axes: Conv1d, Conv2d, Conv3d."""
    return {f"{stem}{count}d": Signature(names, partial(build, count)) for count in axes}


_POOL = "kernel_size stride? padding? ceil_mode? count_include_pad~ divisor_override~"
_NORM = "num_features eps~ momentum~ affine? track_running_stats~ device~ dtype~"
_ALL = range(1, 4)
_ACTIVATIONS = {
    **dict.fromkeys(("ReLU", "ReLU6", "SELU", "SiLU", "Mish", "Hardswish", "Hardsigmoid"), "inplace~"),
    **dict.fromkeys(("Sigmoid", "Tanh", "Softsign", "Identity", "LogSigmoid", "Softmax2d", "Tanhshrink"), ""),
    **dict.fromkeys(("Softmax", "LogSoftmax", "Softmin"), "dim~"),
    **dict.fromkeys(("ELU", "CELU"), "alpha~ inplace~"),
    "LeakyReLU": "negative_slope~ inplace~",
    "GELU": "approximate~",
    "Softplus": "beta~ threshold~",
    "Hardtanh": "min_val~ max_val~ inplace~",
}

TORCH: dict[str, Signature] = {
    **_sized(_conv, _CONV, "Conv", _ALL),
    **_sized(_transposed, _TRANSPOSED, "ConvTranspose", _ALL),
    **_sized(_max_pool, "kernel_size stride? padding? dilation? return_indices~ ceil_mode?", "MaxPool", _ALL),
    **_sized(_avg_pool, _POOL, "AvgPool", _ALL),
    **_sized(partial(_adaptive, "avg"), "output_size", "AdaptiveAvgPool", _ALL),
    **_sized(partial(_adaptive, "max"), "output_size return_indices~", "AdaptiveMaxPool", _ALL),
    **_sized(partial(_norm, "batch"), _NORM, "BatchNorm", _ALL),
    **_sized(partial(_norm, "instance"), _NORM, "InstanceNorm", _ALL),
    **_sized(_zero_pad, "padding", "ZeroPad", _ALL),
    **{
        name: Signature("p? inplace~", _dropout)
        for name in ("Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout")
    },
    **{name: Signature(names, partial(_activation, name)) for name, names in _ACTIVATIONS.items()},
    "PReLU": Signature(
        "num_parameters? init~ device~ dtype~", lambda given: PRelu(given.whole_or_none("num_parameters") or 1)
    ),
    "LayerNorm": Signature("normalized_shape eps~ elementwise_affine? bias? device~ dtype~", _layer_norm),
    "RMSNorm": Signature("normalized_shape eps~ elementwise_affine? device~ dtype~", _rms_norm),
    "GroupNorm": Signature("num_groups num_channels eps~ affine? device~ dtype~", _group_norm, "bias?"),
    "Linear": Signature(
        "in_features out_features bias? device~ dtype~",
        lambda given: Dense(given.whole("out_features"), given.flag("bias", True), given.whole("in_features")),
    ),
    "LazyLinear": Signature(
        "out_features bias? device~ dtype~",
        lambda given: Dense(given.whole("out_features"), given.flag("bias", True)),
    ),
    "Flatten": Signature("start_dim? end_dim?", _flatten),
    "Unflatten": Signature("dim unflattened_size", _unflatten),
    "Upsample": Signature("size? scale_factor? mode~ align_corners~ recompute_scale_factor~", _upsample),
    "Embedding": Signature(
        "num_embeddings embedding_dim padding_idx~ max_norm~ norm_type~ scale_grad_by_freq~ sparse~",
        lambda given: Embedding(given.whole("num_embeddings"), given.whole("embedding_dim")),
    ),
    "RNN": Signature(_RECURRENT.replace("bias?", "nonlinearity~ bias?"), partial(_recurrent, "rnn")),
    "LSTM": Signature(_RECURRENT, partial(_recurrent, "lstm")),
    "GRU": Signature(_RECURRENT, partial(_recurrent, "gru")),
    "MultiheadAttention": Signature(
        "embed_dim num_heads dropout~ bias?",
        _attention,
        "batch_first~ device~ dtype~",
    ),
    "TransformerEncoderLayer": Signature(
        "d_model nhead dim_feedforward? dropout~ activation? layer_norm_eps~ batch_first~ norm_first? bias? "
        "device~ dtype~",
        _transformer,
    ),
}
"""What can be called, by its name in torch.nn."""
