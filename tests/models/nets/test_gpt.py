"""The GPT against torch's own attention and transformer layer; nobody sees the future; writing draws as it promises."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from models.loop import seeded
from models.nets.gpt import GPT, Attention, Block, among_best, write

WIDTH, HEADS, TIME = 12, 3, 7


def dice(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def places(seed: int) -> Tensor:
    return torch.randn(2, TIME, WIDTH, generator=dice(seed))


def net_of(*, causal: bool = True, seed: int = 0) -> GPT:
    """Return a small net for nine characters, with vectors large enough to matter."""
    net = seeded(seed, lambda: GPT(9, TIME, WIDTH, HEADS, 2, causal=causal))
    with torch.no_grad():
        net.characters.weight.mul_(40)
        net.positions.weight.mul_(40)
    return net


@pytest.mark.parametrize("causal", [True, False])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_attention_is_torchs_scaled_dot_product_attention(seed: int, causal: bool) -> None:
    attention = seeded(seed, lambda: Attention(WIDTH, HEADS, causal=causal))
    x = places(seed)
    q, k, v = attention.qkv(x)
    fetched = functional.scaled_dot_product_attention(q, k, v, is_causal=causal)
    expected = attention.to_out(fetched.permute(0, 2, 1, 3).reshape(2, TIME, WIDTH))
    torch.testing.assert_close(attention(x), expected)
    torch.testing.assert_close(attention.weights(x).sum(dim=3), torch.ones(2, HEADS, TIME))


@pytest.mark.parametrize("causal", [True, False])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_block_is_torchs_transformer_layer(seed: int, causal: bool) -> None:
    block = seeded(seed, lambda: Block(WIDTH, HEADS, causal=causal))
    oracle = nn.TransformerEncoderLayer(
        WIDTH, HEADS, 4 * WIDTH, dropout=0.0, activation="gelu", batch_first=True, norm_first=True
    )
    ours = block.state_dict()
    names = {
        "self_attn.in_proj_": "attention.to_qkv.",
        "self_attn.out_proj.": "attention.to_out.",
        "linear1.": "widen.",
        "linear2.": "narrow.",
        "norm1.": "norm1.",
        "norm2.": "norm2.",
    }
    oracle.load_state_dict(
        {theirs + end: ours[our + end] for theirs, our in names.items() for end in ("weight", "bias")}
    )
    mask = nn.Transformer.generate_square_subsequent_mask(TIME) if causal else None
    torch.testing.assert_close(block(places(seed)), oracle(places(seed), src_mask=mask, is_causal=causal))


@pytest.mark.parametrize("changed", range(TIME))
def test_a_later_character_changes_nothing_before_it(changed: int) -> None:
    net = net_of()
    text = torch.randint(9, (1, TIME), generator=dice(1))
    other = text.clone()
    other[0, changed] = (text[0, changed] + 1) % 9
    before, after = net(text)[0], net(other)[0]
    assert torch.equal(before[:changed], after[:changed])
    assert not torch.allclose(before[changed], after[changed])


def test_without_the_mask_a_later_character_is_seen() -> None:
    net = net_of(causal=False)
    text = torch.zeros(1, TIME, dtype=torch.int64)
    other = text.clone()
    other[0, -1] = 3
    assert not torch.allclose(net(text)[0, 0], net(other)[0, 0])


def test_the_attention_that_is_shown_is_causal_and_adds_up_to_one() -> None:
    looks = net_of().attention(torch.randint(9, (TIME,), generator=dice(2)))
    assert looks.shape == (2, HEADS, TIME, TIME)
    torch.testing.assert_close(looks.sum(dim=3), torch.ones(2, HEADS, TIME))
    assert torch.equal(looks, looks.tril())


def test_parameters_are_those_of_the_formula() -> None:
    count = sum(each.numel() for each in net_of().parameters())
    assert count == 2 * (12 * WIDTH**2 + 13 * WIDTH) + (9 + TIME) * WIDTH + 2 * WIDTH  # blocks, tables, last norm


def test_the_best_are_kept_as_torchs_top_k_says() -> None:
    logits = torch.tensor([0.5, -1.0, 2.0, 1.0])
    assert among_best(logits, 2).isfinite().tolist() == [False, False, True, True]
    assert torch.equal(among_best(logits, 0), logits)
    assert torch.equal(among_best(logits, 9), logits)


def test_at_a_low_temperature_or_with_top_one_the_likeliest_is_written_within_the_context() -> None:
    net = net_of(seed=3)
    prompt = torch.tensor([1, 4, 2])
    expected = prompt
    for _ in range(8):  # longer than the context: what stood first is cut off
        expected = torch.cat([expected, net(expected[None, -TIME:])[0, -1].argmax()[None]])
    for written in (
        write(net, prompt, 8, dice(0), temperature=1e-4),
        write(net, prompt, 8, dice(1), top_k=1),
    ):
        assert written.tolist() == expected[3:].tolist()


@pytest.mark.parametrize(("temperature", "top_k"), [(1.0, 0), (2.0, 2)])
def test_characters_are_drawn_as_often_as_the_softmax_says(temperature: float, top_k: int) -> None:
    draws = 800
    net = GPT(3, 1, 8, 1, 1, causal=True)  # with a context of 1 and equal rows, nothing that is written matters
    with torch.no_grad():
        net.positions.weight.zero_()
        net.norm.weight.zero_()  # the vector before the table is the same after any text ...
        net.norm.bias.copy_(torch.eye(8)[0])
        net.characters.weight[:, 0] = torch.tensor([1.0, 0.0, -1.0])  # ... and these are the logits
    written = write(net, torch.tensor([0]), draws, dice(0), temperature=temperature, top_k=top_k)
    powers = [math.exp(logit / temperature) for logit in (1, 0, -1)][: top_k or 3]
    for character, power in enumerate(powers):
        chance = power / sum(powers)
        share = (written == character).float().mean().item()
        assert abs(share - chance) < 4 * math.sqrt(chance * (1 - chance) / draws)
    assert written.max().item() < len(powers)
