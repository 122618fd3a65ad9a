"""A function of the plane as colours, with points, segments and paths on it; the learner may drag and click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.demo import Pictures
from models.knobs import KnobValue
from models.plots import Field
from studyapp.ui.plots.arrays import float_array
from studyapp.ui.plots.chart import Chart
from studyapp.ui.plots.colours import MARKERS, faded, levels, limits, packed, pale_ramp
from studyapp.ui.plots.contours import coarse, contour_levels, contour_segments
from studyapp.ui.plots.field_layer import FieldLayer
from studyapp.ui.plots.field_pointer import FieldPointer
from studyapp.ui.plots.legend import Legend
from studyapp.ui.plots.line_layer import Line
from studyapp.ui.plots.looks import Look, class_looks, field_box, path_looks
from studyapp.ui.plots.pixels import ScaleStrip
from studyapp.ui.plots.scales import number_text
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import Theme

POINT_PX, END_PX, OPACITY = 6.5, 11, 225
CONTOUR_SIDE = 64
"""Contour lines are drawn from at most so many rows and columns: finer ones cannot be told from them."""
NEAR_PX = 10
HINT_FROM_PX, LOWEST_PX = 430, 170


class FieldPlot(QWidget):
    """Colours below, then contour lines, segments, points by class and paths with a dot at their end.

    Signals:
        knobs_turned: The learner dragged the handle or clicked a point; carries the values of knobs by name.
    """

    knobs_turned = Signal(object)

    def __init__(self, plot: Field, theme: Theme) -> None:
        super().__init__()
        self._plot, self._theme = plot, theme
        self._values: NDArray[np.float64] = np.empty((0, 0))
        self._points: NDArray[np.float64] = np.empty((0, 3))
        self._paths: NDArray[np.float64] = np.empty((0, 0, 2))
        self._ends = (0.0, 1.0)
        self._box = (*plot.x_limits, *plot.y_limits)
        self._class_looks, self._path_looks = class_looks(plot), path_looks(plot)
        names = (*plot.class_names, *plot.path_names)
        self.legend = Legend(
            names, theme, measure=plot.y_label, values=False, looks=(*self._class_looks, *self._path_looks)
        )
        self.chart = Chart(theme, x_label=plot.x_label)
        self.scale = ScaleStrip(theme)
        if not plot.name:  # never shown before it has a parent: that would open a window of its own
            self.scale.hide()
        self._build_items()
        self.pointer = FieldPointer(plot, self.chart, theme)
        self._lay_out()
        self.chart.hovered.connect(self._on_chart_hovered)
        self.pointer.knobs_turned.connect(self.knobs_turned)
        self._show_box(self._box)
        self._colour()

    def show_frame(self, series: Series, pictures: Pictures) -> None:
        """Draw the newest frame; what is as it was is not drawn anew."""
        box = field_box(self._plot, pictures)
        values = float_array(pictures.get(self._plot.name), dimensions=2)
        if box != self._box or not np.array_equal(values, self._values, equal_nan=True):
            self._values = values
            self._show_box(box)
            self._show_values()
        points = float_array(pictures.get(self._plot.points), dimensions=2).reshape(-1, 3)
        if not np.array_equal(points, self._points):
            self._points = points
            self._show_points()
        ends = float_array(pictures.get(self._plot.lines), dimensions=2).reshape(-1, 2)
        if self._plot.lines:
            self._lines.setData(ends[:, 0], ends[:, 1])
        self._show_paths(float_array(pictures.get(self._plot.paths), dimensions=3))

    def show_knobs(self, values: Mapping[str, KnobValue]) -> None:
        """Put the handle, and the learner's own points, where the knobs say."""
        self.pointer.show_knobs(values)

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        for part in (self.chart, self.legend, self.scale, self.pointer):
            part.show_theme(theme)
        self._colour()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the hint a place beside the scale where there is room, and points a size that goes with the plot's."""
        super().resizeEvent(event)
        self._show_paths(self._paths, anew=True)
        self.pointer.show_hint(event.size().width() >= HINT_FROM_PX)
        self._foot.setStretch(1, 2 if event.size().width() >= HINT_FROM_PX else 0)
        for item in self._classes:
            item.setSize(POINT_PX + (2 if event.size().width() >= HINT_FROM_PX else 0))

    def _build_items(self) -> None:
        self._layer = FieldLayer()
        self._lines: Any = pg.PlotCurveItem(connect="pairs", antialias=True)
        self._classes: list[Any] = [pg.ScatterPlotItem(size=POINT_PX) for _ in self._class_looks]
        for item in (self._layer, self._lines, *self._classes):
            self.chart.add(item)
        self._walks = self.chart.add_lines()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.legend)
        layout.addWidget(self.chart, 1)
        self.chart.setMinimumHeight(LOWEST_PX)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(0)
        self._foot.addWidget(self.scale, 1)
        self._foot.addWidget(self.pointer)
        layout.addLayout(self._foot)

    def _colour(self) -> None:
        self._lines.setPen(pg.mkPen(self._theme.ink, width=2))
        for item, look in zip(self._classes, self._class_looks, strict=True):
            colour = pg.mkColor(self._tone(look.colour))
            colour.setAlpha(OPACITY)
            item.setSymbol(MARKERS[look.marker % len(MARKERS)])
            item.setBrush(pg.mkBrush(self._theme.surface if look.hollow else colour))
            item.setPen(pg.mkPen(colour if look.hollow else self._theme.surface, width=2 if look.hollow else 1))
        self._show_values()
        self._show_paths(self._paths, anew=True)

    def _show_box(self, box: tuple[float, float, float, float]) -> None:
        self._box = box
        self.chart.show_limits(box[:2], box[2:])

    def _show_values(self) -> None:
        if not self._values.size:
            self._layer.show_nothing()
            return
        self._ends = limits(self._values, diverging=self._plot.diverging)
        ramp = packed(pale_ramp(self._theme, diverging=self._plot.diverging))
        pixels = ramp[levels(self._values, *self._ends)]
        pixels[np.isnan(self._values)] = 0
        self._layer.show_values(pixels, self._box, self._contours(), faded(self._theme, self._theme.quiet, 0.75))
        self.scale.show_scale(ramp, self._ends)

    def _contours(self) -> NDArray[np.float64]:
        """Return the ends of the segments of all contour lines in data coordinates."""
        if not self._plot.levels or min(self._values.shape) < 2:
            return np.empty((0, 2))
        grid, apart = coarse(self._values, CONTOUR_SIDE)
        cuts = contour_segments(grid, contour_levels(self._values, self._plot.levels)) * apart
        left, right, low, high = self._box
        height, width = self._values.shape
        spacing = np.array([(right - left) / (width - 1), (high - low) / (height - 1)])
        contours: NDArray[np.float64] = cuts * spacing + (left, low)
        return contours

    def _show_points(self) -> None:
        for place, item in enumerate(self._classes):
            own = self._points[self._points[:, 2] == place]
            item.setData(own[:, 0], own[:, 1])

    def _show_paths(self, paths: NDArray[np.float64], *, anew: bool = False) -> None:
        if not anew and np.array_equal(paths, self._paths, equal_nan=True):
            return
        self._paths = paths
        walked = [path[np.isfinite(path).all(axis=1)] for path in paths]
        self._walks.show_lines(
            [self._walk(self._told_apart(path), look) for path, look in zip(walked, self._path_looks, strict=False)]
        )

    def _walk(self, path: NDArray[np.float64], look: Look) -> Line:
        """Return a path (n, 2) as a line with a marker at its end."""
        colour, marker = self._tone(look.colour), MARKERS[look.marker % len(MARKERS)]
        return Line(path.T, colour, 2, marker, (-1,), END_PX, rim=self._theme.surface)

    def _told_apart(self, path: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a path without the places on the same pixel as the one before: most of those that have arrived."""
        left, right, low, high = self._box
        size = max(self.chart.width(), 1), max(self.chart.height(), 1)
        pixels = np.rint((path - (left, low)) / (right - left, high - low) * size)
        kept = np.append((np.diff(pixels, axis=0) != 0).any(axis=1), True)
        seen: NDArray[np.float64] = path[kept[: len(path)]]
        return seen

    def _tone(self, place: int) -> str:
        return self._theme.series[place % len(self._theme.series)]

    def _on_chart_hovered(self, place: QPointF | None) -> None:
        self.setToolTip("" if place is None else self._told(place))

    def _told(self, place: QPointF) -> str:
        left, right, low, high = self._box
        if not (left <= place.x() <= right and low <= place.y() <= high):
            return ""
        told = [f"{self._plot.x_label} {number_text(place.x())}, {self._plot.y_label} {number_text(place.y())}"]
        if self._values.size:
            height, width = self._values.shape
            row = round((place.y() - low) / (high - low) * (height - 1))
            column = round((place.x() - left) / (right - left) * (width - 1))
            told.append(f"value {number_text(float(self._values[row, column]))}")
        return "\n".join([*told, *self._near(place)])

    def _near(self, place: QPointF) -> Sequence[str]:
        """Return what is said of a point or the end of a path that is no more than a few pixels away."""
        left, right, low, high = self._box
        reach = np.array([(right - left) / max(self.chart.width(), 1), (high - low) / max(self.chart.height(), 1)])
        told = []
        if len(self._points):
            apart = np.hypot(*((self._points[:, :2] - (place.x(), place.y())) / reach).T)
            nearest = int(apart.argmin())
            number = int(self._points[nearest, 2])
            if apart[nearest] <= NEAR_PX and number < len(self._plot.class_names):
                told.append(f"point: {self._plot.class_names[number]}")
        for name, path in zip(self._plot.path_names, self._paths, strict=False):
            walked = path[np.isfinite(path).all(axis=1)]
            if len(walked) and np.hypot(*((walked - (place.x(), place.y())) / reach).T).min() <= NEAR_PX:
                told.append(f"{name}, now at {number_text(float(walked[-1, 0]))}, {number_text(float(walked[-1, 1]))}")
        return told
