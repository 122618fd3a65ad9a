"""The hand-written loss against torch's."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from models.nets.logistic import Logistic, loss, selected


@pytest.mark.parametrize("seed", range(3))
def test_the_loss_and_its_gradient_are_torchs_binary_cross_entropy(seed: int) -> None:
    dice = torch.Generator().manual_seed(seed)
    logits = (10 * torch.randn(50, generator=dice)).requires_grad_()
    labels = torch.randint(2, (50,), generator=dice)
    ours, theirs = loss(logits, labels), functional.binary_cross_entropy_with_logits(logits, labels.float())
    torch.testing.assert_close(ours, theirs)
    torch.testing.assert_close(
        torch.autograd.grad(ours, logits, retain_graph=True), torch.autograd.grad(theirs, logits)
    )


def test_selected_is_who_is_at_least_as_likely_as_the_threshold() -> None:
    dice = torch.Generator().manual_seed(0)
    logits, thresholds = 3 * torch.randn(500, generator=dice), 0.01 + 0.98 * torch.rand(500, generator=dice)
    assert torch.equal(selected(logits, thresholds), torch.sigmoid(logits) >= thresholds)
    assert selected(torch.zeros(1), torch.full((1,), 0.5)).item()


def test_a_logit_is_the_weighted_sum_of_the_features() -> None:
    net = Logistic(features=2)
    with torch.no_grad():
        net.weight.copy_(torch.tensor([2.0, -1.0]))
        net.bias.fill_(0.5)
    torch.testing.assert_close(net(torch.tensor([[1.0, 3.0], [0.0, 0.0]])), torch.tensor([-0.5, 0.5]))
