"""What an exercise draws is readable: inside its edges, in the theme's colours, words apart from words and lines."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from question_bank.drawings import Box, Boxes, Curves, Drawing, Edge, Graph, Grid, Grids, Line, Node
from studyapp.figures.canvas import SMALL_PX
from studyapp.figures.curves_drawing import apart
from studyapp.figures.drawings import draw
from studyapp.figures.graph_edges import paths
from studyapp.figures.graph_nodes import Shape, placed, steps
from studyapp.figures.places import Area
from studyapp.figures.ticks import round_marks, tick_labels, ticks
from studyapp.figures.words import text_width, with_minus
from studyapp.ui.figure_colours import colours
from studyapp.ui.theme import DARK, LIGHT, Theme
from tests.studyapp.ui.pixels import pixels

PROCESS = Graph(
    "A decision process of five states.",
    (Node("A", 0, 0, text="start"), Node("B", 1, 0), Node("C", 2, 0), Node("D", 1, 1), Node("End", 3, 0, end=True)),
    (
        Edge("A", "B", "0.7, +2"), Edge("B", "A", "0.3, -1"), Edge("B", "C", "0.5, +5"), Edge("C", "End", "1, +10"),
        Edge("A", "D", "0.3"), Edge("D", "D", "0.4, -1"), Edge("D", "C", "0.6, +1"), Edge("B", "B", "0.2"),
    ),
)  # fmt: skip
TREE = Graph(
    "The tree of (x + y * z) * max(w, c).",
    (
        Node("f", 2, 0, box=True, label="×", text="-9"), Node("p", 1, 1, box=True, label="+"), Node("x", 0.5, 2),
        Node("q", 3, 1, box=True, label="max"), Node("m", 1.5, 2, box=True, label="×"), Node("y", 1, 3),
        Node("z", 2, 3), Node("w", 2.6, 2), Node("c", 3.4, 2),
    ),
    (
        Edge("x", "p"), Edge("y", "m"), Edge("z", "m"), Edge("m", "p"), Edge("p", "f"), Edge("q", "f"), Edge("w", "q"),
        Edge("c", "q"),
    ),
)  # fmt: skip
NET = Graph(
    "A network of two inputs, two hidden units and one output.",
    tuple(Node(name, x, y) for name, x, y in (("x1", 0, 0), ("x2", 0, 1), ("h1", 1, 0), ("h2", 1, 1), ("y", 2, 0.5))),
    tuple(
        Edge(one, two, "0.4")
        for one, two in (("x1", "h1"), ("x1", "h2"), ("x2", "h1"), ("x2", "h2"), ("h1", "y"), ("h2", "y"))
    ),
)
DOTS = Graph(
    "Two actions of a state, as dots.",
    (Node("s", 0.5, 0), Node("left", 0, 1, label="", text="left"), Node("right", 1, 1, label="", text="right")),
    (Edge("s", "left", "0.5"), Edge("s", "right", "0.5")),
    directed=False,
)
LOSSES = Curves(
    "The training loss falls to 0.1; the validation loss rises again after epoch 10.",
    "epoch",
    "loss",
    (
        Line("training", tuple((t, 2.3 * math.exp(-t / 8) + 0.05) for t in range(41))),
        Line("validation", tuple((t, 2.3 * math.exp(-t / 9) + 0.3) for t in range(41)), dashed=True),
        Line("test", tuple((t, 2.3 * math.exp(-t / 9) + 0.31) for t in range(41))),
    ),
)
SCHEDULE = Curves("A falling rate.", "step", "rate", (Line("", ((0, 1e-5), (20_000, 0))),))
FLAT = Curves("A constant.", "x", "", (Line("c", ((3, 0), (3, 0))),))
KERNEL = Grids(
    "An image of 5 x 5 and a kernel of 3 x 3.",
    (
        Grid("image", tuple(tuple(str((i * j) % 10) for j in range(5)) for i in range(5)), shaded=((1, 1), (1, 2))),
        Grid("kernel", (("1", "0", "-1"),) * 3),
    ),
    between="∗",
)
SCORES = Grids(
    "Scores of three words.",
    (Grid("scores", (("0.7", "0.3"), ("0.125", "0.875")), ("the", "cat"), ("the", "cat")), Grid("", (("1",), ("2",)))),
)
IOU = Boxes("Two boxes that overlap.", 200, 150, (Box("truth", 30, 40, 120, 110), Box("guess", 60, 20, 150, 100)))
DRAWINGS: dict[str, Drawing] = {
    "process": PROCESS, "tree": TREE, "net": NET, "dots": DOTS, "losses": LOSSES, "schedule": SCHEDULE, "flat": FLAT,
    "kernel": KERNEL, "scores": SCORES, "iou": IOU,
}  # fmt: skip
ROOMS = (380, 560, 700)

every_drawing = pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
both_themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
every_room = pytest.mark.parametrize("room", ROOMS)
graphs = pytest.mark.parametrize("graph", [PROCESS, TREE, NET, DOTS])


def svg(drawing: Drawing, room: float = 560, theme: Theme = LIGHT) -> str:
    """Return a drawing as SVG."""
    return draw(drawing, colours(theme), room)


def written(text: str) -> list[str]:
    """Return the words of an SVG."""
    return [words.replace("&lt;", "<").replace("&gt;", ">") for words in re.findall(r">([^<]+)</text>", text)]


def size(text: str) -> tuple[float, float]:
    """Return width and height of an SVG."""
    found = re.search(r'width="([\d.]+)" height="([\d.]+)"', text)
    assert found
    return float(found[1]), float(found[2])


def word_areas(text: str) -> Iterator[tuple[str, Area]]:
    """Yield the words of an SVG with about the room they take, whatever group they are in."""
    pattern = r'<text x="([-\d.]+)" y="([-\d.]+)" font-size="([\d.]+)" text-anchor="(\w+)"[^>]*>([^<]+)<'
    for x, y, font, anchor, words in re.findall(pattern, text):
        width = QFontMetricsF(font_of(float(font))).horizontalAdvance(words)
        left = float(x) - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        yield words, Area(left, float(y) - 0.7 * float(font), left + width, float(y))


def font_of(size_px: float) -> QFont:
    """Return the window's typeface in a size."""
    font = QGuiApplication.font()
    font.setPixelSize(round(size_px))
    return font


