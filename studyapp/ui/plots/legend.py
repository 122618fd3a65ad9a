"""The line above a chart that says which line is which, with its value now or under the pointer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studyapp.ui.plots.colours import MARKERS
from studyapp.ui.plots.looks import Look
from studyapp.ui.plots.picture import small_font
from studyapp.ui.plots.scales import number_text
from studyapp.ui.theme import WITHIN_PX, Theme

SWATCH_PX, GAP_PX, ROW_PX, MARKER_PX = 20, 6, 18, 9
WIDEST_VALUE = "0.000000"
MOST_ROWS = 2
"""A legend of lines takes no more: first its values go, which the pointer still tells, then its names, to the ends."""
MOST_LINES = 5
"""So many lines are told apart by a legend; more bear their names at their ends."""


class Legend(QWidget):
    """What is measured, and the names of lines, each with its colour, its marker and a value in a space kept for it."""

    def __init__(
        self,
        names: Sequence[str],
        theme: Theme,
        *,
        measure: str = "",
        values: bool = True,
        lines: bool = True,
        looks: Sequence[Look] | None = None,
        ends: bool = False,
    ) -> None:
        super().__init__()
        self._looks, self._ends = looks, ends
        self._measure = measure
        self._names = tuple(names)
        self._with_values, self._with_lines = values, lines
        self._values: Mapping[str, float | None] = {}
        self._theme = theme
        self._font = small_font()
        self._metrics = QFontMetricsF(self._font)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(ROW_PX)

    def show_values(self, values: Mapping[str, float | None]) -> None:
        """Write the value of each name; a name without one gets a dash."""
        if values != self._values:
            self._values = dict(values)
            self._describe()
            self.update()

    def is_at_ends(self, width: int) -> bool:
        """Tell whether lines bear their names at their ends in a plot of such a width."""
        return self._ends and (len(self._names) > MOST_LINES or not self._fits(width, values=False))

    def tells_values(self, width: int) -> bool:
        """Tell whether there is room for the values at such a width; otherwise only the pointer tells them."""
        return self._with_values and not self.is_at_ends(width) and self._fits(width, values=True)

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.update()

    def text(self) -> str:
        """Return what the legend says, entries separated by semicolons."""
        return "; ".join(self._text(name, values=self._with_values) for name in self._names)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many rows as the entries need."""
        super().resizeEvent(event)
        values = self.tells_values(self.width())
        places = [] if self.is_at_ends(self.width()) else self._places(self.width(), values=values)
        self.setFixedHeight(round(max([ROW_PX, *(box.bottom() for box in places)])))
        self._describe()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._measure:
            painter.setPen(QColor(self._theme.quiet))
            painter.drawText(QRectF(0, 0, self.width(), ROW_PX), int(Qt.AlignmentFlag.AlignVCenter), self._measure)
        if not self.is_at_ends(self.width()):
            self._paint_entries(painter)
        painter.end()

    def _paint_entries(self, painter: QPainter) -> None:
        values = self.tells_values(self.width())
        for place, box in enumerate(self._places(self.width(), values=values)):
            swatch = self._swatch_px(place)
            self._paint_swatch(painter, place, QPointF(box.left() + swatch / 2, box.center().y()))
            painter.setPen(QColor(self._theme.ink))
            room = box.adjusted(swatch + GAP_PX, 0, 0, 0)
            text = self._text(self._names[place], values=values)
            shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_swatch(self, painter: QPainter, place: int, centre: QPointF) -> None:
        look = self._look(place)
        colour = QColor(self._theme.series[look.colour % len(self._theme.series)])
        painter.setPen(QPen(colour, 2))
        if look.line:
            reach = QPointF(SWATCH_PX / 2, 0)
            painter.drawLine(centre - reach, centre + reach)
        if len(self._names) > 1 or not look.line:
            painter.save()
            painter.translate(centre)
            painter.scale(MARKER_PX, MARKER_PX)
            shape = Symbols[MARKERS[look.marker % len(MARKERS)]]
            if look.hollow:
                painter.strokePath(shape, QPen(colour, 1.5 / MARKER_PX))
            else:
                painter.fillPath(shape, colour)
            painter.restore()

    def _look(self, place: int) -> Look:
        return self._looks[place] if self._looks else Look(place, place, line=self._with_lines)

    def _swatch_px(self, place: int) -> int:
        return SWATCH_PX if self._look(place).line else MARKER_PX

    def _text(self, name: str, *, values: bool) -> str:
        words = name.replace("_", " ")
        return f"{words} {number_text(self._values.get(name))}" if values else words

    def _describe(self) -> None:
        """Tell all to those who don't see it, and in a tip what there is no room for."""
        told = [self._text(name, values=self._with_values) for name in self._names]
        self.setAccessibleDescription(", ".join(told))
        self.setToolTip("" if not self._with_values or self.tells_values(self.width()) else "\n".join(told))

    def _fits(self, width: int, *, values: bool) -> bool:
        places = self._places(width, values=values)
        whole = all(box.width() >= self._entry_px(place, values=values) for place, box in enumerate(places))
        return whole and all(box.bottom() <= MOST_ROWS * ROW_PX for box in places)

    def _places(self, width: int, *, values: bool) -> list[QRectF]:
        """Return where each entry goes: side by side while there is room, then on the next row."""
        places: list[QRectF] = []
        x, y = self._metrics.horizontalAdvance(self._measure) + 2 * WITHIN_PX if self._measure else 0.0, 0.0
        for place in range(len(self._names)):
            needed = min(float(width), self._entry_px(place, values=values))
            if x and x + needed > width:
                x, y = 0.0, y + ROW_PX
            places.append(QRectF(x, y, needed, ROW_PX))
            x += needed + 2 * WITHIN_PX
        return places

    def _entry_px(self, place: int, *, values: bool) -> float:
        name = self._names[place].replace("_", " ")
        text = f"{name} {WIDEST_VALUE}" if values else name
        return self._swatch_px(place) + GAP_PX + self._metrics.horizontalAdvance(text)
