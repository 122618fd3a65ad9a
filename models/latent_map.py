"""What a demo draws of a latent space: the two axes shown, places on the map, and the way between two pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Tensor

Array = NDArray[np.float32]


def in_most_use(kl: Array) -> tuple[int, int]:
    """Return the two dimensions with the largest KL, in their own order so that the map does not flip."""
    low, high = sorted(np.argsort(-np.nan_to_num(kl), kind="stable")[:2].tolist())
    return low, high


def places(side: int, edge: float) -> Array:
    """Return places from corner to corner of the map, row by row from the top: (side * side, 2)."""
    along = np.linspace(-edge, edge, side, dtype=np.float32)
    return np.array([(x, y) for y in along[::-1] for x in along], np.float32)


def limits(codes: Array, least: float) -> Array:
    """Return limits that hold nearly all codes (n, 2), and go out to ``least`` in any case."""
    far = max(least, float(np.quantile(np.abs(codes), 0.99)) * 1.1)
    return np.array([-far, far, -far, far], np.float32)


def way(rows: Tensor, first: int, last: int, count: int) -> Tensor:
    """Return points on the straight way from one row to another, both ends among them: (count, numbers).

    A row beyond the last one is the last.
    """
    import torch

    shares = torch.linspace(0, 1, count, device=rows.device)[:, None]
    start, end = (rows[min(row, len(rows) - 1)] for row in (first, last))
    return start.lerp(end, shares)