@every_drawing
@every_room
def test_drawings_have_ink_inside_their_edges(qapp: QGuiApplication, drawing: Drawing, room: int) -> None:
    renderer = QSvgRenderer(QByteArray(svg(drawing, room).encode()))
    assert renderer.isValid()
    width, height, margin = renderer.defaultSize().width(), renderer.defaultSize().height(), 12
    image = QImage(width + 2 * margin, height + 2 * margin, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(margin, margin, width, height))
    painter.end()
    alpha = pixels(image)[..., 3]
    assert (alpha > 200).sum() > 100
    outside = np.ones(alpha.shape, bool)
    outside[margin - 1 : 1 - margin, margin - 1 : 1 - margin] = False
    assert alpha[outside].max() == 0, "something reaches over the edge"


@every_drawing
@every_room
def test_drawings_fit_their_column_with_words_that_are_not_tiny(drawing: Drawing, room: int) -> None:
    text = svg(drawing, room)
    assert size(text)[0] <= room + 1
    assert min(map(float, re.findall(r'font-size="([\d.]+)"', text)), default=99) >= SMALL_PX
    assert not re.search(r"nan|inf|href", text)


@every_drawing
@both_themes
def test_drawings_use_the_themes_colours_and_are_the_same_again(drawing: Drawing, theme: Theme) -> None:
    text, other = svg(drawing, theme=theme), DARK if theme is LIGHT else LIGHT
    assert theme.quiet in text and other.ink not in text and other.quiet not in text
    assert text == svg(drawing, theme=theme)


@every_drawing
@every_room
def test_no_words_lie_over_others(qapp: QGuiApplication, drawing: Drawing, room: int) -> None:
    overlapping = [
        (one, two)
        for (one, area), (two, other) in combinations(word_areas(svg(drawing, room)), 2)
        if area.shared(other) > 1
    ]
    assert overlapping == []


def test_guessed_widths_are_not_narrower_than_the_window_s_typeface(qapp: QGuiApplication) -> None:
    for words in ("0.5, +10", "catalogue", "x₁ = −2", "WMwm", "learning rate", "Ill, but told well", "(120, 110)"):
        assert text_width(words, 13) >= 0.97 * QFontMetricsF(font_of(13)).horizontalAdvance(words), words


# ---------------------------------------------------------------- graphs


@graphs
def test_everything_that_is_said_about_a_graph_is_written(graph: Graph) -> None:
    said = [node.shown for node in graph.nodes] + [node.text for node in graph.nodes] + [e.text for e in graph.edges]
    expected = [word.replace("-", "−") for word in said if word]
    assert sorted(written(svg(graph))) == sorted(expected)


