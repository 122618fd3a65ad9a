"""The drawing of a network: it scrolls, shows the chosen layer, and lets one be chosen."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from question_bank.networks import Row, Summary, shown, walk
from studyapp.figures.network_drawing import NetworkPicture, draw_network
from studyapp.figures.places import Area
from studyapp.ui.figure_colours import colours
from studyapp.ui.pictures import VectorPicture, in_own_typeface
from studyapp.ui.theme import Theme

STEP_PX = 60
SMALLEST, LARGEST = 0.75, 1.35


class NetworkPictureView(QAbstractScrollArea):
    """The drawing, at the left and in the middle of its height.

    Signals:
        row_chosen: A layer was chosen; carries the number of its row.
        row_hovered: The mouse is over a layer; carries the number of its row, or -1.
    """

    row_chosen = Signal(int)
    row_hovered = Signal(int)

    def __init__(self, theme: Theme) -> None:
        """Show nothing yet."""
        super().__init__()
        self._theme = theme
        self._summary: Summary | None = None
        self._drawn: NetworkPicture | None = None
        self._picture: VectorPicture | None = None
        self._places: dict[int, Area] = {}
        self._words: tuple[str, ...] = ()
        self._sheet = QPixmap()  # what is in view, so that a layer lights up without drawing all anew
        self._scale = 1.0
        self._row = self._hovered = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Drawing of the network")
        self.horizontalScrollBar().valueChanged.connect(self._forget_sheet)
        self.verticalScrollBar().valueChanged.connect(self._forget_sheet)

    def show_summary(self, summary: Summary | None) -> None:
        """Draw another network; None draws nothing."""
        self._summary = summary
        self._hovered = -1
        self._words = () if summary is None else tuple(_words(row) for _, row in walk(summary.rows))
        self._draw()

    def show_row(self, row: int) -> None:
        """Mark a layer and bring it into view; -1 marks none."""
        self._row = row
        if row in self._places:
            self._reveal(self._places[row])
        self.viewport().update()

    def show_hovered(self, row: int) -> None:
        """Mark the layer that the mouse is over elsewhere, without scrolling."""
        self._hovered = row
        self.viewport().update()

    def show_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self._draw()

    def place_of(self, row: int) -> Area | None:
        """Return where a layer stands in the drawing, None where it is not drawn."""
        return self._places.get(row)

    def marked_row(self) -> int:
        """Return the row of the layer that is marked now, -1 where there is none."""
        return self._hovered if self._hovered >= 0 else self._row

    def row_at(self, place: QPoint) -> int:
        """Return the row of the innermost layer at a place of the viewport, -1 where there is none."""
        point = QPointF(place)
        return next((row for row, area in reversed(self._places.items()) if self._seen(area).contains(point)), -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is in view, then the mark of the layer."""
        del event
        if self._picture is None:
            self._paint_nothing()
            return
        if self._sheet.isNull():
            self._sheet = self._painted(self._picture)
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._sheet)
        for row, faint in ((self._row, False), (self._hovered, True)):
            if row in self._places:
                self._paint_mark(painter, self._places[row], faint=faint)
        if self.hasFocus():
            painter.setPen(QColor(self._theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scroll as far as there is something to see."""
        super().resizeEvent(event)
        self._fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which layer the mouse is over."""
        row = self.row_at(event.position().toPoint())
        if row != self._hovered:
            self._hovered = row
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor)
            self.viewport().update()
            self.row_hovered.emit(row)
        if 0 <= row < len(self._words):
            QToolTip.showText(event.globalPosition().toPoint(), self._words[row], self.viewport())
        else:
            QToolTip.hideText()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the layer below the mouse."""
        row = self.row_at(event.position().toPoint())
        if row >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self.row_chosen.emit(row)

    def viewportEvent(self, event: QEvent) -> bool:
        """Forget the mouse when it leaves."""
        if event.type() is QEvent.Type.Leave and self._hovered >= 0:
            self._hovered = -1
            self.viewport().update()
            self.row_hovered.emit(-1)
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from layer to layer with the arrow keys."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        row = max(self._row, -1 if step > 0 else 0) + step
        if step == 0:
            super().keyPressEvent(event)
        elif row in self._places:
            self.row_chosen.emit(row)

    def _draw(self) -> None:
        self._drawn = None if self._summary is None else draw_network(self._summary, colours(self._theme))
        self._picture = None if self._drawn is None else in_own_typeface(self._drawn.svg)
        self._places = {} if self._drawn is None else dict(self._drawn.places)
        self.setAccessibleDescription("" if self._drawn is None else self._drawn.alt)
        self._fit()

    def _fit(self) -> None:
        """Take the scale and the scroll bars that suit the room; a drawing grows a little where there is plenty."""
        size, room = self._size(), self.viewport().size()
        fitting = min(room.height() / max(size.height(), 1), max(room.width() / max(size.width(), 1), 1.0))
        self._scale = min(max(fitting, SMALLEST), LARGEST)
        for bar, length, seen in (
            (self.horizontalScrollBar(), size.width() * self._scale, room.width()),
            (self.verticalScrollBar(), size.height() * self._scale, room.height()),
        ):
            bar.setRange(0, max(0, math.ceil(length - seen)))
            bar.setPageStep(seen)
            bar.setSingleStep(STEP_PX)
        self._forget_sheet()

    def _size(self) -> QSizeF:
        return self._picture.size if self._picture is not None else QSizeF()

    def _forget_sheet(self) -> None:
        self._sheet = QPixmap()
        self.viewport().update()

    def _offset(self) -> QPointF:
        """Return where the drawing's corner stands in the viewport."""
        down = max(0.0, (self.viewport().height() - self._size().height() * self._scale) / 2)
        return QPointF(-self.horizontalScrollBar().value(), down - self.verticalScrollBar().value())

    def _seen(self, area: Area) -> QRectF:
        """Return where an area of the drawing stands in the viewport."""
        corner = QPointF(area.left, area.top) * self._scale + self._offset()
        return QRectF(corner, QSizeF(*area.size) * self._scale)

    def _painted(self, picture: VectorPicture) -> QPixmap:
        ratio = self.devicePixelRatioF()
        sheet = QPixmap(self.viewport().size() * ratio)
        sheet.setDevicePixelRatio(ratio)
        sheet.fill(QColor(self._theme.surface))
        painter = QPainter(sheet)
        picture.draw(painter, QRectF(self._offset(), picture.size * self._scale))
        painter.end()
        return sheet

    def _paint_nothing(self) -> None:
        painter = QPainter(self.viewport())
        painter.setPen(QColor(self._theme.quiet))
        painter.drawText(
            self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, "The drawing of the network appears here."
        )
        painter.end()

    def _paint_mark(self, painter: QPainter, area: Area, *, faint: bool) -> None:
        place = self._seen(area).adjusted(-3, -3, 3, 3)
        fill = QColor(self._theme.accent)
        fill.setAlphaF(0.10)
        painter.setBrush(fill)
        style = Qt.PenStyle.DashLine if faint else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(self._theme.accent), 2, style))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(place, 4, 4)

    def _reveal(self, area: Area) -> None:
        place, seen = self._seen(area), self.viewport().width()
        if place.left() < 0 or place.right() > seen:
            bar = self.horizontalScrollBar()
            bar.setValue(round(bar.value() + place.center().x() - seen / 2))


def _words(row: Row) -> str:
    """Return what the tool tip of a layer says."""
    counts = f"{row.parameters:,} parameters" if row.parameters else "no parameters"
    return f"{row.layer}\n{shown(row.output_shape)}, {counts}"
