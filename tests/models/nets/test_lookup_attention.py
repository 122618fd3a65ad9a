"""The attention is torch's own, the questions have the answers that are given, and the spread is that of scipy."""

from __future__ import annotations

import pytest
import torch
from scipy.stats import entropy
from torch.nn import functional

from models.loop import seeded
from models.nets.lookup_attention import Lookup, pairs_looked_at, problems


def dice(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize("temperature", [1.0, 0.3])
@pytest.mark.parametrize("scaled", [True, False])
@pytest.mark.parametrize("heads", [1, 3])
def test_what_is_found_is_torchs_scaled_dot_product_attention(heads: int, scaled: bool, temperature: float) -> None:
    net = seeded(0, lambda: Lookup(4, heads, scaled=scaled))
    some = problems(5, 6, dice(1))
    tokens = net.letters(some.letters) + net.digits(some.digits)
    query, key, value = (
        layer(vectors).reshape(5, 6, heads, 4).permute(0, 2, 1, 3)
        for layer, vectors in ((net.to_query, net.letters(some.asked)), (net.to_key, tokens), (net.to_value, tokens))
    )
    scale = (0.5 if scaled else 1.0) / temperature  # 0.5 is one over the root of 4
    found = functional.scaled_dot_product_attention(query, key, value, scale=scale)
    expected = net.to_scores(found.permute(0, 2, 1, 3).reshape(5, 6, heads * 4))
    torch.testing.assert_close(net(some.asked, some.letters, some.digits, temperature), expected)


def test_weights_add_up_to_one_and_order_does_not_matter() -> None:
    net = seeded(0, lambda: Lookup(8, 2, scaled=True))
    some = problems(3, 5, dice(2))
    weights = net.weights(some.asked, some.letters, some.digits)
    assert weights.shape == (3, 2, 5, 5)
    torch.testing.assert_close(weights.sum(dim=3), torch.ones(3, 2, 5))
    turned = net(some.asked, some.letters.flip(1), some.digits.flip(1))
    torch.testing.assert_close(turned, net(some.asked, some.letters, some.digits))


def test_every_letter_stands_once_and_is_asked_once_and_its_digit_is_the_answer() -> None:
    some = problems(50, 7, dice(3))
    for asked, letters, digits, answers in zip(some.asked, some.letters, some.digits, some.answers, strict=True):
        held = dict(zip(letters.tolist(), digits.tolist(), strict=True))
        assert len(held) == 7
        assert sorted(asked.tolist()) == sorted(held)
        assert [held[letter] for letter in asked.tolist()] == answers.tolist()


def test_letters_fit_as_their_query_and_key_say() -> None:
    net = seeded(1, lambda: Lookup(4, 2, scaled=True))
    query, key = net.to_query(net.letters.weight[3]), net.to_key(net.letters.weight[9])
    expected = [(query[:4] @ key[:4]).item() / 2, (query[4:] @ key[4:]).item() / 2]
    assert net.matches()[:, 3, 9].tolist() == pytest.approx(expected, abs=1e-5)


def test_the_spread_is_the_power_of_scipys_entropy() -> None:
    assert pairs_looked_at(torch.full((2, 5), 0.2)).item() == pytest.approx(5)
    assert pairs_looked_at(torch.tensor([[0.0, 1.0, 0.0]])).item() == pytest.approx(1)
    row = [0.7, 0.2, 0.1]
    assert pairs_looked_at(torch.tensor([row])).item() == pytest.approx(2 ** entropy(row, base=2))
