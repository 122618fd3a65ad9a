"""Shapes, parameters and multiply-adds are torch's own, layer by layer, over random nets of every kind of layer."""

from __future__ import annotations

from functools import cache

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from question_bank.networks import Summary, analyse, read_network
from tests.question_bank.networks.random_nets import FirstOf, RandomNet, Shape, random_net

pytestmark = pytest.mark.filterwarnings("ignore:Using padding=.same. with even kernel lengths")

SEEDS = range(240)


@cache
def nets() -> tuple[tuple[RandomNet, Summary], ...]:
    """Return random nets with their summaries."""
    found = [random_net(seed) for seed in SEEDS]
    return tuple((net, analyse(read_network("\n".join(net.lines)), net.input_shape)) for net in found)


def multiply_adds(module: nn.Module, shape: Shape) -> int:
    """Return torch's own count of the products for one example."""
    inner = module.inner if isinstance(module, FirstOf) else module
    if isinstance(inner, nn.RNNBase):  # torch counts none there: every weight is used once a step
        return shape[0] * sum(weight.numel() for name, weight in inner.named_parameters() if "weight" in name)
    if isinstance(inner, nn.Embedding):
        return 0
    with FlopCounterMode(display=False) as counter:
        module(torch.zeros(2, *shape))
    operations: int = counter.get_total_flops()
    return operations // 4  # two examples, two operations each


def test_every_layer_of_every_net_is_read_and_fits() -> None:
    for net, summary in nets():
        assert summary.problem is None, (net.lines, summary.problem)
        assert [row.layer for row in summary.rows] == list(net.lines)


def test_output_shapes_are_those_of_torch() -> None:
    for net, summary in nets():
        assert [row.output_shape for row in summary.rows] == list(net.shapes), net.lines


def test_parameters_are_those_of_torch() -> None:
    for net, summary in nets():
        counts = [sum(each.numel() for each in module.parameters()) for module in net.modules]
        assert [row.parameters for row in summary.rows] == counts, net.lines
        assert [row.trainable for row in summary.rows] == counts
        assert summary.totals.parameters == sum(counts)


def test_multiply_adds_are_half_the_floating_point_operations_that_torch_counts() -> None:
    for net, summary in nets():
        inputs = (net.input_shape, *net.shapes)
        for row, module, shape in zip(summary.rows, net.modules, inputs, strict=False):
            assert row.multiply_adds == multiply_adds(module, shape), (row.layer, shape)


def test_the_nets_hold_every_kind_of_layer() -> None:
    kinds = {line.partition("(")[0].removeprefix("nn.") for net, _ in nets() for line in net.lines}
    expected = {f"{name}{axes}d" for name in ("Conv", "ConvTranspose", "MaxPool", "AvgPool") for axes in (1, 2, 3)}
    expected |= {"BatchNorm1d", "BatchNorm2d", "GroupNorm", "LayerNorm", "RMSNorm", "Linear", "Flatten", "Embedding"}
    expected |= {"RNN", "LSTM", "GRU", "MultiheadAttention", "TransformerEncoderLayer", "PReLU", "Upsample", "Dropout"}
    assert expected <= kinds
    assert sum(len(net.lines) for net, _ in nets()) > 1_000


@pytest.mark.parametrize("name", ["Conv2d", "ConvTranspose2d", "MaxPool2d", "AvgPool2d"])
def test_a_layer_that_torch_refuses_does_not_fit(name: str) -> None:
    line = f"nn.{name}(3, 8, 9)" if "Conv" in name else f"nn.{name}(9)"
    if name == "ConvTranspose2d":
        line = "nn.ConvTranspose2d(3, 8, 1, padding=9)"
    maker = getattr(nn, name)
    module = maker(3, 8, 1, padding=9) if "Tran" in name else maker(3, 8, 9) if "Conv" in name else maker(9)
    with pytest.raises(RuntimeError):
        module(torch.zeros(1, 3, 8, 8))
    assert analyse(read_network(line), (3, 8, 8)).problem is not None
