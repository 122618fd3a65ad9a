"""The words of the short form: how each is used, what it means, and the layer it makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Literal

from question_bank.networks.layers import (
    Activation,
    AdaptivePool,
    Attention,
    Conv,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GlobalPool,
    Layer,
    Norm,
    Padding,
    Permute,
    Pool,
    Positions,
    PRelu,
    Recurrent,
    Reshape,
    SeparableConv,
    Sizes,
    TakeLast,
    Takes,
    Transformer,
    TransposedConv,
    Upsample,
    ZeroPad,
)
from question_bank.networks.text import MOST, Misread, Span, Token

Number = Sizes | float


class Words:
    """The numbers and options of one layer by name; its methods raise Misread for what does not suit."""

    def __init__(self, head: Token, usage: str) -> None:
        """Start without numbers and options."""
        self.head, self.usage = head, usage
        self.numbers: dict[str, tuple[Number, Span]] = {}
        self.flags: set[str] = set()

    def sizes(self, name: str, default: Sizes = (), least: int = 1) -> Sizes:
        """Return the sizes called ``name``."""
        if name not in self.numbers:
            return default
        value, span = self.numbers[name]
        if not isinstance(value, tuple) or min(value) < least or max(value) > MOST:
            raise Misread(f"Write {self.usage}: {name} is a whole number from {least} to {MOST:,}.", span)
        return value

    def whole(self, name: str, default: int = 1) -> int:
        """Return the one whole number called ``name``."""
        sizes = self.sizes(name, (default,))
        if len(sizes) != 1:
            raise Misread(f"Write {self.usage}: {name} is one number.", self.numbers[name][1])
        return sizes[0]

    def whole_or_none(self, name: str) -> int | None:
        """Return the number called ``name``, or None where there is none."""
        return self.whole(name) if name in self.numbers else None

    def share(self, name: str, default: float) -> float:
        """Return a number from 0 to 1."""
        if name not in self.numbers:
            return default
        value, span = self.numbers[name]
        number = float(value[0]) if isinstance(value, tuple) and len(value) == 1 else value
        if isinstance(number, float) and 0 <= number <= 1:
            return number
        raise Misread(f"Write {self.usage}: {name} is a number from 0 to 1.", span)

    def has(self, flag: str) -> bool:
        """Return whether a word such as ``same`` is written."""
        return flag in self.flags

    @property
    def padding(self) -> Padding:
        """Return what is said of padding: same, valid or numbers."""
        if self.has("same"):
            return "same"
        return "valid" if self.has("valid") else self.sizes("pad", (0,), least=0)


@dataclass(frozen=True, slots=True)
class Form:
    """How a word of the short form is used, what it means to a learner, and the layer it makes."""

    usage: str
    meaning: str
    build: Callable[[Words, int | None], Layer]

    @property
    def head(self) -> str:
        """Return the word that stands first."""
        return self.usage.partition(" ")[0]


def _conv(words: Words, axes: int | None) -> Layer:
    stride, dilation = words.sizes("stride", (1,)), words.sizes("dilation", (1,))
    filters, groups = words.whole("FILTERS"), words.whole("groups")
    return Conv(filters, words.sizes("KERNEL"), stride, words.padding, dilation, groups, not words.has("no bias"), axes)


def _deconv(words: Words, axes: int | None) -> Layer:
    return TransposedConv(
        words.whole("FILTERS"),
        words.sizes("KERNEL"),
        words.sizes("stride", (1,)),
        words.padding,
        words.sizes("outpad", (0,), least=0),
        words.sizes("dilation", (1,)),
        words.whole("groups"),
        not words.has("no bias"),
        axes,
    )


def _depthwise(words: Words, axes: int | None) -> Layer:
    stride, dilation = words.sizes("stride", (1,)), words.sizes("dilation", (1,))
    bias, times = not words.has("no bias"), words.whole("times")
    return Conv(None, words.sizes("KERNEL"), stride, words.padding, dilation, bias=bias, axes=axes, multiplier=times)


def _separable(words: Words, axes: int | None) -> Layer:
    stride, dilation = words.sizes("stride", (1,)), words.sizes("dilation", (1,))
    filters, kernel, times = words.whole("FILTERS"), words.sizes("KERNEL"), words.whole("times")
    return SeparableConv(filters, kernel, stride, words.padding, dilation, times, not words.has("no bias"), axes)


def _pool(takes: Takes, words: Words, axes: int | None) -> Layer:
    stride = words.sizes("stride") or words.sizes("STRIDE") or None
    kernel, dilation = words.sizes("KERNEL"), words.sizes("dilation", (1,))
    return Pool(takes, kernel, stride, words.padding, dilation, words.has("ceil"), axes)


def _recurrent(kind: Literal["rnn", "lstm", "gru"], words: Words, axes: int | None) -> Layer:
    del axes
    biases = 0 if words.has("no bias") else 1 if words.has("one bias") else 2
    layers, both = words.whole("layers"), words.has("bidirectional")
    return Recurrent(kind, words.whole("HIDDEN"), layers, both, biases, not words.has("last"))


def _norm(kind: Literal["batch", "layer", "instance", "rms"], words: Words, axes: int | None) -> Layer:
    del words
    learns = kind != "instance"
    return Norm(kind, scale=learns, shift=learns and kind != "rms", axes=axes)


def _transformer(words: Words, axes: int | None) -> Layer:
    del axes
    hidden, first = words.whole_or_none("ffn"), not words.has("norm last")
    return Transformer(words.whole("HEADS"), hidden, None, first, not words.has("no bias"))


def _activation(name: str, words: Words, axes: int | None) -> Layer:
    del words, axes
    return Activation(name)


_SWEEP = "[stride N] [pad N] [same] [valid] [dilation N]"
_LOOP = "HIDDEN [layers N] [bidirectional] [one bias] [no bias] [last]"
_SAME = "the same for the mean"

FORMS = (
    Form(f"conv FILTERS KERNEL {_SWEEP} [groups N] [no bias]", "convolution; conv1d, conv2d, conv3d also work", _conv),
    Form(f"deconv FILTERS KERNEL {_SWEEP} [outpad N] [groups N] [no bias]", "transposed convolution", _deconv),
    Form(f"dwconv KERNEL {_SWEEP} [times N] [no bias]", "depthwise: one kernel a channel (or N)", _depthwise),
    Form(f"sepconv FILTERS KERNEL {_SWEEP} [times N] [no bias]", "depthwise, then 1×1", _separable),
    Form(
        f"maxpool KERNEL [STRIDE] {_SWEEP} [ceil]",
        "the stride is the kernel's size unless given",
        lambda words, axes: _pool("max", words, axes),
    ),
    Form(f"avgpool KERNEL [STRIDE] {_SWEEP} [ceil]", _SAME, lambda words, axes: _pool("avg", words, axes)),
    Form(
        "globalavgpool [keep]", "mean of each channel", lambda words, axes: GlobalPool("avg", axes, words.has("keep"))
    ),
    Form("globalmaxpool [keep]", "maximum of each", lambda words, axes: GlobalPool("max", axes, words.has("keep"))),
    Form(
        "adaptiveavgpool SIZE",
        "pooling to this size",
        lambda words, axes: AdaptivePool("avg", words.sizes("SIZE"), axes),
    ),
    Form("adaptivemaxpool SIZE", "the same", lambda words, axes: AdaptivePool("max", words.sizes("SIZE"), axes)),
    Form("upsample FACTOR", "repeats every place", lambda words, axes: Upsample(words.sizes("FACTOR"), axes)),
    Form(
        "zeropad N",
        "zeros around the map",
        lambda words, axes: ZeroPad(tuple((n, n) for n in words.sizes("N", least=0)), axes),
    ),
    Form("flatten", "one long vector", lambda words, axes: Flatten()),
    Form("reshape SIZE", "such as reshape 128x7x7", lambda words, axes: Reshape(words.sizes("SIZE"))),
    Form("swap", "time and features change places", lambda words, axes: Permute((1, 0))),
    Form("last", "only the last step of a sequence", lambda words, axes: TakeLast()),
    Form(
        "dense UNITS [no bias]", "linear, fc", lambda words, axes: Dense(words.whole("UNITS"), not words.has("no bias"))
    ),
    Form("batchnorm", "bn", lambda words, axes: _norm("batch", words, axes)),
    Form(
        "layernorm",
        "ln: over the features of a vector, or over a whole map",
        lambda words, axes: _norm("layer", words, axes),
    ),
    Form("instancenorm", "without weights", lambda words, axes: _norm("instance", words, axes)),
    Form("rmsnorm", "a scale and no shift", lambda words, axes: _norm("rms", words, axes)),
    Form("groupnorm GROUPS", "gn", lambda words, axes: Norm("group", groups=words.whole("GROUPS"), axes=axes)),
    Form("dropout [RATE]", "such as dropout 0.5", lambda words, axes: Dropout(words.share("RATE", 0.5))),
    Form("prelu [SLOPES]", "ReLU with learnt slopes", lambda words, axes: PRelu(words.whole("SLOPES"))),
    Form(
        "embedding VOCABULARY WIDTH",
        "tokens become vectors",
        lambda words, axes: Embedding(words.whole("VOCABULARY"), words.whole("WIDTH")),
    ),
    Form("positions LENGTH", "learnt positions, added", lambda words, axes: Positions(words.whole("LENGTH"))),
    Form(
        f"lstm {_LOOP}",
        "every step comes out, or with last the last one",
        lambda words, axes: _recurrent("lstm", words, axes),
    ),
    Form(
        f"gru {_LOOP}",
        "two biases a gate as in torch; one bias as in books",
        lambda words, axes: _recurrent("gru", words, axes),
    ),
    Form(f"rnn {_LOOP}", "plain recurrence", lambda words, axes: _recurrent("rnn", words, axes)),
    Form(
        "attention HEADS [heads] [no bias]",
        "multi-head self-attention",
        lambda words, axes: Attention(words.whole("HEADS"), bias=not words.has("no bias")),
    ),
    Form(
        "transformer HEADS [heads] [ffn N] [norm last] [no bias]",
        "a block; ffn is 4 × the width unless given",
        _transformer,
    ),
)
ACTIVATIONS = (
    *("relu", "relu6", "leakyrelu", "elu", "selu", "celu", "gelu", "silu", "swish", "mish", "sigmoid", "tanh"),
    *("softplus", "softsign", "hardtanh", "hardswish", "hardsigmoid", "softmax", "logsoftmax", "identity"),
)

_ALIASES = {
    "convolution": "conv",
    "convtranspose": "deconv",
    "transposedconv": "deconv",
    "depthwise": "dwconv",
    "depthwiseconv": "dwconv",
    "separable": "sepconv",
    "separableconv": "sepconv",
    "maxpooling": "maxpool",
    "averagepool": "avgpool",
    "meanpool": "avgpool",
    "globalaveragepool": "globalavgpool",
    "gap": "globalavgpool",
    "adaptivepool": "adaptiveavgpool",
    "linear": "dense",
    "fc": "dense",
    "fullyconnected": "dense",
    "bn": "batchnorm",
    "ln": "layernorm",
    "gn": "groupnorm",
    "embed": "embedding",
    "position": "positions",
    "selfattention": "attention",
    "transformerblock": "transformer",
    "permute": "swap",
    "transpose": "swap",
}


@cache
def forms() -> dict[str, Form]:
    """Return every word of the short form and how it is used."""
    found = {form.head: form for form in FORMS}
    found |= {alias: found[word] for alias, word in _ALIASES.items()}
    for name in ACTIVATIONS:
        found[name] = Form(name, "", partial(_activation, name))
    return found


def _help() -> str:
    lines = [f"{form.usage:32}  {form.meaning}" for form in FORMS]
    return "\n".join(
        [
            "Layers are divided by ; or stand on lines of their own: conv 6 5; relu; avgpool 2; flatten; dense 10",
            "Maps have their channels first (1,32,32), sequences are steps × features (100,64). # starts a comment.",
            "A size along several axes is written 3x5. Words in [brackets] may be left away; /2 is stride 2.",
            "Short names work too: bn, ln, gn, fc, linear, gap, max pool, s2, p1.",
            "",
            *lines,
            f"{', '.join(ACTIVATIONS)}",
            "",
            "res(conv 64 3 same; bn; relu; conv 64 3 same; bn)   a block with a shortcut around it",
            "res/2(...)              the shortcut is a convolution of kernel 1 with stride 2, and a batch norm",
            "res(... | ...)          the shortcut is written out behind the bar; add(... | ...) is the same",
            "concat(... | ...)       paths side by side, their channels joined",
            "3x(conv 64 3 same; relu)   the same layers three times over, each with its own weights",
            "frozen                  behind a layer: its parameters are not trained",
        ]
    )


SHORT_FORM = _help()
"""What can be written in the short form, for people to read."""
