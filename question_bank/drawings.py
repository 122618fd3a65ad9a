"""Pictures that belong to a question, as plain data: what is drawn is said here, how it looks is the app's business.

Every drawing has ``alt``: what it shows, in words that let somebody answer without seeing it. Texts in drawings are
plain text (no LaTeX), a few characters long. The tags make a drawing its own name in a kept exercise.
A drawing that cannot be drawn is not made: ValueError names what is wrong with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import msgspec

Point = tuple[float, float]
MOST_LINES = 5


class Node(msgspec.Struct, frozen=True):
    """A circle of a graph: ``name`` stands inside, ``text`` below; ``x`` and ``y`` count columns and rows from the top.

    ``end`` marks a state where an episode ends; ``box`` draws a box in place of the circle (an operation, a layer).
    ``label`` stands inside in place of the name, where two nodes look alike (two "+" of an expression); "" draws a
    dot (an action between two states).
    """

    name: str
    x: float
    y: float
    text: str = ""
    end: bool = False
    box: bool = False
    label: str | None = None

    @property
    def shown(self) -> str:
        """Return what stands inside."""
        return self.name if self.label is None else self.label


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

    def __post_init__(self) -> None:
        """Refuse what has no place to be drawn at."""
        names = [node.name for node in self.nodes]
        _finite((place for node in self.nodes for place in (node.x, node.y)), "a graph")
        if not names or len(set(names)) < len(names):
            raise ValueError("a graph has nodes, each with a name of its own; what stands inside may be its label")
        unknown = {end for edge in self.edges for end in (edge.start, edge.end)} - set(names)
        if unknown:
            raise ValueError(f"an arrow leads to nodes that are not there: {', '.join(sorted(unknown))}")


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

    def __post_init__(self) -> None:
        """Refuse lines that have no place in a plot, and more than can be told apart."""
        _finite((place for line in self.lines for point in line.points for place in point), "a plot")
        if not 1 <= len(self.lines) <= MOST_LINES or any(len(line.points) < 2 for line in self.lines):
            raise ValueError(f"a plot has one to {MOST_LINES} lines, each of at least two points")


class Grid(msgspec.Struct, frozen=True):
    """Cells with texts, row by row; ``shaded`` are the (row, column) pairs that stand out."""

    title: str
    cells: tuple[tuple[str, ...], ...]
    row_labels: tuple[str, ...] = ()
    column_labels: tuple[str, ...] = ()
    shaded: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        """Refuse rows of different lengths, and labels and shading without a cell."""
        rows, columns = len(self.cells), len(self.cells[0]) if self.cells else 0
        if not columns or any(len(row) != columns for row in self.cells):
            raise ValueError("the rows of a grid have cells, and equally many")
        if len(self.row_labels) not in (0, rows) or len(self.column_labels) not in (0, columns):
            raise ValueError(f"a grid of {rows} x {columns} cells has as many row and column labels, or none")
        if not all(0 <= row < rows and 0 <= column < columns for row, column in self.shaded):
            raise ValueError(f"a shaded cell is outside its grid of {rows} x {columns} cells")


class Grids(msgspec.Struct, frozen=True, tag="grids"):
    """Grids side by side: an image and its kernel, the channels of a feature map, a matrix of scores.

    ``between`` is the sign between two neighbours, such as "∗" or "".
    """

    alt: str
    grids: tuple[Grid, ...]
    between: str = ""

    def __post_init__(self) -> None:
        """Refuse an empty drawing."""
        if not self.grids:
            raise ValueError("a drawing of grids has at least one")


class Box(msgspec.Struct, frozen=True):
    """A rectangle in a picture, by its edges in pixels from the top left corner."""

    label: str
    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        """Refuse a box without an inside."""
        _finite((self.left, self.top, self.right, self.bottom), "a box")
        if not (self.left < self.right and self.top < self.bottom):
            raise ValueError(f"the box {self.label} has no inside: its left edge is left of its right one")


class Boxes(msgspec.Struct, frozen=True, tag="boxes"):
    """Bounding boxes on a picture of a width and height in pixels."""

    alt: str
    width: float
    height: float
    boxes: tuple[Box, ...]

    def __post_init__(self) -> None:
        """Refuse a picture without a size, and boxes that reach over its edge."""
        _finite((self.width, self.height), "a picture")
        if self.width <= 0 or self.height <= 0:
            raise ValueError("a picture is wider and higher than 0")
        if any(min(box.left, box.top) < 0 or box.right > self.width or box.bottom > self.height for box in self.boxes):
            raise ValueError(f"a box reaches over the edge of its picture of {self.width:g} x {self.height:g} pixels")


Drawing = Graph | Curves | Grids | Boxes


def kind(drawing: Drawing) -> str:
    """Return the word for what sort of drawing it is: graph, curves, grids or boxes."""
    return str(drawing.__struct_config__.tag)


def _finite(values: Iterable[float], what: str) -> None:
    if not all(math.isfinite(value) for value in values):
        raise ValueError(f"{what} has only places that are numbers")
