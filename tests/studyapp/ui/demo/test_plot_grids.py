"""Heat maps, cells, nets of units, poles, and logarithmic bars show what they hold and tell it under the pointer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.demo import Pictures
from models.plots import Bars, Cells, GridWorld, GroupCurves, HeatMap, Images, Matrix, Neurons, Pole
from studyapp.ui.plots.bars import BarsPlot
from studyapp.ui.plots.cells import CellsPlot
from studyapp.ui.plots.colours import faded, ramp
from studyapp.ui.plots.grid_world import GridWorldPlot
from studyapp.ui.plots.group_curves import GroupCurvesPlot
from studyapp.ui.plots.heat_map import HeatMapPlot
from studyapp.ui.plots.images import ImagesPlot
from studyapp.ui.plots.matrix import MatrixPlot
from studyapp.ui.plots.net_layout import edge_ends, layer_units
from studyapp.ui.plots.neurons import NeuronsPlot
from studyapp.ui.plots.pole import PolePlot
from studyapp.ui.plots.scales import log_limits
from studyapp.ui.theme import DARK, LIGHT, Theme
from tests.studyapp.ui.demo.every_kind import PICTURES
from tests.studyapp.ui.demo.picture_plots import alike, colour_at, image_of, like, pixels_like, show, shown, tip_at

HEAT = HeatMap("heat", "Landscape", "rate", "scale", rows="rates", columns="scales", links="links")
CELLS = Cells("cells", "Sums", "marked")
NET = Neurons("sizes", "maps", "weights", "inputs", "Net")
CART = Pole("cart", "Cart", force="push")
both_themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def top_of(theme: Theme, *, diverging: bool = False) -> str:
    """Return the colour of the highest value."""
    return "#{:02X}{:02X}{:02X}".format(*ramp(theme, diverging=diverging)[-1])


# ---------------------------------------------------------------- heat maps


def heat(qtbot: QtBot, theme: Theme = LIGHT, pictures: Pictures = PICTURES) -> HeatMapPlot:
    return show(shown(qtbot, HeatMapPlot(HEAT, theme)), pictures)


def cell_centre(plot: HeatMapPlot, row: int, column: int) -> QPointF:
    """Find a cell by what the pointer reads there, without asking the plot where it is."""
    for y in range(4, plot.height(), 12):
        for x in range(plot.width() - 4, 0, -12):
            QTest.mouseMove(plot, QPoint(x, y))
            if plot.toolTip().startswith(f"rate {PICTURES['rates'][row]}, scale {PICTURES['scales'][column]}:"):
                return QPointF(x - 16, y + 16)
    raise AssertionError("no such cell")


@both_themes
def test_the_highest_value_has_the_strongest_colour_and_missing_ones_are_hatched(qtbot: QtBot, theme: Theme) -> None:
    plot = heat(qtbot, theme)
    image = image_of(plot)
    assert alike(colour_at(image, cell_centre(plot, 1, 2)), top_of(theme), near=3)
    missing = cell_centre(plot, 0, 2).toPoint()
    patch = {image.pixel(missing.x() + right, missing.y() + down) for right in range(8) for down in range(8)}
    assert len(patch) > 1
    assert len({image.pixel(missing.x() + 1, missing.y() + down) for down in range(8)}) > 1


def test_the_pointer_reads_a_cell_and_a_hand_says_that_it_leads_to_a_run(qtbot: QtBot) -> None:
    plot = heat(qtbot)
    assert tip_at(qtbot, plot, cell_centre(plot, 0, 2)) == "rate 0.1, scale c: no number yet"
    assert plot.cursor().shape() == Qt.CursorShape.ArrowCursor
    assert tip_at(qtbot, plot, cell_centre(plot, 0, 1)) == "rate 0.1, scale b: 1.500\nClick to open this run."
    assert plot.cursor().shape() == Qt.CursorShape.PointingHandCursor


def test_a_run_may_say_what_the_sides_of_a_map_are_called(qtbot: QtBot) -> None:
    plot = shown(qtbot, HeatMapPlot(replace(HEAT, labels="sides"), LIGHT))
    plot.selected = (0, 1)
    for sides, told in ((("momentum", "width"), "momentum 0.1, width b"), (("", "width"), "0.1, width b")):
        show(plot, {**PICTURES, "sides": sides})
        assert f"Selected: {told}: 1.500" in plot.accessibleDescription()


def test_the_name_of_the_rows_is_read_whole_beside_a_low_map(qtbot: QtBot) -> None:
    columns = ("a rather long name",) * 3
    ink = []
    for rows in ("0" * 12, "0" * 14):
        plot = shown(qtbot, HeatMapPlot(replace(HEAT, row_label=rows), LIGHT), 250, 180)
        image = image_of(show(plot, {**PICTURES, "rates": ("", ""), "scales": columns}))
        ink.append(sum(alike(image.pixelColor(x, y), LIGHT.quiet, near=90) for x in range(16) for y in range(180)))
    assert ink[1] > ink[0] > 100  # nothing was cut off


def test_a_click_or_enter_on_a_cell_opens_its_run(qtbot: QtBot) -> None:
    plot = heat(qtbot)
    opened: list[str] = []
    plot.address_opened.connect(opened.append)
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=cell_centre(plot, 0, 1).toPoint())
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=cell_centre(plot, 1, 1).toPoint())
    assert opened == ["demo:char-rnn?seed=3"]
    plot.selected = None
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right):  # the first press selects the first cell
        QTest.keyClick(plot, key)
    assert "Selected: rate 0.1, scale b: 1.500" in plot.accessibleDescription()
    QTest.keyClick(plot, Qt.Key.Key_Return)
    assert opened == ["demo:char-rnn?seed=3"] * 2


class KeyCatcher(QWidget):
    """Remembers the keys that its children leave to it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.seen.append(event.key())


