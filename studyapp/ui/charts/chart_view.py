"""Shows a chart: tells what lies under the pointer, and lets the arrow keys walk from place to place."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from studyapp.ui.charts.chart import Chart, Spot
from studyapp.ui.charts.pencil import Pencil, words_width
from studyapp.ui.theme import WITHIN_PX, Theme

DIRECTIONS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
LEAST_PX, TIP_PX, AIR_PX = 160, 24.0, 4
ASIDE = 3.0  # how much worse it is to lie beside the way than along it
NOWHERE = -1


class ChartView(QWidget):
    """One chart, as high as it needs to be.

    Signals:
        target_chosen: A place that leads somewhere was clicked, or Enter pressed on it; carries its target.
    """

    target_chosen = Signal(str)

    def __init__(self, name: str, theme: Theme) -> None:
        """Begin without a chart."""
        super().__init__()
        self._name = name
        self._theme = theme
        self._chart: Chart | None = None
        self._spots: Sequence[Spot] | None = None  # worked out when they are first asked for
        self._current = NOWHERE
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click alone draws no ring
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(LEAST_PX)

    @property
    def chart(self) -> Chart | None:
        """Return what is shown."""
        return self._chart

    def show_chart(self, chart: Chart) -> None:
        """Show a chart in place of the one before."""
        self._chart = chart
        self._spots, self._current = None, NOWHERE
        self.setAccessibleName(f"{self._name}. {chart.summary}")
        self.setAccessibleDescription("")
        self._fit_height()
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Draw in the theme's colours."""
        self._theme = theme
        self.update()

    def spots(self) -> Sequence[Spot]:
        """Return the places that say something."""
        if self._spots is None:
            self._spots = self._chart.spots(QRectF(self.rect())) if self._chart else ()
        return self._spots

    def resizeEvent(self, _event: QEvent) -> None:
        """Become as high as the chart needs to be in the new width."""
        self._spots = None
        self._fit_height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chart, and a ring around the current place."""
        if self._chart is None:
            return
        painter = QPainter(self)
        pencil = Pencil(painter, self._theme)
        self._chart.paint(pencil, QRectF(self.rect()))
        if self._current != NOWHERE:
            self._draw_current(pencil, self.spots()[self._current])
        elif self.hasFocus():
            pencil.frame(QRectF(self.rect()).adjusted(1, 1, -1, -1), self._theme.accent, corner=4)

    def event(self, event: QEvent) -> bool:
        """Tell what lies under the pointer where it rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._spot_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.spots()[found].words if found != NOWHERE else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand where a click leads somewhere."""
        found = self._spot_at(event.position())
        leads = found != NOWHERE and bool(self.spots()[found].target)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow the place that was clicked."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._spot_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrow keys; Enter follows the current place."""
        direction = DIRECTIONS.get(Qt.Key(event.key()))
        if direction is not None and self.spots():
            self._walk(direction)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current != NOWHERE:
            self._choose(self._current)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QEvent) -> None:
        """Drop the ring."""
        self._current = NOWHERE
        self.update()
        del event

    def _fit_height(self) -> None:
        if self._chart is not None:
            self.setFixedHeight(math.ceil(self._chart.height(self.width())))

    def _walk(self, direction: QPointF) -> None:
        if self._current == NOWHERE:
            self._current = 0
        else:
            self._current = _next_spot(self.spots(), self._current, direction)
        spot = self.spots()[self._current]
        self.setAccessibleDescription(spot.words)
        self._bring_into_view(spot.place)
        self.update()

    def _bring_into_view(self, place: QRectF) -> None:
        """Scroll the page around the chart as far as needed: a chart may be higher than the window."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        inside = around.widget() if around is not None else None
        if around is not None and inside is not None:
            centre = self.mapTo(inside, place.center().toPoint())
            high = math.ceil(min(place.height(), LEAST_PX) / 2 + TIP_PX) + AIR_PX
            around.ensureVisible(centre.x(), centre.y(), 0, high)

    def _draw_current(self, pencil: Pencil, spot: Spot) -> None:
        """Draw a ring around a place, and what it says below or, near the lower edge, above it."""
        pencil.frame(spot.place.adjusted(1, 1, -1, -1), self._theme.accent, width=2, corner=4)
        wide = min(words_width(spot.words) + 2 * WITHIN_PX, float(self.width()))
        left = min(max(spot.place.left(), 0.0), self.width() - wide)
        fits = spot.place.bottom() + TIP_PX + 2 <= self.height()
        top = spot.place.bottom() + 2 if fits else max(spot.place.top() - TIP_PX - 2, 0.0)
        tip = QRectF(left, top, wide, TIP_PX)
        pencil.box(tip, self._theme.ink, corner=4)
        pencil.words(tip.adjusted(WITHIN_PX, 0, 4 - WITHIN_PX, 0), spot.words, colour=self._theme.surface)

    def _spot_at(self, point: QPointF) -> int:
        return next((n for n, spot in enumerate(self.spots()) if spot.place.contains(point)), NOWHERE)

    def _choose(self, number: int) -> None:
        if number != NOWHERE and self.spots()[number].target:
            self.target_chosen.emit(self.spots()[number].target)


def _next_spot(spots: Sequence[Spot], current: int, direction: QPointF) -> int:
    """Return the nearest place in a direction, or the current one where there is none."""
    here = spots[current].place.center()
    best, shortest = current, float("inf")
    for number, spot in enumerate(spots):
        way = spot.place.center() - here
        along = QPointF.dotProduct(way, direction)
        aside = abs(way.x() * direction.y()) + abs(way.y() * direction.x())
        if along > 1 and along + ASIDE * aside < shortest:
            best, shortest = number, along + ASIDE * aside
    return best
