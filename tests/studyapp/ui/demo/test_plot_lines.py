"""Lines over axes are told apart without colour, and what is no number leaves a gap."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from models.plots import GroupCurves
from studyapp.ui.plots import paper_pieces
from studyapp.ui.plots.chart import Chart
from studyapp.ui.plots.colours import MARKERS
from studyapp.ui.plots.group_curves import GroupCurvesPlot
from studyapp.ui.plots.line_layer import Line
from studyapp.ui.theme import DARK, LIGHT
from tests.studyapp.ui.demo.picture_plots import image_of, pixels_like, show, shown

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


@pytest.mark.parametrize("log_y", [False, True])
def test_what_is_infinite_or_no_number_is_left_out_without_a_word(qtbot: QtBot, log_y: bool) -> None:
    plot = GroupCurves("curves", "", "x", "y", ("a", "b"), "here", log_y=log_y)
    made = shown(qtbot, GroupCurvesPlot(plot, BLACK))
    x, odd = np.arange(6.0), [1.0, np.inf, np.inf, np.nan, -np.inf, 100.0]
    curves = np.stack([x, odd, x + 1]).astype(np.float32)
    marked = np.array([[np.nan, np.nan], [2.0, 3.0]], np.float32)
    with np.errstate(all="raise"):
        assert pixels_like(image_of(show(made, {"curves": curves, "here": marked}).chart), INK) > 100


def test_a_point_far_off_the_axes_hinders_no_other(qtbot: QtBot) -> None:
    chart = shown(qtbot, Chart(LIGHT))
    layer = chart.add_lines()
    chart.show_limits((0, 1), (0, 1))
    layer.show_lines([Line(np.array([[0.0, 0.5, 1e30], [0.5, 1e30, -1e30]]), INK, 2, "o", (0, 1, 2), 7)])
    assert pixels_like(image_of(chart), INK) > 10