def test_keys_that_a_heat_map_has_no_use_for_reach_the_view(qtbot: QtBot) -> None:
    parent = KeyCatcher()
    qtbot.addWidget(parent)
    plot = HeatMapPlot(HEAT, LIGHT)
    plot.setParent(parent)
    parent.show()
    show(plot, PICTURES)
    QTest.keyClick(plot, Qt.Key.Key_Space)
    QTest.keyClick(plot, Qt.Key.Key_Down)
    assert parent.seen == [Qt.Key.Key_Space]


@pytest.mark.parametrize("width", [250, 900])
@pytest.mark.parametrize("count", [3, 64])
def test_names_of_a_large_map_stay_inside_it(qtbot: QtBot, width: int, count: int) -> None:
    names = tuple(f"a rather long name {place}" for place in range(count))
    values = np.zeros((count, count), np.float32)
    plot = shown(qtbot, HeatMapPlot(HEAT, LIGHT), width, 280)
    image = image_of(show(plot, {"heat": values, "rates": names, "scales": names}))
    assert pixels_like(image, LIGHT.quiet, near=10) > 50
    assert all(alike(image.pixelColor(0, y), LIGHT.surface, near=200) for y in range(image.height()))
    assert plot.selected is None


# ---------------------------------------------------------------- cells


@both_themes
def test_cells_are_marked_by_border_and_hatch_not_by_colour_alone(qtbot: QtBot, theme: Theme) -> None:
    plot = show(shown(qtbot, CellsPlot(CELLS, theme), 300, 300), PICTURES)
    image = image_of(plot)
    kernel_top = colour_at(image, QPointF(182, 88))
    computed = colour_at(image, QPointF(88, 182))
    assert pixels_like(image, theme.accent, near=8) > 200
    assert not alike(kernel_top, theme.surface, near=5)
    assert not alike(computed, theme.surface, near=5)
    plain = image_of(show(plot, {**PICTURES, "marked": np.zeros((2, 2), np.int64)}))
    assert pixels_like(plain, theme.accent, near=8) == 0


