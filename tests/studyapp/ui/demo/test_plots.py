"""The plots draw real frames, only what is seen, and tell their numbers under the pointer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from models.demo import Moment
from models.plots import Curves, Plot, Text
from models.registry import AnyDemo, demos
from models.training import RunResult, run
from studyapp.ui.demo_style import demo_style
from studyapp.ui.elided_label import ElidedLabel
from studyapp.ui.plots.board import PlotBoard
from studyapp.ui.plots.curves import CurvesPlot
from studyapp.ui.plots.series import Series, moments_of
from studyapp.ui.theme import DARK, LIGHT, Theme
from tests.studyapp.ui.demo.driving import every_demo
from tests.studyapp.ui.demo.every_kind import EVERY_KIND, PICTURES
from tests.studyapp.ui.demo.small_demo import DEMO

FRAMES = 3
NARROW_BOARD_PX = 844
"""How wide the plots are in a window of 1024 pixels."""
both_themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


@pytest.fixture(scope="module")
def runs() -> dict[str, RunResult]:
    """Give the first frames of a real run of each demo, made once."""
    everything: list[AnyDemo] = [*demos().values(), DEMO]
    return {demo.id: run(demo, demo.config(), "cpu", frames=FRAMES) for demo in everything}


# ---------------------------------------------------------------- drawing


def shown_board(qtbot: QtBot, plots: tuple[Plot, ...], theme: Theme = LIGHT) -> PlotBoard:
    board = PlotBoard(plots, theme)
    qtbot.addWidget(board)
    board.resize(1000, 900)
    with qtbot.waitSignal(board.redrawn):
        board.show()
    return board


@both_themes
@every_demo
def test_every_plot_of_every_demo_draws_real_frames(
    qtbot: QtBot, runs: dict[str, RunResult], demo: AnyDemo, theme: Theme
) -> None:
    board = shown_board(qtbot, demo.plots, theme)
    board.resize(1000, 1600)
    before = [panel.plot.grab().toImage() for panel in board.panels]
    with qtbot.waitSignal(board.redrawn):
        board.add_frames(runs[demo.id].moments, runs[demo.id].pictures)
    after = [panel.plot.grab().toImage() for panel in board.panels]
    assert not any(panel.stale for panel in board.panels)
    measured = {name for moment in runs[demo.id].moments for name in moment.scalars}
    for plot, old, new in zip(demo.plots, before, after, strict=True):  # some scalars come after more steps than these
        assert old != new or (isinstance(plot, Curves) and measured.isdisjoint(plot.scalars)), plot
    with qtbot.waitSignal(board.redrawn):
        board.clear()
    assert board.series.columns() == {}


@every_demo
def test_every_title_is_read_whole_in_the_smallest_window(qtbot: QtBot, demo: AnyDemo) -> None:
    board = PlotBoard([Text("", plot.title) for plot in demo.plots], LIGHT)
    qtbot.addWidget(board)
    board.setStyleSheet(demo_style(LIGHT))
    board.resize(NARROW_BOARD_PX, 900)
    with qtbot.waitSignal(board.redrawn):
        board.show()
    titles = [label for panel in board.panels for label in panel.findChildren(ElidedLabel)]
    assert len(titles) == len(demo.plots)
    cut = [each.text() for each in titles if each.fontMetrics().horizontalAdvance(each.text()) > each.width()]
    assert cut == []


def test_every_frame_is_received_and_some_are_drawn(qtbot: QtBot) -> None:
    board = shown_board(qtbot, (Curves(("loss",), "Loss", "nats"),))
    redraws: list[int] = []
    board.redrawn.connect(lambda: redraws.append(1))
    with qtbot.waitSignal(board.redrawn):
        for step in range(500):
            board.add_frames([Moment(step, {"loss": 1 / (step + 1)})], {})
    assert len(redraws) == 1
    assert len(moments_of(board.series.columns())) == 500


def test_what_is_hidden_is_not_drawn_until_it_is_seen(qtbot: QtBot) -> None:
    board = shown_board(qtbot, (Curves(("loss",), "Loss", "nats"), Text("words", "Words")))
    board.hide()
    board.add_frames([Moment(3, {"loss": 0.5})], {"words": "seen"})
    assert all(panel.stale for panel in board.panels)
    with qtbot.waitSignal(board.redrawn):
        board.show()
    assert not any(panel.stale for panel in board.panels)


def test_what_is_scrolled_away_is_drawn_when_it_comes_into_view(qtbot: QtBot) -> None:
    board = PlotBoard(tuple(Text(name, name) for name in "abcdef"), LIGHT)
    qtbot.addWidget(board)
    board.resize(300, 300)
    with qtbot.waitSignal(board.redrawn):
        board.show()
    with qtbot.waitSignal(board.redrawn):
        board.add_frames([Moment(0, {})], {name: f"this is {name}" for name in "abcdef"})
    first, last = board.panels[0], board.panels[-1]
    assert (first.stale, last.stale) == (False, True)
    board.verticalScrollBar().setValue(board.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: not last.stale)


def test_only_new_pictures_are_drawn_anew(qtbot: QtBot) -> None:
    board = shown_board(qtbot, (Curves(("loss",), "Loss", "nats"), Text("words", "Words")))
    board.hide()
    board.add_frames([Moment(0, {"loss": 1.0})], {})
    assert [panel.stale for panel in board.panels] == [True, False]


def test_a_plot_fills_the_board_and_shrinks_again(qtbot: QtBot) -> None:
    board = shown_board(qtbot, tuple(Curves((name,), name, "") for name in "abcd"))
    chosen = board.panels[2]
    small = chosen.width()
    QTest.mouseClick(chosen.enlarge_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: chosen.width() > 1.8 * small)
    assert [panel.isVisible() for panel in board.panels] == [False, False, True, False]
    QTest.keyClick(chosen.enlarge_button, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: chosen.width() == small)
    assert all(panel.isVisible() for panel in board.panels)


def test_the_axis_stays_while_a_curve_grows(qtbot: QtBot) -> None:
    plot = CurvesPlot(Curves(("loss",), "Loss", "nats"), LIGHT)
    qtbot.addWidget(plot)
    seen = set()
    for last in range(601, 801, 10):
        plot.show_frame(Series([Moment(0, {"loss": 4.0}), Moment(last, {"loss": 1.0 + last / 1e4})]), {})
        seen.add(plot.chart.limits)
    assert seen == {(0, 800, 0, 4)}


def test_the_legend_tells_the_values_now_and_under_the_pointer(qtbot: QtBot) -> None:
    plot = CurvesPlot(Curves(("loss", "best_loss"), "Loss", "nats"), LIGHT)
    qtbot.addWidget(plot)
    plot.resize(600, 400)
    plot.show()
    qtbot.waitExposed(plot)
    moments = [Moment(step, {"loss": float(1000 - step), "best_loss": 7.0}) for step in range(1001)]
    plot.show_frame(Series(moments), {})
    assert plot.legend.text() == "loss 0; best loss 7"
    QTest.mouseMove(plot.chart, plot.chart.rect().center())
    qtbot.waitUntil(lambda: plot.legend.text() != "loss 0; best loss 7")
    told = float(plot.legend.text().split(";")[0].split()[1])
    assert 400 < told < 600
    assert plot.toolTip() == f"step {1000 - told:,.0f}"


# ---------------------------------------------------------------- the pointer reads every picture


def tip_over(qtbot: QtBot, widget: QWidget, shown_by: QWidget, *, right: float, down: float) -> str:
    """Move the pointer over a widget, in shares of its size, and return the tip of the plot."""
    QTest.mouseMove(widget, QPoint(round(widget.width() * right), round(widget.height() * down)))
    qtbot.waitUntil(lambda: bool(shown_by.toolTip()))
    return shown_by.toolTip()


@pytest.mark.parametrize(
    ("place", "right", "down", "told"),
    [
        (1, 0.7, 0.7, "picture 1, row 2, column 2: 1"),
        (2, 0.9, 0.2, "written cat, read dog: 2"),
        (3, 0.8, 0.5, "e: 0.7500"),
        (3, 0.3, 0.5, "␣: 0.2500"),
        (7, 0.55, 0.5, "false positives 0.4800\ngroup A: 0.2304\ngroup B: 0.6928"),
        (8, 0.45, 0.45, "row 1, column 1 (S): value 1.500, best action right"),
        (8, 0.55, 0.45, "row 1, column 2: wall"),
    ],
)
def test_the_pointer_reads_a_picture(qtbot: QtBot, place: int, right: float, down: float, told: str) -> None:
    board = shown_board(qtbot, (EVERY_KIND[place],))
    with qtbot.waitSignal(board.redrawn):
        board.add_frames([], PICTURES)
    plot = board.panels[0].plot
    over = getattr(plot, "chart", plot)
    said = tip_over(qtbot, over, plot, right=right, down=down)
    if place == 7:  # the nearest point of the curve depends on a pixel: the values must belong together
        x, first, second = (float(line.split()[-1]) for line in said.splitlines())
        assert 0.4 < x < 0.6
        assert first == pytest.approx(x**2, abs=1e-3)
        assert second == pytest.approx(x**0.5, abs=1e-3)
    else:
        assert said == told


def test_bars_with_long_names_lie_and_tell_their_values(qtbot: QtBot) -> None:
    board = shown_board(qtbot, (EVERY_KIND[4],))
    with qtbot.waitSignal(board.redrawn):
        board.add_frames([], PICTURES)
    plot = board.panels[0].plot
    lying = [child for child in plot.findChildren(QWidget) if child.accessibleDescription()]
    assert [child.accessibleDescription() for child in lying] == [
        "false positive rate 0.1000, true positive rate 0.9000"
    ]
    assert lying[0].isVisible()


def test_a_text_stays_while_part_of_it_is_selected(qtbot: QtBot) -> None:
    board = shown_board(qtbot, (EVERY_KIND[5],))
    [editor] = board.panels[0].plot.findChildren(QPlainTextEdit)
    for words, told in (("first", "first"), ("second", "first")):
        with qtbot.waitSignal(board.redrawn):
            board.add_frames([], {"words": words})
        assert editor.toPlainText() == told
        editor.selectAll()
