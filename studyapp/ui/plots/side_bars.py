"""Lying bars: names too long to stand under a bar go to its left, its value to its right."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPaintEvent

from studyapp.ui.plots.names import LINE_PX, paint_names_down
from studyapp.ui.plots.picture import PicturePlot
from studyapp.ui.plots.scales import log_values, number_text
from studyapp.ui.theme import WITHIN_PX, Theme

NAMES_SHARE, VALUE_PX, THICKEST_PX = 0.55, 68, 22
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class SideBars(PicturePlot):
    """One line a bar: name, bar, value."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._names: Sequence[str] = ()
        self._lengths: NDArray[np.float64] = np.empty(0)
        self._limits = (0.0, 1.0)
        self._log = False

    def show_bars(
        self, names: Sequence[str], lengths: NDArray[np.float64], limits: tuple[float, float], *, log: bool = False
    ) -> None:
        """Draw bars between two limits, powers of ten if ``log``; without lengths, the names alone."""
        self._names, self._lengths, self._limits, self._log = names, lengths, limits, log
        self.setAccessibleDescription(
            ", ".join(f"{name} {number_text(self._length(n))}" for n, name in enumerate(names))
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        line_px = self.height() / max(len(self._names), 1)
        thick = min(THICKEST_PX, line_px * 0.7)
        left = self._names_px() + WITHIN_PX
        room = self.width() - left - VALUE_PX
        low, high = self._limits
        every = math.ceil(LINE_PX / line_px)  # low as it is, of names and values some are left out
        painter.setPen(QColor(self.theme.ink))
        paint_names_down(painter, self.metrics, self._names, QRectF(0, 0, left - WITHIN_PX, self.height()))
        for number in range(len(self._names)):
            line = QRectF(0, number * line_px, self.width(), line_px)
            track = QRectF(left, line.center().y() - thick / 2, room, thick)
            painter.fillRect(track, QColor(self.theme.raised))
            length = self._length(number)
            if length is None:
                continue
            ends = sorted(
                left + room * (min(max(each, low), high) - low) / (high - low) for each in self._reach(length)
            )
            painter.fillRect(QRectF(ends[0], track.top(), ends[1] - ends[0], thick), QColor(self.theme.series[0]))
            if number % every == 0:
                value = QRectF(track.right() + 6, line.center().y() - LINE_PX / 2, VALUE_PX - 6, LINE_PX)
                painter.drawText(value, int(MIDDLE), number_text(length))
        painter.end()

    def _reach(self, length: float) -> tuple[float, float]:
        """Return where a bar begins and ends on the axis."""
        return (self._limits[0], float(log_values(np.array(length)))) if self._log else (0.0, length)

    def _names_px(self) -> float:
        widest = max((self.metrics.horizontalAdvance(name) for name in self._names), default=0.0)
        return min(widest + 1, self.width() * NAMES_SHARE)

    def _length(self, number: int) -> float | None:
        return float(self._lengths[number]) if number < len(self._lengths) else None
