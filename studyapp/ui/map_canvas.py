"""The drawing of the map: it zooms, moves, and lets a topic be marked and opened, by mouse or keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsScene, QGraphicsView, QStyle

from studyapp.study.catalog import SHELVES, shelf_title
from studyapp.study.prerequisites import Needs
from studyapp.study.reading_way import Stop
from studyapp.study.topic_map import READABLE, TopicMap, neighbour
from studyapp.ui.map_items import BandItem, HeadingItem, LineItem, TopicItem
from studyapp.ui.theme import Theme

SMALLEST, LARGEST = 0.3, 2.0
SMALLEST_UNASKED = 0.65
STEP = 1.2
WHEEL_STEP = 120
REST_MS = 350
"""How long the mouse rests on a topic before it is marked: on its way elsewhere it marks nothing."""
AROUND_PX = 40

ARROWS = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Up: (0, -1),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class MapCanvas(QGraphicsView):
    """The map in a frame that it can be moved in.

    Signals:
        topic_chosen: The learner wants to open a topic; carries its id.
        topic_pointed: The learner went to a topic or rests on it; carries its id.
    """

    topic_chosen = Signal(str)
    topic_pointed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Show nothing yet."""
        super().__init__()
        self.topics: dict[str, TopicItem] = {}
        self.lines: list[LineItem] = []
        self.marked = ""
        self.is_zoomed_by_hand = False
        self._theme = theme
        self._drawn: TopicMap | None = None
        self._hovered = ""
        self._pressed_at: QPoint | None = None
        self._dragged_from: QPoint | None = None
        self._rest_timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest_timer.timeout.connect(self._on_mouse_rested)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Map of topics")

    def show_map(self, drawn: TopicMap, stops: Mapping[str, Stop], graph: Needs, theme: Theme) -> None:
        """Draw a map; the zoom stays where the learner chose one."""
        self._drawn, self._theme = drawn, theme
        scene = QGraphicsScene(self)
        colours = shelf_colours(theme)
        self.lines = [LineItem(line, theme) for line in drawn.lines]
        self.topics = {
            topic: TopicItem(stops[topic], place, colours[stops[topic].shelf], theme)
            for topic, place in drawn.places.items()
        }
        self.show_stops(stops, graph)
        for band in drawn.bands:
            title = shelf_title(band.shelf) + (", continued" if band.is_continued else "")
            scene.addItem(BandItem(band.place, colours[band.shelf], theme))
            scene.addItem(HeadingItem(title, band.place, colours[band.shelf], theme))
        for item in (*self.lines, *self.topics.values()):
            scene.addItem(item)
        scene.setSceneRect(QRectF(0, 0, drawn.width, drawn.height))
        previous = self.scene()
        self.setScene(scene)
        self.setBackgroundBrush(QColor(theme.paper))
        if previous is not None:
            previous.deleteLater()
        self._hovered = ""
        if not self.is_zoomed_by_hand:
            self.fit()

    def show_stops(self, stops: Mapping[str, Stop], graph: Needs) -> None:
        """Show how well the topics are known by now; the map stays as it is drawn."""
        for topic, each in self.topics.items():
            each.show_stop(stops[topic])
            each.setToolTip(tip(stops[topic], [stops[needed] for needed in graph[topic]]))

    def show_mark(self, topic: str, way: Sequence[str]) -> None:
        """Mark a topic and number what comes before it, in reading order; bring the topic into view."""
        self.marked = topic
        numbers = {each: number for number, each in enumerate(way, 1)}
        for each, item in self.topics.items():
            item.show_mark(is_marked=each == topic, number=numbers.get(each, 0))
        there = {topic, *way}
        for line in self.lines:
            line.show_way(on_way=line.line.topic in there)
        stop = self.topics[topic].stop if topic in self.topics else None
        self.setAccessibleDescription(said(stop) if stop else "")
        self.viewport().update()

    def reveal(self, topic: str) -> None:
        """Move the map so that a topic is in view."""
        if topic in self.topics:
            self.ensureVisible(self.topics[topic].place, AROUND_PX, AROUND_PX)

    def fit(self) -> None:
        """Show the whole map if it can be read then, else its top, as wide as there is room."""
        self.is_zoomed_by_hand = False
        # Whether the scroll bar is needed or not; the style's width of it is what the view reckons with.
        bar_px = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        room_px = self.width() - bar_px - 2 * self.frameWidth() - 2
        wide = room_px / self._drawn.width if self._drawn else 1.0
        self._set_scale(min(self._whole() if self._whole() >= READABLE else max(wide, SMALLEST_UNASKED), 1.0))
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().minimum())
        self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())

    def show_whole(self) -> None:
        """Show the whole map, however small."""
        self.is_zoomed_by_hand = True
        self._set_scale(min(self._whole(), 1.0))

    def zoom(self, steps: float, at: QPointF | None = None) -> None:
        """Make the map larger or smaller by steps; what is at a place of the viewport, or its middle, stays there."""
        self.is_zoomed_by_hand = True
        place = QPointF(self.viewport().rect().center()) if at is None else at
        there = self.mapToScene(place.toPoint())
        self._set_scale(self.scale_now() * STEP**steps)
        moved = self.mapFromScene(there) - place.toPoint()
        self._move(moved)

    def scale_now(self) -> float:
        """Return how large the map is, 1 at its own size."""
        return self.transform().m11()

    def topic_at(self, place: QPoint) -> str:
        """Return the topic at a place of the viewport, or ""."""
        item = self.itemAt(place)
        return item.stop.id if isinstance(item, TopicItem) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from topic to topic, open one, or zoom."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if not plain or self._drawn is None or not self.topics:
            super().keyPressEvent(event)
        elif key in ARROWS:
            self._go(*ARROWS[key])
        elif key in ENTER and self.marked:
            self.topic_chosen.emit(self.marked)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom(-1)
        elif key == Qt.Key.Key_0:
            self.show_whole()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the mouse is; two fingers on a touch pad move the map."""
        by_finger = not event.pixelDelta().isNull() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if by_finger:
            self._move(-event.pixelDelta())
        else:
            self.zoom(event.angleDelta().y() / WHEEL_STEP, event.position())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom with two fingers, and forget the mouse when it leaves."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(event.value() * 4, event.position())
            return True
        if event.type() is QEvent.Type.Leave:
            self._hover("")
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move the map, or to choose a topic: which of both shows when the mouse is let go."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
            self._dragged_from = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the map with the mouse, or show which topic it is over."""
        place = event.position().toPoint()
        if self._pressed_at is None:
            self._hover(self.topic_at(place))
            return
        if self._dragged_from is None:
            if (place - self._pressed_at).manhattanLength() < QApplication.startDragDistance():
                return
            self._dragged_from = self._pressed_at
            self._hover("")
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._move(self._dragged_from - place)
        self._dragged_from = place

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the topic below the mouse, unless the map was moved."""
        pressed_at, dragged = self._pressed_at, self._dragged_from is not None
        if event.button() is not Qt.MouseButton.LeftButton or pressed_at is None:
            return
        self._pressed_at = self._dragged_from = None
        self.viewport().unsetCursor()
        topic = self.topic_at(event.position().toPoint())
        if topic and not dragged and topic == self.topic_at(pressed_at):
            self.topic_pointed.emit(topic)
            self.topic_chosen.emit(topic)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the map into the new room unless the learner chose a size."""
        super().resizeEvent(event)
        if not self.is_zoomed_by_hand:
            self.fit()
            self.reveal(self.marked)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the topic that the keys go from."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.reveal(self.marked)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the map, and a frame when it has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._theme.accent))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5))
            painter.end()

    def _go(self, right: int, down: int) -> None:
        assert self._drawn is not None
        start = self.marked if self.marked in self.topics else next(iter(self.topics))
        reached = neighbour(self._drawn, start, right=right, down=down)
        self.topic_pointed.emit(reached)
        self.reveal(reached)

    def _hover(self, topic: str) -> None:
        if topic == self._hovered:
            return
        for each, is_hovered in ((self._hovered, False), (topic, True)):
            if each in self.topics:
                self.topics[each].show_hovered(is_hovered=is_hovered)
        self._hovered = topic
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if topic else Qt.CursorShape.ArrowCursor)
        self._rest_timer.stop()
        if topic:
            self._rest_timer.start()

    def _on_mouse_rested(self) -> None:
        if self._hovered and self._hovered != self.marked:
            self.topic_pointed.emit(self._hovered)

    def _whole(self) -> float:
        if self._drawn is None:
            return 1.0
        room = self.viewport().size()
        return max(min(room.width() / self._drawn.width, room.height() / self._drawn.height), SMALLEST)

    def _set_scale(self, scale: float) -> None:
        scale = min(max(scale, min(SMALLEST, self._whole())), LARGEST)
        self.resetTransform()
        self.scale(scale, scale)

    def _move(self, by: QPoint) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + by.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + by.y())


def shelf_colours(theme: Theme) -> dict[str, str]:
    """Return a colour for each shelf, the same on every map; names tell apart the few that share one."""
    return {shelf: theme.series[number % len(theme.series)] for number, shelf in enumerate(SHELVES)}


def tip(stop: Stop, needed: Sequence[Stop]) -> str:
    """Return what is shown where the mouse rests on a topic."""
    names = ", ".join(each.title for each in needed)
    needs = f"Needs: {names}" if needed else "Needs nothing first"
    return "\n".join(filter(None, (stop.title, stop.facts, stop.judgement, needs)))


def said(stop: Stop) -> str:
    """Return what a screen reader says of a topic."""
    return f"{stop.title}, {shelf_title(stop.shelf)}, {stop.said}. {stop.judgement}".rstrip(". ")
