"""The figures of an exercise as widgets: as wide as the column, sharp, told in words, enlarged by a click."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from question_bank.drawings import Curves, Drawing, Edge, Graph, Line, Node
from studyapp.ui.exercise_figures import ExerciseFigures
from studyapp.ui.picture_window import PictureWindow
from studyapp.ui.pieces import label
from studyapp.ui.text_block import Look
from studyapp.ui.theme import DARK, LIGHT
from tests.studyapp.ui.pixels import picture, pixels

GRAPH = Graph("State a leads to state b.", (Node("a", 0, 0), Node("b", 1, 0)), (Edge("a", "b", "0.5"),))
ROW = Graph("Seven states in a row.", tuple(Node(f"s{i}", i, 0) for i in range(7)), ())
PLOT = Curves("A loss that falls.", "epoch", "loss", (Line("train", ((0, 2), (9, 1))),))


@pytest.fixture
def figures(qtbot: QtBot, look: Look) -> Iterator[ExerciseFigures]:
    """Give the widget inside a column that scrolls, between two texts, as in an exercise."""
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    built = ExerciseFigures(look)
    for widget in (label("Above."), built, label("Below.")):
        column.addWidget(widget)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(sheet)
    area.resize(600, 700)
    qtbot.addWidget(area)
    area.show()
    yield built
    area.close()


def resize(figures: ExerciseFigures, width: int) -> None:
    """Make the column so wide."""
    area = figures.window()
    area.resize(QSize(width, area.height()))


def test_nothing_is_shown_where_there_is_no_figure(figures: ExerciseFigures) -> None:
    assert figures.isHidden()
    figures.show_figures((GRAPH,))
    assert figures.isVisible() and len(figures.figures) == 1
    figures.show_figures(())
    assert figures.isHidden() and figures.figures == []


@pytest.mark.parametrize("drawing", [GRAPH, ROW, PLOT])
@pytest.mark.parametrize("width", [380, 460, 740])
def test_a_figure_is_as_high_as_its_width_asks(
    qtbot: QtBot, figures: ExerciseFigures, drawing: Drawing, width: int
) -> None:
    figures.show_figures((drawing,))
    resize(figures, width)
    [view] = figures.figures
    qtbot.waitUntil(lambda: width - 60 < view.width() < width and view.height() == view.heightForWidth(view.width()))
    assert view.height() > 30
    drawn = pixels(picture(view, 2))
    empty = (drawn == drawn[-1, -1]).all(axis=2)
    assert not empty.all() and empty[:, -2:].all(), "something is cut off at the right"


def test_figures_stand_below_one_another(qtbot: QtBot, figures: ExerciseFigures) -> None:
    figures.show_figures((GRAPH, PLOT))
    first, second = figures.figures
    qtbot.waitUntil(lambda: second.y() >= first.y() + first.height() and second.height() > 250)


def test_figures_are_told_in_words_and_have_no_tool_tip(figures: ExerciseFigures) -> None:
    figures.show_figures((GRAPH, PLOT))
    assert [view.accessibleDescription() for view in figures.figures] == [GRAPH.alt, PLOT.alt]
    assert all(view.accessibleName() == "Figure" and not view.toolTip() for view in figures.figures)


def test_a_new_theme_draws_in_its_colours(qtbot: QtBot, figures: ExerciseFigures) -> None:
    figures.show_figures((GRAPH,))
    figures.show_theme(DARK)
    [view] = figures.figures
    qtbot.waitUntil(lambda: view.height() > 30)
    assert has_colour(view, DARK.ink) and not has_colour(view, LIGHT.ink)
    figures.show_figures((GRAPH,))
    assert has_colour(figures.figures[0], DARK.ink)


def has_colour(view: QWidget, colour: str) -> bool:
    """Tell whether a widget shows a colour somewhere."""
    wanted = QColor(colour)
    drawn = pixels(picture(view, 2)).astype(int)[..., :3]
    return bool((abs(drawn - [wanted.red(), wanted.green(), wanted.blue()]).sum(axis=2) < 12).any())


def windows(figures: ExerciseFigures) -> list[PictureWindow]:
    """Return the pictures that were enlarged."""
    return [each for view in figures.figures for each in view.findChildren(PictureWindow)]


def test_a_click_on_the_drawing_enlarges_it_and_one_beside_it_does_not(qtbot: QtBot, figures: ExerciseFigures) -> None:
    figures.show_figures((GRAPH,))
    [view] = figures.figures
    qtbot.waitUntil(lambda: view.width() > 400)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(view.width() - 3, 10))
    QTest.mouseMove(view, QPoint(view.width() - 3, 10))
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor
    assert windows(figures) == []
    QTest.mouseMove(view, QPoint(20, 20))
    assert view.cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    [opened] = windows(figures)
    assert opened.isVisible() and opened.windowTitle() == GRAPH.alt
    opened.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_keyboard_reaches_a_figure_and_enlarges_it(qtbot: QtBot, figures: ExerciseFigures, key: Qt.Key) -> None:
    figures.show_figures((GRAPH,))
    [view] = figures.figures
    qtbot.waitUntil(lambda: view.height() > 30)
    plain = pixels(picture(view, 1))
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(view.hasFocus)
    assert (pixels(picture(view, 1)) != plain).any(), "the focus is not to be seen"
    QTest.keyClick(view, key)
    [opened] = windows(figures)
    opened.close()
