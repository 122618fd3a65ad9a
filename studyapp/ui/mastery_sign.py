"""The sign of how well a topic is known: an empty, a half-filled or a full circle with a tick."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from studyapp.study.mastery import ENOUGH, KNOWN_AT_LEAST, KNOWN_CHANCE, Mastery
from studyapp.ui.theme import Theme

SIGN_PX = 14
TICK = ((0.26, 0.52), (0.44, 0.70), (0.75, 0.33))
HALF_TURN = 180 * 16
MEANINGS = {
    Mastery.NOT_STARTED: "Nothing of this topic was answered yet.",
    Mastery.LEARNING: "Answered, but not yet often or surely enough to be called known.",
    Mastery.KNOWN: (
        f"A new question would go right with a chance of {KNOWN_CHANCE:.0%} or more, and of {KNOWN_AT_LEAST:.0%} at "
        f"worst, judged by {ENOUGH} answers or more."
    ),
}


def sign_colour(mastery: Mastery, theme: Theme) -> QColor:
    """Return the colour of a sign."""
    names = {Mastery.NOT_STARTED: theme.quiet, Mastery.LEARNING: theme.partly, Mastery.KNOWN: theme.right}
    return QColor(names[mastery])


def draw_sign(painter: QPainter, mastery: Mastery, place: QRectF, theme: Theme) -> None:
    """Draw a sign into a square."""
    colour = sign_colour(mastery, theme)
    circle = place.adjusted(1, 1, -1, -1)
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour if mastery is Mastery.KNOWN else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)
    match mastery:
        case Mastery.LEARNING:
            painter.setBrush(colour)
            painter.drawPie(circle, 90 * 16, HALF_TURN)
        case Mastery.KNOWN:
            tick = [QPointF(place.left() + x * place.width(), place.top() + y * place.height()) for x, y in TICK]
            painter.setPen(QPen(QColor(theme.surface), 1.8))
            painter.drawPolyline(tick)
        case Mastery.NOT_STARTED:
            pass


class MasterySign(QWidget):
    """A sign among other widgets."""

    def __init__(self, mastery: Mastery, theme: Theme) -> None:
        """Show the sign of a mastery."""
        super().__init__()
        self._mastery = mastery
        self._theme = theme
        self.setFixedSize(QSize(SIGN_PX, SIGN_PX))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_theme(self, theme: Theme) -> None:
        """Change to another theme."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_sign(painter, self._mastery, QRectF(self.rect()), self._theme)
        painter.end()