@pytest.mark.parametrize(
    ("x", "y", "told"),
    [
        (115, 115, "row 1, column 1: 0, padding"),
        (180, 115, "row 1, column 2: 3, under the kernel"),
        (115, 180, "row 2, column 1: 1.500, being computed"),
        (180, 180, "row 2, column 2: not computed yet"),
    ],
)
def test_the_pointer_tells_what_a_cell_is(qtbot: QtBot, x: int, y: int, told: str) -> None:
    plot = show(shown(qtbot, CellsPlot(CELLS, LIGHT), 300, 300), PICTURES)
    assert tip_at(qtbot, plot, QPointF(x, y)) == told
    assert plot.accessibleDescription().endswith("Row 2, column 1 is being computed: 1.50.")


def test_a_grid_without_room_for_numbers_shows_colours(qtbot: QtBot) -> None:
    values = np.full((40, 40), 123.0, np.float32)
    plot = show(shown(qtbot, CellsPlot(replace(CELLS, marked=""), LIGHT), 300, 300), {"cells": values})
    image = image_of(plot)
    assert pixels_like(image, top_of(LIGHT), near=3) > 0.6 * 280**2


# ---------------------------------------------------------------- nets of units


def test_edges_join_the_units_that_a_weight_matrix_says() -> None:
    counts = (2, 3, 1)
    starts, ends = edge_ends(counts)
    matrices = [np.arange(6).reshape(3, 2), np.arange(6, 9).reshape(1, 3)]
    places = {
        (first_from + column, first_to + row): int(matrix[row, column])
        for matrix, first_from, first_to in ((matrices[0], 0, 2), (matrices[1], 2, 5))
        for row, column in np.ndindex(matrix.shape)
    }
    assert {(int(a), int(b)): place for place, (a, b) in enumerate(zip(starts, ends, strict=True))} == places
    assert layer_units(counts)[:2].tolist() == [[0, 0.75], [0, 0.25]]


def net(qtbot: QtBot, theme: Theme = LIGHT) -> NeuronsPlot:
    return show(shown(qtbot, NeuronsPlot(NET, theme), 420, 320), PICTURES)


@both_themes
def test_strong_weights_of_either_sign_have_their_colour(qtbot: QtBot, theme: Theme) -> None:
    blank = {**PICTURES, "maps": np.zeros((6, 4, 4), np.float32)}
    for sign, place in ((1, 0), (-1, 1)):
        plot = shown(qtbot, NeuronsPlot(NET, theme), 420, 320)
        weights = np.array([sign, 0, 0, 0, 0, 0, 0, 0, 0], np.float32)
        image = image_of(show(plot, {**blank, "weights": weights}))
        assert pixels_like(image, faded(theme, theme.series[place], 0.95), near=6) > 100
        assert pixels_like(image, theme.series[1 - place], near=6) == 0


def test_the_pointer_names_a_unit_and_enlarges_its_map(qtbot: QtBot) -> None:
    plot = net(qtbot)
    before = pixels_like(image_of(plot), top_of(LIGHT, diverging=True), near=3)
    places = {tip_of(plot, x, y) for x in range(4, 420, 12) for y in range(4, 320, 12)}
    assert {
        "input x1: from 1 to 1 over the plane",
        "input x2: from -1 to -1 over the plane",
        "layer 1, unit 1: from 1 to 1 over the plane",
        "layer 1, unit 3: from 1 to 1 over the plane",
        "output: from -1 to -1 over the plane",
    } <= places
    assert "layer 1, unit 1 to output: weight 3" in places
    assert "input x2 to layer 1, unit 1: weight -2" in places
    hover = next(
        QPoint(x, y) for x in range(4, 420, 6) for y in range(4, 320, 6) if "unit 1: from" in tip_of(plot, x, y)
    )
    QTest.mouseMove(plot, hover)
    assert pixels_like(image_of(plot), top_of(LIGHT, diverging=True), near=3) > before + 5000


def tip_of(plot: QWidget, x: int, y: int) -> str:
    QTest.mouseMove(plot, QPoint(x, y))
    return plot.toolTip()


