"""What is dragged or clicked on a plot turns the knobs of the view, and a cell asks for its run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.demo import Moment, Pictures
from models.plots import Field, HeatMap
from studyapp.ui.demo_view import DemoView
from studyapp.ui.plots.field import FieldPlot
from tests.studyapp.ui.demo.driving import drawn, running, shown
from tests.studyapp.ui.demo.small_demo import DEMO

TOUCHED = replace(
    DEMO,
    plots=(
        Field("", "Drag", "rate", "start", (-5.0, 5.0), (-5.0, 5.0), handle=("rate", "start")),
        Field("", "Click", "x", "y", (-5.0, 5.0), (-5.0, 5.0), clicks="text"),
        HeatMap("heat", "Choose", "row", "column", links="links"),
    ),
)


@pytest.fixture
def touched(qtbot: QtBot) -> DemoView:
    """Give a view whose plots can be dragged, clicked and chosen from."""
    return shown(qtbot, TOUCHED)


def field(view: DemoView, place: int) -> FieldPlot:
    plot = view.board.panels[place].plot
    assert isinstance(plot, FieldPlot)
    return plot


def drag(view: DemoView, x: float, y: float) -> None:
    chart = field(view, 0).chart
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.pixel_of(x, y).toPoint())


def test_dragging_turns_the_knobs_and_tells_a_run_of_the_live_ones(qtbot: QtBot, touched: DemoView) -> None:
    running(touched)
    with qtbot.waitSignal(touched.knobs_changed) as caught:
        drag(touched, 3.0, 1.0)
    rate, start = (float(touched.knobs.rows[name].value) for name in ("rate", "start"))
    assert [rate, start] == pytest.approx([3, 1], abs=0.1)
    assert caught.args == [{"rate": rate}]
    assert "start" in touched.notice.message.text().lower()  # it waits for the next run


def test_a_handle_beyond_the_bounds_of_a_knob_turns_it_to_its_end(touched: DemoView) -> None:
    drag(touched, -4.0, 4.0)
    assert touched.knobs.rows["rate"].value == pytest.approx(1e-4)
    assert touched.knobs.rows["start"].value == pytest.approx(2.0)
    assert field(touched, 0).pointer.place.y() == pytest.approx(2.0)


def test_the_handle_goes_where_the_knobs_are_set(touched: DemoView) -> None:
    touched.show_values({"rate": 2.5, "start": -1.5})
    place = field(touched, 0).pointer.place
    assert (place.x(), place.y()) == (2.5, -1.5)


def test_clicked_points_are_the_value_of_a_text_knob(touched: DemoView) -> None:
    chart = field(touched, 1).chart
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.pixel_of(2, 1).toPoint())
    QTest.mouseClick(
        chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, chart.pixel_of(-2, 1).toPoint()
    )
    lines = str(touched.knobs.rows["text"].value).splitlines()
    assert [line.split()[2] for line in lines] == ["0", "1"]
    assert touched.config() == replace(TOUCHED.config(), text="\n".join(lines))


def test_a_chosen_cell_asks_for_its_run(qtbot: QtBot, touched: DemoView) -> None:
    running(touched)
    heat: Pictures = {"heat": np.eye(2, dtype=np.float32), "links": ("demo:a?seed=1",) * 4}
    touched.add_frames([Moment(1, {})], heat, 1.0)
    drawn(qtbot, touched)
    plot = touched.board.panels[2].plot
    with qtbot.waitSignal(touched.address_opened) as caught:
        QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot.rect().center())
    assert caught.args == ["demo:a?seed=1"]


# ---------------------------------------------------------------- code

LINED = replace(DEMO, knob_lines={"rate": ("def checked_value", "def knobs("), "start": ("class Knob:",)})


def test_a_turned_knob_marks_its_lines_and_brings_them_into_view(qtbot: QtBot) -> None:
    view = shown(qtbot, LINED)
    view.tabs.setCurrentWidget(view.source)
    lines = view.source.paths[0].read_text(encoding="utf-8").split("\n")
    view.source.show_turned("rate")
    marked = view.source.lines_of("rate")
    assert [lines[number].split("(")[0] for number in marked] == ["def knobs", "def checked_value"]
    assert view.source.legend.text() == "▌ changed by: learning rate"
    assert view.source.code.verticalScrollBar().value() > 0
    lit = {each.cursor.block().text().split("(")[0] for each in view.source.code.extraSelections()}
    assert lit == {"def knobs", "def checked_value"}


def test_knobs_that_are_not_as_usual_stay_marked_quietly(qtbot: QtBot) -> None:
    view = shown(qtbot, LINED)
    view.tabs.setCurrentWidget(view.source)
    view.show_values({"start": 1.5})
    assert view.source.legend.text() == "▏ not as usual: start"
    view.knobs.show_defaults()
    assert not view.source.legend.isVisible()
    assert view.source.code.extraSelections() == []


def test_a_knob_in_focus_marks_its_lines(qtbot: QtBot) -> None:
    view = shown(qtbot, LINED)
    view.tabs.setCurrentWidget(view.source)
    view.activateWindow()
    view.knobs.rows["rate"].input.setFocus()
    qtbot.waitUntil(lambda: view.source.legend.isVisible())
    assert "learning rate" in view.source.legend.text()


def test_the_code_stands_beside_the_plots_where_there_is_room(qtbot: QtBot) -> None:
    view = shown(qtbot, LINED, width=1400)
    view.code_button.click()
    assert view.source.isVisible()
    assert view.board.isVisible()
    assert view.source.mapTo(view, view.source.rect().topLeft()).x() > view.tabs.width()
    view.resize(1000, 800)
    qtbot.waitUntil(lambda: view.tabs.indexOf(view.source) >= 0)
    assert not view.code_button.isVisible()
    assert [view.tabs.tabText(place) for place in range(view.tabs.count())][:2] == ["Plots", "Code"]
    view.resize(1400, 800)
    qtbot.waitUntil(lambda: view.source.isVisible())
    view.code_button.click()
    assert view.tabs.indexOf(view.source) == 1
