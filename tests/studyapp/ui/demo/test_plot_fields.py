"""A field shows its values, points, paths and contour lines where they belong; it can be dragged and clicked on."""

from __future__ import annotations

from dataclasses import replace

import contourpy
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.plots import Field
from studyapp.ui.plots.contours import Numbers, coarse, contour_levels, contour_segments
from studyapp.ui.plots.field import FieldPlot
from studyapp.ui.plots.looks import class_looks
from studyapp.ui.theme import DARK, LIGHT, Theme
from tests.studyapp.ui.demo.picture_plots import (
    alike,
    apart,
    colour_at,
    image_of,
    like,
    pixels_like,
    press,
    show,
    shown,
    tip_at,
)

PLANE = Field("values", "Decision", "x1", "x2", (-2.0, 2.0), (-1.0, 1.0))
SIDES = replace(PLANE, diverging=True, points="points", class_names=("low", "high", "low, kept", "high, kept"))
HANDLE = replace(PLANE, name="", handle=("start_x", "start_y"))
CLICKS = replace(PLANE, name="", clicks="points")
both_themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def slope() -> NDArray[np.float32]:
    """Return values that rise from left to right and, less, upwards."""
    y, x = np.mgrid[-1:1:21j, -2:2:41j]
    return np.asarray(x + y / 10, np.float32)


# ---------------------------------------------------------------- what is drawn


@both_themes
def test_low_values_take_the_colour_of_the_first_class_and_high_ones_that_of_the_second(
    qtbot: QtBot, theme: Theme
) -> None:
    plot = show(shown(qtbot, FieldPlot(SIDES, theme)), {"values": slope()})
    image = image_of(plot.chart)
    left, right = (colour_at(image, plot.chart.pixel_of(x, 0.5)) for x in (-1.8, 1.8))
    low_class, high_class = (theme.series[look.colour] for look in class_looks(SIDES)[:2])
    assert apart(left, low_class) < apart(left, high_class)
    assert apart(right, high_class) < apart(right, low_class)


@both_themes
def test_points_lie_at_their_place_in_the_colour_of_their_class(qtbot: QtBot, theme: Theme) -> None:
    points = np.array([[-1, 0.5, 0], [1, -0.5, 1], [-1, -0.5, 2]], np.float32)
    plot = show(shown(qtbot, FieldPlot(SIDES, theme)), {"points": points})
    image = image_of(plot.chart)
    assert alike(colour_at(image, plot.chart.pixel_of(-1, 0.5)), theme.series[1])
    assert alike(colour_at(image, plot.chart.pixel_of(1, -0.5)), theme.series[0])
    assert alike(colour_at(image, plot.chart.pixel_of(-1, -0.5)), theme.surface)  # kept back: hollow
    assert plot.legend.text() == "low; high; low, kept; high, kept"


def test_a_path_ends_in_a_dot_of_its_colour_where_it_stops_being_finite(qtbot: QtBot) -> None:
    ways = replace(PLANE, name="", paths="ways", path_names=("SGD", "Adam"), limits="box")
    nowhere = [np.nan, np.nan]
    paths = np.array([[[0, 0], [1, 1], nowhere, nowhere], [[0, 0], [1, 0], [2, 0], [3, 4]]], np.float32)
    box = np.array([-1, 4, -1, 5], np.float32)
    plot = show(shown(qtbot, FieldPlot(ways, LIGHT)), {"ways": paths, "box": box})
    image = image_of(plot.chart)
    assert list(plot.chart.limits) == [-1, 4, -1, 5]
    assert alike(colour_at(image, plot.chart.pixel_of(1, 1)), LIGHT.series[0])
    assert alike(colour_at(image, plot.chart.pixel_of(3, 4)), LIGHT.series[1])
    assert tip_at(qtbot, plot.chart, plot.chart.pixel_of(2, 0), plot).endswith("Adam, now at 3, 4")


def test_a_path_of_many_steps_shows_every_turn(qtbot: QtBot) -> None:
    """Steps on one pixel are drawn once; those of a zigzag are all drawn."""
    ways = replace(PLANE, name="", paths="ways", path_names=("SGD",))
    turns = np.stack([np.linspace(-2, 2, 81), np.tile([-0.5, 0.5], 41)[:81]], axis=1)
    arrived = turns[-1] + np.random.default_rng(0).normal(0, 1e-5, (4000, 2))
    plot = shown(qtbot, FieldPlot(ways, LIGHT), 600, 400)
    there, longer = (
        image_of(show(plot, {"ways": path[None].astype(np.float32)}).chart)
        for path in (turns, np.concatenate([turns, arrived]))
    )
    assert (like(there, LIGHT.series[0]) != like(longer, LIGHT.series[0])).mean() < 1e-3
    assert like(there, LIGHT.series[0]).mean() > 0.03