def test_a_net_with_too_many_weights_draws_the_strongest_and_says_so(qtbot: QtBot) -> None:
    sizes = np.array([40, 40], np.int64)
    weights = np.random.default_rng(0).normal(size=1600).astype(np.float32)
    plot = shown(qtbot, NeuronsPlot(NET, LIGHT), 420, 320)
    show(plot, {"sizes": sizes, "weights": weights, "maps": np.zeros((80, 4, 4), np.float32), "inputs": ()})
    told = {tip_of(plot, 210, y) for y in range(10, 300, 3)}
    assert any(each.endswith("The 500 strongest of 1,600 weights are drawn.") for each in told)


def test_maps_of_another_number_than_the_units_draw_nothing(qtbot: QtBot) -> None:
    plot = show(shown(qtbot, NeuronsPlot(NET, LIGHT)), {**PICTURES, "maps": np.zeros((5, 4, 4), np.float32)})
    assert plot.accessibleDescription() == ""


# ---------------------------------------------------------------- poles


@both_themes
def test_the_cart_and_the_pole_are_where_the_state_says(qtbot: QtBot, theme: Theme) -> None:
    middles = []
    for place in (-2.0, 0.0, 2.0):
        state = np.array([place, 0, 0.2, 0], np.float32)
        image = image_of(show(shown(qtbot, PolePlot(CART, theme), 550, 300), {"cart": state}))
        cart, pole = (np.nonzero(like(image, theme.series[part], near=4))[1] for part in (0, 1))
        assert np.mean(pole) > np.mean(cart) + 3  # a positive angle leans to the right
        middles.append(float(np.mean(cart)))
    assert middles == [pytest.approx(275 + each, abs=2) for each in (-200, 0, 200)]  # 550 px show 5.5 m


def test_the_numbers_of_the_cart_are_told(qtbot: QtBot) -> None:
    plot = show(shown(qtbot, PolePlot(CART, LIGHT)), PICTURES)
    told = ["position -1.20 m", "velocity +0.50 m/s", "angle +5.7°", "turning -17°/s", "push 10"]
    assert plot.accessibleDescription() == ", ".join(told)
    assert tip_at(qtbot, plot, QPointF(50, 50)).split("\n") == told


# ---------------------------------------------------------------- logarithmic axes, captions


def test_logarithmic_bars_rise_by_as_much_for_each_power_of_ten(qtbot: QtBot) -> None:
    plot = Bars("norms", "Norms", "norm", label_names=("1", "2", "3"), log_y=True)
    norms = np.array([1e-4, 1e-2, 1.0], np.float32)
    drawn = show(shown(qtbot, BarsPlot(plot, LIGHT), 400, 300), {"norms": norms * 5})
    image = image_of(drawn.chart)
    heights = []
    for place in range(3):
        x = round(drawn.chart.pixel_of(place, 0).x())
        heights.append(sum(alike(image.pixelColor(x, y), LIGHT.series[0], near=4) for y in range(image.height())))
    assert heights[1] - heights[0] == pytest.approx(heights[2] - heights[1], abs=2)
    assert heights[0] > 5
    assert tip_at(qtbot, drawn.chart, drawn.chart.pixel_of(1, -1), drawn) == "2: 0.05000"


@pytest.mark.parametrize(
    ("ends", "expected"),
    [((1e-4, 1.0), (-4, 0)), ((5e-4, 5.0), (-4, 1)), ((0.0, 0.3), (-4, 0)), ((0.0, 0.0), (-3, 0)), ((2, 3), (0, 1))],
)
def test_a_logarithmic_axis_ends_at_whole_powers(ends: tuple[float, float], expected: tuple[float, float]) -> None:
    assert log_limits(ends) == expected


def test_curves_on_a_logarithmic_axis_are_straight_where_they_are_powers(qtbot: QtBot) -> None:
    plot = GroupCurves("curves", "Power law", "x", "y", ("one",), log_y=True)
    x = np.arange(7)
    drawn = show(shown(qtbot, GroupCurvesPlot(plot, LIGHT)), {"curves": np.stack([x, 10.0**-x]).astype(np.float32)})
    assert list(drawn.chart.limits) == [0, 6, -6, 0]
    image = image_of(drawn.chart)
    for place in (1.5, 3.0, 4.5):
        assert alike(colour_at(image, drawn.chart.pixel_of(place, -place)), LIGHT.series[0], near=90)


