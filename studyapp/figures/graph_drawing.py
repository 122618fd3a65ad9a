"""Draws nodes and arrows: a decision process, an expression, a small network, a search tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from question_bank.drawings import Graph
from studyapp.figures.canvas import SMALL_PX, Canvas, Point
from studyapp.figures.figure import Colours
from studyapp.figures.graph_edges import Path, paths, text_places
from studyapp.figures.graph_nodes import Shape, placed, steps, text_areas
from studyapp.figures.places import Area, Candidate, bounds, least_crowded
from studyapp.figures.words import with_minus

MARGIN_PX = 6.0
HEAD_PX = 8.0
TRIES = 4


@dataclass(frozen=True, slots=True)
class Words:
    """A text and the room it was given."""

    text: str
    area: Area
    quiet: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A graph with everything in its place."""

    shapes: tuple[Shape, ...]
    paths: tuple[Path, ...]
    words: tuple[Words, ...]

    @property
    def area(self) -> Area:
        """Return the rectangle that holds all of it."""
        lines = [Area(x, y, x, y) for path in self.paths for x, y in path.points]
        return bounds([*(shape.area for shape in self.shapes), *(each.area for each in self.words), *lines])


def draw_graph(graph: Graph, colours: Colours, room_px: float) -> Canvas:
    """Return the graph, its columns closer where the room is small."""
    laid = _laid(graph, room_px - 2 * MARGIN_PX)
    area = laid.area.grown(MARGIN_PX)
    canvas = Canvas(*area.size)
    with canvas.moved((-area.left, -area.top)):
        for path in laid.paths:
            _draw_path(canvas, path, colours, arrow=graph.directed)
        for words in laid.words:
            _draw_words(canvas, words, colours)
        for shape in laid.shapes:
            shape.draw(canvas, colours)
    return canvas


def _laid(graph: Graph, room_px: float) -> Laid:
    """Return the graph laid out as wide as it likes, or as the room allows."""
    apart = steps(graph)
    columns = max(node.x for node in graph.nodes) - min(node.x for node in graph.nodes)
    laid = _lay(graph, tuple(placed(graph, apart).values()))
    for _ in range(TRIES):
        excess = laid.area.size[0] - room_px
        if excess <= 0 or columns == 0 or apart.x <= apart.least_x:
            break
        apart = replace(apart, x=max(apart.x - excess / columns, apart.least_x))
        laid = _lay(graph, tuple(placed(graph, apart).values()))
    return laid


def _lay(graph: Graph, shapes: tuple[Shape, ...]) -> Laid:
    lines = paths(graph, {shape.node.name: shape for shape in shapes})
    taken = [shape.area for shape in shapes]
    words: list[Words] = []
    for shape in shapes:
        if shape.node.text:
            places = [Candidate(area, cost) for area, cost in text_areas(shape)]
            others = [area for area in taken if area != shape.area]
            words.append(Words(shape.node.text, least_crowded(places, others, _points(lines)), quiet=True))
            taken.append(words[-1].area)
    for path in sorted(lines, key=lambda each: each.length):
        if path.edge.text:
            points = _points([other for other in lines if other is not path])
            words.append(Words(path.edge.text, least_crowded(text_places(path), taken, points), quiet=False))
            taken.append(words[-1].area)
    return Laid(shapes, tuple(lines), tuple(words))


def _points(lines: Sequence[Path]) -> list[Point]:
    """Return points along lines, some pixels from one to the next."""
    return [point for line in lines for point in line.points]


def _draw_path(canvas: Canvas, path: Path, colours: Colours, *, arrow: bool) -> None:
    neck = len(path.points) - 1
    while arrow and neck > 0 and _apart(path.points[neck], path.points[-1]) < HEAD_PX:
        neck -= 1
    canvas.curve(
        (path.points[0], path.points[neck]) if path.is_straight else path.points[: neck + 1], colours.quiet, thick=1.5
    )
    if arrow:
        canvas.arrow(path.points[neck], path.points[-1], colours.quiet, head=HEAD_PX)


def _apart(one: Point, two: Point) -> float:
    return max(abs(one[0] - two[0]), abs(one[1] - two[1]))


def _draw_words(canvas: Canvas, words: Words, colours: Colours) -> None:
    area = words.area
    canvas.rect((area.left, area.top), area.size, colours.surface, corner_radius=3, opacity=0.94)
    at = (area.centre[0], area.centre[1] + 0.36 * SMALL_PX)
    ink = colours.quiet if words.quiet else colours.ink
    canvas.text(at, with_minus(words.text), ink, size=SMALL_PX, anchor="middle")
