"""How the tests of plots build one, move the pointer over it, and look at what it painted."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.demo import Pictures
from studyapp.ui.plots.build import LivePlot
from studyapp.ui.plots.field import FieldPlot
from studyapp.ui.plots.series import Series

WidgetT = TypeVar("WidgetT", bound=QWidget)
PlotT = TypeVar("PlotT", bound=LivePlot)
NEAR = 40
"""How far each of red, green and blue may be off, of 255: lines are smoothed, and surfaces let something through."""


def shown(qtbot: QtBot, plot: WidgetT, width: int = 400, height: int = 300) -> WidgetT:
    """Show a plot alone in a window of its own."""
    qtbot.addWidget(plot)
    plot.resize(width, height)
    plot.show()
    qtbot.waitExposed(plot)
    return plot


def image_of(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def pixels_like(image: QImage, colour: str, *, near: int = NEAR) -> int:
    """Count the pixels that have about a colour."""
    return int(like(image, colour, near=near).sum())


def like(image: QImage, colour: str, *, near: int = NEAR) -> NDArray[np.bool_]:
    """Tell for each pixel (height, width) whether it has about a colour."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    blue_first = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.width(), 4)[:, :, :3]
    wanted = np.array([int(colour[at : at + 2], 16) for at in (5, 3, 1)])
    near_enough: NDArray[np.bool_] = (np.abs(blue_first.astype(int) - wanted) <= near).all(axis=2)
    return near_enough


def colour_at(image: QImage, place: QPointF) -> QColor:
    return image.pixelColor(round(place.x()), round(place.y()))


def alike(colour: QColor, wanted: str, *, near: int = NEAR) -> bool:
    return _alike(colour, QColor(wanted), near)


def tip_at(qtbot: QtBot, widget: QWidget, place: QPointF, shown_by: QWidget | None = None) -> str:
    """Move the pointer over a place of a widget and return the tip that the plot shows."""
    plot = shown_by or widget
    plot.setToolTip("")
    QTest.mouseMove(widget, QPoint(1, 1))
    QTest.mouseMove(widget, place.toPoint())
    qtbot.waitUntil(lambda: bool(plot.toolTip()))
    return plot.toolTip()


def press(plot: FieldPlot, x: float, y: float, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """Click on a field at a place of the plane."""
    QTest.mouseClick(plot.chart, button, pos=plot.chart.pixel_of(x, y).toPoint())


def show(plot: PlotT, pictures: Pictures) -> PlotT:
    """Give a plot one frame of pictures."""
    plot.show_frame(Series(), pictures)
    return plot


def apart(colour: QColor, other: str) -> int:
    """Return how far two colours are apart."""
    wanted = QColor(other)
    return sum(
        abs(one - two)
        for one, two in zip(
            (colour.red(), colour.green(), colour.blue()), (wanted.red(), wanted.green(), wanted.blue()), strict=True
        )
    )


def _alike(colour: QColor, wanted: QColor, near: int) -> bool:
    red, green, blue = colour.red() - wanted.red(), colour.green() - wanted.green(), colour.blue() - wanted.blue()
    return max(abs(red), abs(green), abs(blue)) <= near
