"""What a frame's pictures hold, made ready to draw; plain numpy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.demo import Picture

SIGNS = {" ": "␣", "\n": "↵", "\t": "⇥"}


def float_array(picture: Picture | None, *, dimensions: int) -> NDArray[np.float64]:
    """Return numbers of a frame for drawing; what is missing, or not such numbers, is an array of no elements."""
    if not isinstance(picture, np.ndarray) or picture.ndim != dimensions:
        return np.empty((0,) * dimensions)
    return picture.astype(np.float64)


def texts(picture: Picture | None) -> tuple[str, ...]:
    """Return the texts of a frame; what is missing, or not a tuple of texts, is none."""
    return picture if isinstance(picture, tuple) else ()


def visible(name: str) -> str:
    """Return a label that can be seen: blanks and line ends get the signs that stand for them."""
    return SIGNS.get(name, name)
