"""Where the units and the weights of a drawn net are; plain numpy."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def layer_units(counts: Sequence[int]) -> NDArray[np.float64]:
    """Return the place (units, 2) of every unit in the unit square, column by column, the first of a column on top."""
    columns = len(counts)
    places = [
        (column / max(columns - 1, 1), 1 - (row + 0.5) / count)
        for column, count in enumerate(counts)
        for row in range(count)
    ]
    return np.array(places, np.float64).reshape(-1, 2)


def edge_ends(counts: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for every weight the unit it comes from and the one it goes to, in the order of models.plots.Neurons."""
    starts: list[NDArray[np.int64]] = []
    ends: list[NDArray[np.int64]] = []
    first = 0
    for before, after in itertools.pairwise(counts):
        starts.append(np.tile(np.arange(first, first + before), after))
        ends.append(np.repeat(np.arange(first + before, first + before + after), before))
        first += before
    nothing = np.empty(0, np.int64)
    return np.concatenate([nothing, *starts]), np.concatenate([nothing, *ends])
