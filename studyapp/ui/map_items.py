"""What the map of topics is drawn with: bands of shelves, lines, and topics."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from studyapp.study.map_lines import Line
from studyapp.study.map_places import HEADING, MARGIN, Place
from studyapp.study.mastery import Mastery
from studyapp.study.reading_way import Stop
from studyapp.ui.mastery_sign import SIGN_PX, draw_sign, sign_colour
from studyapp.ui.theme import WITHIN_PX, Theme

BANDS_Z, LINES_Z, WAY_Z, TOPICS_Z = range(4)
THIN = 0.07
CORNER = 6.0
STRIPE = 5.0
ARROW = 4.5
INSIDE = 9.0
TITLE_PX, STATUS_PX, SHELF_PX = 13, 11, 14
BADGE = 9.0


class BandItem(QGraphicsItem):
    """The ground of a shelf."""

    def __init__(self, place: Place, colour: str, theme: Theme) -> None:
        """Draw a ground in the colour of its shelf."""
        super().__init__()
        self._colour = blend(QColor(colour), theme.paper, THIN)
        self._place = QRectF(place.left, place.top, place.width, place.height)
        self.setZValue(BANDS_Z)

    def boundingRect(self) -> QRectF:
        """Return the whole ground."""
        return self._place

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the ground."""
        del option, widget
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawRoundedRect(self._place, CORNER, CORNER)


class HeadingItem(QGraphicsItem):
    """The name of a shelf on its ground; lines that pass run behind it."""

    def __init__(self, title: str, place: Place, colour: str, theme: Theme) -> None:
        """Write a shelf's name beside a bar of its colour."""
        super().__init__()
        self._colour, self._theme = QColor(colour), theme
        room = place.width - 2 * MARGIN - STRIPE - 2 * WITHIN_PX
        metrics = QFontMetricsF(_font(SHELF_PX, QFont.Weight.DemiBold))
        self._title = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
        width = STRIPE + 2 * WITHIN_PX + metrics.horizontalAdvance(self._title)
        self._place = QRectF(place.left + MARGIN, place.top + WITHIN_PX, width, HEADING - WITHIN_PX - 2)
        self.setZValue(TOPICS_Z)

    def boundingRect(self) -> QRectF:
        """Return the room of the name."""
        return self._place

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the name."""
        del option, widget
        painter.fillRect(self._place, blend(self._colour, self._theme.paper, THIN))
        bar = QRectF(self._place.left(), self._place.top() + 2, STRIPE, self._place.height() - 4)
        painter.fillRect(bar, self._colour)
        painter.setFont(_font(SHELF_PX, QFont.Weight.DemiBold))
        painter.setPen(QColor(self._theme.ink))
        words = self._place.adjusted(STRIPE + WITHIN_PX, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._title)


class LineItem(QGraphicsPathItem):
    """A line from what is needed down to what needs it."""

    def __init__(self, line: Line, theme: Theme) -> None:
        """Draw a line."""
        super().__init__(line_path(line))
        self.line = line
        self._theme = theme
        self._head = QPolygonF([QPointF(*line.points[-1]) + QPointF(x, y) for x, y in ((0, 0), (-3, -6), (3, -6))])
        self.show_way(on_way=False)

    def show_way(self, *, on_way: bool) -> None:
        """Draw the line stronger where it belongs to the way to the marked topic."""
        quiet = blend(QColor(self._theme.quiet), self._theme.paper, 0.55)
        self.setPen(QPen(QColor(self._theme.accent) if on_way else quiet, 2.2 if on_way else 1.3))
        self.setZValue(WAY_Z if on_way else LINES_Z)

    def boundingRect(self) -> QRectF:
        """Return the room of the line and its head."""
        return super().boundingRect().adjusted(-ARROW, -ARROW, ARROW, ARROW)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the line and its head."""
        del option, widget
        painter.setPen(self.pen())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self.path())
        painter.setBrush(self.pen().color())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(self._head)


