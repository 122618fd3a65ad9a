"""Probabilities out of logits."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log2


def scaled(logits: Sequence[float], temperature: float) -> tuple[float, ...]:
    """Return the logits divided by the temperature."""
    return tuple(logit / temperature for logit in logits)


def shares(weights: Sequence[float]) -> tuple[float, ...]:
    """Return positive weights divided by their sum."""
    total = sum(weights)
    return tuple(weight / total for weight in weights)


def softmax(logits: Sequence[float], temperature: float = 1.0) -> tuple[float, ...]:
    """Return the probabilities of the logits at a temperature."""
    return shares([exp(logit) for logit in scaled(logits, temperature)])


def entropy_bits(probabilities: Sequence[float]) -> float:
    """Return the entropy in bits; what has probability 0 adds nothing."""
    return -sum(share * log2(share) for share in probabilities if share > 0)
