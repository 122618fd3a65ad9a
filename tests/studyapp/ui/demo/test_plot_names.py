"""Names in plots are whole, touch nothing and leave room for what they name, also in the smallest window."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from models import registry
from models.demo import Moment
from models.plots import Curves, GroupCurves, HeatMap, Images
from models.registry import AnyDemo
from studyapp.ui.plots.curves import CurvesPlot
from studyapp.ui.plots.end_names import spread_apart
from studyapp.ui.plots.group_curves import GroupCurvesPlot
from studyapp.ui.plots.heat_map import HeatMapPlot
from studyapp.ui.plots.images import ImagesPlot
from studyapp.ui.plots.legend import MOST_LINES, MOST_ROWS, ROW_PX
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import LIGHT
from tests.studyapp.ui.demo.picture_plots import image_of, like, pixels_like, show, shown

NARROW = 252, 200
"""One of three cards side by side in a window of 1024 x 700."""

pieces = st.lists(st.tuples(st.floats(-50, 250), st.floats(5, 40)), min_size=1, max_size=9)


@given(pieces)
def test_pieces_are_spread_apart_in_their_order_and_within_the_limits(wanted: list[tuple[float, float]]) -> None:
    sizes = [size for _, size in wanted]
    middles = spread_apart([middle for middle, _ in wanted], sizes, 0, 200)
    order = sorted(range(len(wanted)), key=lambda piece: wanted[piece][0])
    for above, below in pairwise(order):
        assert middles[above] + sizes[above] / 2 <= middles[below] - sizes[below] / 2 + 1e-6
    assert middles[order[0]] - sizes[order[0]] / 2 >= -1e-6
    if sum(sizes) <= 200:
        assert middles[order[-1]] + sizes[order[-1]] / 2 <= 200 + 1e-6


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_what_lies_apart_stays_where_it_wants_to_be(offsets: list[float]) -> None:
    wanted = [20 * place + 10 + offset for place, offset in enumerate(offsets)]
    assert spread_apart(wanted, [18.0] * len(wanted), 0, 200) == pytest.approx(wanted)


def test_pieces_that_want_the_same_place_lie_about_it() -> None:
    assert spread_apart([100, 100, 100], [10, 10, 10], 0, 200) == [90, 100, 110]


@pytest.mark.parametrize("demo", registry.demos().values(), ids=lambda demo: demo.id)
def test_in_a_small_window_all_lines_of_a_demo_have_whole_names_and_room(qtbot: QtBot, demo: AnyDemo) -> None:
    for plot in demo.plots:
        if not isinstance(plot, Curves | GroupCurves):
            continue
        made = CurvesPlot(plot, LIGHT) if isinstance(plot, Curves) else GroupCurvesPlot(plot, LIGHT)
        shown(qtbot, made, *NARROW)
        names = plot.scalars if isinstance(plot, Curves) else plot.curve_names
        at_ends = made.legend.is_at_ends(made.width())
        assert made.chart.ends.isVisible() == at_ends
        assert at_ends or len(names) <= MOST_LINES
        assert made.legend.height() <= MOST_ROWS * ROW_PX
        assert made.chart.height() >= made.chart.ends.height_px() + 30
        assert made.chart.pixel_of(0, made.chart.limits[2]).y() - made.chart.pixel_of(0, made.chart.limits[3]).y() >= 85
        left, right = made.chart.pixel_of(made.chart.limits[0], 0), made.chart.pixel_of(made.chart.limits[1], 0)
        assert right.x() - left.x() >= 60
        assert right.x() + made.chart.ends.width_px() <= made.chart.width()


def test_many_curves_bear_their_names_right_of_their_ends(qtbot: QtBot) -> None:
    plot = GroupCurves("curves", "", "x", "y", tuple(f"line {number}" for number in range(8)))
    made = shown(qtbot, GroupCurvesPlot(plot, LIGHT), 800, 300)
    rising = np.arange(20, dtype=np.float32)
    show(made, {"curves": np.stack([rising, *(rising + number for number in range(8))])})
    end = round(made.chart.pixel_of(19, 0).x())
    assert like(image_of(made.chart), LIGHT.ink, near=30)[:, end:].sum() > 200
    assert not like(image_of(made.legend), LIGHT.ink, near=30).any()


def test_numbers_without_room_in_the_legend_are_told_by_its_tip(qtbot: QtBot) -> None:
    plot = Curves(("training loss", "test loss of the last epoch"), "", "nats per digit")
    made = shown(qtbot, CurvesPlot(plot, LIGHT), 800, 300)
    made.show_frame(Series([Moment(step, dict.fromkeys(plot.scalars, 0.25)) for step in range(9)]), {})
    assert made.legend.toolTip() == ""
    made.resize(*NARROW)
    assert made.legend.toolTip() == "training loss 0.2500\ntest loss of the last epoch 0.2500"


@pytest.mark.parametrize("later", [{}, {"loss": math.nan}], ids=["missing", "no number"])
def test_the_legend_has_a_dash_for_what_is_not_measured_now(qtbot: QtBot, later: dict[str, float]) -> None:
    made = shown(qtbot, CurvesPlot(Curves(("loss", "accuracy"), "", ""), LIGHT))
    moments = [Moment(step, {"loss": 2.0, "accuracy": 1.0}) for step in range(50)]
    moments += [Moment(step, {"accuracy": 1.0} | later) for step in range(50, 100)]
    made.show_frame(Series(moments), {})
    assert made.legend.text() == "loss –; accuracy 1"
    made.show_cursor(30)
    assert made.legend.text() == "loss 2; accuracy 1"
    made.show_cursor(70)
    assert made.legend.text() == "loss –; accuracy 1"
    made.show_cursor(None)
    made.show_frame(Series([*moments, Moment(100, {"loss": 3.0, "accuracy": 1.0})]), {})
    assert made.legend.text() == "loss 3; accuracy 1"


def test_captions_wider_than_their_pictures_are_written_smaller_but_whole(qtbot: QtBot) -> None:
    made = shown(qtbot, ImagesPlot(Images("images", "", captions="captions", columns=5), LIGHT), *NARROW)
    pictures = np.zeros((15, 8, 8), np.float32)
    first, second = (
        image_of(show(made, {"images": pictures, "captions": (caption,) * 15}))
        for caption in ("threshold", "threshole")
    )
    assert first != second


def test_captions_take_no_room_from_their_pictures(qtbot: QtBot) -> None:
    plain, captioned = (ImagesPlot(Images("images", "", captions=name), LIGHT) for name in ("", "captions"))
    shown(qtbot, plain, NARROW[0], plain.minimumHeight())
    shown(qtbot, captioned, NARROW[0], captioned.minimumHeight())
    pictures = np.ones((15, 8, 8), np.float32)
    inked = [
        pixels_like(image_of(show(made, {"images": pictures, "captions": ("a",) * 15})), LIGHT.series[0])
        for made in (plain, captioned)
    ]
    assert inked[1] >= 0.9 * inked[0] > 1000


def test_numbers_below_columns_are_written_whole(qtbot: QtBot) -> None:
    made = shown(qtbot, HeatMapPlot(HeatMap("map", "", "momentum", "rate", "rows", "columns"), LIGHT), 252, 150)
    first, second = (
        image_of(show(made, {"map": np.zeros((9, 9), np.float32), "rows": ("1",) * 9, "columns": (name,) * 9}))
        for name in ("0.00232", "0.00238")
    )
    assert first != second