def test_limits_that_make_no_sense_leave_those_of_the_plot(qtbot: QtBot) -> None:
    plot = shown(qtbot, FieldPlot(replace(PLANE, limits="box"), LIGHT))
    for box in ([1, 0, 0, 1], [0, np.inf, 0, 1], [0, 1]):
        show(plot, {"box": np.array(box, np.float32)})
        assert list(plot.chart.limits) == [-2, 2, -1, 1]


def test_values_that_are_missing_show_the_ground(qtbot: QtBot) -> None:
    values = np.where(np.arange(41) < 20, np.nan, slope()).astype(np.float32)
    plot = show(shown(qtbot, FieldPlot(replace(PLANE, diverging=True), LIGHT)), {"values": values})
    image = image_of(plot.chart)
    assert alike(colour_at(image, plot.chart.pixel_of(-1.1, 0.13)), LIGHT.surface, near=3)
    assert not alike(colour_at(image, plot.chart.pixel_of(1.9, 0.13)), LIGHT.surface, near=20)


def test_the_pointer_reads_place_and_value_and_the_class_of_a_point(qtbot: QtBot) -> None:
    pictures = {"values": slope(), "points": np.array([[1, 0.5, 1]], np.float32)}
    plot = show(shown(qtbot, FieldPlot(SIDES, LIGHT), 600, 450), pictures)
    told = tip_at(qtbot, plot.chart, plot.chart.pixel_of(1, 0.5), plot).splitlines()
    assert told[0].startswith("x1 ")
    assert float(told[1].removeprefix("value ")) == pytest.approx(1.05, abs=0.06)
    assert told[2] == "point: high"


# ---------------------------------------------------------------- contour lines


@given(st.integers(0, 2**32), st.integers(3, 24), st.integers(3, 24), st.integers(1, 6))
def test_contour_lines_are_as_long_as_another_library_draws_them(
    seed: int, height: int, width: int, count: int
) -> None:
    y, x = np.mgrid[0 : height - 1 : height * 1j, 0 : width - 1 : width * 1j]
    across, up, bend = np.random.default_rng(seed).uniform(0.1, 1, 3)
    values = across * x + up * y + bend * np.hypot(x, y)
    levels = contour_levels(values, count)
    ends = contour_segments(values, levels)
    ours = np.hypot(*(ends[1::2] - ends[::2]).T).sum()
    found = contourpy.contour_generator(z=values)
    drawn = [np.array(line, np.float64) for level in levels.tolist() for line in found.lines(level)]
    theirs = float(sum(np.hypot(*np.diff(line, axis=0).T).sum() for line in drawn))
    assert ours == pytest.approx(theirs, rel=0.03, abs=0.05)
    assert np.abs(_bilinear(values, ends)[:, None] - levels).min(axis=1).max(initial=0) <= 0.2 * bend


def _bilinear(values: Numbers, places: Numbers) -> Numbers:
    """Return the values between the places of a grid, from its four neighbours."""
    column = np.minimum(places[:, 0].astype(int), values.shape[1] - 2)
    row = np.minimum(places[:, 1].astype(int), values.shape[0] - 2)
    right, up = places[:, 0] - column, places[:, 1] - row
    below = values[row, column] * (1 - right) + values[row, column + 1] * right
    above = values[row + 1, column] * (1 - right) + values[row + 1, column + 1] * right
    between: Numbers = below * (1 - up) + above * up
    return between


def test_a_flat_field_and_one_of_holes_have_no_contour_lines() -> None:
    assert contour_levels(np.ones((5, 5)), 4).size == 0
    holes = np.full((6, 6), np.nan)
    holes[::2, ::2] = np.arange(9).reshape(3, 3)
    assert contour_segments(holes, contour_levels(holes, 4)).size == 0


def test_a_coarse_grid_keeps_the_places_of_the_fine_one() -> None:
    fine = np.arange(101.0)[None, :] + np.zeros((64, 1))
    grid, apart = coarse(fine, 51)
    assert grid.shape == (64, 51)
    assert apart == (2.0, 1.0)
    assert grid[0].tolist() == fine[0, ::2].tolist()


