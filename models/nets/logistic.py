"""Logistic regression: one weighted sum, and how likely it makes a yes."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Logistic(nn.Module):
    """One neuron: logit = w · x + b, and sigmoid(logit) is the chance of a yes."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(features) * 0.1)
        self.bias = nn.Parameter(torch.zeros(()))

    def forward(self, people: Tensor) -> Tensor:
        """Return one logit for each: (batch, features) -> (batch,)."""
        return people @ self.weight + self.bias


def selected(logits: Tensor, thresholds: Tensor) -> Tensor:
    """Return who is at least as likely to be a yes as the threshold asks: sigmoid(logit) >= t, one t for each.

    Sigmoid only grows, and so does its inverse: ln(t / (1 - t)) of the threshold is compared with the logit itself.
    """
    return logits >= torch.logit(thresholds)


def loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the mean surprise, in nats, at the labels: -log sigmoid(logit) at a 1, -log sigmoid(-logit) at a 0.

    softplus(z) = log(1 + exp(z)) says the same without ever taking the logarithm of 0; its gradient with respect to a
    logit is simply sigmoid(logit) - label.
    """
    return nn.functional.softplus(torch.where(labels == 1, -logits, logits)).mean()
