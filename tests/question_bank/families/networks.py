"""Reads the networks that prompts describe, in prose, tables or code, and builds them in torch."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

import torch
from torch import Tensor, nn

SIZES = (
    r"(\d+) × (\d+) pixels",
    r"(\d+) pixels high and (\d+) pixels wide",
    r"(\d+) frequency bands (?:high|\(its height\)) and (\d+) time steps",
    r"(\d+) samples deep \(its height\) and (\d+) traces wide",
)
PAIR = tuple[int, int]


@dataclass(frozen=True)
class Same(nn.Module):
    """Keras's "same", from its definition: a place for every step that starts inside the picture."""

    stride: int

    def shape(self, height: int, width: int) -> PAIR:
        return len(range(0, height, self.stride)), len(range(0, width, self.stride))


def size(prompt: str) -> PAIR:
    """Return the height and width of the pictures."""
    found = [re.search(pattern, prompt) for pattern in SIZES]
    (height, width) = next(hit.groups() for hit in found if hit)
    return int(height), int(width)


def channels(prompt: str) -> int:
    """Return how many channels the pictures are said to have."""
    said = re.search(r"Each has (\d+) channel", prompt) or re.search(r"Conv2d\((\d+),", prompt)
    assert said
    return int(said[1])


def one_layer(prompt: str) -> nn.Conv2d | Same:
    """Return the only layer of a prompt."""
    if keras := re.search(r"`Conv2D\(\d+, \d+, strides=(\d+), padding=\"same\"\)`", prompt):
        return Same(int(keras[1]))
    if "Keras" in prompt:
        (stride,) = re.findall(r"stride (\d+)|(\d+) pixels? at a time", prompt)
        return Same(int("".join(stride)))
    if code := re.search(r"`nn\.(.*?)`", prompt):
        return module(code[1])
    down, across = re.findall(r"kernels of (\d+) × (\d+)", prompt)[0]
    (stride,) = re.findall(r"stride (\d+)|(\d+) pixels? at a time", prompt)
    dilation = re.search(r"dilation (\d+)", prompt)
    return conv((int(down), int(across)), int("".join(stride)), padding(prompt), int(dilation[1]) if dilation else 1)


def conv(kernel: PAIR, stride: int, zeros: PAIR, dilation: int) -> nn.Conv2d:
    """Return a convolution of one channel that exists as shapes only."""
    return nn.Conv2d(1, 1, kernel, stride, zeros, dilation, device="meta")


def padding(prompt: str) -> PAIR:
    """Return the zeros above and left that a sentence speaks of."""
    if uneven := re.search(r"a padding of (\d+) above and below and of (\d+) left and right", prompt):
        return int(uneven[1]), int(uneven[2])
    if re.search(r"no padding|“valid” padding \(none\)", prompt):
        return 0, 0
    (said,) = re.findall(r"a padding of (\d+) zeros? on every side|(\d+) zeros? of padding|padding (\d+)", prompt)
    return int("".join(said)), int("".join(said))


def module(call: str) -> nn.Conv2d:
    """Return the torch module that a line of PyTorch makes, without running the line."""
    made = built(ast.parse(call, mode="eval").body)
    assert isinstance(made, nn.Conv2d)
    return made


def built(call: ast.expr) -> nn.Module:
    assert isinstance(call, ast.Call)
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    values = [ast.literal_eval(each) for each in call.args]
    named = {each.arg: ast.literal_eval(each.value) for each in call.keywords if each.arg}
    with torch.device("meta"):
        made = getattr(nn, name)(*values, **named)
    assert isinstance(made, nn.Module)
    return made


def stack(prompt: str) -> list[nn.Module]:
    """Return the layers of a prompt with a block of code or a table, as shapes only; ready for pictures of its size."""
    if "nn.Sequential(" in prompt:
        return [built(call) for call in calls(prompt)]
    if "keras.Sequential(" in prompt:
        return from_keras(calls(prompt))
    return from_table(
        [line.strip("| ").split(" | ") for line in prompt.split("\n") if re.match(r"\| \d", line)], prompt
    )


def calls(prompt: str) -> list[ast.expr]:
    """Return the lines of a network in code, as calls."""
    code = re.search(r"```python\n(.*?)```", prompt, re.DOTALL)
    assert code
    net = ast.parse(code[1], mode="eval").body
    assert isinstance(net, ast.Call)
    listed = net.args[0]
    return list(listed.elts) if isinstance(listed, ast.List) else net.args


def from_keras(lines: list[ast.expr]) -> list[nn.Module]:
    layers: list[nn.Module] = []
    for line in lines[1:]:
        assert isinstance(line, ast.Call) and isinstance(line.func, ast.Attribute)
        values = [ast.literal_eval(each) for each in line.args]
        named = {each.arg: ast.literal_eval(each.value) for each in line.keywords}
        layers.append(lazily(line.func.attr, values, named))
    return layers


def lazily(name: str, values: list[int], named: dict[str | None, object]) -> nn.Module:
    match name:
        case "Conv2D":
            filters, kernel = values
            zeros = kernel // 2 if named.get("padding") == "same" else 0
            return nn.LazyConv2d(
                filters, kernel, padding=zeros, bias=named.get("use_bias", True) is True, device="meta"
            )
        case "MaxPooling2D":
            return nn.MaxPool2d(values[0])
        case "AveragePooling2D":
            return nn.AvgPool2d(values[0])
        case "BatchNormalization":
            return nn.LazyBatchNorm2d(device="meta")
        case "Flatten":
            return nn.Flatten()
        case "Dense":
            return nn.LazyLinear(values[0], device="meta")
        case _:
            raise AssertionError(name)


def from_table(rows: list[list[str]], prompt: str) -> list[nn.Module]:
    layers: list[nn.Module] = []
    for _, title, *settings in rows:
        said = " ".join(settings)
        numbers = [int(number) for number in re.findall(r"\d+", said)]
        count = re.search(r"([\d,]+) (?:filters|units)", title)
        units = int(count[1].replace(",", "")) if count else 0
        if title.startswith("convolution"):
            down, across, stride, *more = numbers
            zeros, dilation = more[0] if more else 0, more[1] if len(more) > 1 else 1
            bias = "no bias" not in said
            layers.append(nn.LazyConv2d(units, (down, across), stride, zeros, dilation, bias=bias, device="meta"))
        elif title.endswith("pooling"):
            pool = nn.MaxPool2d if title.startswith("max") else nn.AvgPool2d
            layers.append(pool(numbers[0], numbers[2]))
        elif title.startswith("dense"):
            layers.append(nn.LazyLinear(units, device="meta"))
        else:
            layers.append(nn.Flatten() if title == "flattening" else nn.LazyBatchNorm2d(device="meta"))
    return layers


def picture(prompt: str) -> Tensor:
    """Return a batch of one picture of the prompt's size, as a shape only."""
    if keras := re.search(r"keras\.Input\(\((\d+), (\d+), (\d+)\)\)", prompt):
        height, width, depth = map(int, keras.groups())
        assert (height, width) == size(prompt)
        return torch.empty(1, depth, height, width, device="meta")
    return torch.empty(1, channels(prompt), *size(prompt), device="meta")


def parameters(layer: nn.Module) -> int:
    """Return how many parameters a module learns."""
    return sum(weights.numel() for weights in layer.parameters())