def test_contour_lines_are_seen_where_the_value_is_a_level(qtbot: QtBot) -> None:
    values = np.tile(np.linspace(0, 1, 41, dtype=np.float32), (21, 1))
    plot = shown(qtbot, FieldPlot(replace(PLANE, levels=1), LIGHT))
    lines = shown(qtbot, FieldPlot(PLANE, LIGHT))
    with_lines, without = (image_of(show(each, {"values": values}).chart) for each in (plot, lines))
    middle = plot.chart.pixel_of(0, 0.3).toPoint()
    differ = [x for x in range(with_lines.width()) if with_lines.pixel(x, middle.y()) != without.pixel(x, middle.y())]
    assert differ
    assert all(abs(x - middle.x()) <= 2 for x in differ)


# ---------------------------------------------------------------- the handle


def test_dragging_the_handle_turns_two_knobs_and_the_last_place_counts(qtbot: QtBot) -> None:
    plot = shown(qtbot, FieldPlot(HANDLE, LIGHT))
    plot.show_knobs({"start_x": 1.0, "start_y": 0.0})
    turned: list[dict[str, float]] = []
    plot.knobs_turned.connect(turned.append)
    chart = plot.chart
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=chart.pixel_of(1, 0).toPoint())
    for share in np.linspace(0, 1, 50):
        QTest.mouseMove(chart, chart.pixel_of(1 - share, 0.5 * share).toPoint())
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=chart.pixel_of(0, 0.5).toPoint())
    assert len(turned) < 25  # many moves of the pointer are told as few turns
    assert turned[-1] == {"start_x": pytest.approx(0, abs=0.03), "start_y": pytest.approx(0.5, abs=0.03)}


def test_the_handle_stays_inside_the_axes(qtbot: QtBot) -> None:
    plot = shown(qtbot, FieldPlot(HANDLE, LIGHT))
    with qtbot.waitSignal(plot.knobs_turned) as caught:
        QTest.mousePress(plot.chart, Qt.MouseButton.LeftButton, pos=plot.chart.pixel_of(0, 0).toPoint())
        QTest.mouseRelease(plot.chart, Qt.MouseButton.LeftButton, pos=plot.chart.rect().topRight())
    assert plot.pointer.place.x() <= 2
    assert plot.pointer.place.y() <= 1
    assert caught.args


def test_arrow_keys_move_the_handle_and_say_where_it_is(qtbot: QtBot) -> None:
    plot = shown(qtbot, FieldPlot(HANDLE, LIGHT))
    plot.show_knobs({"start_x": 0.0, "start_y": 0.0})
    plot.chart.setFocus()
    with qtbot.waitSignal(plot.knobs_turned) as caught:
        QTest.keyClick(plot.chart, Qt.Key.Key_Right)
        QTest.keyClick(plot.chart, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert caught.args == [{"start_x": pytest.approx(0.1), "start_y": pytest.approx(0.01)}]
    assert plot.chart.accessibleDescription().endswith("Now at x1 0.1000, x2 0.01000")
    assert pixels_like(image_of(plot.chart), LIGHT.accent, near=20) > 20


# ---------------------------------------------------------------- own points


def test_clicks_and_keys_write_points_of_both_classes(qtbot: QtBot) -> None:
    plot = shown(qtbot, FieldPlot(CLICKS, LIGHT), 600, 450)
    plot.show_knobs({"points": ""})
    turned: list[str] = []
    plot.knobs_turned.connect(lambda values: turned.append(values["points"]))
    press(plot, 1, 0.5)
    press(plot, -1, 0.5, Qt.MouseButton.RightButton)
    QTest.keyClick(plot.chart, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    rows = [[float(word) for word in line.split()] for line in turned[-1].splitlines()]
    assert rows == [pytest.approx(each, abs=0.03) for each in ([1, 0.5, 0], [-1, 0.5, 1], [0, 0, 1])]
    QTest.keyClick(plot.chart, Qt.Key.Key_Backspace)
    assert len(turned[-1].splitlines()) == 2
    assert plot.pointer.clear_button.isVisible()
    plot.pointer.clear_button.click()
    assert turned[-1] == ""
    assert not plot.pointer.clear_button.isVisible()


def test_a_point_too_many_is_refused_with_a_sentence(qtbot: QtBot) -> None:
    plot = shown(qtbot, FieldPlot(CLICKS, LIGHT))
    plot.show_knobs({"points": "1 1 0\n" * 2000})
    with qtbot.assertNotEmitted(plot.knobs_turned):
        press(plot, 1, 0.5)
    assert plot.pointer.hint.isVisible()
    assert "2,000" in plot.pointer.hint.text()


def test_a_field_without_handle_or_clicks_takes_no_focus(qtbot: QtBot) -> None:
    plot = shown(qtbot, FieldPlot(PLANE, LIGHT))
    assert plot.chart.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert not plot.pointer.isVisible()
