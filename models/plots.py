"""The ways to draw what a frame holds: a demo declares its plots with these, the window draws them.

``name`` is the key in ``Frame.pictures`` (or, for Curves, the names in ``Frame.scalars``). Shapes are those of the
numpy arrays behind the name.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Curves:
    """Scalars over the step, at most five lines; ``y_limits`` fixes the axis."""

    scalars: tuple[str, ...]
    title: str
    y_label: str
    y_limits: tuple[float, float] | None = None
    log_y: bool = False


@dataclass(frozen=True, slots=True)
class Images:
    """A grid of small pictures: (n, height, width), any range; ``diverging`` colours zero as neutral."""

    name: str
    title: str
    diverging: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of numbers with the numbers written in: (rows, columns)."""

    name: str
    title: str
    row_label: str
    column_label: str
    row_names: tuple[str, ...] = ()
    column_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar a label: heights (n,) under ``name``; a tuple of n texts under ``labels``, or fixed ``label_names``."""

    name: str
    title: str
    y_label: str
    labels: str = ""
    label_names: tuple[str, ...] = ()
    y_limits: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A text that the net has written."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Scatter:
    """Points (n, 3): x, y, class index; and under ``lines``, if given, segments (m, 4): x1, y1, x2, y2."""

    name: str
    title: str
    x_label: str
    y_label: str
    class_names: tuple[str, ...]
    lines: str = ""


@dataclass(frozen=True, slots=True)
class GroupCurves:
    """Curves over a common x that are redrawn whole: (n_curves + 1, n_points), the first row is x.

    ``marker``, if given, names an (n, 2) array of points on them.
    """

    name: str
    title: str
    x_label: str
    y_label: str
    curve_names: tuple[str, ...]
    marker: str = ""


@dataclass(frozen=True, slots=True)
class GridWorld:
    """A grid of cells with values and the best action in each.

    ``name``: values (height, width), NaN for walls; ``actions``: (height, width) of 0 up, 1 right, 2 down, 3 left,
    -1 none; ``agent``: (2,) row and column; ``marks``: height*width texts, row by row ("S", "G", "-10", "").
    """

    name: str
    title: str
    actions: str
    agent: str
    marks: str


Plot = Curves | Images | Matrix | Bars | Text | Scatter | GroupCurves | GridWorld
