"""The ways to draw what a frame holds: a demo declares its plots with these, the window draws them.

``name`` is the key in ``Frame.pictures`` (or, for Curves, the names in ``Frame.scalars``). Shapes are those of the
numpy arrays behind the name.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Curves:
    """Scalars over the step, at most five lines; ``y_limits`` fixes the axis.

    ``places``, if given, are the places of the lines' colours and markers in the theme, which are 0, 1, 2 ... else: in
    all plots of a demo a name has the same.
    """

    scalars: tuple[str, ...]
    title: str
    y_label: str
    y_limits: tuple[float, float] | None = None
    log_y: bool = False
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Images:
    """A grid of small pictures: (n, height, width), any range; ``diverging`` colours zero as neutral.

    ``captions``, if given, names a tuple of n short texts; ``columns`` fixes how many stand in a row.
    """

    name: str
    title: str
    diverging: bool = False
    captions: str = ""
    columns: int = 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of numbers with the numbers written in: (rows, columns).

    ``names``, if given, names a tuple of texts that stands for both the fixed ``row_names`` and ``column_names``.
    """

    name: str
    title: str
    row_label: str
    column_label: str
    row_names: tuple[str, ...] = ()
    column_names: tuple[str, ...] = ()
    names: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar a label: heights (n,) under ``name``; a tuple of n texts under ``labels``, or fixed ``label_names``."""

    name: str
    title: str
    y_label: str
    labels: str = ""
    label_names: tuple[str, ...] = ()
    y_limits: tuple[float, float] | None = None
    log_y: bool = False


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

    ``marker``, if given, names an (n, 2) array of points on them; ``places`` are as those of Curves.
    """

    name: str
    title: str
    x_label: str
    y_label: str
    curve_names: tuple[str, ...]
    marker: str = ""
    log_y: bool = False
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GridWorld:
    """A grid of cells with values and the best action in each.

    ``name``: values (height, width), NaN for walls; ``actions``: (height, width) of 0 up, 1 right, 2 down, 3 left,
    -1 none; ``agent``: (2,) row and column, (0,) for none; ``marks``: height*width texts, row by row ("S", "G", "-10",
    "").
    """

    name: str
    title: str
    actions: str
    agent: str
    marks: str


@dataclass(frozen=True, slots=True)
class Field:
    """A function of the plane as colours, and what lies on it.

    ``name``: values (height, width), the first row at the lowest y, the first column at the lowest x; "" for none.
    ``points``: (n, 3) x, y and class index; ``lines``: segments (m, 4) x1, y1, x2, y2; ``paths``: (k, n, 2), one
    polyline for each of the ``path_names``, NaN from where it ends, a dot at its last point; ``levels``: so many
    contour lines of the values. ``limits`` names an array (4,) of x_low, x_high, y_low, y_high that replaces
    ``x_limits`` and ``y_limits`` when the run decides them. ``handle`` names two live knobs, the x and the y of a
    point that the learner drags. ``clicks`` names a knob that holds points (``holds="points"``): a click adds one.
    """

    name: str
    title: str
    x_label: str
    y_label: str
    x_limits: tuple[float, float]
    y_limits: tuple[float, float]
    diverging: bool = False
    points: str = ""
    class_names: tuple[str, ...] = ()
    lines: str = ""
    paths: str = ""
    path_names: tuple[str, ...] = ()
    levels: int = 0
    limits: str = ""
    handle: tuple[str, str] | None = None
    clicks: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Many numbers as colours, the number itself under the pointer: (rows, columns), NaN where there is none yet.

    ``rows`` and ``columns`` name tuples of texts, one a row and one a column (tokens, layers, knob values). ``links``
    names a tuple of rows * columns texts, row by row, each "" or the address of a run (models/share.py) that a click
    opens. ``labels`` names a tuple of two texts that replace ``row_label`` and ``column_label`` when the run decides
    them. ``limits`` fixes the ends of the colours.
    """

    name: str
    title: str
    row_label: str
    column_label: str
    rows: str = ""
    columns: str = ""
    links: str = ""
    labels: str = ""
    diverging: bool = False
    limits: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """Numbers in cells: (height, width). ``marked``: (height, width) int64 of what each cell is just now.

    0 plain, 1 under the kernel, 2 the cell that is being computed, 3 padding, 4 not computed yet (left empty).
    """

    name: str
    title: str
    marked: str = ""


@dataclass(frozen=True, slots=True)
class Neurons:
    """A net drawn as its units, each with a little map of what it answers over the plane, and its weights as lines.

    ``sizes``: int64 (layers + 1,), units a column, the inputs first; ``maps``: (all units, height, width), column by
    column, the first row at the lowest y; ``weights``: float32, all edges, layer by layer, each layer (to, from) row by
    row; ``inputs``: a tuple of texts, one an input.
    """

    sizes: str
    maps: str
    weights: str
    inputs: str
    title: str


@dataclass(frozen=True, slots=True)
class Pole:
    """A cart with a pole: ``name`` (4,) is position in m, velocity in m/s, angle in rad and its rate, right positive.

    ``force``, if given, names (1,): the push, negative to the left.
    """

    name: str
    title: str
    force: str = ""


Plot = (
    Curves
    | Images
    | Matrix
    | Bars
    | Text
    | Scatter
    | GroupCurves
    | GridWorld
    | Field
    | HeatMap
    | Cells
    | Neurons
    | Pole
)
