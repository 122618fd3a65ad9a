"""A score with its interval on a scale from nothing to full marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from studyapp.ui.charts.chart import Column, Spot, Table
from studyapp.ui.charts.pencil import CENTRE, LINE_PX, Pencil
from studyapp.ui.theme import SMALL_PX

BAR_PX = 16.0
AIR_PX = 24.0
HEIGHT_PX = 84.0
NUMBER_PX = 18


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """A score in [0, 1], and the interval that holds it with the chance that ``summary`` tells."""

    score: float
    low: float
    high: float
    summary: str

    def height(self, width: float) -> float:
        """Return the height of the scale, the score above and the numbers below."""
        del width
        return HEIGHT_PX

    def paint(self, pencil: Pencil, room: QRectF) -> None:
        """Draw the scale, the interval and the score."""
        theme, scale = pencil.theme, self._scale(room)
        pencil.box(scale, theme.raised, corner=BAR_PX / 2)
        pencil.box(self._interval(scale), pencil.thinned(theme.accent, 0.45), corner=BAR_PX / 2)
        across = scale.left() + self.score * scale.width()
        pencil.line(QPointF(across, scale.top() - 4), QPointF(across, scale.bottom() + 4), theme.ink, width=3)
        above = QRectF(across - 60, scale.top() - LINE_PX - 12, 120, LINE_PX + 6)
        pencil.words(above, f"{self.score:.0%}", colour=theme.ink, align=CENTRE, size_px=NUMBER_PX, bold=True)
        for value in (0.0, 0.25, 0.5, 0.75, 1.0):
            place = QRectF(scale.left() + value * scale.width() - 30, scale.bottom() + 6, 60, LINE_PX)
            pencil.words(place, f"{value:.0%}", align=CENTRE, size_px=SMALL_PX)

    def spots(self, room: QRectF) -> Sequence[Spot]:
        """Return the interval."""
        return [Spot(self._interval(self._scale(room)), self.summary)]

    def table(self) -> Table:
        """Return the three numbers."""
        columns = (Column("Expected score", "%"), Column("At least", "%"), Column("At most", "%"))
        return Table(columns, ((self.score, self.low, self.high),))

    def _scale(self, room: QRectF) -> QRectF:
        return QRectF(room.left() + AIR_PX, room.top() + 34, room.width() - 2 * AIR_PX, BAR_PX)

    def _interval(self, scale: QRectF) -> QRectF:
        wide = max((self.high - self.low) * scale.width(), BAR_PX)
        return QRectF(scale.left() + self.low * scale.width(), scale.top(), wide, BAR_PX)
