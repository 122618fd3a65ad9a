"""What models/plots.py asks of the pictures behind each kind of plot."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import fields
from typing import cast

import numpy as np
from numpy.typing import NDArray

from models.demo import Pictures
from models.plots import (
    Bars,
    Cells,
    Curves,
    Field,
    GridWorld,
    GroupCurves,
    HeatMap,
    Images,
    Matrix,
    Neurons,
    Plot,
    Pole,
    Scatter,
    Text,
)

# The fields of plots whose value is the name of a picture.
_PICTURES = {
    *("name", "labels", "lines", "marker", "actions", "agent", "marks", "captions", "points", "paths", "limits"),
    *("rows", "columns", "links", "marked", "sizes", "maps", "weights", "inputs", "force", "names"),
}


def names_in(plot: Plot) -> set[str]:
    """Return the pictures that a plot draws."""
    values = {each.name: getattr(plot, each.name) for each in fields(plot)}
    return {value for name, value in values.items() if name in _PICTURES and isinstance(value, str)}


def check_drawable(plot: Plot, pictures: Pictures, measured: set[str]) -> None:
    """Compare the pictures with what models/plots.py says of the plot; ``measured`` are the scalars of the run."""
    if isinstance(plot, Curves):
        assert set(plot.scalars) <= measured
        assert 1 <= len(plot.scalars) <= 5
        return
    check = cast("Callable[[Plot, Pictures], None]", _CHECKS[type(plot)])
    check(plot, pictures)


def array(pictures: Pictures, name: str) -> NDArray[np.generic]:
    """Return a picture that has to be an array a message can carry."""
    picture = pictures[name]
    assert isinstance(picture, np.ndarray), name
    assert picture.dtype in (np.float32, np.uint8, np.int64), name
    return picture


def _images(plot: Images, pictures: Pictures) -> None:
    images = array(pictures, plot.name)
    assert images.ndim == 3
    assert not plot.captions or len(pictures[plot.captions]) == len(images)


def _matrix(plot: Matrix, pictures: Pictures) -> None:
    rows, columns = array(pictures, plot.name).shape
    assert len(plot.row_names) in (0, rows)
    assert len(plot.column_names) in (0, columns)
    if plot.names:
        assert len(pictures[plot.names]) == rows == columns


def _bars(plot: Bars, pictures: Pictures) -> None:
    (count,) = array(pictures, plot.name).shape
    labels = pictures[plot.labels] if plot.labels else plot.label_names
    assert isinstance(labels, tuple)
    assert len(labels) in ((count,) if plot.labels else (0, count))


def _text(plot: Text, pictures: Pictures) -> None:
    assert isinstance(pictures[plot.name], str)


def _points(pictures: Pictures, name: str, class_names: tuple[str, ...]) -> None:
    points = array(pictures, name)
    assert points.shape == (len(points), 3)
    assert set(points[:, 2]) <= set(range(len(class_names)))


def _scatter(plot: Scatter, pictures: Pictures) -> None:
    _points(pictures, plot.name, plot.class_names)
    assert not plot.lines or array(pictures, plot.lines).shape[1:] == (4,)


def _group_curves(plot: GroupCurves, pictures: Pictures) -> None:
    assert len(array(pictures, plot.name)) == len(plot.curve_names) + 1
    assert not plot.marker or array(pictures, plot.marker).shape[1:] == (2,)


def _grid_world(plot: GridWorld, pictures: Pictures) -> None:
    values, actions = array(pictures, plot.name), array(pictures, plot.actions)
    assert values.ndim == 2
    assert actions.shape == values.shape
    assert set(actions.flat) <= {-1, 0, 1, 2, 3}
    assert array(pictures, plot.agent).shape in {(2,), (0,)}
    assert len(pictures[plot.marks]) == values.size


def _field(plot: Field, pictures: Pictures) -> None:
    assert not plot.name or array(pictures, plot.name).ndim == 2
    if plot.points:
        _points(pictures, plot.points, plot.class_names)
    assert not plot.lines or array(pictures, plot.lines).shape[1:] == (4,)
    if plot.paths:
        paths = array(pictures, plot.paths)
        assert paths.shape == (len(plot.path_names), paths.shape[1], 2)
    assert not plot.limits or array(pictures, plot.limits).shape == (4,)


def _heat_map(plot: HeatMap, pictures: Pictures) -> None:
    rows, columns = array(pictures, plot.name).shape
    assert not plot.rows or len(pictures[plot.rows]) == rows
    assert not plot.columns or len(pictures[plot.columns]) == columns
    assert not plot.links or len(pictures[plot.links]) == rows * columns
    assert not plot.labels or len(pictures[plot.labels]) == 2


def _cells(plot: Cells, pictures: Pictures) -> None:
    cells = array(pictures, plot.name)
    assert cells.ndim == 2
    if plot.marked:
        marked = array(pictures, plot.marked)
        assert marked.shape == cells.shape
        assert set(marked.flat) <= {0, 1, 2, 3, 4}


def _neurons(plot: Neurons, pictures: Pictures) -> None:
    sizes = array(pictures, plot.sizes)
    assert sizes.dtype == np.int64
    counts: list[int] = sizes.tolist()
    assert array(pictures, plot.maps).shape[0] == sum(counts)
    assert array(pictures, plot.weights).shape == (sum(a * b for a, b in itertools.pairwise(counts)),)
    assert len(pictures[plot.inputs]) == counts[0]


def _pole(plot: Pole, pictures: Pictures) -> None:
    assert array(pictures, plot.name).shape == (4,)
    assert not plot.force or array(pictures, plot.force).shape == (1,)


_CHECKS = {
    Images: _images,
    Matrix: _matrix,
    Bars: _bars,
    Text: _text,
    Scatter: _scatter,
    GroupCurves: _group_curves,
    GridWorld: _grid_world,
    Field: _field,
    HeatMap: _heat_map,
    Cells: _cells,
    Neurons: _neurons,
    Pole: _pole,
}
