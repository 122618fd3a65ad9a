"""The known networks give the counts that were published, and torch, asked for the same layers, agrees."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from question_bank.networks import PRESETS, NetworkError, Preset, Summary, analyse, preset, read_network, walk
from tests.question_bank.networks.spelled import value_of

PUBLISHED = {
    "lenet-5": 61_706,
    "alexnet": 61_100_840,
    "vgg-16": 138_357_544,
    "resnet-18": 11_689_512,
    "mobilenet-v1": 4_231_976,
    "gpt-2-block": 7_087_872,
}


def summary_of(known: Preset) -> Summary:
    """Return the summary of a preset at its own input."""
    return analyse(read_network(known.text), known.input_shape)


@pytest.mark.parametrize("known", PRESETS, ids=lambda known: known.id)
def test_a_preset_fits_and_counts_what_it_says(known: Preset) -> None:
    summary = summary_of(known)
    assert summary.problem is None
    assert summary.totals.parameters == known.parameters == PUBLISHED.get(known.id, known.parameters)
    assert summary.totals.trainable == known.parameters


def test_every_published_count_has_its_preset() -> None:
    assert {known.id for known in PRESETS} > set(PUBLISHED)


@pytest.mark.parametrize("known", PRESETS, ids=lambda known: known.id)
def test_every_calculation_gives_its_number(known: Preset) -> None:
    for _, row in walk(summary_of(known).rows):
        for text, value in (
            (row.calculation, row.parameters),
            (row.multiply_adds_calculation, row.multiply_adds),
        ):
            assert (value_of(text) == value) if value else (text == ""), row


class Basic(nn.Module):
    """A basic residual block as the paper of 2015 draws it."""

    def __init__(self, channels: int, filters: int, stride: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, filters, 3, stride, 1, bias=False),
            nn.BatchNorm2d(filters),
            nn.ReLU(),
            nn.Conv2d(filters, filters, 3, 1, 1, bias=False),
            nn.BatchNorm2d(filters),
        )
        self.shortcut: nn.Module = nn.Identity()
        if stride > 1:
            self.shortcut = nn.Sequential(nn.Conv2d(channels, filters, 1, stride, bias=False), nn.BatchNorm2d(filters))

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.body(x) + self.shortcut(x))


def resnet() -> nn.Module:
    """Return ResNet-18."""
    stem = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    sizes = [(64, 64, 1), (64, 64, 1), (64, 128, 2), (128, 128, 1)]
    sizes += [(128, 256, 2), (256, 256, 1), (256, 512, 2), (512, 512, 1)]
    head = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 1000)]
    return nn.Sequential(*stem, *(Basic(*each) for each in sizes), *head)


def vgg() -> nn.Module:
    """Return VGG-16."""
    layers: list[nn.Module] = []
    channels = 3
    for count, filters in ((2, 64), (2, 128), (3, 256), (3, 512), (3, 512)):
        for _ in range(count):
            layers += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU()]
            channels = filters
        layers.append(nn.MaxPool2d(2))
    sizes = (25_088, 4096, 4096, 1000)
    dense = [nn.Linear(before, after) for before, after in pairwise(sizes)]
    return nn.Sequential(*layers, nn.Flatten(), *dense)


def transformer() -> nn.Module:
    """Return a block of GPT-2 small; its mask changes no count."""
    return nn.TransformerEncoderLayer(768, 12, 3072, activation="gelu", norm_first=True, batch_first=True)


@pytest.mark.parametrize(
    ("name", "maker", "device", "input_shape"),
    [
        ("resnet-18", resnet, "cpu", (3, 64, 64)),  # on the meta device, torch is slow at norms
        ("vgg-16", vgg, "meta", (3, 224, 224)),
        ("gpt-2-block", transformer, "cpu", (64, 768)),
    ],
)
def test_torch_counts_as_many_parameters_and_multiply_adds(
    name: str, maker: Callable[[], nn.Module], device: str, input_shape: tuple[int, ...]
) -> None:
    with torch.device(device):
        module, batch = maker(), torch.zeros(1, *input_shape)
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        output = module(batch)
    summary = analyse(read_network(preset(name).text), input_shape)
    assert summary.totals.parameters == sum(each.numel() for each in module.parameters())
    assert summary.totals.multiply_adds == counter.get_total_flops() // 2
    assert summary.output_shape == tuple(output.shape[1:])


def test_gpt_2_small_as_its_description_puts_it_together_has_124_million_parameters() -> None:
    text = "embedding 50257 768; positions 1024; 12x(transformer 12 heads); layernorm"
    totals = analyse(read_network(text), (1024,)).totals
    assert totals.parameters == 124_439_808


def test_an_unknown_preset_is_refused_with_the_nearest() -> None:
    with pytest.raises(NetworkError, match="did you mean alexnet"):
        preset("alexnt")
    with pytest.raises(NetworkError, match="there are lenet-5"):
        preset("?")
