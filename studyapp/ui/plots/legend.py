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
    ) -> None:
        super().__init__()
        self._looks = looks
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
            self.setAccessibleDescription(", ".join(self._text(name) for name in self._names))
            self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self.update()

    def text(self) -> str:
        """Return what the legend says, entries separated by semicolons."""
        return "; ".join(self._text(name) for name in self._names)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many rows as the entries need."""
        super().resizeEvent(event)
        self.setFixedHeight(round(max([ROW_PX, *(box.bottom() for box in self._places(self.width()))])))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._measure:
            painter.setPen(QColor(self._theme.quiet))
            painter.drawText(QRectF(0, 0, self.width(), ROW_PX), int(Qt.AlignmentFlag.AlignVCenter), self._measure)
        for place, (name, box) in enumerate(zip(self._names, self._places(self.width()), strict=True)):
            self._paint_swatch(painter, place, QPointF(box.left() + SWATCH_PX / 2, box.center().y()))
            painter.setPen(QColor(self._theme.ink))
            room = box.adjusted(SWATCH_PX + GAP_PX, 0, 0, 0)
            shown = self._metrics.elidedText(self._text(name), Qt.TextElideMode.ElideMiddle, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()

    def _paint_swatch(self, painter: QPainter, place: int, centre: QPointF) -> None:
        look = self._looks[place] if self._looks else Look(place, place, line=self._with_lines)
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

    def _text(self, name: str) -> str:
        words = name.replace("_", " ")
        return f"{words} {number_text(self._values.get(name))}" if self._with_values else words

    def _places(self, width: int) -> list[QRectF]:
        """Return where each entry goes: side by side while there is room, then on the next row."""
        places: list[QRectF] = []
        x, y = self._metrics.horizontalAdvance(self._measure) + 2 * WITHIN_PX if self._measure else 0.0, 0.0
        for name in self._names:
            needed = min(float(width), self._entry_px(name))
            if x and x + needed > width:
                x, y = 0.0, y + ROW_PX
            places.append(QRectF(x, y, needed, ROW_PX))
            x += needed + 2 * WITHIN_PX
        return places

    def _entry_px(self, name: str) -> float:
        text = f"{name} {WIDEST_VALUE}" if self._with_values else name
        return SWATCH_PX + GAP_PX + self._metrics.horizontalAdvance(text)