@graphs
def test_lines_run_from_outline_to_outline_past_all_other_nodes(graph: Graph) -> None:
    shapes = placed(graph, steps(graph))
    found = paths(graph, shapes)
    assert sorted((path.edge.start, path.edge.end) for path in found) == sorted((e.start, e.end) for e in graph.edges)
    for path in found:
        start, end = shapes[path.edge.start], shapes[path.edge.end]
        assert 0 <= start.distance(path.points[0]) < 3 and 0 <= end.distance(path.points[-1]) < 4
        others = [shape for shape in shapes.values() if shape not in (start, end)]
        assert min(other.distance(point) for other in others for point in path.points) > 4


def test_a_line_bows_around_a_node_in_its_way() -> None:
    row = tuple(Node(name, x, 0) for x, name in enumerate("abc"))
    graph = Graph("Three in a row.", row, (Edge("a", "c"), Edge("a", "b")))
    shapes = placed(graph, steps(graph))
    around, straight = paths(graph, shapes)
    assert min(shapes["b"].distance(point) for point in around.points) > 4
    assert {round(y, 6) for _, y in straight.points} == {0}


def test_opposite_arrows_bow_to_different_sides() -> None:
    graph = Graph("Two.", (Node("a", 0, 0), Node("b", 1, 0)), (Edge("a", "b"), Edge("b", "a"), Edge("b", "b")))
    there, back, loop = paths(graph, placed(graph, steps(graph)))
    middles = [path.points[len(path.points) // 2][1] for path in (there, back)]
    assert min(middles) < -10 and max(middles) > 10
    assert loop.loop is not None and there.loop is None


@settings(max_examples=40)
@given(st.integers(2, 14), st.randoms(use_true_random=False))
def test_any_graph_can_be_drawn(count: int, rng: Random) -> None:
    nodes = tuple(
        Node(f"n{i}", i % 4, i // 4, text=rng.choice(("", "0.5")), end=rng.random() < 0.2, box=rng.random() < 0.3)
        for i in range(count)
    )
    edges = tuple(Edge(rng.choice(nodes).name, rng.choice(nodes).name, rng.choice(("", "1"))) for _ in range(count))
    text = svg(Graph("Any.", nodes, edges, directed=rng.random() < 0.8), rng.choice(ROOMS))
    texts = [node.text for node in nodes] + [edge.text for edge in edges]
    assert len(written(text)) == count + sum(map(bool, texts))


def test_ends_are_drawn_twice_boxes_have_corners_and_dots_no_name() -> None:
    one = Graph("", (Node("s", 0, 0),), ())
    ended, boxed, dot = (Graph("", (node,), ()) for node in (
        Node("s", 0, 0, end=True), Node("s", 0, 0, box=True), Node("s", 0, 0, label=""),
    ))  # fmt: skip
    assert svg(one).count("<rect") == 1 and svg(ended).count("<rect") == 2
    assert 'rx="19"' in svg(one) and 'rx="6"' in svg(boxed)
    assert "<circle" in svg(dot) and written(svg(dot)) == []


def test_only_directed_graphs_have_arrowheads() -> None:
    assert svg(PROCESS).count("<polygon") == len(PROCESS.edges) and "<polygon" not in svg(DOTS)


def test_wide_names_of_boxes_are_broken_into_two_lines() -> None:
    graph = Graph("", (Node("convolution 5×5", 0, 0, box=True), Node("pool", 1, 0, box=True)), ())
    assert written(svg(graph)) == ["convolution", "5×5", "pool"]


@pytest.mark.parametrize(
    ("point", "distance"), [((0, 0), -10), ((25, 0), 5), ((0, 20), 10), ((23, 14), math.hypot(13, 14) - 10)]
)
def test_distances_from_an_outline_are_those_of_its_rounded_corner(point: tuple[float, float], distance: float) -> None:
    assert Shape(Node("s", 0, 0), (0, 0), (20, 10), 10).distance(point) == pytest.approx(distance)


# ---------------------------------------------------------------- plots


def test_lines_of_a_plot_are_told_apart_without_colour() -> None:
    text = svg(LOSSES)
    assert set(written(text)) >= {"training", "validation", "test", "epoch", "loss"}
    dashed = re.findall(r"<polyline[^>]*dasharray", text)
    assert len(dashed) == 1
    assert text.count("<circle") > 3 and text.count("<rect") > 3  # the markers of the second and third line


@given(st.lists(st.floats(0, 200), max_size=9).map(sorted))
def test_names_at_line_ends_keep_their_distance(wanted: list[float]) -> None:
    found = apart(wanted, 20, 0, 200)
    assert len(found) == len(wanted)
    assert all(two - one >= 20 - 1e-9 for one, two in pairwise(found))
    assert all(-1e-9 <= each <= 200 + 1e-9 for each in found)


magnitudes = st.floats(-1e9, 1e9).filter(lambda value: value == 0 or abs(value) > 1e-9)


@given(magnitudes, magnitudes, st.integers(3, 8))
def test_marks_are_round_and_hold_what_is_shown(one: float, two: float, most: int) -> None:
    low, high = min(one, two), max(one, two)
    marks = round_marks(low, high, most)
    slack = (marks[1] - marks[0]) * 1e-6
    assert marks[0] <= low + slack and high - slack <= marks[-1]
    assert 2 <= len(marks) <= 2 * most
    steps_apart = {f"{(b - a) / (marks[1] - marks[0]):.3f}" for a, b in pairwise(marks)}
    assert steps_apart == {"1.000"}
    inside = ticks(marks[0], marks[-1], most)
    assert 1 <= len(inside) <= most and all(marks[0] - slack <= mark <= marks[-1] + slack for mark in inside)


@pytest.mark.parametrize(
    ("marks", "labels"),
    [
        ((0, 0.5, 1), ("0.0", "0.5", "1.0")),
        ((-0.25, 0, 0.25), ("−0.25", "0.00", "0.25")),
        ((0, 5000, 10000), ("0", "5,000", "10,000")),
        ((0, 5e-5, 1e-4), ("0", "0.5·10⁻⁴", "1·10⁻⁴")),
        ((-2e7, 0, 2e7), ("−2·10⁷", "0", "2·10⁷")),
        ((0.0, 0.001, 0.002), ("0.000", "0.001", "0.002")),
    ],
)
def test_numbers_of_an_axis_are_written_alike(marks: tuple[float, ...], labels: tuple[str, ...]) -> None:
    assert tick_labels(marks) == labels


def test_counted_steps_have_no_halves() -> None:
    assert ticks(0, 3, 7, least=1.0) == (0, 1, 2, 3)
    short = Curves("", "epoch", "", (Line("", ((0, 1), (3, 2))),))
    assert {"0", "1", "2", "3"} <= set(written(svg(short))) and "1.5" not in written(svg(short))[-5:]


# ---------------------------------------------------------------- grids and boxes


def test_grids_show_every_cell_label_and_sign() -> None:
    cells = [cell for grid in KERNEL.grids for row in grid.cells for cell in row]
    assert sorted(written(svg(KERNEL))) == sorted([*map(with_minus, cells), "image", "kernel", "∗"])
    assert {"the", "cat", "0.875"} <= set(written(svg(SCORES)))


def test_shaded_cells_have_a_strong_frame_and_bold_words() -> None:
    assert svg(KERNEL).count('font-weight="600"') == 2 == svg(KERNEL).count(f'stroke="{LIGHT.accent}"')


def test_grids_stand_below_one_another_where_the_room_is_small() -> None:
    channels = Grids("", tuple(Grid(f"channel {k}", (("1",) * 6,) * 3) for k in range(3)))
    (wide, low), (narrow, high) = size(svg(channels, 700)), size(svg(channels, 380))
    assert wide > 420 and narrow <= 380 and high > 1.5 * low


def test_boxes_stand_where_their_coordinates_say_with_y_downwards() -> None:
    text = svg(IOU, 480)
    assert {"(30, 40)", "(120, 110)", "(60, 20)", "(150, 100)", "truth", "guess", "x", "y"} <= set(written(text))
    number = r'="([-\d.]+)"'
    rects = re.findall(rf'<rect x{number} y{number} width{number} height{number} [^>]*stroke-width="2.2"', text)
    (left, top, width, height), (left_2, top_2, *_) = (tuple(map(float, rect)) for rect in rects)
    scale = width / 90
    assert height / scale == pytest.approx(70, abs=0.02)
    assert (left_2 - left) / scale == pytest.approx(30, abs=0.02)
    assert (top_2 - top) / scale == pytest.approx(-20, abs=0.02)
