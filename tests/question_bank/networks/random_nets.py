"""Random networks, each as the text a student would type and as torch's own modules."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from math import prod

import torch
from torch import Tensor, nn

Shape = tuple[int, ...]
Step = tuple[str, nn.Module]


class FirstOf(nn.Module):
    """A recurrent layer or an attention whose first result flows on."""

    def __init__(self, inner: nn.Module) -> None:
        super().__init__()
        self.inner = inner

    def forward(self, x: Tensor) -> Tensor:
        arguments = (x, x, x) if isinstance(self.inner, nn.MultiheadAttention) else (x,)
        result: Tensor = self.inner(*arguments)[0]
        return result


@dataclass(frozen=True)
class RandomNet:
    """A net: its input, its lines, and torch's module and output shape for each."""

    input_shape: Shape
    lines: tuple[str, ...]
    modules: tuple[nn.Module, ...]
    shapes: tuple[Shape, ...]


def _write(name: str, *positional: object, **keywords: object) -> str:
    words = [repr(each) for each in positional] + [f"{key}={value!r}" for key, value in keywords.items()]
    return f"nn.{name}({', '.join(words)})"


def _made(name: str, *positional: object, **keywords: object) -> Step:
    """Return a layer as text and as torch makes it of the same arguments."""
    maker: Callable[..., nn.Module] = getattr(nn, name)
    return _write(name, *positional, **keywords), maker(*positional, **keywords)


def _several(dice: random.Random, axes: int, low: int, high: int) -> int | tuple[int, ...]:
    if dice.random() < 0.5:
        return dice.randint(low, high)
    return tuple(dice.randint(low, high) for _ in range(axes))


def _conv(dice: random.Random, shape: Shape) -> Step:
    axes, channels = len(shape) - 1, shape[0]
    groups = dice.choice([1, 1, 2, channels]) if channels % 2 == 0 else dice.choice([1, channels])
    filters = groups * dice.randint(1, 4)
    kernel, stride = _several(dice, axes, 1, 4), _several(dice, axes, 1, 3)
    padding: object = _several(dice, axes, 0, 3)
    if dice.random() < 0.3:
        stride, padding = 1, dice.choice(["same", "valid"])
    dilation = _several(dice, axes, 1, 2)
    keywords = {"padding": padding, "dilation": dilation, "groups": groups, "bias": dice.random() < 0.7}
    return _made(f"Conv{axes}d", channels, filters, kernel, stride, **keywords)


def _transposed(dice: random.Random, shape: Shape) -> Step:
    axes, channels = len(shape) - 1, shape[0]
    stride = dice.randint(2, 3)
    groups = dice.choice([1, channels])
    keywords = {"stride": stride, "padding": dice.randint(0, 1), "output_padding": dice.randint(0, 1)}
    keywords |= {"groups": groups, "dilation": dice.randint(1, 2)}
    return _made(f"ConvTranspose{axes}d", channels, groups * dice.randint(1, 3), dice.randint(2, 4), **keywords)


