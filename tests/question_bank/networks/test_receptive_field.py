"""What a layer is said to see of the input is where autograd finds gradients; known nets see what is published."""

from __future__ import annotations

import random

import pytest
import torch
from torch import Tensor, nn

from question_bank.networks import ReceptiveField, analyse, preset, read_network


class Added(nn.Module):
    """A block with a shortcut that takes every ``stride``-th place, or none at all."""

    def __init__(self, body: nn.Module, shortcut: nn.Module) -> None:
        super().__init__()
        self.body, self.shortcut = body, shortcut

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.body(x) + self.shortcut(x)
        return result


def sweep(dice: random.Random, axes: int) -> tuple[str, nn.Module]:
    """Return a convolution or a pooling as text, and as a torch module whose weights are all positive."""
    kernel, stride = dice.randint(1, 4), dice.randint(1, 3)
    if dice.random() < 0.3:  # an average has gradients everywhere in its window, a maximum only at one place
        padding = dice.randint(0, kernel // 2)
        maker = nn.AvgPool1d if axes == 1 else nn.AvgPool2d
        return f"maxpool {kernel} {stride} pad {padding}", maker(kernel, stride, padding)
    padding, dilation = dice.randint(0, 3), dice.randint(1, 3)
    text = f"conv 1 {kernel} stride {stride} pad {padding} dilation {dilation}"
    return text, ones(axes, kernel, stride, padding, dilation)


def ones(axes: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> nn.Module:
    """Return a convolution with one channel and weights of one."""
    maker = nn.Conv1d if axes == 1 else nn.Conv2d
    conv = maker(1, 1, kernel, stride, padding, dilation, dtype=torch.float64)
    nn.init.ones_(conv.weight)
    return conv


def block(dice: random.Random, axes: int) -> tuple[str, nn.Module]:
    """Return a residual block, in the half of all cases with a stride and a shortcut of its own."""
    kernel, stride = dice.choice([3, 5]), dice.choice([1, 2])
    pad = kernel // 2
    body = nn.Sequential(ones(axes, kernel, stride, pad), ones(axes, 3, 1, 1))
    text = f"conv 1 {kernel} stride {stride} pad {pad}; conv 1 3 pad 1"
    if stride == 1:
        return f"res({text})", Added(body, nn.Identity())
    return f"res({text} | conv 1 1 stride 2)", Added(body, ones(axes, 1, 2))


def support(module: nn.Module, side: int, axes: int, index: int) -> list[tuple[int, int]]:
    """Return the first and last place of the input, along each axis, on which an output place depends."""
    x = torch.ones(1, 1, *[side] * axes, dtype=torch.float64, requires_grad=True)
    place = (0, 0, *[index] * axes)
    module(x)[place].backward()
    assert x.grad is not None
    found = x.grad[0, 0].nonzero()
    return [(int(found[:, axis].min()), int(found[:, axis].max())) for axis in range(axes)]


def inner_index(field: ReceptiveField, side: int, places: int) -> int | None:
    """Return an output place that sees no border, or None where there is none."""
    for index in range(places):
        first = field.start[0] + index * field.jump[0]
        if first >= 0 and first + field.size[0] <= side:
            return index
    return None


@pytest.mark.parametrize(("axes", "side", "seeds"), [(1, 300, range(220)), (2, 48, range(40))])
def test_the_field_is_where_gradients_are(axes: int, side: int, seeds: range) -> None:
    checked = 0
    for seed in seeds:
        dice = random.Random(f"field {axes} {seed}")
        steps = [block(dice, axes) if dice.random() < 0.3 else sweep(dice, axes) for _ in range(dice.randint(1, 4))]
        summary = analyse(read_network("; ".join(text for text, _ in steps)), (1, *[side] * axes))
        if summary.problem is not None:
            continue
        field = summary.totals.receptive_field
        assert field is not None
        index = inner_index(field, side, summary.output_shape[1])
        if index is None:
            continue
        module = nn.Sequential(*(each for _, each in steps))
        first = field.start[0] + index * field.jump[0]
        assert support(module, side, axes, index) == [(first, first + field.size[0] - 1)] * axes, summary
        checked += 1
    assert checked > 0.8 * len(seeds)


@pytest.mark.filterwarnings("ignore:Using padding=.same. with even kernel lengths")
@pytest.mark.parametrize(("kernel", "dilation"), [(2, 1), (3, 1), (4, 1), (5, 1), (2, 3), (4, 3)])
def test_padding_that_is_odd_gives_the_end_one_more(kernel: int, dilation: int) -> None:
    summary = analyse(read_network(f"conv 1 {kernel} same dilation {dilation}"), (1, 40))
    field = summary.totals.receptive_field
    conv = nn.Conv1d(1, 1, kernel, padding="same", dilation=dilation, dtype=torch.float64)
    nn.init.ones_(conv.weight)
    assert field is not None
    assert support(conv, 40, 1, 20) == [(20 + field.start[0], 20 + field.start[0] + field.size[0] - 1)]


@pytest.mark.parametrize(
    ("name", "size"), [("alexnet", 195), ("vgg-16", 212), ("resnet-18", 435), ("mobilenet-v1", 315), ("lenet-5", 16)]
)
def test_known_nets_see_as_much_as_is_published(name: str, size: int) -> None:
    known = preset(name)
    field = analyse(read_network(known.text), known.input_shape).totals.receptive_field
    assert field is not None and field.size == (size, size)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("conv 4 3; flatten", (1, 9, 9)),
        ("conv 4 3; globalavgpool", (1, 9, 9)),
        ("conv 4 3; deconv 2 2", (1, 9, 9)),
        ("lstm 8", (7, 3)),
        ("attention 3", (7, 3)),
        ("add(conv 1 1 stride 3 | conv 1 1 stride 2)", (1, 2)),
    ],
)
def test_a_field_that_can_not_be_told_is_none(text: str, shape: tuple[int, ...]) -> None:
    summary = analyse(read_network(text), shape)
    assert summary.problem is None
    assert summary.rows[-1].receptive_field is None


def test_dilated_layers_see_twice_as_far_each() -> None:
    summary = analyse(read_network("; ".join(f"conv 1 2 dilation {d}" for d in (1, 2, 4, 8))), (1, 99))
    fields = [row.receptive_field for row in summary.rows]
    assert [field.size[0] for field in fields if field] == [2, 4, 8, 16]