def test_the_mark_of_a_small_cell_is_covered_neither_by_its_arrow_nor_by_the_agent(qtbot: QtBot) -> None:
    world = GridWorld("values", "World", actions="arrows", agent="agent", marks="marks")
    images = []
    for action, agent in ((-1, np.empty(0, np.float32)), (2, np.zeros(2, np.float32))):
        plot = shown(qtbot, GridWorldPlot(world, LIGHT), 242, 142)
        arrows = np.full((4, 12), action, np.float32)
        pictures: Pictures = {"values": np.zeros((4, 12), np.float32), "arrows": arrows, "agent": agent}
        images.append(image_of(show(plot, {**pictures, "marks": ("S",) * 48})))
    mark = QRect(4, 33, 7, 10)  # the letter of the first of 12 × 4 cells of 20 pixels
    assert images[0] != images[1]
    assert images[0].copy(mark) == images[1].copy(mark)


@pytest.mark.parametrize(("width", "count"), [(300, 3), (401, 5)])
def test_pictures_that_fill_the_width_have_their_line_around_them_on_all_sides(
    qtbot: QtBot, width: int, count: int
) -> None:
    theme = replace(LIGHT, line="#FF00FF")
    plot = shown(qtbot, ImagesPlot(Images("images", "Samples", columns=count), theme), width, 400)
    image = image_of(show(plot, {"images": np.ones((count, 6, 6), np.float32)}))
    lines = like(image, theme.line)[:, -3:]  # the line on the right goes down as far as a picture is high
    assert lines.any(axis=1).sum() > width / count / 2


def test_names_of_rows_in_a_low_matrix_are_left_out_before_they_touch(qtbot: QtBot) -> None:
    theme = replace(LIGHT, quiet="#FF00FF")
    plot = MatrixPlot(Matrix("answers", "Digits", "written", "read", ("8",) * 10, ("",) * 10), theme)
    image = image_of(show(shown(qtbot, plot, 300, 140), {"answers": np.ones((10, 10), np.float32)}))
    left = like(image, theme.quiet, near=120)[:, 18:60].any(axis=1)
    written = np.diff(left.astype(int), prepend=0) == 1
    assert written.sum() == 5


def test_captions_wider_than_their_pictures_push_these_apart_where_there_is_room(qtbot: QtBot) -> None:
    plot = Images("images", "Samples", captions="captions", columns=2)
    images = np.ones((4, 6, 6), np.float32)
    ink = [
        pixels_like(
            image_of(show(shown(qtbot, ImagesPlot(plot, LIGHT)), {"images": images, "captions": (caption,) * 4})),
            LIGHT.ink,
            near=60,
        )
        for caption in ("0" * 20, "0" * 22)
    ]
    assert ink[1] > ink[0]  # nothing was cut off


def test_captions_name_the_pictures_and_columns_set_the_row(qtbot: QtBot) -> None:
    plot = Images("images", "Samples", captions="captions", columns=2)
    images = np.ones((4, 6, 6), np.float32)
    pictures: Pictures = {"images": images, "captions": ("zero", "one", "two", "three")}
    drawn = show(shown(qtbot, ImagesPlot(plot, LIGHT)), pictures)
    quarters = [
        tip_of(drawn, round(400 * right), round(280 * down)).split(",")[0]
        for down in (0.2, 0.7)
        for right in (0.4, 0.6)
    ]
    assert quarters == ["zero", "one", "two", "three"]
    with_captions = image_of(drawn)
    bare = image_of(show(shown(qtbot, ImagesPlot(replace(plot, captions=""), LIGHT)), {"images": images}))
    assert pixels_like(with_captions, LIGHT.ink, near=60) > pixels_like(bare, LIGHT.ink, near=60) + 30
