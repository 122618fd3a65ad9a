"""Where the nodes of a drawn graph stand and how large they are, in pixels."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from question_bank.drawings import Graph, Node
from studyapp.figures.canvas import SMALL_PX, TEXT_PX, Canvas, Point
from studyapp.figures.figure import Colours
from studyapp.figures.places import Area, around
from studyapp.figures.words import text_width, widest, with_minus

DOT_PX, BOX_CORNER_PX = 5.0, 6.0
LEAST_RADIUS, LARGEST_RADIUS = 19.0, 30.0
BOX_HALF_HEIGHT = 17.0
NEIGHBOURS_PX, BESIDE_TEXT_PX, ARROW_PX = 20.0, 40.0, 34.0
MOST_STEP_X, LEAST_STEP_Y, SLANTED_PX = 190.0, 52.0, 104.0
SAME, LEVEL = 0.1, 0.5  # columns and rows that differ by less are the same, or near enough for a level arrow
SIDEWAYS = 0.75  # an arrow over more columns has room for its shaft between them, and needs none between rows
LINE_PX, NAME_LINE_PX = 17.0, 18.0
WIDE_NAME_PX = 78.0
Arrow = tuple[Node, Node, str]


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
        lines = name_lines(self.node)
        first = self.centre[1] + 0.36 * TEXT_PX - NAME_LINE_PX * (len(lines) - 1) / 2
        for number, line in enumerate(lines):
            at = (self.centre[0], first + number * NAME_LINE_PX)
            canvas.text(at, with_minus(line), colours.ink, size=TEXT_PX, anchor="middle")


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
    arrows = _arrows(graph)
    level = [(one, two, text) for one, two, text in arrows if abs(one.y - two.y) < LEVEL and abs(one.x - two.x) > SAME]
    least = max([30.0, *_needed_columns(graph, halves), *_needed_arrows(level, halves, 4.0)])
    slanted = [text_width(text) * 1.6 + 12 for one, two, text in arrows if text and abs(one.y - two.y) >= LEVEL]
    sideways = [(one, two, "") for one, two, _ in arrows if abs(one.x - two.x) > SIDEWAYS]
    shafts = [*_needed_arrows(level, halves, BESIDE_TEXT_PX), *_needed_arrows(sideways, halves, 0.0)]
    wanted = max([least, 68.0, *slanted, *shafts])
    across = min(wanted, max(MOST_STEP_X, least))
    return Steps(across, _rows(graph, halves, across), least)


def _arrows(graph: Graph) -> list[Arrow]:
    """Return both ends and the text of every edge between two nodes."""
    found = {node.name: node for node in graph.nodes}
    return [(found[edge.start], found[edge.end], edge.text) for edge in graph.edges if edge.start != edge.end]


def _needed_columns(graph: Graph, halves: Mapping[str, Point]) -> list[float]:
    """Return for each two nodes of a row the step that keeps them and their texts apart."""
    return [
        max(
            halves[one.name][0] + halves[two.name][0] + NEIGHBOURS_PX,
            (text_width(one.text) + text_width(two.text)) / 2 + 8,
        )
        / abs(one.x - two.x)
        for one, two in combinations(graph.nodes, 2)
        if abs(one.y - two.y) < LEVEL and abs(one.x - two.x) > SAME
    ]


def _needed_arrows(level: Sequence[Arrow], halves: Mapping[str, Point], beside_px: float) -> list[float]:
    """Return for each level arrow the step that leaves room for its text and so much beside it."""
    return [
        (halves[one.name][0] + halves[two.name][0] + (text_width(text) + beside_px if text else ARROW_PX))
        / abs(one.x - two.x)
        for one, two, text in level
    ]


def _rows(graph: Graph, halves: Mapping[str, Point], across: float) -> float:
    """Return how far apart two rows are: what stands below one another is kept apart, and steep arrows get room."""
    below = {node.name: LINE_PX if node.text else 0.0 for node in graph.nodes}

    def reach(one: Node, two: Node, between: float) -> float:
        upper = min(one, two, key=lambda node: node.y)
        return (halves[one.name][1] + halves[two.name][1] + below[upper.name] + between) / abs(one.y - two.y)

    def is_steep(one: Node, two: Node, slack: float) -> bool:
        return abs(one.x - two.x) * across < halves[one.name][0] + halves[two.name][0] + slack

    apart = [(one, two) for one, two in combinations(graph.nodes, 2) if abs(one.y - two.y) > SAME]
    arrows = [arrow for arrow in _arrows(graph) if abs(arrow[0].y - arrow[1].y) >= LEVEL]
    columns = [reach(one, two, 12.0) for one, two in apart if is_steep(one, two, 4)]
    steep = [reach(one, two, 30.0 + LINE_PX * bool(text)) for one, two, text in arrows if is_steep(one, two, 30)]
    slanted = [SLANTED_PX / max(abs(one.y - two.y), 1.0) for one, two, text in arrows if text]
    return max([LEAST_STEP_Y, *columns, *steep, *slanted])


def _halves(graph: Graph) -> dict[str, Point]:
    """Return half the width and height of each node; circles are all of one size, long names stretch theirs."""
    widths = {node.name: widest(name_lines(node), TEXT_PX) for node in graph.nodes}
    inside = [widths[node.name] / 2 + 8 for node in graph.nodes if not node.box and node.shown]
    radius = max([LEAST_RADIUS, *(half for half in inside if half <= LARGEST_RADIUS)])
    return {node.name: _half(node, widths[node.name], radius) for node in graph.nodes}


def _half(node: Node, width: float, radius: float) -> Point:
    if not node.shown:
        return DOT_PX, DOT_PX
    extra = 4.0 if node.end else 0.0
    if node.box:
        height = BOX_HALF_HEIGHT + NAME_LINE_PX / 2 * (len(name_lines(node)) - 1)
        return max(width / 2 + 11 + extra, 22.0), height + extra / 2
    return max(radius, width / 2 + 10 if width / 2 + 8 > radius else radius) + extra / 2, radius + extra / 2


def name_lines(node: Node) -> tuple[str, ...]:
    """Return what stands inside: a wide name of a box in two lines, broken where they are most alike."""
    words = node.shown.split(" ")
    if not node.box or len(words) < 2 or text_width(node.shown, TEXT_PX) < WIDE_NAME_PX:
        return (node.shown,)
    broken = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(broken, key=lambda lines: widest(lines, TEXT_PX))


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