def _pool(dice: random.Random, shape: Shape) -> Step:
    axes = len(shape) - 1
    kernel, stride = dice.randint(2, 4), dice.choice([None, 1, 2, 3])
    keywords: dict[str, object] = {"padding": dice.randint(0, kernel // 2), "ceil_mode": dice.random() < 0.5}
    name = dice.choice(["MaxPool", "AvgPool"])
    if name == "MaxPool":
        keywords["dilation"] = dice.randint(1, 2)
    return _made(f"{name}{axes}d", kernel, stride, **keywords)


def _adaptive(dice: random.Random, shape: Shape) -> Step:
    axes = len(shape) - 1
    return _made(f"Adaptive{dice.choice(['Avg', 'Max'])}Pool{axes}d", dice.randint(1, 4))


def _map_norm(dice: random.Random, shape: Shape) -> Step:
    axes, channels = len(shape) - 1, shape[0]
    match dice.randrange(4):
        case 0:
            return _made(f"BatchNorm{axes}d", channels, affine=dice.random() < 0.8)
        case 1:
            return _made(f"InstanceNorm{axes}d", channels, affine=dice.random() < 0.5)
        case 2:
            return _made("LayerNorm", list(shape))
        case _:
            divisors = [each for each in range(1, channels + 1) if channels % each == 0]
            return _made("GroupNorm", dice.choice(divisors), channels)


def _anywhere(dice: random.Random, shape: Shape) -> Step:
    if dice.random() < 0.2:
        return _made("PReLU", dice.choice([1, shape[0]]))
    name = dice.choice(["ReLU", "Tanh", "Sigmoid", "GELU", "SiLU", "LeakyReLU", "Dropout", "Identity"])
    return _made(name)


def _map_step(dice: random.Random, shape: Shape) -> Step:
    choices = [_conv, _conv, _conv, _pool, _map_norm, _anywhere, _transposed, _adaptive]
    if dice.random() < 0.1:
        return _made(f"ZeroPad{len(shape) - 1}d", dice.randint(0, 3))
    if dice.random() < 0.1:
        return _made("Upsample", scale_factor=dice.randint(1, 3))
    return dice.choice(choices)(dice, shape)


def _vector_step(dice: random.Random, shape: Shape) -> Step:
    match dice.randrange(5):
        case 0:
            return _made("BatchNorm1d", shape[0])
        case 1:
            return _made("LayerNorm", shape[0], bias=dice.random() < 0.5)
        case 2:
            return _anywhere(dice, shape)
        case _:
            return _made("Linear", shape[0], dice.randint(1, 40), bias=dice.random() < 0.7)


def _sequence_step(dice: random.Random, shape: Shape) -> Step:
    width = shape[-1]
    match dice.randrange(6):
        case 0 | 1:
            line, module = _made(
                dice.choice(["RNN", "LSTM", "GRU"]),
                width,
                dice.randint(1, 12),
                dice.randint(1, 3),
                bias=dice.random() < 0.7,
                bidirectional=dice.random() < 0.5,
                batch_first=True,
            )
            return line, FirstOf(module)
        case 2:
            heads = dice.choice([each for each in range(1, width + 1) if width % each == 0])
            line, module = _made("MultiheadAttention", width, heads, bias=dice.random() < 0.7, batch_first=True)
            return line, FirstOf(module)
        case 3:
            heads = dice.choice([each for each in range(1, width + 1) if width % each == 0])
            keywords = {"norm_first": dice.random() < 0.5, "bias": dice.random() < 0.7, "batch_first": True}
            return _made("TransformerEncoderLayer", width, heads, dice.randint(1, 30), **keywords)
        case 4:
            return _made("Linear", width, dice.randint(1, 12))
        case _:
            return dice.choice([_made("LayerNorm", width), _made("RMSNorm", width), _made("Softmax", dim=-1)])


def random_net(seed: int) -> RandomNet:
    """Return a net of up to eight layers that torch itself can run."""
    dice = random.Random(f"net {seed}")
    kind = dice.choice(["map", "map", "sequence", "tokens", "vector"])
    axes = dice.randint(1, 3)
    starts: dict[str, Shape] = {
        "map": (dice.randint(1, 6), *(dice.randint(5, 14) for _ in range(axes))),
        "sequence": (dice.randint(1, 9), dice.randint(1, 12)),
        "tokens": (dice.randint(1, 9),),
        "vector": (dice.randint(1, 30),),
    }
    shape = starts[kind]
    start, lines, modules, shapes = shape, [], [], []
    for _ in range(dice.randint(1, 8)):
        (line, module), kind = _next_step(dice, shape, kind)
        shape = _out(module, shape, tokens=isinstance(module, nn.Embedding))
        lines.append(line)
        modules.append(module)
        shapes.append(shape)
    return RandomNet(start, tuple(lines), tuple(modules), tuple(shapes))


def _next_step(dice: random.Random, shape: Shape, kind: str) -> tuple[Step, str]:
    """Return a step that torch accepts, and what kind of thing flows out of it."""
    if kind == "tokens":
        return _made("Embedding", dice.randint(2, 50), dice.randint(1, 12)), "sequence"
    if kind == "sequence":
        return (_made("Flatten"), "vector") if dice.random() < 0.15 else (_sequence_step(dice, shape), "sequence")
    if kind == "vector":
        return _vector_step(dice, shape), "vector"
    if dice.random() < 0.12:
        return _made("Flatten"), "vector"
    while True:
        step = _map_step(dice, shape)
        if _fits(step[1], shape):
            return step, "map"


def _fits(module: nn.Module, shape: Shape) -> bool:
    try:
        out = _out(module, shape)
    except (RuntimeError, ValueError):
        return False
    return max(out) < 60 and prod(out) < 4_000


def _out(module: nn.Module, shape: Shape, *, tokens: bool = False) -> Shape:
    batch = torch.zeros(2, *shape, dtype=torch.long if tokens else torch.float32)
    with torch.no_grad():
        result: Tensor = module(batch)
    return tuple(result.shape[1:])
