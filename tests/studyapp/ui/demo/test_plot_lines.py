"""Lines over axes are told apart without colour, and what is no number leaves a gap."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from models import registry
from models.demo import Moment
from models.plots import Curves, Field, GroupCurves
from models.registry import AnyDemo
from studyapp.ui.plots import paper_pieces
from studyapp.ui.plots.chart import Chart
from studyapp.ui.plots.colours import MARKERS
from studyapp.ui.plots.curves import CurvesPlot
from studyapp.ui.plots.group_curves import GroupCurvesPlot
from studyapp.ui.plots.line_layer import Line, marks
from studyapp.ui.plots.looks import line_places, path_looks, sign_place
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import DARK, LIGHT
from tests.studyapp.ui.demo.picture_plots import image_of, like, pixels_like, show, shown

INK = "#000000"
BLACK = replace(LIGHT, series=(INK,) * len(LIGHT.series))
NAMES = tuple("abcdefgh")


def test_eight_curves_are_told_apart_without_colour(qtbot: QtBot) -> None:
    made = shown(qtbot, GroupCurvesPlot(GroupCurves("curves", "", "x", "y", NAMES), BLACK))
    images: list[QImage] = []
    for place in range(len(NAMES)):
        curves = np.full((len(NAMES) + 1, 20), np.nan, np.float32)
        curves[0] = np.arange(20)
        curves[place + 1] = np.arange(20) ** 2
        images.append(image_of(show(made, {"curves": curves}).chart))
    assert all(first != second for at, first in enumerate(images) for second in images[at + 1 :])


def test_paper_knows_as_many_markers_as_the_screen_and_more_than_there_are_colours() -> None:
    for theme in (LIGHT, DARK):
        assert len(set(MARKERS)) == len(set(paper_pieces.MARKERS)) == len(theme.series) + 1


def test_a_lone_curve_bears_no_marker(qtbot: QtBot) -> None:
    x = np.arange(20, dtype=np.float32)
    curves = np.stack([x, x**2])
    alone = shown(qtbot, GroupCurvesPlot(GroupCurves("curves", "", "x", "y", ("a",)), BLACK))
    beside = shown(qtbot, GroupCurvesPlot(GroupCurves("curves", "", "x", "y", ("a", "b")), BLACK))
    assert pixels_like(image_of(show(alone, {"curves": curves}).chart), INK) < pixels_like(
        image_of(show(beside, {"curves": curves}).chart), INK
    )


@pytest.mark.parametrize("demo", registry.demos().values(), ids=lambda demo: demo.id)
def test_a_name_has_the_same_colour_and_marker_in_all_plots_of_a_demo(demo: AnyDemo) -> None:
    places: dict[str, set[int]] = {}
    for plot in demo.plots:
        if isinstance(plot, Curves | GroupCurves):
            names = plot.scalars if isinstance(plot, Curves) else plot.curve_names
            for name, place in zip(names, line_places(plot), strict=True):
                places.setdefault(name, set()).add(place)
        elif isinstance(plot, Field):
            for name, look in zip(plot.path_names, path_looks(plot), strict=True):
                places.setdefault(name, set()).add(look.colour)
    assert [name for name, found in places.items() if len(found) > 1] == []


def test_lines_and_their_legend_take_the_places_that_a_plot_names(qtbot: QtBot) -> None:
    other = shown(qtbot, CurvesPlot(Curves(("a", "b"), "", "", places=(4, 2)), LIGHT))
    other.show_frame(Series(Moment(step, {"a": 1.0, "b": 2.0}) for step in range(20)), {})
    image = image_of(other)
    used = [pixels_like(image, colour, near=12) > 20 for colour in LIGHT.series[:5]]
    assert used == [False, False, True, False, True]


def test_markers_of_lines_over_each_other_lie_apart() -> None:
    points = np.stack([np.arange(300.0), np.ones(300)])
    found = [marks(points, line, 3) for line in range(3)]
    assert len({place for places in found for place in places}) == sum(map(len, found))
    assert min(map(len, found)) >= 5


def test_markers_and_numbers_of_kept_runs_are_spread_along_the_axis_however_the_moments_lie() -> None:
    steps = np.array([*range(2048), *range(2048, 4096, 2), *range(4096, 32_768, 16)], np.float64)
    places = marks(np.stack([steps, np.ones_like(steps)]))
    assert np.allclose(np.diff(steps[places]), 32_752 / 5, atol=16)
    assert steps[sign_place(steps, 1, 0)] == pytest.approx(0.3 * 32_752, abs=16)
    assert sign_place(steps, 5, 4) == len(steps) - 1


def test_zero_does_not_stretch_a_logarithmic_axis_and_lies_at_its_lowest_tick(qtbot: QtBot) -> None:
    plot = shown(qtbot, CurvesPlot(Curves(("loss",), "", "", log_y=True), BLACK))
    kept = Series(Moment(step, {"loss": 0.5 if step else 0.0}) for step in range(20))
    plot.show_kept([(1, kept)])
    plot.show_frame(Series(Moment(step, {"loss": max(0.0, 2.0 - step / 5)}) for step in range(20)), {})
    assert plot.chart.limits[2:] == (-1, 1)
    floor = plot.chart.pixel_of(17, -1)
    assert image_of(plot.chart).pixelColor(round(floor.x()), round(floor.y())).lightness() < 60


@pytest.mark.parametrize("log_y", [False, True])
def test_what_is_infinite_or_no_number_is_left_out_without_a_word(qtbot: QtBot, log_y: bool) -> None:
    plot = GroupCurves("curves", "", "x", "y", ("a", "b"), "here", log_y=log_y)
    made = shown(qtbot, GroupCurvesPlot(plot, BLACK))
    x, odd = np.arange(6.0), [1.0, np.inf, np.inf, np.nan, -np.inf, 100.0]
    curves = np.stack([x, odd, x + 1]).astype(np.float32)
    marked = np.array([[np.nan, np.nan], [2.0, 3.0]], np.float32)
    with np.errstate(all="raise"):
        assert pixels_like(image_of(show(made, {"curves": curves, "here": marked}).chart), INK) > 100


@pytest.mark.parametrize("limits", [(-3.5, 3.5), (-4.2, 4.2), (0, 1.0), (0, 30), (0, 8_000_000), (0, 300_000)])
@pytest.mark.parametrize("width", [240, 270, 420])
def test_an_axis_has_two_numbers_or_more_that_keep_their_distance(
    qtbot: QtBot, limits: tuple[float, float], width: int
) -> None:
    chart = shown(qtbot, Chart(replace(BLACK, quiet=INK, line=LIGHT.surface), x_label=""), width, 160)
    chart.show_limits(limits, (0, 1))
    written = like(image_of(chart), INK, near=110)[-17:, 50:].any(axis=0)
    gaps = np.diff(np.flatnonzero(np.diff(np.concatenate([[0], written.astype(int), [0]]))))[1::2]
    assert (gaps >= 12).sum() >= 1


def test_a_point_far_off_the_axes_hinders_no_other(qtbot: QtBot) -> None:
    chart = shown(qtbot, Chart(LIGHT))
    layer = chart.add_lines()
    chart.show_limits((0, 1), (0, 1))
    layer.show_lines([Line(np.array([[0.0, 0.5, 1e30], [0.5, 1e30, -1e30]]), INK, 2, "o", (0, 1, 2), 7)])
    assert pixels_like(image_of(chart), INK) > 10
