"""Tensors as numpy arrays for pictures: off the device, and finite whatever became of the net."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Tensor

LARGEST = float(np.finfo(np.float32).max)


def array_of(tensor: Tensor, *, infinite: float = LARGEST) -> NDArray[np.float32]:
    """Return a tensor's numbers ready to be drawn, as ``drawable`` does; on a GPU this waits for its steps."""
    return drawable(tensor.detach().float().cpu().numpy(), infinite=infinite)


def drawable(array: NDArray[np.floating], *, infinite: float = LARGEST) -> NDArray[np.float32]:
    """Return a copy in which 0 stands for what is no number, and ``infinite`` for what is beyond all numbers.

    So a net that broke is drawn all the same: its last picture shows what it came to.
    """
    return np.nan_to_num(array.astype(np.float32), posinf=infinite, neginf=-infinite)
