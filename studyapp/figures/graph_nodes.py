"""Where the nodes of a drawn graph stand and how large they are, in pixels."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from question_bank.drawings import Graph, Node
from studyapp.figures.canvas import SMALL_PX, TEXT_PX, Canvas, Point
from studyapp.figures.figure import Colours
from studyapp.figures.places import Area, around
from studyapp.figures.words import text_width, with_minus

DOT_PX, BOX_CORNER_PX = 5.0, 6.0
LEAST_RADIUS, LARGEST_RADIUS = 19.0, 30.0
BOX_HALF_HEIGHT = 17.0
NEIGHBOURS_PX, BESIDE_TEXT_PX, ARROW_PX = 20.0, 40.0, 34.0
MOST_STEP_X = 190.0
LINE_PX = 17.0  # one line of small text


@dataclass(frozen=True, slots=True)
class Shape:
    """A node on the page: a rectangle about ``centre`` whose corners are rounded by ``radius``, up to a circle."""

    node: Node
    centre: Point
    half: Point
    radius: float

    def distance(self, point: Point) -> float:
        """Return how far outside the outline a point lies, in pixels; negative inside."""
        across = abs(point[0] - self.centre[0]) - (self.half[0] - self.radius)
        down = abs(point[1] - self.centre[1]) - (self.half[1] - self.radius)
        return math.hypot(max(across, 0.0), max(down, 0.0)) + min(max(across, down), 0.0) - self.radius

    @property
    def area(self) -> Area:
        """Return the rectangle that holds it."""
        return around(self.centre, 2 * self.half[0], 2 * self.half[1])

    def draw(self, canvas: Canvas, colours: Colours) -> None:
        """Draw the outline with the name inside, twice around where an episode ends."""
        if not self.node.shown:
            canvas.circle(self.centre, DOT_PX, colours.ink)
            return
        for inset in (0.0, 4.0) if self.node.end else (0.0,):
            width, height = 2 * (self.half[0] - inset), 2 * (self.half[1] - inset)
            corner = (self.centre[0] - width / 2, self.centre[1] - height / 2)
            fill = "none" if inset else colours.raised
            rounded = max(self.radius - inset, 2.0)
            canvas.rect(corner, (width, height), fill, stroke=colours.ink, thick=1.4, corner_radius=rounded)
        at = (self.centre[0], self.centre[1] + 0.36 * TEXT_PX)
        canvas.text(at, with_minus(self.node.shown), colours.ink, size=TEXT_PX, anchor="middle")


@dataclass(frozen=True, slots=True)
class Steps:
    """How many pixels one column and one row of the graph are apart; columns not less than ``least_x``."""

    x: float
    y: float
    least_x: float


def placed(graph: Graph, steps: Steps) -> dict[str, Shape]:
    """Return the shapes of all nodes by name."""
    halves = _halves(graph)
    return {
        node.name: Shape(
            node, (node.x * steps.x, node.y * steps.y), halves[node.name], _radius(node, halves[node.name])
        )
        for node in graph.nodes
    }


def steps(graph: Graph) -> Steps:
    """Return the distances that leave room for names, for what is written below them and along the arrows."""
    halves = _halves(graph)
    least = max([30.0, *_needed_columns(graph, halves)])
    wanted = max([least, 68.0, *_needed_arrows(graph, halves)])
    return Steps(min(wanted, max(MOST_STEP_X, least)), _rows(graph, halves), least)


def _needed_columns(graph: Graph, halves: Mapping[str, Point]) -> list[float]:
    """Return for each two nodes of a row the step that keeps them and their texts apart."""
    return [
        max(
            halves[one.name][0] + halves[two.name][0] + NEIGHBOURS_PX,
            (text_width(one.text) + text_width(two.text)) / 2 + 8,
        )
        / abs(one.x - two.x)
        for one, two in combinations(graph.nodes, 2)
        if abs(one.y - two.y) < 0.5 and abs(one.x - two.x) > 0.1
    ]


def _needed_arrows(graph: Graph, halves: Mapping[str, Point]) -> list[float]:
    """Return for each level arrow the step that leaves room for its text."""
    found = {node.name: node for node in graph.nodes}
    ends = [(found[edge.start], found[edge.end], edge.text) for edge in graph.edges]
    return [
        (halves[one.name][0] + halves[two.name][0] + (text_width(text) + BESIDE_TEXT_PX if text else ARROW_PX))
        / abs(one.x - two.x)
        for one, two, text in ends
        if abs(one.y - two.y) < 0.5 and abs(one.x - two.x) > 0.1
    ]


def _rows(graph: Graph, halves: Mapping[str, Point]) -> float:
    """Return how far apart two rows are: higher where arrows between them carry texts."""
    found = {node.name: node for node in graph.nodes}
    slanted = [edge for edge in graph.edges if abs(found[edge.start].y - found[edge.end].y) >= 0.5]
    between = max([30.0, *(34.0 + LINE_PX for edge in slanted if edge.text)])
    below = LINE_PX if any(node.text for node in graph.nodes) else 0.0
    gaps = [abs(one.y - two.y) for one, two in combinations(graph.nodes, 2) if abs(one.y - two.y) > 0.1]
    crowd = min([1.0, *gaps])
    return (2 * max(half[1] for half in halves.values()) + between + below) / max(crowd, 0.5)


def _halves(graph: Graph) -> dict[str, Point]:
    """Return half the width and height of each node; circles are all of one size, long names stretch theirs."""
    widths = {node.name: text_width(node.shown, TEXT_PX) for node in graph.nodes}
    inside = [widths[node.name] / 2 + 8 for node in graph.nodes if not node.box and node.shown]
    radius = max([LEAST_RADIUS, *(half for half in inside if half <= LARGEST_RADIUS)])
    return {node.name: _half(node, widths[node.name], radius) for node in graph.nodes}


def _half(node: Node, width: float, radius: float) -> Point:
    if not node.shown:
        return DOT_PX, DOT_PX
    extra = 4.0 if node.end else 0.0
    if node.box:
        return max(width / 2 + 11 + extra, 22.0), BOX_HALF_HEIGHT + extra / 2
    return max(radius, width / 2 + 10 if width / 2 + 8 > radius else radius) + extra / 2, radius + extra / 2


def _radius(node: Node, half: Point) -> float:
    return BOX_CORNER_PX if node.box and node.shown else min(half)


def text_areas(shape: Shape) -> list[tuple[Area, float]]:
    """Return the places for the text of a node, best first, with what each has against it: below, else beside it."""
    width, height = text_width(shape.node.text) + 4, SMALL_PX + 4
    (x, y), (across, down) = shape.centre, shape.half
    return [
        (around((x, y + down + height / 2 + 1), width, height), 0.0),
        (around((x, y - down - height / 2 - 1), width, height), 60.0),
        (around((x + across + width / 2 + 3, y), width, height), 60.0),
        (around((x - across - width / 2 - 3, y), width, height), 60.0),
        (around((x + across + width / 2 - 4, y + down), width, height), 70.0),
        (around((x - across - width / 2 + 4, y + down), width, height), 70.0),
    ]
