"""Draws the pieces that all charts are made of, in the colours of a theme."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from studyapp.ui.map_items import blend
from studyapp.ui.theme import SMALL_PX, Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
LINE_PX = 18.0
"""The height of a line of small words."""


def words_font(size_px: int = SMALL_PX, *, bold: bool = False) -> QFont:
    """Return the interface's face in a size."""
    font = QFont()
    font.setPixelSize(size_px)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def words_width(text: str, size_px: int = SMALL_PX, *, bold: bool = False) -> float:
    """Return how much room words need."""
    return QFontMetricsF(words_font(size_px, bold=bold)).horizontalAdvance(text)


class Pencil:
    """A painter that knows the theme."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        """Draw with a painter that is at work."""
        self.painter = painter
        self.theme = theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def words(
        self,
        place: QRectF,
        text: str,
        *,
        colour: str = "",
        align: Qt.AlignmentFlag = LEFT,
        size_px: int = SMALL_PX,
        bold: bool = False,
    ) -> None:
        """Write one line into a place, cut with dots where it is too long; quiet unless a colour is given."""
        font = words_font(size_px, bold=bold)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width() + 1)
        self.painter.setFont(font)
        self.painter.setPen(QColor(colour or self.theme.quiet))
        self.painter.drawText(place, align, shown)

    def box(self, place: QRectF, colour: str | QColor, *, corner: float = 2.0) -> None:
        """Fill a box."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(colour))
        self.painter.drawRoundedRect(place, corner, corner)

    def frame(self, place: QRectF, colour: str, *, width: float = 1.0, corner: float = 2.0) -> None:
        """Draw the edge of a box."""
        self.painter.setPen(QPen(QColor(colour), width))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(place, corner, corner)

    def line(self, start: QPointF, end: QPointF, colour: str, *, width: float = 1.0, dashed: bool = False) -> None:
        """Draw a straight line."""
        self.painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
        self.painter.drawLine(QLineF(start, end))

    def curve(self, points: list[QPointF], colour: str, *, width: float = 2.0) -> None:
        """Draw a line through points."""
        pen = QPen(QColor(colour), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPolyline(QPolygonF(points))

    def dot(self, centre: QPointF, radius: float, colour: str, *, edge: str = "") -> None:
        """Draw a filled circle, with an edge in the colour of what is below it if one is given."""
        self.painter.setPen(QPen(QColor(edge), 1.5) if edge else Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(colour))
        self.painter.drawEllipse(centre, radius, radius)

    def thinned(self, colour: str, share: float) -> QColor:
        """Return a colour with so much of it left over the surface."""
        return blend(QColor(colour), self.theme.surface, share)
