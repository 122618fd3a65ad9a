"""Networks that everybody knows, as text that can be read and changed, with the counts that were published."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from question_bank.networks.shapes import NetworkError, Shape


@dataclass(frozen=True, slots=True)
class Preset:
    """A network as text, an input for it, how many parameters are published, and which version it is."""

    id: str
    title: str
    input_shape: Shape
    parameters: int
    about: str
    text: str


def preset(id: str) -> Preset:
    """Return the preset of this id; raises NetworkError where there is none."""
    for each in PRESETS:
        if each.id == id:
            return each
    ids = [each.id for each in PRESETS]
    close = difflib.get_close_matches(id[:40], ids, 1)
    hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(ids)}."
    raise NetworkError(f"There is no network called {id[:40]!r}: {hint}")


_LENET = """\
conv 6 5; relu; avgpool 2
conv 16 5; relu; avgpool 2
flatten
dense 120; relu
dense 84; relu
dense 10"""

_ALEXNET = """\
conv 64 11 stride 4 pad 2; relu; maxpool 3 2
conv 192 5 pad 2; relu; maxpool 3 2
conv 384 3 pad 1; relu
conv 256 3 pad 1; relu
conv 256 3 pad 1; relu; maxpool 3 2
flatten
dropout 0.5; dense 4096; relu
dropout 0.5; dense 4096; relu
dense 1000"""

_VGG = """\
2x(conv 64 3 same; relu); maxpool 2
2x(conv 128 3 same; relu); maxpool 2
3x(conv 256 3 same; relu); maxpool 2
3x(conv 512 3 same; relu); maxpool 2
3x(conv 512 3 same; relu); maxpool 2
flatten
dense 4096; relu; dropout 0.5
dense 4096; relu; dropout 0.5
dense 1000"""


def _resnet_stage(filters: int, *, first: bool = False) -> str:
    """Return two basic blocks; but for the first stage, the first block halves the map and its shortcut follows."""
    halves = f"conv {filters} 3 stride 2 pad 1 no bias; bn; relu; conv {filters} 3 pad 1 no bias; bn"
    keeps = f"conv {filters} 3 pad 1 no bias; bn; relu; conv {filters} 3 pad 1 no bias; bn"
    if first:
        return f"2x(res({keeps}); relu)"
    return f"res/2({halves}); relu\nres({keeps}); relu"


_RESNET = "\n".join(
    [
        "conv 64 7 stride 2 pad 3 no bias; bn; relu; maxpool 3 2 pad 1",
        _resnet_stage(64, first=True),
        *(_resnet_stage(filters) for filters in (128, 256, 512)),
        "globalavgpool; dense 1000",
    ]
)

_MOBILE = """\
conv 32 3 stride 2 pad 1 no bias; bn; relu
dwconv 3 pad 1 no bias; bn; relu; conv 64 1 no bias; bn; relu
dwconv 3 stride 2 pad 1 no bias; bn; relu; conv 128 1 no bias; bn; relu
dwconv 3 pad 1 no bias; bn; relu; conv 128 1 no bias; bn; relu
dwconv 3 stride 2 pad 1 no bias; bn; relu; conv 256 1 no bias; bn; relu
dwconv 3 pad 1 no bias; bn; relu; conv 256 1 no bias; bn; relu
dwconv 3 stride 2 pad 1 no bias; bn; relu; conv 512 1 no bias; bn; relu
5x(dwconv 3 pad 1 no bias; bn; relu; conv 512 1 no bias; bn; relu)
dwconv 3 stride 2 pad 1 no bias; bn; relu; conv 1024 1 no bias; bn; relu
dwconv 3 pad 1 no bias; bn; relu; conv 1024 1 no bias; bn; relu
globalavgpool; dense 1000"""

_DIGITS = """\
Conv2D(16, 3, padding="same", activation="relu", input_shape=(8, 8, 1))
MaxPooling2D(2)
Conv2D(32, 3, padding="same", activation="relu")
MaxPooling2D(2)
Flatten()
Dense(10, activation="softmax")"""

_TEXTS = """\
embedding 10000 64
lstm 128 last
dropout 0.5
dense 2"""

PRESETS = (
    Preset(
        "lenet-5",
        "LeNet-5",
        (1, 32, 32),
        61_706,
        "As it is taught today: plain average pooling, and every map of the second convolution sees all six before it. "
        "The paper of 1998 learnt two numbers a pooled map and joined only some maps: 60,000 parameters.",
        _LENET,
    ),
    Preset(
        "alexnet",
        "AlexNet",
        (3, 224, 224),
        61_100_840,
        "The single-tower version that torchvision ships (64, 192, 384, 256, 256 filters), without its adaptive "
        "pooling, which changes nothing at this input. The paper of 2012 split wider layers over two GPUs: about 60 "
        "million.",
        _ALEXNET,
    ),
    Preset(
        "vgg-16",
        "VGG-16",
        (3, 224, 224),
        138_357_544,
        "Configuration D of the paper, without batch norm; nine tenths of the parameters are in its dense layers.",
        _VGG,
    ),
    Preset(
        "resnet-18",
        "ResNet-18",
        (3, 224, 224),
        11_689_512,
        "With convolutions in the three shortcuts that halve the map (res/2), as in torchvision.",
        _RESNET,
    ),
    Preset(
        "mobilenet-v1",
        "MobileNet v1",
        (3, 224, 224),
        4_231_976,
        "Width 1.0: depthwise convolutions of kernel 3, each followed by one of kernel 1 that mixes the channels.",
        _MOBILE,
    ),
    Preset(
        "gpt-2-block",
        "A block of GPT-2 small",
        (1024, 768),
        7_087_872,
        "One of its twelve blocks: 768 features, 12 heads, 3,072 hidden units, layer norms first. The whole model adds "
        "embedding 50257 768, positions 1024 and a last layernorm: 124,439,808, its output sharing the embedding.",
        "transformer 12 heads",
    ),
    Preset("digits-cnn", "A small CNN for digits, in Keras", (8, 8, 1), 6_090, "8 × 8 digits, channels last.", _DIGITS),
    Preset(
        "text-lstm",
        "An LSTM that classifies texts",
        (200,),
        739_586,
        "200 tokens out of 10,000; two biases a gate, as torch counts (with one bias: 739,074).",
        _TEXTS,
    ),
)
