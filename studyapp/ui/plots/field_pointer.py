"""What the learner does on a field: drag a point that turns two knobs, or click points of their own onto it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.datasets.own_data import EDGE, parse_points
from models.errors import DemoError
from models.knobs import KnobValue
from models.plots import Field
from studyapp.ui.pieces import button, label
from studyapp.ui.plots.chart import Chart
from studyapp.ui.plots.scales import number_text
from studyapp.ui.theme import WITHIN_PX, Theme

TELL_MS = 33
"""While the handle is dragged its knobs are turned so often."""
HANDLE_PX, OWN_PX, CURSOR_PX, REACH_PX = 17, 14, 15, 16
KEY_STEPS, FINE_STEPS = 40, 200
"""So many presses of an arrow key, or of Shift and an arrow key, cross the field."""
CLASSES = 2
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
DRAG_HINT = "Drag the ring, or move it with the arrow keys."
CLICK_HINT = "Click to add a point; right click for the other class."


class FieldPointer(QWidget):
    """The handle, the keyboard's cursor and the learner's own points on a chart; a line below says what can be done.

    Signals:
        knobs_turned: Carries the values of the knobs that were turned, by name.
    """

    knobs_turned = Signal(object)

    def __init__(self, plot: Field, chart: Chart, theme: Theme) -> None:
        super().__init__()
        self._plot, self._chart, self._theme = plot, chart, theme
        left, right = plot.x_limits
        low, high = plot.y_limits
        self.place = QPointF((left + right) / 2, (low + high) / 2)
        self._text = ""
        self._dragging = False
        self._cursor_shown = False
        self._roomy = True
        self._refusal = ""
        self._handle: Any = pg.ScatterPlotItem(size=HANDLE_PX, symbol="o")
        self._own: Any = pg.ScatterPlotItem(size=OWN_PX, symbol="o", brush=None)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TELL_MS)
        self._timer.timeout.connect(self._tell_handle)
        self.hint = label("", "small", wrap=True)
        self.clear_button = button("Clear my points", "link", tip="Go back to the demo's own data.")
        self.clear_button.setAccessibleName("Clear my points")
        self.clear_button.clicked.connect(lambda: self._tell_points(""))
        self._lay_out()
        if self.at_work:
            self._join(chart)
        else:  # never shown before it has a parent: that would open a window of its own
            self.hide()

    @property
    def at_work(self) -> bool:
        """Tell whether the plot lets the learner do anything."""
        return bool(self._plot.handle or self._plot.clicks)

    def show_knobs(self, values: Mapping[str, KnobValue]) -> None:
        """Put the handle and the own points where the knobs say."""
        if self._plot.handle and not self._dragging:
            x, y = (float(values.get(name, 0.0)) for name in self._plot.handle)
            self.place = QPointF(x, y)
        if self._plot.clicks:
            self._text = str(values.get(self._plot.clicks, ""))
        self._show()

    def show_hint(self, room: bool) -> None:
        """Write what can be done beside the plot, or, without room, tell it only under the pointer and to readers."""
        self._roomy = room
        self.clear_button.setText("Clear my points" if room else "Clear")
        self._show()

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the pointer and the keys of the chart."""
        match event:
            case QMouseEvent():
                return self._take_mouse(event)
            case QKeyEvent() if event.type() == QEvent.Type.KeyPress:
                return self._take_key(event)
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._cursor_shown = self._cursor_shown and self._chart.hasFocus()
            self._show()
        return False

    # ------------------------------------------------------------ pointer

    def _take_mouse(self, event: QMouseEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick:
                self._press(event)
                return True
            case QEvent.Type.MouseMove if self._dragging:
                self._drag_to(self._chart.place_at(event.position()))
            case QEvent.Type.MouseMove:
                self._show_shape(event.position())
            case QEvent.Type.MouseButtonRelease if self._dragging:
                self._drag_to(self._chart.place_at(event.position()))
                self._dragging = False
                self._timer.stop()
                self._tell_handle()
        return False

    def _press(self, event: QMouseEvent) -> None:
        self._chart.setFocus(Qt.FocusReason.MouseFocusReason)
        place = self._chart.place_at(event.position())
        if self._plot.handle and (self._is_near(event.position()) or not self._plot.clicks):
            self._dragging = True
            self._drag_to(place)
        elif self._plot.clicks and self._holds(place):
            other = event.button() == Qt.MouseButton.RightButton
            self._add_point(place, 1 if other or event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)

    def _drag_to(self, place: QPointF) -> None:
        """Move the handle, inside the axes, and turn the knobs soon."""
        left, right, low, high = self._chart.limits
        self.place = QPointF(min(max(place.x(), left), right), min(max(place.y(), low), high))
        self._show()
        if not self._timer.isActive():
            self._timer.start()

    def _is_near(self, at: QPointF) -> bool:
        apart = at - self._chart.pixel_of(self.place.x(), self.place.y())
        return bool(np.hypot(apart.x(), apart.y()) <= REACH_PX)

    def _holds(self, place: QPointF) -> bool:
        left, right, low, high = self._chart.limits
        return left <= place.x() <= right and low <= place.y() <= high

    def _show_shape(self, at: QPointF) -> None:
        grip = self._plot.handle and self._is_near(at)
        self._chart.setCursor(Qt.CursorShape.OpenHandCursor if grip else Qt.CursorShape.CrossCursor)

    # ------------------------------------------------------------ keys

    def _take_key(self, event: QKeyEvent) -> bool:
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in ARROWS:
            self._step(*ARROWS[key], FINE_STEPS if shift else KEY_STEPS)
        elif self._plot.clicks and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add_point(self.place, 1 if shift else 0)
        elif self._plot.clicks and key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._tell_points("\n".join(self._text.splitlines()[:-1]))
        else:
            return False
        return True

    def _step(self, across: int, up: int, steps: int) -> None:
        left, right, low, high = self._chart.limits
        x = self.place.x() + across * (right - left) / steps
        y = self.place.y() + up * (high - low) / steps
        self._cursor_shown = True
        self.place = QPointF(min(max(x, left), right), min(max(y, low), high))
        self._show()
        if self._plot.handle and not self._timer.isActive():
            self._timer.start()

    # ------------------------------------------------------------ what comes of it

    def _tell_handle(self) -> None:
        if self._plot.handle:
            x, y = self._plot.handle
            self.knobs_turned.emit({x: self.place.x(), y: self.place.y()})

    def _add_point(self, place: QPointF, kind: int) -> None:
        x, y = (min(max(each, -EDGE), EDGE) for each in (place.x(), place.y()))
        self._tell_points("\n".join([*self._text.splitlines(), f"{x:.2f} {y:.2f} {kind}"]))

    def _tell_points(self, text: str) -> None:
        """Turn the knob that holds the points, unless it could not take them."""
        try:
            parse_points(text, classes=CLASSES)
        except DemoError as error:
            self._refusal = str(error)
            self._show()
            return
        self._text, self._refusal = text, ""
        self._show()
        self.knobs_turned.emit({self._plot.clicks: text})

    # ------------------------------------------------------------ how it looks

    def _show(self) -> None:
        if not self.at_work:
            return
        focused = self._chart.hasFocus()
        shown = bool(self._plot.handle) or (focused and self._cursor_shown)
        self._handle.setData([self.place.x()] if shown else [], [self.place.y()] if shown else [])
        self._handle.setSize(HANDLE_PX if self._plot.handle else CURSOR_PX)
        self._handle.setSymbol("o" if self._plot.handle else "+")
        self._handle.setPen(pg.mkPen(self._theme.accent if focused else self._theme.ink, width=4 if focused else 3))
        self._handle.setBrush(pg.mkBrush(self._theme.surface))
        own = self._own_places()
        self._own.setPen(pg.mkPen(self._theme.ink, width=1.5))
        self._own.setData(own[:, 0], own[:, 1])
        self.clear_button.setVisible(bool(self._plot.clicks) and bool(len(own)))
        hint = DRAG_HINT if self._plot.handle else CLICK_HINT
        self.hint.setText(self._refusal or hint)
        self.hint.setVisible(bool(self._refusal) or self._roomy)
        at = f"{self._plot.x_label} {number_text(self.place.x())}, {self._plot.y_label} {number_text(self.place.y())}"
        keys = "" if not self._plot.clicks else ". Enter adds a point here, Shift and Enter one of the other class"
        self._chart.setAccessibleDescription(f"{hint} Now at {at}{keys}")

    def _own_places(self) -> np.typing.NDArray[np.float32]:
        try:
            return parse_points(self._text, classes=CLASSES).places
        except DemoError:  # a text set by hand: its own input says what is wrong with it
            return np.empty((0, 2), np.float32)

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(WITHIN_PX)
        line.addWidget(self.hint, 1)
        line.addWidget(self.clear_button)

    def _join(self, chart: Chart) -> None:
        chart.add(self._own)
        chart.add(self._handle)
        chart.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chart.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        chart.setAccessibleName(f"{self._plot.title}: {'a point to drag' if self._plot.handle else 'your own points'}")
        chart.installEventFilter(self)
        self._show()
