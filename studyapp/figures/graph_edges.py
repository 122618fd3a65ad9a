"""The lines between the nodes of a drawn graph: straight where they can be, bowed where something is in the way."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from question_bank.drawings import Edge, Graph
from studyapp.figures.canvas import SMALL_PX, Point
from studyapp.figures.graph_nodes import Shape
from studyapp.figures.places import Area, Candidate, around, bounds
from studyapp.figures.words import text_width

SAMPLES, HALVINGS = 32, 12
CLEAR_PX = 8.0  # between a line and a node it passes
END_GAP_PX = 1.5
APART_PX = 21.0  # how far two lines between the same nodes bow from the straight one
BOWS = (0.0, 28.0, -28.0, 48.0, -48.0, 72.0, -72.0, 100.0, -100.0)
LOOP_PX, LOOP_OPENING, LOOP_WIDTH = 50.0, 0.42, 0.62
ON_TOP = -math.pi / 2
LOOP_ORDER = (ON_TOP, 0.0, math.pi, -math.pi / 4, -3 * math.pi / 4, math.pi / 2, math.pi / 4, 3 * math.pi / 4)


@dataclass(frozen=True, slots=True)
class Path:
    """The line of an edge from outline to outline, as many points; ``loop`` is the angle it leaves a node at."""

    edge: Edge
    points: tuple[Point, ...]
    loop: float | None = None

    @property
    def is_straight(self) -> bool:
        """Tell whether its two ends are all it takes to draw it."""
        middle = self.points[len(self.points) // 2]
        return self.loop is None and _beside(middle, self.points[0], self.points[-1]) < 0.01

    @property
    def length(self) -> float:
        """Return how long it is."""
        return sum(math.dist(one, two) for one, two in pairwise(self.points))


def paths(graph: Graph, shapes: Mapping[str, Shape]) -> list[Path]:
    """Return a line for each edge, in their order; loops last, where there is room for them."""
    found: list[Path] = []
    looped = {edge.start for edge in graph.edges if edge.start == edge.end}
    for group in _between_the_same(graph).values():
        slots = [index - (len(group) - 1) / 2 for index in range(len(group))]
        found += [_path(edge, slot, shapes, looped) for edge, slot in zip(group, slots, strict=True)]
    for edge in graph.edges:
        if edge.start == edge.end:
            found.append(_loop(edge, found, shapes))
    return found


def _between_the_same(graph: Graph) -> dict[frozenset[str], list[Edge]]:
    """Return the edges by the two nodes they join: those one way first, then those back."""
    groups: dict[frozenset[str], list[Edge]] = {}
    for edge in graph.edges:
        if edge.start != edge.end:
            groups.setdefault(frozenset((edge.start, edge.end)), []).append(edge)
    return {ends: sorted(group, key=lambda edge: edge.start != group[0].start) for ends, group in groups.items()}


def _path(edge: Edge, slot: float, shapes: Mapping[str, Shape], looped: Collection[str]) -> Path:
    """Return the line with the least bow that passes no other node; ``slot`` says which of several lines it is."""
    start, end = shapes[edge.start], shapes[edge.end]
    forward = min(edge.start, edge.end) == edge.start  # so that two opposite lines bow to different sides
    by = slot * 2 * APART_PX * (1 if forward else -1)
    others = [(shape, name in looped) for name, shape in shapes.items() if name not in (edge.start, edge.end)]
    reach = max((max(shape.half) for shape, _ in others), default=0.0) + (LOOP_PX if looped else CLEAR_PX)
    best, least = Path(edge, ()), math.inf
    for bow in [by + (extra if by == 0 else math.copysign(extra, by)) for extra in BOWS if by == 0 or extra >= 0]:
        if abs(bow) >= least:
            break
        line = _cut(_bowed(start.centre, end.centre, bow), start, end)
        near = [each for each in others if _beside(each[0].centre, start.centre, end.centre) < reach + abs(bow)]
        cost = abs(bow) + sum(_in_the_way(shape, line, has_loop=has_loop) for shape, has_loop in near)
        if cost < least:
            best, least = Path(edge, line), cost
    return best


def _beside(point: Point, start: Point, end: Point) -> float:
    """Return how far a point is from the straight line between two others."""
    along = (end[0] - start[0], end[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2 or 1.0
    share = ((point[0] - start[0]) * along[0] + (point[1] - start[1]) * along[1]) / length
    share = min(max(share, 0.0), 1.0)
    return math.dist(point, (start[0] + share * along[0], start[1] + share * along[1]))


def _in_the_way(shape: Shape, line: Sequence[Point], *, has_loop: bool) -> float:
    """Return what a line has against it that passes near a node: much for crossing it, some for crossing its loop."""
    nearest = min(map(shape.distance, line[::2]))
    if nearest < CLEAR_PX:
        return 1000.0
    return 60.0 if has_loop and nearest < LOOP_PX else 0.0


Curve = Callable[[float], Point]
"""Returns a point for each share in [0, 1] of the way."""


def _bowed(start: Point, end: Point, bow: float) -> Curve:
    """Return the parabola from start to end whose top is ``bow`` pixels to the side."""
    length = math.dist(start, end) or 1.0
    side = ((end[1] - start[1]) / length, (start[0] - end[0]) / length)

    def at(share: float) -> Point:
        out = bow * 4 * share * (1 - share)
        return (
            start[0] + (end[0] - start[0]) * share + side[0] * out,
            start[1] + (end[1] - start[1]) * share + side[1] * out,
        )

    return at


def _cut(curve: Curve, start: Shape, end: Shape) -> tuple[Point, ...]:
    """Return points of what lies between the two outlines, the end a hair away from its own."""
    first = _leaves(lambda share: start.distance(curve(share)))
    last = 1 - _leaves(lambda share: end.distance(curve(1 - share)) - END_GAP_PX)
    return tuple(curve(first + (last - first) * index / SAMPLES) for index in range(SAMPLES + 1))


def _leaves(distance: Callable[[float], float]) -> float:
    """Return the share of the way, up to half of it, at which a curve leaves an outline."""
    if distance(0.0) >= 0:
        return 0.0
    inside, outside = 0.0, 0.5
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if distance(middle) < 0 else (inside, middle)
    return outside


def _loop(edge: Edge, found: Sequence[Path], shapes: Mapping[str, Shape]) -> Path:
    """Return a loop on that side of the node where the fewest other lines are, and room for its text."""
    shape = shapes[edge.start]
    others = [other for name, other in shapes.items() if name != edge.start]
    directions = [angle for path in found for angle in _leaving(path, shape)]
    points = [point for path in found for point in path.points]
    texts = [_beyond(path, path.loop) for path in found if path.loop is not None and path.edge.text]
    loops = {angle: Path(edge, _looped(shape, angle), angle) for angle in LOOP_ORDER}

    def cost(angle: float) -> float:
        words, around_it = _beyond(loops[angle], angle), bounds(Area(x, y, x, y) for x, y in loops[angle].points)
        near = sum(max(0.0, 1.2 - _turn(angle, other)) for other in directions)
        hits = sum(other.area.shared(around_it) + other.area.shared(words) > 0 for other in others)
        crossed = sum(around_it.holds(point) or words.holds(point) for point in points)
        crowded = sum(words.shared(other) > 0 for other in texts)
        below = 0.5 if shape.node.text and angle == math.pi / 2 else 0.0
        wide = abs(math.cos(angle)) * words.size[0] / 150
        return near + 3 * hits + 3 * crowded + 0.15 * min(crossed, 10) + below + wide + 0.02 * LOOP_ORDER.index(angle)

    return loops[min(LOOP_ORDER, key=cost)]


def _beyond(path: Path, angle: float) -> Area:
    """Return where the text of a loop stands: beyond its farthest point."""
    width, height = _text_size(path)
    (x, y) = path.points[len(path.points) // 2]
    across, down = math.cos(angle), math.sin(angle)
    return around((x + across * (width / 2 + 3), y + down * (height / 2 + 2)), width, height)


def _leaving(path: Path, shape: Shape) -> list[float]:
    """Return the angles at which a line leaves or reaches a node."""
    if path.loop is not None:
        return [path.loop] if path.edge.start == shape.node.name else []
    ends = {path.edge.start: path.points[0], path.edge.end: path.points[-1]}
    at = ends.get(shape.node.name)
    return [] if at is None else [math.atan2(at[1] - shape.centre[1], at[0] - shape.centre[0])]


def _turn(one: float, two: float) -> float:
    """Return the angle between two directions, in [0, pi]."""
    return abs(math.remainder(one - two, math.tau))


def _looped(shape: Shape, angle: float) -> tuple[Point, ...]:
    """Return the points of a loop that leaves a node about an angle."""
    (x, y), (across, down) = shape.centre, shape.half

    def at(turn: float, beyond: float) -> Point:
        return x + math.cos(turn) * (across + beyond), y + math.sin(turn) * (down + beyond)

    first, last = at(angle - LOOP_OPENING, 0), at(angle + LOOP_OPENING, 0)
    out, back = at(angle - LOOP_WIDTH, LOOP_PX), at(angle + LOOP_WIDTH, LOOP_PX)

    def curve(t: float) -> Point:
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        return (
            a * first[0] + b * out[0] + c * back[0] + d * last[0],
            a * first[1] + b * out[1] + c * back[1] + d * last[1],
        )

    return _cut(curve, shape, shape)


def text_places(path: Path) -> list[Candidate]:
    """Return the places for the text of an edge: on its line where that is long enough, and to both sides of it."""
    width, height = _text_size(path)
    found = [] if path.loop is None else [Candidate(_beyond(path, path.loop))]
    for share in (0.5, 0.4, 0.6) if path.loop is not None else (0.5, 0.42, 0.58, 0.35, 0.65, 0.27, 0.73):
        index = round(share * (len(path.points) - 1))
        (x, y), (across, down) = path.points[index], _direction(path.points, index)
        hidden = min(width / max(abs(across), 1e-6), height / max(abs(down), 1e-6))
        cost = 150 * abs(share - 0.5)
        on_line = 5.0 if hidden + 30 < path.length else 600.0
        found.append(Candidate(around((x, y), width, height), cost + on_line))
        far = abs(down) * width / 2 + abs(across) * height / 2 + 2
        for side in (1, -1):
            at = (x + side * down * far, y - side * across * far)
            found.append(Candidate(around(at, width, height), cost + 40))
    return found


def _text_size(path: Path) -> Point:
    return text_width(path.edge.text) + 6, SMALL_PX + 4


def _direction(points: Sequence[Point], index: int) -> Point:
    """Return the unit vector along a line at one of its points."""
    before, after = points[max(index - 1, 0)], points[min(index + 1, len(points) - 1)]
    length = math.dist(before, after) or 1.0
    return (after[0] - before[0]) / length, (after[1] - before[1]) / length
