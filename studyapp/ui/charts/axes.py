"""The frame of a plot: where its values lie, and the quiet lines and numbers around them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from studyapp.ui.charts.pencil import CENTRE, LINE_PX, RIGHT, Pencil

NUMBERS_PX, RIGHT_PX = 42.0, 18.0
AIR_PX = 6.0


@dataclass(frozen=True, slots=True)
class Axes:
    """A plot's inner room and the values at its edges."""

    inside: QRectF
    x: tuple[float, float]
    y: tuple[float, float]

    def at(self, x: float, y: float) -> QPointF:
        """Return the point of two values."""
        across = (x - self.x[0]) / (self.x[1] - self.x[0])
        up = (y - self.y[0]) / (self.y[1] - self.y[0])
        return QPointF(
            self.inside.left() + across * self.inside.width(), self.inside.bottom() - up * self.inside.height()
        )


def axes(room: QRectF, x: tuple[float, float], y: tuple[float, float], *, title_below: bool) -> Axes:
    """Return the axes that fit a room with numbers to the left and below, and a line for the title of x."""
    below = LINE_PX * (2 if title_below else 1)
    return Axes(room.adjusted(NUMBERS_PX, LINE_PX + AIR_PX, -RIGHT_PX, -below), x, y)


def draw_grid(pencil: Pencil, plot: Axes, ys: list[tuple[float, str]], xs: list[tuple[float, str]]) -> None:
    """Draw a line for each value of y, and write the values of both."""
    inside = plot.inside
    for value, text in ys:
        height = plot.at(plot.x[0], value).y()
        pencil.line(QPointF(inside.left(), height), QPointF(inside.right(), height), pencil.theme.line)
        pencil.words(
            QRectF(inside.left() - NUMBERS_PX, height - LINE_PX / 2, NUMBERS_PX - 6, LINE_PX), text, align=RIGHT
        )
    for value, text in xs:
        across = plot.at(value, plot.y[0]).x()
        pencil.words(QRectF(across - 40, inside.bottom() + 3, 80, LINE_PX), text, align=CENTRE)


def draw_titles(pencil: Pencil, room: QRectF, plot: Axes, *, x: str = "", y: str = "") -> None:
    """Write what the axes stand for: y above its numbers, x below its own."""
    pencil.words(QRectF(room.left(), room.top(), room.width(), LINE_PX), y)
    if x:
        pencil.words(QRectF(plot.inside.left(), room.bottom() - LINE_PX, plot.inside.width(), LINE_PX), x, align=CENTRE)


def whole_steps(most: float, count: int = 4) -> list[int]:
    """Return round whole numbers from 0 to at least ``most``, about ``count`` steps apart."""
    rough = max(most / count, 1.0)
    power = 10 ** math.floor(math.log10(rough))
    step = next(int(power * factor) for factor in (1, 2, 5, 10) if power * factor >= rough)
    return list(range(0, math.ceil(most / step) * step + 1, step)) if most > 0 else [0, 1]


def percents(low: float, high: float) -> list[tuple[float, str]]:
    """Return the marks of an axis of shares: every tenth on a short axis, every fourth part on a long one."""
    step = 0.1 if high - low <= 0.5 else 0.25
    count = round((high - low) / step)
    return [(low + n * step, f"{low + n * step:.0%}") for n in range(count + 1)]
