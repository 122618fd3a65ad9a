"""The two nets: counted by hand, equal without shortcuts to a plain sequence, and the identity at zero weights."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from models.nets.residual import Block, DeepCNN


def images() -> Tensor:
    return torch.randn(3, 1, 8, 8, generator=torch.Generator().manual_seed(1))


def net(blocks: int = 2, channels: int = 4, *, norm: bool = True, shortcut: bool = True) -> DeepCNN:
    """Return a net with the same weights at every call."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        return DeepCNN(blocks, channels, norm=norm, shortcut=shortcut)


@pytest.mark.parametrize(("blocks", "channels"), [(1, 4), (3, 8)])
@pytest.mark.parametrize("shortcut", [False, True])
def test_a_block_has_18_c_squared_and_4_c_numbers_with_or_without_a_shortcut(
    blocks: int, channels: int, shortcut: bool
) -> None:
    counted = sum(each.numel() for each in net(blocks, channels, shortcut=shortcut).parameters())
    ends = 9 * channels + channels + 10 * channels + 10
    assert counted == ends + blocks * (18 * channels**2 + 4 * channels)


def test_with_weights_of_zero_a_residual_block_copies_and_a_plain_one_forgets() -> None:
    x = torch.rand(2, 4, 8, 8, generator=torch.Generator().manual_seed(2))
    for norm in (False, True):
        for shortcut in (False, True):
            block = Block(4, norm=norm, shortcut=shortcut)
            for parameter in block.parameters():
                nn.init.zeros_(parameter)
            torch.testing.assert_close(block(x), x if shortcut else torch.zeros_like(x))


def test_without_shortcuts_it_is_a_sequence_of_convolutions_norms_and_relus() -> None:
    plain = net(shortcut=False)
    layers: list[nn.Module] = [plain.enter, nn.ReLU()]
    for block in plain.blocks:
        assert isinstance(block, Block)
        layers += [block.first, block.norm1, nn.ReLU(), block.second, block.norm2, nn.ReLU()]
    sequence = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), plain.leave)
    torch.testing.assert_close(plain(images()), sequence(images()))


def test_both_begin_with_the_same_weights_and_the_shortcut_adds_what_went_in() -> None:
    plain, residual = net(blocks=1, shortcut=False).eval(), net(blocks=1).eval()
    for one, other in zip(plain.parameters(), residual.parameters(), strict=True):
        assert torch.equal(one, other)
    x = torch.relu(residual.enter(images()))
    block = residual.blocks[0]
    assert isinstance(block, Block)
    change = block.norm2(block.second(torch.relu(block.norm1(block.first(x)))))
    torch.testing.assert_close(residual.maps(images())[0], torch.relu(x + change))
