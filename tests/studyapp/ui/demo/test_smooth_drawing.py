"""What keeps the window quick while a demo runs: nothing is laid out or painted that has not changed."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRectF, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsObject, QLabel, QStyleOptionGraphicsItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.demo import Moment
from models.registry import AnyDemo
from studyapp.ui.demo_view import DemoView
from studyapp.ui.plots.chart import Chart
from studyapp.ui.plots.line_layer import Line
from studyapp.ui.plots.series import Series
from studyapp.ui.prediction_card import PredictionCard
from studyapp.ui.run_controls import RunControls
from studyapp.ui.theme import LIGHT
from tests.studyapp.ui.demo.driving import drawn, every_demo, running
from tests.studyapp.ui.pixels import picture, pixels


class Counted(QObject):
    """Counts the events of one kind that arrive at an object."""

    def __init__(self, watched: QObject, kind: QEvent.Type) -> None:
        super().__init__(watched)
        self.kind, self.count = kind, 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is self.kind
        return False


class Paintings(QGraphicsObject):
    """Counts how often what lies between the axes of a chart is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def boundingRect(self) -> QRectF:
        return QRectF(-1000, -1000, 2000, 2000)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        self.count += 1


@pytest.fixture
def controls(qtbot: QtBot) -> RunControls:
    """Give the bar that drives a run, shown and laid out."""
    made = RunControls(LIGHT)
    qtbot.addWidget(made)
    made.resize(1200, 60)
    made.show()
    qtbot.waitExposed(made)
    QCoreApplication.sendPostedEvents()
    return made


def layouts_around(label: QLabel) -> Counted:
    """Count how often what is beside a label is laid out anew."""
    parent = label.parentWidget()
    assert parent is not None
    return Counted(parent, QEvent.Type.LayoutRequest)


def test_figures_that_change_lay_nothing_out_anew(controls: RunControls) -> None:
    layouts = layouts_around(controls.step_label)
    controls.show_numbers(1234, 567.0, 89.0)
    QCoreApplication.sendPostedEvents()
    assert controls.step_label.text() == "step 1,234"
    assert layouts.count == 0


def test_a_figure_that_outgrows_its_room_gets_more_and_is_whole(controls: RunControls) -> None:
    layouts = layouts_around(controls.step_label)
    controls.show_numbers(123_456_789_012, 567.0, 89.0)
    QCoreApplication.sendPostedEvents()
    assert layouts.count > 0
    assert controls.step_label.width() >= controls.step_label.sizeHint().width()


def test_a_judged_prediction_is_turned_to_and_nothing_beyond_it_is_laid_out_anew(view: DemoView) -> None:
    running(view)
    view.predictions.show_truths([(1, 0)])
    view.predictions.show_truths([(0, 0)])
    QCoreApplication.sendPostedEvents()
    layouts = Counted(view.predictions, QEvent.Type.LayoutRequest)
    height = view.predictions.height()
    view.predictions.show_truths([(1, 1)])
    QCoreApplication.sendPostedEvents()
    assert view.predictions.pages[1].isVisible() and not view.predictions.pages[0].isVisible()
    assert layouts.count == 0
    assert view.predictions.height() == height


@pytest.mark.parametrize("width", [520, 844])
@every_demo
def test_all_options_of_a_prediction_have_their_room(qtbot: QtBot, demo: AnyDemo, width: int) -> None:
    card = PredictionCard(demo.predictions)
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.addWidget(card)
    column.addStretch(1)
    page.setStyleSheet("* { font-size: 14px; }")  # as the app does: letters get their size when they are shown
    page.resize(width, 600)
    page.show()
    qtbot.waitExposed(page)
    for number, each in enumerate(card.pages):
        card.stack.show_page(number)
        for _ in range(2):  # a page that asks for more room, and whoever gives it
            QCoreApplication.sendPostedEvents()
        lowest = max(option.mapTo(each, option.rect().bottomLeft()).y() for option in each.options)
        assert lowest < each.result.y() and each.rect().contains(each.result.geometry())
        choices = each.options[0].parentWidget()
        assert choices is not None and choices.height() >= choices.heightForWidth(choices.width())


def test_a_prediction_has_room_for_all_that_is_ever_said_of_it(view: DemoView) -> None:
    view.resize(520, 700)
    for page in view.predictions.pages:
        said = [page.result]
        page.options[0].click()
        assert all(each.height() >= each.heightForWidth(each.width()) for each in said if each.isVisible())
        page.close_for_run()
        page.show_truth(1)
        assert all(each.height() >= each.heightForWidth(each.width()) for each in said if each.isVisible())


def test_plots_are_drawn_one_at_a_stretch(qtbot: QtBot, view: DemoView) -> None:
    running(view)
    drawn(qtbot, view)
    waiting: list[int] = []
    for timer in view.board.findChildren(QTimer):
        timer.timeout.connect(lambda: waiting.append(sum(panel.stale for panel in view.board.panels)))
    seen = [panel.can_be_seen() for panel in view.board.panels].count(True)
    assert seen > 2
    view.board.clear()
    drawn(qtbot, view)
    assert waiting == sorted(waiting, reverse=True)
    assert max(np.abs(np.diff([len(view.board.panels), *waiting]))) == 1


def test_a_chart_whose_axes_change_is_painted_once(qtbot: QtBot, view: DemoView) -> None:
    running(view)
    plot = view.board.curves[0]
    paintings = Paintings()
    plot.chart.add(paintings)
    drawn(qtbot, view)
    qtbot.waitUntil(lambda: paintings.count > 0)
    QCoreApplication.sendPostedEvents()
    before, already = plot.chart.limits, paintings.count
    plot.show_frame(Series([Moment(step, {"loss": step % 7}) for step in range(321)]), {})
    assert plot.chart.limits != before
    qtbot.waitUntil(lambda: paintings.count > already)
    for _ in range(3):  # what the painting left to do would be done by now
        QCoreApplication.sendPostedEvents()
    assert paintings.count == already + 1


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_lines_and_markers_are_where_the_axes_say(qtbot: QtBot, ratio: float) -> None:
    chart = Chart(LIGHT)
    qtbot.addWidget(chart)
    chart.resize(400, 300)
    layer = chart.add_lines()
    chart.show_limits((0, 10), (0, 100))
    x, y = np.array([1.0, 4.0, 5.0, 6.0, 9.0]), np.array([10.0, 70.0, np.nan, 80.0, 20.0])
    layer.show_lines([Line(np.stack([x, y]), "#0000FF", 3, "s", (0, 4), 12)])
    chart.show_limits((-2, 12), (-20, 120))  # the lines go with the axes
    shown = pixels(picture(chart, ratio))

    def colour(at_x: float, at_y: float, right_px: float = 0.0) -> QColor:
        place: QPointF = (chart.pixel_of(at_x, at_y) + QPointF(right_px, 0)) * ratio
        red, green, blue, _ = shown[round(place.y()), round(place.x())].tolist()
        return QColor(red, green, blue)

    blue = QColor("#0000FF")
    assert [colour(2.5, 40), colour(7.5, 50)] == [blue, blue]  # amid the segments
    assert blue not in (colour(5, 75), colour(5, 70))  # broken where there is no number
    assert [colour(1, 10, -4), colour(9, 20, 4)] == [blue, blue]  # markers are wider than the line