class TopicItem(QGraphicsItem):
    """A topic: its title, minutes and mastery, and the stripe of its shelf."""

    def __init__(self, stop: Stop, place: Place, colour: str, theme: Theme) -> None:
        """Draw a topic in its place."""
        super().__init__()
        self.stop = stop
        self._colour, self._theme = QColor(colour), theme
        self._place = QRectF(place.left, place.top, place.width, place.height)
        self._is_marked = self._is_hovered = False
        self._number = 0
        inside = place.width - STRIPE - 2 * INSIDE
        self._title = two_lines(stop.title, QFontMetricsF(_font(TITLE_PX, QFont.Weight.Medium)), inside)
        self.setZValue(TOPICS_Z)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def place(self) -> QRectF:
        """Return where the topic stands."""
        return self._place

    def show_stop(self, stop: Stop) -> None:
        """Show how well the topic is known by now."""
        self.stop = stop
        self.update()

    def show_mark(self, *, is_marked: bool, number: int) -> None:
        """Mark the topic, or give it its number on the way to the marked one; 0 for none."""
        self._is_marked, self._number = is_marked, number
        self.update()

    def show_hovered(self, *, is_hovered: bool) -> None:
        """Show that the mouse is over the topic."""
        self._is_hovered = is_hovered
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the box with the room for its mark and number."""
        return self._place.adjusted(-BADGE, -BADGE, BADGE, BADGE)

    def shape(self) -> QPainterPath:
        """Return the box alone: that is what the mouse has to hit."""
        path = QPainterPath()
        path.addRect(self._place)
        return path

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the box, what it says, and the number on the way."""
        del option, widget
        self._paint_box(painter)
        self._paint_words(painter)
        if self._number:
            self._paint_number(painter)

    def _paint_box(self, painter: QPainter) -> None:
        mastery, theme = self.stop.mastery, self._theme
        fill = QColor(theme.surface)
        if mastery is not Mastery.NOT_STARTED:
            fill = blend(sign_colour(mastery, theme), theme.surface, 0.2)
        edge = QColor(theme.line) if mastery is Mastery.NOT_STARTED else sign_colour(mastery, theme)
        if self._is_marked or self._is_hovered or self._number:
            edge = QColor(theme.accent)
        painter.setPen(QPen(edge, 2.5 if self._is_marked else 1.2))
        painter.setBrush(fill)
        painter.drawRoundedRect(self._place, CORNER, CORNER)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        stripe = self._place.adjusted(2, 4, 0, -4)
        stripe.setWidth(STRIPE)
        painter.drawRoundedRect(stripe, 2, 2)

    def _paint_words(self, painter: QPainter) -> None:
        inside = self._place.adjusted(STRIPE + INSIDE, 4, -INSIDE, -5)
        painter.setFont(_font(TITLE_PX, QFont.Weight.Medium))
        painter.setPen(QColor(self._theme.ink))
        for number, line in enumerate(self._title):
            top = inside.top() + number * (TITLE_PX + 2)
            painter.drawText(QRectF(inside.left(), top, inside.width(), TITLE_PX + 4), Qt.AlignmentFlag.AlignLeft, line)
        bottom = QRectF(inside.left(), inside.bottom() - STATUS_PX - 1, inside.width(), STATUS_PX + 3)
        sign = QRectF(bottom.left(), bottom.center().y() - SIGN_PX / 2 + 2, SIGN_PX - 3, SIGN_PX - 3)
        if self.stop.is_judged:
            draw_sign(painter, self.stop.mastery, sign, self._theme)
        painter.setFont(_font(STATUS_PX))
        painter.setPen(QColor(self._theme.quiet))
        painter.drawText(bottom.adjusted(SIGN_PX + 1, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.stop.facts)

    def _paint_number(self, painter: QPainter) -> None:
        badge = QRectF(self._place.left() - BADGE + 2, self._place.top() - BADGE + 2, 2 * BADGE, 2 * BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.accent))
        painter.drawEllipse(badge)
        painter.setFont(_font(STATUS_PX, QFont.Weight.DemiBold))
        painter.setPen(QColor(self._theme.on_accent))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self._number))


def blend(colour: QColor, ground: str, share: float) -> QColor:
    """Return a colour thinned with the ground below it."""
    below = QColor(ground)
    pairs = ((colour.red(), below.red()), (colour.green(), below.green()), (colour.blue(), below.blue()))
    red, green, blue = (round(share * above + (1 - share) * under) for above, under in pairs)
    return QColor(red, green, blue)


def line_path(line: Line) -> QPainterPath:
    """Return a line as a smooth curve: straight past the rows, and bending between them."""
    path = QPainterPath(QPointF(*line.points[0]))
    for (x, top), (next_x, bottom) in pairwise(line.points):
        middle = (top + bottom) / 2
        path.cubicTo(QPointF(x, middle), QPointF(next_x, middle), QPointF(next_x, bottom))
    return path


def two_lines(title: str, metrics: QFontMetricsF, width: float) -> tuple[str, ...]:
    """Return a title in one or two lines; the second ends in … where even that is too little."""
    if metrics.horizontalAdvance(title) <= width:
        return (title,)
    words = title.split()
    fitting = max(
        (n for n in range(1, len(words)) if metrics.horizontalAdvance(" ".join(words[:n])) <= width), default=0
    )
    if not fitting:
        return (metrics.elidedText(title, Qt.TextElideMode.ElideRight, width),)
    rest = " ".join(words[fitting:])
    return " ".join(words[:fitting]), metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)


def _font(size_px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont()
    font.setPixelSize(size_px)
    font.setWeight(weight)
    return font
