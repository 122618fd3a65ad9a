"""Handwritten digits, 8 by 8 pixels: the ones that come with scikit-learn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True, slots=True)
class Digits:
    """Pictures (n, 8, 8) with grey values in [0, 1], and the digit on each."""

    images: NDArray[np.float32]
    labels: NDArray[np.int64]


GREY = 0.3  # the mean grey value of all digits, and about that of drawings


def on_device(data: Digits, device: str) -> tuple[Tensor, Tensor]:
    """Return pictures (n, 1, 8, 8), their grey values moved to lie about 0, and labels (n,) on the device."""
    import torch

    images = torch.from_numpy(data.images)[:, None]
    return (images - GREY).to(device), torch.from_numpy(data.labels).to(device)


def digits(seed: int) -> tuple[Digits, Digits]:
    """Return the 1,797 handwritten digits of scikit-learn, shuffled: 80 % to train on, 20 % to validate with."""
    table = np.random.default_rng(seed).permutation(_table())
    images = (table[:, :-1].reshape(-1, 8, 8) / 16).astype(np.float32)
    labels = table[:, -1].astype(np.int64)
    split = len(labels) * 8 // 10
    return Digits(images[:split], labels[:split]), Digits(images[split:], labels[split:])


@cache
def _table() -> NDArray[np.float32]:
    """Return 64 grey values from 0 to 16, and the digit, of each; read once, that takes longer than all the rest."""
    return np.loadtxt(digits_file(), delimiter=",", dtype=np.float32)


def digits_file() -> Path:
    """Return where scikit-learn keeps its digits: importing it takes a second or two, reading the table a moment."""
    package = find_spec("sklearn")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "datasets" / "data" / "digits.csv.gz"
