"""Pictures that belong to a question, as plain data: what is drawn is said here, how it looks is the app's business.

Every drawing has ``alt``: what it shows, in words that let somebody answer without seeing it. Texts in drawings are
plain text (no LaTeX), a few characters long. The tags make a drawing its own name in a kept exercise.
"""

from __future__ import annotations

import msgspec

Point = tuple[float, float]


class Node(msgspec.Struct, frozen=True):
    """A circle of a graph: ``name`` stands inside, ``text`` below; ``x`` and ``y`` count columns and rows from the top.

    ``end`` marks a state where an episode ends; ``box`` draws a box in place of the circle (an operation, a layer).
    """

    name: str
    x: float
    y: float
    text: str = ""
    end: bool = False
    box: bool = False


class Edge(msgspec.Struct, frozen=True):
    """An arrow between two nodes by their names, with a text beside it; a node may point at itself."""

    start: str
    end: str
    text: str = ""


class Graph(msgspec.Struct, frozen=True, tag="graph"):
    """Nodes and arrows: a decision process, a computation, a small network, a search tree."""

    alt: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    directed: bool = True


class Line(msgspec.Struct, frozen=True):
    """A line through points of a plot, named at its end."""

    label: str
    points: tuple[Point, ...]
    dashed: bool = False


class Curves(msgspec.Struct, frozen=True, tag="curves"):
    """A plot of at most five lines over one axis: loss curves, densities, schedules."""

    alt: str
    x_label: str
    y_label: str
    lines: tuple[Line, ...]


class Grid(msgspec.Struct, frozen=True):
    """Cells with texts, row by row; ``shaded`` are the (row, column) pairs that stand out."""

    title: str
    cells: tuple[tuple[str, ...], ...]
    row_labels: tuple[str, ...] = ()
    column_labels: tuple[str, ...] = ()
    shaded: tuple[tuple[int, int], ...] = ()


class Grids(msgspec.Struct, frozen=True, tag="grids"):
    """Grids side by side: an image and its kernel, the channels of a feature map, a matrix of scores.

    ``between`` is the sign between two neighbours, such as "∗" or "".
    """

    alt: str
    grids: tuple[Grid, ...]
    between: str = ""


class Box(msgspec.Struct, frozen=True):
    """A rectangle in a picture, by its edges in pixels from the top left corner."""

    label: str
    left: float
    top: float
    right: float
    bottom: float


class Boxes(msgspec.Struct, frozen=True, tag="boxes"):
    """Bounding boxes on a picture of a width and height in pixels."""

    alt: str
    width: float
    height: float
    boxes: tuple[Box, ...]


Drawing = Graph | Curves | Grids | Boxes
