"""Leaves out slips with a value on the edge of what is right.

Such a value would earn marks or not depending on how the learner rounded in an earlier part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from question_bank.gradients.asking import Slip

NEAR, FAR = 0.3, 4.0  # in tolerances; between them lies the edge


def off_the_edge(right: Sequence[float], slips: Iterable[Slip], absolute: float = 5e-3) -> tuple[Slip, ...]:
    """Return the slips whose values are each clearly right or clearly wrong."""
    slack = [max(absolute, 1e-3 * abs(value)) for value in right]
    return tuple(slip for slip in slips if not _on_the_edge(slip.values, right, slack))


def _on_the_edge(values: Sequence[float], right: Sequence[float], slack: Sequence[float]) -> bool:
    return any(NEAR < abs(a - b) / s < FAR for a, b, s in zip(values, right, slack, strict=True))
