"""A pair of axes in the theme's colours: no menu, no dragging, round limits that seldom move."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from studyapp.ui.plots.end_names import EndNames
from studyapp.ui.plots.line_layer import LineLayer
from studyapp.ui.plots.picture import small_font
from studyapp.ui.plots.scales import decades, power_text, tick_texts, ticks
from studyapp.ui.theme import Theme

LEFT_PX, LABEL_PX, TICKS_PX, EDGE_PX = 46, 15, 18, 7
PX_PER_TICK_X, TICK_GAP_PX, PX_PER_TICK_Y = 34, 20, 34
LOWEST_PX, NAME_GAP_PX = 136, 4
TICK_FONT_PX = 11


class Chart(QWidget):
    """Axes that hold pyqtgraph items.

    Signals:
        hovered: The pointer is over a place in data coordinates (a QPointF), or left (None).
    """

    hovered = Signal(object)

    def __init__(self, theme: Theme, *, x_label: str = "", log_y: bool = False) -> None:
        super().__init__()
        self._x_label, self._log_y = x_label, log_y
        self.limits: tuple[float, float, float, float] = (0, 1, 0, 1)
        self._x_names: tuple[str, ...] | None = None
        # Put together from parts: pyqtgraph's own PlotWidget builds menus that nobody here opens.
        self._canvas: Any = pg.GraphicsView()
        self._view: Any = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self._axes: dict[str, Any] = {side: pg.AxisItem(side) for side in ("left", "bottom")}
        self._set_up_canvas()
        self._layers: list[LineLayer | EndNames] = []
        self.ends = EndNames()
        self._cross: Any = pg.InfiniteLine(angle=90)
        self._cross.hide()
        self.add(self._cross)
        self._layers.append(self.ends)
        self.add(self.ends)
        self._set_up_axes()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._canvas)
        self.setMouseTracking(True)
        self.show_theme(theme)

    def add(self, item: Any) -> None:
        """Put a pyqtgraph item between the axes; it never counts for the limits."""
        self._view.addItem(item, ignoreBounds=True)

    def add_lines(self) -> LineLayer:
        """Put a layer for lines between the axes, and return it."""
        layer = LineLayer()
        self._layers.append(layer)
        self.add(layer)
        return layer

    def show_end_names(self, names: Sequence[str], width_px: int) -> None:
        """Keep room right of the lines, in a chart of such a width, for these names at their ends."""
        before = self.ends.width_px()
        self.ends.show_names(names, width_px)
        self.setMinimumHeight(max(LOWEST_PX, math.ceil(self.ends.height_px()) + self._below_px() + 2 * EDGE_PX))
        if self.ends.width_px() != before:
            self._show_range()
            self._show_ticks()

    def show_limits(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Set both axes; nothing is drawn anew if they are as they were."""
        if (*x, *y) != self.limits:
            self.limits = (*x, *y)
            self._show_range()
            self._show_ticks()

    def show_names(self, names: tuple[str, ...]) -> None:
        """Write names instead of numbers below the places 0, 1, 2 ..."""
        if names != self._x_names:
            self._x_names = names
            self._axes["bottom"].setGrid(False)
            self._show_ticks()

    def show_cross(self, x: float | None) -> None:
        """Draw an upright line at x, or none."""
        self._cross.setVisible(x is not None)
        if x is not None:
            self._cross.setValue(x)

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._canvas.setBackground(theme.surface)
        self.ends.show_theme(theme)
        self._cross.setPen(pg.mkPen(theme.quiet, width=1))
        for axis in self._axes.values():
            axis.setPen(pg.mkPen(theme.line))
            axis.setTextPen(pg.mkPen(theme.quiet))
        if self._x_label:
            self._axes["bottom"].setLabel(self._x_label, color=theme.quiet, **{"font-size": f"{TICK_FONT_PX}px"})

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_range()
        self._show_ticks()

    def place_at(self, at: QPointF) -> QPointF:
        """Return the data coordinates of a pixel of this widget."""
        return QPointF(self._view.mapSceneToView(self._canvas.mapToScene(at.toPoint())))

    def pixel_of(self, x: float, y: float) -> QPointF:
        """Return where data coordinates are drawn in this widget."""
        return QPointF(self._canvas.mapFromScene(self._view.mapViewToScene(QPointF(x, y))))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hovered.emit(self.place_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)

    def _set_up_canvas(self) -> None:
        # The chart takes pointer and wheel itself: cheaper than pyqtgraph's scene, and a wheel scrolls the page.
        self._canvas.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._canvas.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(LOWEST_PX)
        grid = pg.GraphicsLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addItem(self._axes["left"], 0, 0)
        grid.addItem(self._view, 0, 1)
        grid.addItem(self._axes["bottom"], 1, 1)
        self._canvas.setCentralItem(grid)
        self._view.disableAutoRange()

    def _set_up_axes(self) -> None:
        font = tick_font()
        for axis in self._axes.values():
            axis.linkToView(self._view)
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickLength=0, tickTextOffset=4, tickFont=font, hideOverlappingLabels=False)
            axis.setGrid(255)
            axis.setZValue(-1000)  # grid lines go behind what is drawn
        # Fixed sizes: longer labels must not move the plot.
        self._axes["left"].setWidth(LEFT_PX)
        self._axes["bottom"].setHeight(self._below_px())

    def _show_range(self) -> None:
        """Show a few pixels more than the limits, so that nothing at a limit is cut off."""
        left, right, low, high = self.limits
        px = (right - left) / self._across_px()
        down = (high - low) * EDGE_PX / max(self.height() - TICKS_PX - 2 * EDGE_PX, 1)
        beyond = px * (EDGE_PX + self.ends.width_px())
        self._view.setRange(xRange=(left - px * EDGE_PX, right + beyond), yRange=(low - down, high + down), padding=0)
        self._view.prepareForPaint()  # else it moves everything amid the painting, and all is painted twice
        for layer in self._layers:
            layer.show_room(QRectF(self._view.viewRect()))

    def _show_ticks(self) -> None:
        left, right, low, high = self.limits
        if self._x_names is None:
            self._axes["bottom"].setTicks([self._ticks_across(left, right)])
        else:
            apart = self._across_px() / (right - left)
            every = math.ceil(self._name_px() / apart)
            self._axes["bottom"].setTicks([list(enumerate(self._x_names))[::every]])
        most = max(2, self.height() // PX_PER_TICK_Y)
        if self._log_y:
            rows = [(power, power_text(power)) for power in decades(low, high, most)]
        else:
            places, spacing = ticks(low, high, most)
            rows = list(zip(places, tick_texts(places, spacing), strict=True))
        self._axes["left"].setTicks([rows])

    def _ticks_across(self, left: float, right: float) -> list[tuple[float, str]]:
        """Return the most round places, and what is written there, whose texts keep their distance."""
        metrics, width = QFontMetricsF(tick_font()), self._across_px()
        rows: list[tuple[float, str]] = []
        for most in range(max(2, int(width // PX_PER_TICK_X)), 1, -1):
            places, spacing = ticks(left, right, most)
            rows = list(zip(places, tick_texts(places, spacing), strict=True))
            widest = max((metrics.horizontalAdvance(text) for _, text in rows), default=0.0)
            if widest + TICK_GAP_PX <= spacing / (right - left) * width:
                break
        return rows

    def _across_px(self) -> float:
        """Return the width between the limits: without the axis, and without the room for names at line ends."""
        return max(self.width() - LEFT_PX - 2 * EDGE_PX - self.ends.width_px(), 1.0)

    def _below_px(self) -> int:
        return TICKS_PX + (LABEL_PX if self._x_label else 0)

    def _name_px(self) -> float:
        metrics = QFontMetricsF(tick_font())
        return max((metrics.horizontalAdvance(name) for name in self._x_names or ()), default=0.0) + NAME_GAP_PX


def tick_font() -> QFont:
    """Return the font of tick labels."""
    font = small_font()
    font.setPixelSize(TICK_FONT_PX)
    return font
