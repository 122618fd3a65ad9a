"""What a frame's pictures hold, made ready to draw; plain numpy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.datasets.corpus import SIGNS
from models.demo import Picture, Pictures
from models.plots import HeatMap


def float_array(picture: Picture | None, *, dimensions: int) -> NDArray[np.float64]:
    """Return numbers of a frame for drawing; what is missing, or not such numbers, is an array of no elements."""
    if not isinstance(picture, np.ndarray) or picture.ndim != dimensions:
        return np.empty((0,) * dimensions)
    return picture.astype(np.float64)


def texts(picture: Picture | None) -> tuple[str, ...]:
    """Return the texts of a frame; what is missing, or not a tuple of texts, is none."""
    return picture if isinstance(picture, tuple) else ()


def side_labels(plot: HeatMap, pictures: Pictures) -> tuple[str, str]:
    """Return what the rows and the columns of a heat map are called: as the run says, or else as the plot does."""
    match texts(pictures.get(plot.labels)):
        case (rows, columns):
            return rows, columns
        case _:
            return plot.row_label, plot.column_label


def visible(name: str) -> str:
    """Return a label that can be seen: blanks and line ends get the signs that stand for them."""
    return SIGNS.get(name, name)


def is_number(name: str) -> bool:
    """Tell whether a name is a number: of numbers along an axis some may be left out, a word stands for itself."""
    try:
        float(name)
    except ValueError:
        return False
    return True
